// Who is who in the test world: what the channels prove is joined, and nobody is joined with somebody
// else. Only the comparison steps read truth/.
#include <doctest/doctest.h>

#include <numeric>
#include <set>

#include "native/connectors/table.h"
#include "tests/unit/connectors/folder.h"
#include "tests/unit/identity/shelf.h"

using namespace history;
using namespace history::connectors;
using tests::Shelf;

namespace {

struct Source {
    const char* channel;
    const char* account;
};
// Not yet: callback, notes, kaspi and commerceml, where two people of one number are told apart by their names alone.
constexpr Source sources[] = {{"telegram", "gulsyi_bot"},  {"telegram", "gulsyi_business"},
                              {"whatsapp", "77010009001"}, {"email", "shop@gulsyi.example"},
                              {"telephony", "pbx-main"},   {"telephony", "pbx-branch"},
                              {"pos", "till-1"},           {"pos", "till-2"},
                              {"segment", "site"},         {"vk", "220000101"},
                              {"viber", "gulsyi"},         {"sms", "+77010009001"},
                              {"booking", "studio"},       {"survey", "site"},
                              {"payments", "yookassa"},    {"payments", "kaspi_pay"},
                              {"payments", "qiwi"},        {"satu", "gulsyi"},
                              {"delivery", "courier"}};

Account account_of(const Source& source) {
    Account account;
    account.name = source.account;
    account.zone = {{0, 300}};
    account.outside_prefix = "9";
    if (const auto secrets = parse_json(bytes_in(sample_folder("world/secrets.json"))))
        for (const auto& [name, value] : secrets->items()) account.secrets[name] = value.get<std::string>();
    if (const auto business = parse_json(bytes_in(sample_folder("world/business.json"))))
        for (const Json& person : at(*business, "staff")) {
            account.extensions.push_back(text_at(person, "extension"));
            account.own.push_back(text_at(person, "mobile"));
        }
    return account;
}

void know_all(Shelf& shelf, Shelf::Subject& subject, const std::vector<Identifier>& identifiers,
              const char* channel) {
    for (const Identifier& one : identifiers) {
        const history::Known known = one.cc                                   ? history::Known::cc
                                     : one.known == connectors::Known::proved ? history::Known::proved
                                     : one.known == connectors::Known::given  ? history::Known::given
                                                                              : history::Known::said;
        shelf.know(subject, {one.type, one.scope, one.value, known, one.name}, channel);
    }
}

// Key of the identifier that owns an item; empty when there is none: unfiled.
std::string owner_of(const std::vector<Identifier>& identifiers) {
    for (const Identifier& one : identifiers) {
        if (one.cc || one.known == connectors::Known::said) continue;
        auto value = normalise(one.type, one.value, "KZ");
        if (value.ok()) return joined_key(one.type, one.scope, *value);
    }
    return {};
}

void fill(Shelf& shelf) {
    for (const Source& source : sources) {
        const FolderCounts found = read_folder(
            *find_connector(source.channel),
            std::string("world/payloads/") + source.channel + '/' + source.account, account_of(source));
        for (const auto& [native, item] : found.items) {
            const std::string key = joined_key(source.channel, source.account, native),
                              owner = owner_of(item.identifiers);
            Shelf::Subject& subject = owner.empty() ? shelf.owned_by(joined_key("item", "", key), "unfiled")
                                                    : shelf.owned_by(owner, "person");
            std::vector<Op> ops;
            for (const auto& [name, value] : item.fields) ops.push_back({EntityKind::item, key, name, value});
            shelf.set(subject, std::move(ops));
            know_all(shelf, subject, item.identifiers, source.channel);
        }
        for (const Statement& one : found.statements) {
            const std::string owner = owner_of(one.identifiers);
            if (owner.empty()) continue;
            Shelf::Subject& subject = shelf.owned_by(owner, "person");
            know_all(shelf, subject, one.identifiers, source.channel);
            for (const auto& [name, value] : one.facts)
                shelf.set(subject, {{EntityKind::subject, "", name + '@' + std::to_string(one.at_ms),
                                     value + '\t' + source.channel}});
        }
    }
}

struct TruthSubject {
    std::size_t person = 0;
    std::string name;
    std::vector<std::string> items;  // item keys
    std::set<std::string> hard;
};

std::vector<TruthSubject> truth_subjects() {
    std::vector<TruthSubject> subjects;
    std::set<std::string> channels;
    for (const Source& source : sources) channels.insert(source.channel);
    std::istringstream in(bytes_in(sample_folder("world/truth/persons.jsonl")));
    std::size_t person = 0;
    for (std::string line; std::getline(in, line); ++person) {
        const auto json = parse_json(line);
        REQUIRE(json);
        for (const Json& subject : at(*json, "subjects")) {
            const std::string channel = text_at(subject, "channel"), account = text_at(subject, "account");
            if (channels.count(channel) == 0 || subject.contains("ambiguous")) continue;
            TruthSubject one{person, text_at(*json, "name") + ' ' + text_at(subject, "subject"), {}, {}};
            for (const Json& item : at(subject, "items"))
                one.items.push_back(joined_key(channel, account, item.get<std::string>()));
            for (const Json& identifier : at(subject, "idents"))
                if (identifier[2] == "hard") one.hard.insert(identifier[0].get<std::string>());
            subjects.push_back(std::move(one));
        }
    }
    return subjects;
}

}  // namespace

TEST_CASE("in the test world nobody is joined with somebody else, and what six channels prove is joined") {
    if (sample_files("world").empty()) return;
    Shelf shelf;
    fill(shelf);
    const std::vector<SubjectRecord> records = shelf.records();
    const Customers customers = tests::resolve_all(records);
    std::map<std::string, std::set<std::uint32_t>> customer_of;  // item key -> customers that hold it
    for (const Shelf::Subject& subject : shelf.subjects())
        for (const Entity& entity : subject.state.entities())
            if (entity.kind == EntityKind::item)
                customer_of[entity.key].insert(customers.of.at(subject.stream));

    const std::vector<TruthSubject> truth = truth_subjects();
    REQUIRE(truth.size() > 300);
    std::map<std::uint32_t, std::set<std::size_t>> persons_in;
    std::map<std::uint32_t, std::string> example;
    for (const TruthSubject& one : truth)
        for (const std::string& item : one.items) {
            CAPTURE(item);
            REQUIRE(customer_of.count(item) == 1);
            for (std::uint32_t customer : customer_of[item]) {
                persons_in[customer].insert(one.person);
                if (example[customer].find(one.name) == std::string::npos)
                    example[customer] += one.name + "; ";
            }
        }
    std::size_t wrong = 0;
    for (const auto& [customer, persons] : persons_in)
        if (persons.size() > 1) {
            ++wrong;
            std::string joins;
            for (const Join& join : customers.all[customer].joins)
                joins += join.reason + ' ' + join.value + "; ";
            MESSAGE("wrong join: " << example[customer] << " by " << joins);
        }
    CHECK(wrong == 0);

    // Groups that the hard evidence of these channels makes of one person's source subjects.
    std::vector<std::size_t> parent(truth.size());
    std::iota(parent.begin(), parent.end(), std::size_t{0});
    const auto root = [&](std::size_t i) {
        while (parent[i] != i) i = parent[i];
        return i;
    };
    std::map<std::pair<std::size_t, std::string>, std::size_t> holder;
    for (std::size_t i = 0; i < truth.size(); ++i)
        for (const std::string& identifier : truth[i].hard) {
            auto [place, fresh] = holder.try_emplace({truth[i].person, identifier}, i);
            if (!fresh) parent[root(i)] = root(place->second);
        }
    std::map<std::size_t, std::set<std::uint32_t>> customers_of_group;
    std::map<std::size_t, std::string> names_of_group;
    for (std::size_t i = 0; i < truth.size(); ++i) {
        std::set<std::uint32_t> its;
        for (const std::string& item : truth[i].items)
            its.insert(customer_of[item].begin(), customer_of[item].end());
        customers_of_group[root(i)].insert(its.begin(), its.end());
        names_of_group[root(i)] += truth[i].name + " in";
        for (std::uint32_t one : its) names_of_group[root(i)] += ' ' + std::to_string(one);
        for (const std::string& one : truth[i].hard) names_of_group[root(i)] += ' ' + one;
        names_of_group[root(i)] += "; ";
    }
    std::size_t missed = 0, groups = 0;
    for (const auto& [group, its] : customers_of_group) {
        ++groups;
        if (its.size() < 2) continue;
        ++missed;
        MESSAGE("divided: " << names_of_group[group]);
        for (std::uint32_t one : its)
            for (const SubjectRecord& record : records)
                if (customers.of.at(record.stream) == one) {
                    std::string text =
                        "  " + std::to_string(one) + " owner " + record.owner + " name " + record.name + ":";
                    for (const KnownIdentifier& known : record.identifiers) {
                        text +=
                            ' ' + known.type + '=' + known.value + '/' + std::string(known_name(known.known));
                        for (const std::string& name : known.names) text += " (" + name + ')';
                    }
                    MESSAGE(text);
                }
    }
    MESSAGE("groups of source subjects: " << groups << ", divided: " << missed
                                          << ", customers joined wrongly: " << wrong);
    CHECK(missed == 0);
}
