#include "native/agent/workplace.h"

#include <algorithm>
#include <set>

#include "core/base/fold.h"
#include "core/view/customer_facts.h"
#include "core/view/json_text.h"

namespace history::agent {

namespace {

// Mail of everybody: an address there says nothing of where one works.
constexpr std::string_view everybodys[] = {
    "gmail.com",   "googlemail.com", "mail.ru",        "bk.ru",    "inbox.ru",  "list.ru",    "internet.ru",
    "yandex.ru",   "yandex.kz",      "yandex.com",     "ya.ru",    "narod.ru",  "rambler.ru", "lenta.ru",
    "hotmail.com", "outlook.com",    "live.com",       "msn.com",  "yahoo.com", "icloud.com", "me.com",
    "mac.com",     "proton.me",      "protonmail.com", "gmx.de",   "gmx.net",   "aol.com",    "mail.kz",
    "ukr.net",     "i.ua",           "tut.by",         "zoho.com", "qq.com",    "163.com",    "nur.kz"};

bool of_everybody(std::string_view domain) {
    return std::find(std::begin(everybodys), std::end(everybodys), domain) != std::end(everybodys);
}

std::string_view domain_of(std::string_view email) {
    const std::size_t at = email.rfind('@');
    return at == std::string_view::npos ? std::string_view() : email.substr(at + 1);
}

// Of its addresses and of its site, without those of everybody.
std::set<std::string> domains_of(const view::OpenCustomer& company, const Directory& directory) {
    std::set<std::string> domains;
    const auto put = [&](std::string domain) {
        if (domain.starts_with("www.")) domain.erase(0, 4);
        if (domain.find('.') != std::string::npos && !of_everybody(domain)) domains.insert(std::move(domain));
    };
    for (const StreamId& member : company.customer->members)
        if (const SubjectRecord* record = directory.find(member))
            for (const KnownIdentifier& one : record->identifiers)
                if (one.type == "email" && one.known >= Known::given) put(std::string(domain_of(one.value)));
    const auto facts = view::facts_of(company);
    if (const auto site = facts.find("site"); site != facts.end()) {
        std::string text = fold(site->second.value);
        if (const std::size_t scheme = text.find("://"); scheme != std::string::npos)
            text.erase(0, scheme + 3);
        put(text.substr(0, text.find_first_of("/:?#")));
    }
    return domains;
}

}  // namespace

std::vector<Suggested> suggested_people(const view::OpenCustomer& company,
                                        const std::vector<view::Tie>& known, const Directory& directory) {
    std::vector<Suggested> found;
    const std::set<std::string> domains = domains_of(company, directory);
    if (domains.empty()) return found;
    for (const Customer& customer : directory.customers().all) {
        if (&customer == company.customer || found.size() >= suggested_max ||
            std::any_of(known.begin(), known.end(),
                        [&](const view::Tie& one) { return one.with == &customer; }))
            continue;
        Suggested one{&customer, {}, {}};
        bool somebody = true;
        for (const StreamId& member : customer.members)
            if (const SubjectRecord* record = directory.find(member)) {
                somebody = somebody && record->kind == "person";
                if (one.name.empty()) one.name = record->name;
                for (const KnownIdentifier& identifier : record->identifiers)
                    if (identifier.type == "email" && identifier.known >= Known::given &&
                        domains.count(std::string(domain_of(identifier.value))) != 0)
                        one.email = identifier.value;
            }
        if (somebody && !one.email.empty()) found.push_back(one);
    }
    return found;
}

namespace {

std::string_view name_of(const Customer& customer, const Directory& directory) {
    for (const StreamId& member : customer.members)
        if (const SubjectRecord* record = directory.find(member); record && !record->name.empty())
            return record->name;
    return {};
}

Result<> show(Shell& shell, const PeopleWords& words) {
    const Directory& directory = shell.replica().directory();
    TRY_ASSIGN(customer, find_customer(shell, words.customer));
    TRY_ASSIGN(opened, open_customer(shell, *customer));
    const bool company = view::face_of(opened.view).kind == "company";
    const std::vector<view::Tie> ties =
        company ? view::people_of(opened.view, directory) : view::employers_of(opened.view, directory);
    const std::vector<Suggested> suggested =
        company ? suggested_people(opened.view, ties, directory) : std::vector<Suggested>();
    if (!words.json) {
        for (const view::Tie& one : ties)
            print(hex(one.with->id.view()) + "  " + std::string(name_of(*one.with, directory)) + "  (" +
                  std::string(one.by) + ')');
        if (ties.empty()) print(company ? "Nobody is known to work there." : "Where he works is not known.");
        for (const Suggested& one : suggested)
            print("perhaps: " + hex(one.customer->id.view()) + "  " + std::string(one.name) + "  " +
                  std::string(one.email));
        return {};
    }
    view::JsonText json;
    json.begin_object().text("slice", "people").text("id", hex(opened.view.customer->id.view()));
    json.key("rows").begin_array();
    for (const view::Tie& one : ties)
        json.begin_object()
            .text("id", hex(one.with->id.view()))
            .text("name", name_of(*one.with, directory))
            .text("by", one.by)
            .end_object();
    json.end_array().key("suggested").begin_array();
    for (const Suggested& one : suggested)
        json.begin_object()
            .text("id", hex(one.customer->id.view()))
            .text("name", one.name)
            .text("email", one.email)
            .end_object();
    print(json.end_array().end_object().take());
    return {};
}

}  // namespace

Result<> people(const PeopleWords& words) {
    TRY_ASSIGN(shell, open_shell(words.data));
    if (words.add.empty() && words.remove.empty()) return show(*shell, words);
    if (!words.add.empty() && !words.remove.empty())
        return fail(Errc::usage, "Say --add or --remove, one at a time.");
    if (!words.offline) try_sync(*shell, "It is said of what is known here.");
    const bool works = !words.add.empty();
    TRY_ASSIGN(writes, view::workplace_write(shell->replica().directory(), works ? words.add : words.remove,
                                             words.customer, shell->config().country(), words.reason, works));
    TRY_ASSIGN(shared, shell->shared());
    TRY_ASSIGN(colleague, acting_colleague(*shell, shared->current(), words.colleague));
    TRY(write_words(*shell, std::move(writes), colleague, words.offline));
    return show(*shell, words);
}

}  // namespace history::agent
