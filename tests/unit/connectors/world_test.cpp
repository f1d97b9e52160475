// The test world against its answers: counts, native ids, time, direction, kind, and every identifier that
// the answers call hard and that the payload shows. Reads truth/, which nothing but a comparison may.
#include <doctest/doctest.h>

#include <map>
#include <set>

#include "native/connectors/table.h"
#include "tests/unit/connectors/folder.h"

using namespace history;
using namespace history::connectors;

namespace {

struct Source {
    const char* channel;
    const char* account;
};
constexpr Source sources[] = {{"telegram", "gulsyi_bot"},
                              {"telegram", "gulsyi_business"},
                              {"whatsapp", "77010009001"},
                              {"segment", "site"},
                              {"vk", "220000101"},
                              {"viber", "gulsyi"},
                              {"sms", "+77010009001"},
                              {"callback", "site"},
                              {"booking", "studio"},
                              {"survey", "site"},
                              {"payments", "yookassa"},
                              {"payments", "kaspi_pay"},
                              {"payments", "qiwi"},
                              {"notes", "staff"},
                              {"kaspi", "GulSyi"},
                              {"satu", "gulsyi"},
                              {"delivery", "courier"},
                              {"commerceml", "ut11"},
                              {"instagram", "17841400000000101"},
                              {"messenger", "104500000000101"},
                              {"ga4", "3206000101"},
                              {"promo", "campaigns"},
                              {"stock", "ut11"}};

// False, and said aloud, when the test world is not there.
bool world_stands() {
    return !sample_files("world").empty();
}

FolderCounts read_source(const Source& source) {
    Account account;
    account.name = source.account;
    account.zone = {{0, 300}};
    const auto secrets = parse_json(bytes_in(sample_folder("world/secrets.json")));
    REQUIRE(secrets);
    for (const auto& [name, value] : secrets->items()) account.secrets[name] = value.get<std::string>();
    return read_folder(*find_connector(source.channel),
                       std::string("world/payloads/") + source.channel + '/' + source.account, account);
}

std::vector<Json> answers_in(const std::string& name) {
    std::vector<Json> lines;
    std::istringstream in(bytes_in(sample_folder("world/truth/" + name)));
    for (std::string line; std::getline(in, line);)
        if (auto json = parse_json(line)) lines.push_back(std::move(*json));
    return lines;
}

// Digits with + of a number as these payloads write it; the normaliser of core is not under test here.
std::string phone_of(const std::string& raw) {
    std::string digits;
    for (char c : raw.substr(0, raw.find("доб")))
        if (c >= '0' && c <= '9') digits += c;
    if (digits.starts_with("00")) digits.erase(0, 2);
    if (digits.size() == 11 && digits[0] == '8') digits[0] = '7';
    if (digits.size() == 10) digits = '7' + digits;
    return '+' + digits;
}

std::string lower(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

// "type:value" in the spelling of the answers.
std::string truth_name(const Identifier& identifier) {
    if (identifier.type == "phone") return "phone:" + phone_of(identifier.value);
    if (identifier.type == "loyalty") return "card:" + identifier.value;
    if (identifier.type == "buyer")  // scope: channel/account
        return identifier.scope.substr(0, identifier.scope.find('/')) + ':' + identifier.value;
    if (identifier.type == "contractor") return "onec:" + identifier.value;
    if (identifier.type == "user") return "site_user:" + identifier.value;
    if (identifier.type == "email") return "email:" + lower(identifier.value);
    return identifier.type + ':' + identifier.value;
}

// Seconds since 1970: its own time, else that of the first of its states.
std::string time_of(const Item& item) {
    std::string time = field(item, "at");
    for (const auto& [name, value] : item.fields)
        if (field(item, "at").empty() && name.starts_with("status@") &&
            (time.empty() || name.substr(7) < time))
            time = name.substr(7);
    return time.substr(0, 10);
}

}  // namespace

TEST_CASE("the counts of the test world are those of its answers") {
    if (!world_stands()) return;
    const auto counts = parse_json(bytes_in(sample_folder("world/truth/counts.json")));
    REQUIRE(counts);
    for (const Source& source : sources) {
        CAPTURE(source.channel);
        CAPTURE(source.account);
        const FolderCounts found = read_source(source);
        const Json& expected = (*counts)["by_account"][std::string(source.channel) + '/' + source.account];
        CHECK(found.units == expected["units"].get<std::uint64_t>());
        CHECK(found.items.size() + found.goods_units == expected["items"].get<std::uint64_t>());
        CHECK(found.repeats == expected["repeats"].get<std::uint64_t>());
        CHECK(found.rejected == expected["rejected"].get<std::uint64_t>());
        CHECK(found.unknown == expected["unknown"].get<std::uint64_t>());
        CHECK(found.other == expected["other"].get<std::uint64_t>());
        CHECK(found.forged == expected["forged"].get<std::uint64_t>());
        CHECK(found.skipped == 0);
    }
}

TEST_CASE("native ids, times, directions and kinds of the test world are those of its answers") {
    if (!world_stands()) return;
    const std::vector<Json> answers = answers_in("items.jsonl");
    const std::vector<Json> unowned = answers_in("unowned.jsonl");
    for (const Source& source : sources) {
        CAPTURE(source.channel);
        CAPTURE(source.account);
        // The answers list no items of what is only planned.
        if (source.channel == std::string_view("promo")) continue;
        const FolderCounts found = read_source(source);
        std::size_t expected = 0;
        for (const Json& answer : answers) {
            if (text_at(answer, "c") != source.channel || text_at(answer, "a") != source.account) continue;
            ++expected;
            const std::string id = text_at(answer, "n");
            CAPTURE(id);
            const auto item = found.items.find(id);
            REQUIRE(item != found.items.end());
            // Twilio does not write a time into what it posts.
            if (source.channel != std::string_view("sms") || text_at(answer, "d") == "out")
                CHECK(time_of(item->second) == text_at(answer, "t"));
            std::string direction = text_at(answer, "d"), kind = text_at(answer, "k");
            if (direction == "system") direction = "none";
            if (direction == "internal") direction = "none";
            if (kind == "chat") kind = "message";
            if (kind == "ga4")
                kind = field(item->second, "kind");  // the answers do not tell pages from events
            CHECK(field(item->second, "direction") == direction);
            CHECK(field(item->second, "kind") == kind);
            const bool by_order = !field(item->second, "order_ref").empty();  // whose it is, the order says
            const bool our_comment =
                kind == "comment" && direction == "out";  // whose it is, what it answers says
            CHECK((by_order || our_comment || !item->second.identifiers.empty()));
        }
        for (const Json& answer : unowned)
            if (text_at(answer, "channel") == source.channel &&
                text_at(answer, "account") == source.account) {
                ++expected;
                CHECK(found.items.count(text_at(answer, "native_id")) == 1);
            }
        CHECK(expected == found.items.size());
    }
}

TEST_CASE(
    "what the answers call hard evidence of a subject stands among the identifiers of its items and "
    "statements") {
    if (!world_stands()) return;
    std::map<std::string, FolderCounts> found;
    for (const Source& source : sources)
        found[std::string(source.channel) + '/' + source.account] = read_source(source);
    std::size_t checked = 0;
    for (const Json& person : answers_in("persons.jsonl"))
        for (const Json& subject : at(person, "subjects")) {
            const auto source = found.find(text_at(subject, "channel") + '/' + text_at(subject, "account"));
            if (source == found.end()) continue;
            std::set<std::string> joining, said;
            for (const Json& id : at(subject, "items"))
                for (const Identifier& identifier :
                     source->second.items.at(id.get<std::string>()).identifiers)
                    (identifier.known == Known::said ? said : joining).insert(truth_name(identifier));
            for (const Statement& statement : source->second.statements)
                for (const Identifier& identifier : statement.identifiers)
                    if (joining.count(truth_name(identifier)) != 0) {
                        for (const Identifier& beside : statement.identifiers)
                            joining.insert(truth_name(beside));
                        break;
                    }
            CAPTURE(text_at(subject, "subject"));
            for (const Json& evidence : at(subject, "idents")) {
                // An identifier of several persons is written identifier|person.
                const std::string written = evidence[0].get<std::string>(),
                                  strength = evidence[2].get<std::string>();
                const std::string name = written.substr(0, written.find('|'));
                // Orders are joined by their number; a mail address with another plus tag is for a suggestion of core's.
                if (name.starts_with("order:") || evidence[1] == "e-mail plus tag" || strength == "contested")
                    continue;
                CAPTURE(name);
                ++checked;
                if (strength == "hard")
                    CHECK(joining.count(name) == 1);
                else
                    CHECK((said.count(name) == 1 || joining.count(name) == 1));
            }
        }
    CHECK(checked > 300);
}

TEST_CASE("the order numbers of the answers stand in number, native id or order_ref") {
    std::map<std::string, FolderCounts> found;
    for (const Source& source : sources)
        found[std::string(source.channel) + '/' + source.account] = read_source(source);
    for (const Json& person : answers_in("persons.jsonl"))
        for (const Json& subject : at(person, "subjects")) {
            const auto source = found.find(text_at(subject, "channel") + '/' + text_at(subject, "account"));
            if (source == found.end()) continue;
            std::set<std::string> shown;
            for (const Json& id : at(subject, "items")) {
                const Item& item = source->second.items.at(id.get<std::string>());
                shown.insert("order:" + item.native_id);
                shown.insert("order:" + field(item, "number"));
                shown.insert("order:" + field(item, "order_ref"));
            }
            for (const Json& evidence : at(subject, "idents"))
                if (const std::string name = evidence[0].get<std::string>(); name.starts_with("order:")) {
                    CAPTURE(name);
                    CHECK(shown.count(name) == 1);
                }
        }
}

TEST_CASE("no plain field of one item ever has two values, in whatever order its deliveries come") {
    for (const Source& source : sources) {
        const Connector& connector = *find_connector(source.channel);
        Account account;
        account.name = source.account;
        account.zone = {{0, 300}};
        std::map<std::string, std::string> seen;
        std::map<std::string, int> clashes;
        for (const auto& file :
             sample_files(std::string("world/payloads/") + source.channel + '/' + source.account)) {
            const std::string name = file.filename().string();
            if (!connector.claims(name)) continue;
            std::istringstream in(bytes_in(file));
            std::vector<std::string> bodies;
            if (connector.split(name) != Split::lines)
                bodies.push_back(in.str());
            else
                for (std::string line; std::getline(in, line);) bodies.push_back(line);
            for (const std::string& body : bodies)
                for (const Item& item : connector.parse(bytes_of(body), account).items)
                    for (const auto& [field_name, value] : item.fields) {
                        const auto [at, fresh] = seen.emplace(item.native_id + ' ' + field_name, value);
                        if (!fresh && at->second != value)
                            ++clashes[field_name.substr(0, field_name.find('@'))];
                    }
        }
        for (const auto& [name, count] : clashes)
            FAIL_CHECK(std::string(source.channel) << ' ' << name << " clashes: " << count);
    }
}
