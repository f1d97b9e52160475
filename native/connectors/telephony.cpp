#include "native/connectors/telephony.h"

#include <algorithm>
#include <unordered_map>

#include "native/connectors/call_leg.h"

namespace history::connectors {
namespace {

// The header of a table that is no call record as we know them: words only.
bool foreign_header(const CsvRow& row) {
    if (row.cells.size() < 3) return false;
    return std::all_of(row.cells.begin(), row.cells.end(), [](const std::string& cell) {
        return std::all_of(cell.begin(), cell.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ' ';
        });
    });
}

// The number of the earliest row owns the call; another one (the customer was put through to a mobile) is a
// bystander. More than a few numbers in one call are damage.
void add_peer(Item& call, std::int64_t& start, const CallLeg& leg) {
    auto& peers = call.identifiers;
    auto peer = std::find_if(peers.begin(), peers.end(),
                             [&](const Identifier& known) { return known.value == leg.peer; });
    const bool owns = peers.empty() || leg.start < start;
    if (peer == peers.end()) {
        if (peers.size() == 8) return;
        peers.push_back({"phone", "", leg.peer, Known::proved, !owns, leg.name});
        peer = peers.end() - 1;
    }
    if (!owns) return;
    std::rotate(peers.begin(), peer, peer + 1);
    for (Identifier& other : peers) other.cc = &other != &peers.front();
    start = leg.start;
}

// A row that stands twice is one leg.
void keep_last_of_equal_legs(Item& call) {
    auto& fields = call.fields;
    const auto equal = [](const auto& a, const auto& b) { return a.first == b.first; };
    std::reverse(fields.begin(), fields.end());
    std::stable_sort(fields.begin(), fields.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    fields.erase(std::unique(fields.begin(), fields.end(), equal), fields.end());
}

Parsed parse(ByteView body, const Account& account) {
    Parsed parsed;
    const Exchange exchange(account);
    CsvReader reader(body, false);
    CsvRow row;
    std::optional<CdrLayout> header;
    std::size_t columns = 0;  // the widest row so far: a narrower one was cut
    bool first = true;
    CallLeg leg;
    std::unordered_map<std::string, std::size_t> calls;
    std::vector<std::int64_t> starts;  // of the row that gave the identifier, by item

    while (reader.next(row)) {
        if (first) {
            first = false;
            header = CdrLayout::of_header(row.cells, account.columns);
            columns = header ? row.cells.size() : 0;
            if (header) continue;
            if (foreign_header(row)) {
                parsed.units = 1;
                parsed.rejections.push_back(
                    {"", "The header names no start, src and dst: map them in the account's columns.",
                     std::string(text_of(body))});
                return parsed;
            }
        }
        ++parsed.units;
        const auto reject = [&](std::string_view reason) {
            parsed.rejections.push_back(
                {"line " + std::to_string(row.line), std::string(reason), std::string(row.raw)});
        };
        if (row.broken != nullptr) {
            reject(row.broken);
            continue;
        }
        const std::optional<CdrLayout> layout = header ? header : CdrLayout::of_row(row.cells);
        if (!layout || row.cells.size() < columns) {
            reject(layout ? "the row has fewer columns than those before it"
                          : "no layout of call records fits the row");
            continue;
        }
        if (!header) columns = row.cells.size();
        if (const char* reason = read_leg(exchange, *layout, row, leg)) {
            reject(reason);
            continue;
        }
        const auto [found, fresh] = calls.try_emplace(leg.native_id, parsed.items.size());
        if (fresh) {
            Item& call = parsed.items.emplace_back();
            starts.push_back(leg.start);
            call.native_id = leg.native_id;
            call.fields.emplace_back("kind", "call");
            if (leg.at != 0) call.fields.emplace_back("at", std::to_string(leg.at));
        } else {
            ++parsed.repeats;
        }
        Item& call = parsed.items[found->second];
        call.fields.emplace_back("leg/" + leg.id, leg.value);
        if (!leg.peer.empty()) add_peer(call, starts[found->second], leg);
    }
    for (Item& call : parsed.items) keep_last_of_equal_legs(call);
    return parsed;
}

bool claims(std::string_view file_name) {
    return file_name.ends_with(".csv") || file_name.ends_with(".CSV");
}

Split split(std::string_view) {
    return Split::whole;
}

}  // namespace

const Connector& telephony() {
    static const Connector connector{
        .channel = "telephony",
        .parse = parse,
        .claims = claims,
        .split = split,
        .about = {.title = "Telephone exchange: Asterisk and FreePBX",
                  .formats = "call detail records (Master.csv, cdr-custom, FreePBX export)",
                  .ways = "import",
                  .authenticity = "",
                  .id_rule = "linkedid; without that column uniqueid; several rows are one call",
                  .identifiers = "outside number that called or was called proved",
                  .setup = "give zone, extensions and outside_prefix of the exchange in agent.json; columns "
                           "for other layouts",
                  .left_out = "AMA flags and channel variables"}};
    return connector;
}

}  // namespace history::connectors
