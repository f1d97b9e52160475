// What the families of commands share: a shell at work, customers by whatever people call them, lines on the
// terminal.
#include <algorithm>
#include <cstdio>
#include <ctime>

#include "core/identity/identifier.h"
#include "native/agent/commands.h"

namespace history::agent {

void print(std::string_view line) {
    std::fwrite(line.data(), 1, line.size(), stdout);
    std::fputc('\n', stdout);
    std::fflush(stdout);
}

void note(std::string_view sentence) {
    std::fprintf(stderr, "history-agent: %.*s\n", static_cast<int>(sentence.size()), sentence.data());
}

std::string utc_text(std::uint64_t ms) {
    const std::time_t seconds = static_cast<std::time_t>(ms / 1000);
    std::tm broken{};
    char text[32];
    if (!::gmtime_r(&seconds, &broken) ||
        std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%SZ", &broken) == 0)
        return std::to_string(ms);
    return text;
}

Result<std::unique_ptr<Shell>> open_shell(const std::string& data) {
    TRY_ASSIGN(shell, Shell::enter(data, false));
    TRY(shell->open());
    return shell;
}

void try_sync(Shell& shell, std::string_view otherwise) {
    const Result<> synced = shell.sync(false);
    if (!synced.ok()) note(synced.error().what + ' ' + std::string(otherwise));
}

std::vector<const SubjectRecord*> all_records(const Directory& directory) {
    std::vector<const SubjectRecord*> records;
    records.reserve(directory.size());
    for (const auto& [stream, record] : directory.records()) records.push_back(&record);
    return records;
}

namespace {

// Customers whose identifier `key` names, those that it joins before those where it was only said.
std::vector<const Customer*> customers_with(const Directory& directory, const std::string& key) {
    std::vector<const Customer*> sure, unsure;
    const auto add = [](std::vector<const Customer*>& list, const Customer* customer) {
        if (customer && std::find(list.begin(), list.end(), customer) == list.end()) list.push_back(customer);
    };
    for (const StreamId& stream : directory.with_identifier(key))
        for (const KnownIdentifier& one : directory.find(stream)->identifiers)
            if (one.key() == key)
                add(one.known >= Known::given ? sure : unsure, directory.customers().find(stream));
    return sure.empty() ? unsure : sure;
}

// Any identifier of that value, whatever its type and scope: a messenger id, a card's number.
std::vector<const Customer*> customers_with_value(const Directory& directory, const std::string& type,
                                                  const std::string& value) {
    std::vector<const Customer*> found;
    for (const auto& [stream, record] : directory.records())
        for (const KnownIdentifier& one : record.identifiers)
            if (one.value == value && one.known != Known::cc && one.known != Known::said &&
                (type.empty() || one.type == type))
                if (const Customer* customer = directory.customers().find(stream);
                    std::find(found.begin(), found.end(), customer) == found.end())
                    found.push_back(customer);
    return found;
}

}  // namespace

Result<const Customer*> find_customer(Shell& shell, const std::string& who) {
    const Directory& directory = shell.replica().directory();
    if (who.size() == 2 * StreamId::size)
        if (const auto id = unhex(who); id.ok())
            if (const Customer* customer = directory.customers().find(StreamId::from(*id))) return customer;
    std::string type = guess_type(who), value = who;
    const std::size_t colon = who.find(':');
    if (type.empty() && colon != std::string::npos) {
        type = who.substr(0, colon);
        value = who.substr(colon + 1);
    }
    std::vector<const Customer*> found;
    if (const auto normal = normalise(type.empty() ? "text" : type, value, shell.config().country());
        normal.ok()) {
        if (!type.empty()) found = customers_with(directory, joined_key(type, "", *normal));
        if (found.empty()) found = customers_with_value(directory, type, *normal);
    }
    if (found.empty())
        return fail(Errc::not_found,
                    "There is no customer \"" + who + "\"; `find` searches by part of a number or name.");
    if (found.size() == 1) return found.front();
    std::string ids;
    for (std::size_t i = 0; i < found.size() && i < 5; ++i) ids += (i ? ", " : "") + hex(found[i]->id.view());
    return fail(Errc::conflict, std::to_string(found.size()) + " customers have \"" + who +
                                    "\", open one by its id: " + ids + '.');
}

Result<OpenedCustomer> open_customer(Shell& shell, const Customer& customer) {
    const std::vector<StreamId> members = customer.members;
    auto subjects = shell.answer<std::vector<std::shared_ptr<const Subject>>>(
        [&](auto done) { shell.replica().open(members, done); });
    if (!subjects.ok()) return subjects.error();
    OpenedCustomer opened;
    opened.held = std::move(*subjects);
    opened.view.customer = shell.replica().directory().customers().find(members.front());
    for (std::size_t i = 0; i < members.size(); ++i)
        opened.view.members.push_back({members[i], &opened.held[i]->current()});
    return opened;
}

}  // namespace history::agent
