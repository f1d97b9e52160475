// Items a second of each connector: bytes to items, over the payloads of the test world (HISTORY_DATA or ../shared/data),
// read into memory beforehand, or written here (payloads.h) where that has none. A body is parsed again and again until a second
// of CPU time has passed (nothing is waited for, and what else the machine does does not count); the median of three.
#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "native/connectors/table.h"
#include "tests/bench/connectors/payloads.h"
#include "tests/bench/figure.h"

using namespace history;
using namespace history::bench;
using namespace history::connectors;

namespace {

std::vector<std::string> bodies_of(const Connector& connector, const std::filesystem::path& folder) {
    std::vector<std::string> bodies;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (!entry.is_regular_file() || !connector.claims(name)) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        std::string text{std::istreambuf_iterator<char>(file), {}};
        if (connector.split(name) != Split::lines) {
            bodies.push_back(std::move(text));
            continue;
        }
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = std::min(text.find('\n', at), text.size());
            if (end > at) bodies.push_back(text.substr(at, end - at));
            at = end + 1;
        }
    }
    return bodies;
}

double cpu_seconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

double items_per_second(const Connector& connector, const std::vector<std::string>& bodies,
                        const Account& account) {
    std::vector<double> rates;
    for (int round = 0; round < 3; ++round) {
        std::uint64_t items = 0;
        const double began = cpu_seconds();
        double spent = 0;
        for (; spent < 1; spent = cpu_seconds() - began)
            for (const std::string& body : bodies) {
                const Parsed parsed = connector.parse(bytes_of(body), account);
                const std::size_t gave = parsed.items.size() + parsed.goods_units;
                items += gave != 0 ? gave : parsed.statements.size();  // a card, a company
            }
        rates.push_back(static_cast<double>(items) / spent);
    }
    return median(rates);
}

// What a spreadsheet of orders looks like: eight columns, quoted texts, 2,000 rows a file.
std::string spreadsheet() {
    std::string text = "id,when,customer phone,customer name,what,sum,status,comment\r\n";
    for (int row = 0; row < 2000; ++row)
        text += "T-" + std::to_string(row) + ",2026-03-" + std::to_string(10 + row % 20) +
                "T09:15:00+05:00,+7701" + std::to_string(1'000'000 + row) + ",\"Customer, " +
                std::to_string(row) + "\",LED garland 10 m," + std::to_string(1000 + row) +
                ",paid,\"said \"\"thank you\"\" and asked about delivery\"\r\n";
    return text;
}

Account spreadsheet_account() {
    Account account;
    account.columns = {
        {"id", "id"},       {"at", "when"},      {"phone", "customer phone"}, {"name", "customer name"},
        {"title", "what"},  {"total", "sum"},    {"status", "status"},        {"text", "comment"},
        {"kind", "=order"}, {"currency", "=KZT"}};
    return account;
}

}  // namespace

int main(int count, char** words) {  // CHANNEL ...: these alone
    const char* given = std::getenv("HISTORY_DATA");
    const std::filesystem::path data = given ? given : "../shared/data";
    for (const Connector* connector : all_connectors()) {
        if (count > 1 && std::find(words + 1, words + count, connector->channel) == words + count) continue;
        const std::string name = "connector_" + std::string(connector->channel);
        if (connector->channel == "table") {
            figure(name, items_per_second(*connector, {spreadsheet()}, spreadsheet_account()), "items/s", 3);
            continue;
        }
        const std::filesystem::path folder = data / "world/payloads" / connector->channel;
        const std::vector<std::string> bodies = std::filesystem::exists(folder)
                                                    ? bodies_of(*connector, folder)
                                                    : written_bodies(connector->channel);
        if (bodies.empty()) {
            no_figure(name, "items/s", "the test world is not there");
            continue;
        }
        Account account;
        account.name = "bench";
        account.outside_prefix = "9";
        account.zone = {{0, 300}};
        figure(name, items_per_second(*connector, bodies, account), "items/s", 3);
    }
}
