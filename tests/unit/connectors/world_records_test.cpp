// The test world's mails, calls and receipts against its ground truth: the comparison steps of these three connectors.
// Nothing else here reads the truth.
#include <doctest/doctest.h>

#include <map>
#include <set>
#include <sstream>

#include "core/insight/call.h"
#include "native/connectors/email.h"
#include "native/connectors/pos.h"
#include "native/connectors/telephony.h"
#include "native/json.h"
#include "tests/unit/connectors/sample_files.h"

using namespace history;
using namespace history::connectors;

namespace {

Json json_of(const std::string& file) { return parse_json(bytes_in(sample_folder("world/" + file))).value_or(Json()); }

// Calls `line(json)` for each line of a file of the truth.
template <class Line>
void truth_lines(const std::string& file, Line line) {
    std::istringstream in(bytes_in(sample_folder("world/truth/" + file)));
    for (std::string text; std::getline(in, text);)
        if (const auto json = parse_json(text)) line(*json);
}

Account account_of(const std::string& name) {
    const Json business = json_of("business.json");
    Account account;
    account.name = name;
    account.zone = {{0, 300}};  // Asia/Almaty in the years of this world
    account.outside_prefix = "9";
    for (const Json& person : at(business, "staff")) {
        account.extensions.push_back(text_at(person, "extension"));
        account.own.push_back(text_at(person, "mobile"));
    }
    return account;
}

void compare(const Connector& connector, const std::string& channel, const std::string& name) {
    CAPTURE(channel);
    CAPTURE(name);
    const std::vector<std::filesystem::path> files = sample_files("world/payloads/" + channel + "/" + name);
    if (files.empty()) return;
    std::uint64_t units = 0, rejected = 0, repeats = 0, unknown = 0, other = 0;
    std::map<std::string, Item> items;
    for (const std::filesystem::path& file : files) {
        REQUIRE(connector.claims(file.filename().string()));
        const std::string body = bytes_in(file);
        Parsed parsed = connector.parse(bytes_of(body), account_of(name));
        units += parsed.units;
        rejected += parsed.rejections.size();
        unknown += parsed.unknown;
        other += parsed.other;
        repeats += parsed.repeats;
        for (Item& item : parsed.items) repeats += items.insert_or_assign(item.native_id, item).second ? 0 : 1;
    }
    const Json counts = json_of("truth/counts.json");
    const Json& expected = at(at(counts, "by_account"), (channel + "/" + name).c_str());
    CHECK(units == static_cast<std::uint64_t>(int_at(expected, "units", -1)));
    CHECK(items.size() == static_cast<std::uint64_t>(int_at(expected, "items", -1)));
    CHECK(repeats == static_cast<std::uint64_t>(int_at(expected, "repeats", -1)));
    CHECK(rejected == static_cast<std::uint64_t>(int_at(expected, "rejected", -1)));
    CHECK(unknown == static_cast<std::uint64_t>(int_at(expected, "unknown", -1)));
    CHECK(other == static_cast<std::uint64_t>(int_at(expected, "other", -1)));

    std::size_t known = 0;
    truth_lines("items.jsonl", [&](const Json& truth) {
        if (text_at(truth, "c") != channel || text_at(truth, "a") != name) return;
        const std::string id = text_at(truth, "n");
        CAPTURE(id);
        const auto found = items.find(id);
        REQUIRE(found != items.end());
        ++known;
        std::map<std::string, std::string> fields(found->second.fields.begin(), found->second.fields.end());
        const std::string kind = text_at(truth, "k");
        CHECK(fields["kind"] == (kind == "email" ? "mail" : kind));
        CHECK(fields["at"] == text_at(truth, "t") + "000");
        CHECK_FALSE(found->second.identifiers.empty());
        if (channel != "telephony") {
            CHECK(fields["direction"] == text_at(truth, "d"));
            return;
        }
        std::vector<std::string_view> legs;
        for (const auto& [field, value] : fields)
            if (field.starts_with("leg/")) legs.push_back(value);
        const Call call = whole_call(legs);
        CHECK(call.start_ms == static_cast<std::uint64_t>(int_at(truth, "t")) * 1000);
        CHECK((call.direction == CallDirection::in ? "in" : "out") == text_at(truth, "d"));
        const Json& answered = at(truth, "answered");
        CHECK(call.answered == (answered.is_boolean() && answered.get<bool>()));
        CHECK(call.peer == found->second.identifiers.front().value);
    });
    truth_lines("unowned.jsonl", [&](const Json& truth) {
        if (text_at(truth, "channel") != channel || text_at(truth, "account") != name) return;
        const auto found = items.find(text_at(truth, "native_id"));
        REQUIRE(found != items.end());
        ++known;
        CHECK(found->second.identifiers.empty());
    });
    CHECK(known == items.size());
}

}  // namespace

TEST_CASE("the world's mails are those of the truth, with its times and directions") { compare(email(), "email", "shop@gulsyi.example"); }

TEST_CASE("the world's calls are those of the truth, in both layouts, with who called whom and who answered") {
    compare(telephony(), "telephony", "pbx-main");
    compare(telephony(), "telephony", "pbx-branch");
}

TEST_CASE("the world's receipts are those of the truth, and anonymous ones name nobody") {
    compare(pos(), "pos", "till-1");
    compare(pos(), "pos", "till-2");
}
