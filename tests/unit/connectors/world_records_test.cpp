// The test world's mails, calls and receipts against its ground truth: the comparison steps of these three
// connectors. Nothing else here reads the truth.
#include <doctest/doctest.h>

#include <map>
#include <set>

#include "core/insight/call.h"
#include "native/connectors/email.h"
#include "native/connectors/pos.h"
#include "native/connectors/telephony.h"
#include "tests/unit/connectors/folder.h"

using namespace history;
using namespace history::connectors;

namespace {

Json json_of(const std::string& file) {
    return parse_json(bytes_in(sample_folder("world/" + file))).value_or(Json());
}

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
    const FolderCounts counts =
        read_folder(connector, "world/payloads/" + channel + "/" + name, account_of(name));
    if (counts.units == 0 && counts.skipped == 0) return;  // no samples here: said aloud
    const std::map<std::string, Item>& items = counts.items;
    const Json truth_counts = json_of("truth/counts.json");
    const Json& expected = at(at(truth_counts, "by_account"), (channel + "/" + name).c_str());
    const auto count = [&](const char* word) {
        return static_cast<std::uint64_t>(int_at(expected, word, -1));
    };
    CHECK(counts.units == count("units"));
    CHECK(items.size() == count("items"));
    CHECK(counts.repeats == count("repeats"));
    CHECK(counts.rejected == count("rejected"));
    CHECK(counts.unknown == count("unknown"));
    CHECK(counts.other == count("other"));
    CHECK(counts.forged == count("forged"));
    CHECK(counts.skipped == 0);

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

TEST_CASE("the world's mails are those of the truth, with its times and directions") {
    compare(email(), "email", "shop@gulsyi.example");
}

TEST_CASE(
    "the world's calls are those of the truth, in both layouts, with who called whom and who answered") {
    compare(telephony(), "telephony", "pbx-main");
    compare(telephony(), "telephony", "pbx-branch");
}

TEST_CASE("the world's receipts are those of the truth, and anonymous ones name nobody") {
    compare(pos(), "pos", "till-1");
    compare(pos(), "pos", "till-2");
}
