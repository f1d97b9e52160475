#include "native/connectors/call_leg.h"

#include <algorithm>

#include "core/wire/hash.h"
#include "native/connectors/local_time.h"

namespace history::connectors {
namespace {

constexpr std::size_t outside_digits_min =
    6;  // shorter dialled numbers are queues, codes and services, never a customer

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> starts) {
    return std::any_of(starts.begin(), starts.end(),
                       [&](std::string_view start) { return text.starts_with(start); });
}

// Digits of a number as people write it ("+7 (701) 000-00-00"), empty when there is anything else in it.
std::string digits_of(std::string_view number) {
    std::string digits;
    for (char c : number) {
        if (c >= '0' && c <= '9')
            digits.push_back(c);
        else if (std::string_view("+ ()-.").find(c) == std::string_view::npos)
            return {};
    }
    return digits;
}

bool is_number(std::string_view text, std::size_t limit) {
    return !text.empty() && text.size() <= limit &&
           text.find_first_not_of("0123456789") == std::string_view::npos;
}

// "PJSIP/101-6be1e288", "SIP/101-0000000c", "Local/101@from-queue-0001;1": 101.
std::string_view device_of(std::string_view channel) {
    const std::size_t slash = channel.find('/');
    if (slash == std::string_view::npos) return {};
    channel.remove_prefix(slash + 1);
    const std::size_t at = channel.find('@');
    return channel.substr(0, at != std::string_view::npos ? at : channel.rfind('-'));
}

// The name of `"Name" <number>`, unless it only says the number again.
std::string caller_name(std::string_view clid) {
    const std::size_t angle = clid.rfind('<');
    if (angle == std::string_view::npos) return {};
    std::string_view name = clid.substr(0, angle);
    while (!name.empty() && (name.front() == ' ' || name.front() == '"')) name.remove_prefix(1);
    while (!name.empty() && (name.back() == ' ' || name.back() == '"')) name.remove_suffix(1);
    return name.empty() || !digits_of(name).empty() ? std::string() : std::string(name);
}

// The UNIX second in an Asterisk id "[system-]1787552040.1652" in ms, or 0.
std::uint64_t epoch_of(std::string_view id) {
    const std::size_t dot = id.rfind('.');
    if (dot == std::string_view::npos || dot < 10 || (dot > 10 && id[dot - 11] != '-')) return 0;
    std::uint64_t second = 0;
    for (char c : id.substr(dot - 10, 10)) {
        if (c < '0' || c > '9') return 0;
        second = second * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return second >= 946684800 ? second * 1000 : 0;  // since 2000
}

// The same number with 8, +7 or nothing before it ends in the same ten digits.
std::string tail_of(const std::string& digits) {
    return digits.size() > 10 ? digits.substr(digits.size() - 10) : digits;
}

enum class Way : std::uint8_t { none, in, out };

// Start of a row. Dates with strokes have the day first or the month first: the order nearer to the second in the id.
std::optional<std::int64_t> start_of(std::string_view text, std::string_view uniqueid,
                                     const Account& account) {
    std::optional<std::int64_t> wall = wall_ms(text);
    if (text.find('/') != std::string_view::npos) {
        const std::optional<std::int64_t> other = wall_ms(text, true);
        const auto epoch = static_cast<std::int64_t>(epoch_of(uniqueid));
        if (!wall || (other && epoch != 0 && std::abs(*other - epoch) < std::abs(*wall - epoch)))
            wall = other;
    }
    if (!wall) return std::nullopt;
    return utc_ms(*wall, account.zone);
}

Way way_of(const Exchange& exchange, std::string_view src, std::string_view dst, std::string_view context,
           std::string_view channel, std::string_view dstchannel) {
    if (starts_with_any(context, {"from-trunk", "from-pstn", "from-did", "ext-did", "from-dahdi",
                                  "from-zaptel", "incoming"}))
        return Way::in;
    const bool from_outside = exchange.outside(src), to_outside = exchange.outside(exchange.dialled(dst));
    if (from_outside != to_outside) return from_outside ? Way::in : Way::out;
    if (!from_outside) return Way::none;
    // Two numbers: our line as caller id before a customer's, or a customer put through to a mobile.
    if (exchange.extension(device_of(channel))) return Way::out;
    if (exchange.extension(device_of(dstchannel))) return Way::in;
    return context.starts_with("from-internal") ? Way::out : Way::in;
}

}  // namespace

Exchange::Exchange(const Account& account) : account_(account) {
    for (const std::string& number : account.own) own_.push_back(tail_of(digits_of(number)));
}

bool Exchange::extension(std::string_view text) const {
    const std::vector<std::string>& listed = account_.extensions;
    if (!listed.empty()) return std::find(listed.begin(), listed.end(), text) != listed.end();
    return text.size() >= 2 && is_number(text, 5);
}

bool Exchange::outside(std::string_view number) const {
    const std::string digits = digits_of(number);
    if (digits.size() < outside_digits_min || digits.size() > 20 || extension(number)) return false;
    return std::find(own_.begin(), own_.end(), tail_of(digits)) == own_.end();
}

std::string_view Exchange::dialled(std::string_view number) const {
    const std::string& prefix = account_.outside_prefix;
    if (prefix.empty() || !number.starts_with(prefix)) return number;
    const std::size_t rest = number.size() - prefix.size();
    // What stays must be a number: ten digits that happen to begin with the prefix are a number without it.
    return rest < outside_digits_min || rest == 9 ? number : number.substr(prefix.size());
}

const char* read_leg(const Exchange& exchange, const CdrLayout& layout, const CsvRow& row, CallLeg& leg) {
    const auto cell = [&](Cdr column) { return layout.cell(row.cells, column); };
    const std::string_view uniqueid = cell(Cdr::uniqueid), sequence = cell(Cdr::sequence);
    const std::optional<std::int64_t> start = start_of(cell(Cdr::start), uniqueid, exchange.account());
    if (!start) return "The start of the call is no time.";
    const std::string_view duration = cell(Cdr::duration), billed = cell(Cdr::billsec);
    if ((!duration.empty() && !is_number(duration, 9)) || (!billed.empty() && !is_number(billed, 9)))
        return "The duration or billsec of the call is no number of seconds.";

    const auto ms_of = [&](Cdr column) -> std::optional<std::int64_t> {
        const std::optional<std::int64_t> wall = wall_ms(cell(column));
        if (!wall) return std::nullopt;
        return utc_ms(*wall, exchange.account().zone);
    };
    const bool answered = cell(Cdr::disposition) == "ANSWERED";
    std::optional<std::int64_t> end = ms_of(Cdr::end), answer = ms_of(Cdr::answer);
    if (!end && !duration.empty()) end = *start + std::stoll(std::string(duration)) * 1000;
    if (!answer && answered && end && !billed.empty())
        answer = std::max<std::int64_t>(*start, *end - std::stoll(std::string(billed)) * 1000);

    const std::string_view src = cell(Cdr::src), dst = cell(Cdr::dst), dstchannel = cell(Cdr::dstchannel);
    const Way way = way_of(exchange, src, dst, cell(Cdr::dcontext), cell(Cdr::channel), dstchannel);
    std::string_view colleague;  // who of ours spoke or was rung
    leg.peer.clear();
    leg.name.clear();
    if (way == Way::in) {
        if (exchange.outside(src)) leg.peer = src;
        leg.name = caller_name(cell(Cdr::clid));
        if (const std::string_view name = cell(Cdr::cnam); leg.name.empty() && digits_of(name).empty())
            leg.name = name;
        colleague = device_of(dstchannel);
    } else {
        if (way == Way::out) leg.peer = exchange.dialled(dst);
        const std::string_view cnum = cell(Cdr::cnum);
        colleague = exchange.extension(cnum)  ? cnum
                    : exchange.extension(src) ? src
                                              : device_of(cell(Cdr::channel));
    }
    std::string_view queue;
    if (cell(Cdr::lastapp) == "Queue") queue = cell(Cdr::lastdata).substr(0, cell(Cdr::lastdata).find(','));
    std::string_view recording = cell(Cdr::recordingfile);
    const std::string_view userfield = cell(Cdr::userfield);
    if (recording.empty() &&
        (userfield.ends_with(".wav") || userfield.ends_with(".mp3") || userfield.ends_with(".gsm")))
        recording = userfield;

    leg.value.clear();
    const auto put = [&](std::string_view text) {
        if (!leg.value.empty()) leg.value.push_back('\t');
        for (char c : text) leg.value.push_back(c == '\t' || c == '\n' || c == '\r' ? ' ' : c);
    };
    leg.start = *start;
    put(std::to_string(*start));
    put(answer && answered ? std::to_string(*answer) : std::string());
    put(end ? std::to_string(*end) : std::string());
    put(billed);
    put(src);
    put(dst);
    put(cell(Cdr::disposition));
    put(colleague);
    put(queue);
    put(recording);
    put(way == Way::in ? "in" : way == Way::out ? "out" : "");
    put(leg.peer);

    // Some exports write 0 for a column that the exchange does not keep.
    const std::string_view linkedid = cell(Cdr::linkedid);
    leg.native_id = linkedid.size() > 1 ? linkedid : uniqueid;
    leg.at = epoch_of(leg.native_id);
    if (leg.native_id.empty() || sequence.empty()) {
        const std::string hash = hex(hash_of("history call row 1", bytes_of(row.raw)).view());
        leg.id = uniqueid.empty() ? hash.substr(0, 16) : std::string(uniqueid) + '.' + hash.substr(0, 8);
        if (leg.native_id.empty()) {
            leg.native_id = "row:" + hash;
            leg.at = static_cast<std::uint64_t>(*start);
        }
    } else {
        leg.id = uniqueid.empty() ? std::string(linkedid) : std::string(uniqueid);
        leg.id += '.';
        leg.id += sequence;
    }
    return nullptr;
}

}  // namespace history::connectors
