// link, separate: who is one customer and who is not, as people say it; --undo takes it back. suggestions: who might be.
#include <algorithm>
#include <optional>

#include "core/view/customer_joined.h"
#include "core/view/json_text.h"
#include "core/view/suggested.h"
#include "native/agent/commands.h"

namespace history::agent {

namespace {

void write_ids(view::JsonText& json, const char* name, const std::vector<StreamId>& ids) {
    json.key(name).begin_array();
    for (const StreamId& id : ids) json.text(hex(id.view()));
    json.end_array();
}

// Which joins could break between two, or around one, and who would go; nothing is written.
Result<> show_partings(Shell& shell, const JoinedWords& words) {
    const Directory& directory = shell.replica().directory();
    const std::string country = shell.config().country();
    TRY_ASSIGN(a, view::subject_named(directory, words.who[0], country));
    std::optional<StreamId> b;
    if (words.who.size() > 1) {
        TRY_ASSIGN(other, view::subject_named(directory, words.who[1], country));
        b = other;
    }
    const Customer& customer = *directory.customers().find(a);
    const std::vector<view::Parting> possible = view::partings(customer, a, b ? &*b : nullptr);
    if (!words.json && possible.empty()) print("No join stands between them.");
    for (std::size_t i = 0; i < possible.size(); ++i) {
        const Join& join = *possible[i].join;
        if (words.json) {
            view::JsonText json;
            json.begin_object().key("at").number(i);
            json.text("a", hex(join.a.view())).text("b", hex(join.b.view())).text("reason", join.reason);
            json.text("value", join.value).text("known", known_name(join.known));
            write_ids(json, "left", possible[i].left);
            write_ids(json, "right", possible[i].right);
            print(json.end_object().take());
        } else {
            std::string line = std::to_string(i) + "  " + join.reason + ' ' + join.value + " (" +
                               std::string(known_name(join.known)) + "): ";
            for (const StreamId& one : possible[i].left) line += hex(one.view()).substr(0, 8) + ' ';
            line += "from";
            for (const StreamId& one : possible[i].right) line += ' ' + hex(one.view()).substr(0, 8);
            print(line);
        }
    }
    return {};
}

Result<> state(const JoinedWords& words, bool link) {
    TRY_ASSIGN(shell, open_shell(words.data));
    if (!words.offline) try_sync(*shell, "It is said of what is known here.");
    Replica& replica = shell->replica();
    const std::string& role = replica.status().role;
    if (!words.show && (role == "connector" || role == "viewer"))
        return fail(Errc::unauthorized,
                    "Only a device of a colleague may say who is one customer; this one is a " + role + '.');
    if (words.show) return show_partings(*shell, words);
    const Directory& directory = replica.directory();
    const std::string country = shell->config().country();
    auto said = words.undo ? view::withdraw_write(directory, link ? "link" : "separation", words.who, country,
                                                  words.reason)
                : link     ? view::link_write(directory, words.who, country, words.reason)
                           : view::separate_write(directory, words.who, country, words.reason, words.at);
    if (!said.ok()) return said.error();
    const std::vector<std::pair<StreamId, StreamId>> pairs = std::move(said->pairs);
    auto written = shell->answer<WriteReport>(
        [&](auto done) { replica.write(std::move(said->writes), words.colleague, done); });
    if (!written.ok()) return written.error();
    const Customers& customers = directory.customers();
    std::vector<StreamId> now;
    for (const auto& [a, b] : pairs)
        for (const StreamId& one : {a, b})
            if (const Customer* customer = customers.find(one);
                customer && std::find(now.begin(), now.end(), customer->id) == now.end())
                now.push_back(customer->id);
    if (words.json) {
        view::JsonText json;
        json.begin_object().text("said", link ? "link" : "separation").flag("withdrawn", words.undo);
        json.key("pairs").number(pairs.size());
        write_ids(json, "customers", now);
        print(json.end_object().take());
    } else {
        std::string line = words.undo ? "Taken back." : link ? "Linked." : "Separated.";
        line += now.size() == 1 ? " They are one customer:"
                                : " They are " + std::to_string(now.size()) + " customers:";
        for (const StreamId& id : now) line += ' ' + hex(id.view());
        print(line + '.');
    }
    if (!words.offline) try_sync(*shell, "It is saved here; `history-agent sync` sends it.");
    return {};
}

}  // namespace

Result<> link(const JoinedWords& words) {
    return state(words, true);
}

Result<> separate(const JoinedWords& words) {
    return state(words, false);
}

Result<> suggestions(const ReadWords& words) {
    TRY_ASSIGN(shell, open_shell(words.data));
    const Directory& directory = shell->replica().directory();
    const Customer* customer = nullptr;
    if (!words.subject.empty()) {
        TRY_ASSIGN(found, find_customer(*shell, words.subject));
        customer = found;
    }
    view::Window window;
    window.from = static_cast<std::uint32_t>(std::min<std::uint64_t>(words.from, UINT32_MAX));
    window.limit = static_cast<std::uint32_t>(std::min<std::uint64_t>(words.limit, UINT32_MAX));
    view::Suggested suggested;
    const std::string slice = view::suggestions(customer, directory, suggested.over(directory), window);
    print(words.json ? slice : readable(slice));
    return {};
}

}  // namespace history::agent
