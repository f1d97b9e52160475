// add, change, correct: a colleague's words to a customer's history, what becomes of what is open, and who the customer is.
#include "core/view/correction.h"
#include "core/view/json_text.h"
#include "core/view/staff_word.h"
#include "native/agent/commands.h"

namespace history::agent {

Result<> write_words(Shell& shell, std::vector<StreamWrite> writes, const std::string& colleague,
                     bool offline) {
    TRY(view::may_speak(shell.replica().status().role));
    auto written = shell.answer<WriteReport>(
        [&](auto done) { shell.replica().write(std::move(writes), colleague, done); });
    if (!written.ok()) return written.error();
    if (!offline) try_sync(shell, "It is saved here; `history-agent sync` sends it.");
    return {};
}

Result<Speaking> speak_of(Shell& shell, const std::string& who, const std::string& colleague, bool offline,
                          std::string_view otherwise) {
    if (!offline) try_sync(shell, otherwise);
    TRY(view::may_speak(shell.replica().status().role));
    TRY_ASSIGN(shared, shell.shared());
    TRY_ASSIGN(author, acting_colleague(shell, shared->current(), colleague));
    TRY_ASSIGN(customer, find_customer(shell, who));
    TRY_ASSIGN(opened, open_customer(shell, *customer));
    return Speaking{std::move(shared), std::move(author), std::move(opened)};
}

Result<> add(const AddWords& words) {
    TRY_ASSIGN(shell, open_shell(words.data));
    if (!words.offline) try_sync(*shell, "The words go to what is known here.");
    Replica& replica = shell->replica();
    TRY(view::may_speak(replica.status().role));
    TRY_ASSIGN(held, shell->shared());
    TRY_ASSIGN(settings, shell->work_settings());
    TRY_ASSIGN(author, acting_colleague(*shell, held->current(), words.colleague));
    const std::vector<view::Colleague> colleagues = view::colleagues_of(held->current());
    std::array<std::uint8_t, 16> drawn{};
    shell->random().fill(drawn);
    const std::uint64_t now = shell->clock().now_ms();
    view::StaffWord word;
    word.kind = words.kind;
    word.text = words.text;
    word.native = hex(drawn);
    word.at_ms = now;
    const view::Colleague* self = view::colleague_with_id(colleagues, author);
    word.author = self ? self->name : words.colleague;
    word.product = words.product;
    word.channel = words.channel;
    word.reason = words.reason;
    word.number = words.number;
    if (!words.due.empty()) {
        TRY_ASSIGN(due, moment_of(words.due, now, settings.calendars.main()));
        word.due_ms = due;
    }
    if (!words.assignee.empty()) {
        TRY_ASSIGN(assignee, view::colleague_named(colleagues, words.assignee));
        word.assignee = assignee->id;
    }
    if (!words.refers_to.empty()) {
        TRY_ASSIGN(customer, find_customer(*shell, words.customer));
        TRY_ASSIGN(opened, open_customer(*shell, *customer));
        word.refers_to = view::item_with_id(opened.view, words.refers_to);
        if (word.refers_to.empty())
            return fail(Errc::not_found,
                        "This customer has no item \"" + words.refers_to.substr(0, 64) + "\".");
    }
    word.mentions = view::mentions_in(word.text, colleagues);
    TRY_ASSIGN(write,
               view::staff_write(replica.directory(), words.customer, shell->config().country(), word,
                                 colleagues, [&](const std::string&) { return replica.new_stream(); }));
    const std::string id = hex(write.stream.view());
    std::vector<StreamWrite> writes;
    writes.push_back(std::move(write));
    auto written =
        shell->answer<WriteReport>([&](auto done) { replica.write(std::move(writes), author, done); });
    if (!written.ok()) return written.error();
    const std::string item = view::item_id(joined_key("notes", "staff", word.native));
    if (words.json) {
        view::JsonText out;
        out.begin_object().text("id", id).text("item", item).text("native", word.native);
        print(out.number("due", word.due_ms).end_object().take());
    } else {
        print("Saved to " + id + " as " + item + (word.due_ms ? ", due " + utc_text(word.due_ms) : "") + '.');
    }
    if (!words.offline) try_sync(*shell, "The words are saved here; `history-agent sync` sends them.");
    return {};
}

namespace {

// The words of `change` as changes of the item, in order.
Result<std::vector<view::ItemChange>> changes_of(const ChangeWords& words,
                                                 const std::vector<view::Colleague>& colleagues,
                                                 const std::string& author, const Calendar& calendar,
                                                 std::uint64_t now) {
    std::vector<view::ItemChange> changes;
    if (!words.state.empty()) changes.push_back({words.item, "state", words.state, author});
    if (words.assignee) {
        std::string id;
        if (!words.assignee->empty()) {
            TRY_ASSIGN(assignee, view::colleague_named(colleagues, *words.assignee));
            id = assignee->id;
        }
        changes.push_back({words.item, "assignee", id, author});
    }
    if (words.due == "none") {
        changes.push_back({words.item, "due", "0", author});
    } else if (!words.due.empty()) {
        TRY_ASSIGN(due, moment_of(words.due, now, calendar));
        changes.push_back({words.item, "due", std::to_string(due), author});
    }
    if (words.seen) changes.push_back({words.item, "seen", "1", author});
    if (changes.empty()) return fail(Errc::usage, "Say what changes: --state, --assignee, --due or --seen.");
    return changes;
}

}  // namespace

Result<> change(const ChangeWords& words) {
    TRY_ASSIGN(shell, open_shell(words.data));
    TRY_ASSIGN(speaking, speak_of(*shell, words.customer, words.colleague, words.offline,
                                  "What is known here changes."));
    const auto& [shared, author, opened] = speaking;
    TRY_ASSIGN(settings, shell->work_settings());
    const std::vector<view::Colleague> colleagues = view::colleagues_of(shared->current());
    const std::uint64_t now = shell->clock().now_ms();
    TRY_ASSIGN(changes, changes_of(words, colleagues, author, settings.calendars.main(), now));
    std::vector<StreamWrite> writes;
    view::JsonText out;
    out.begin_object().text("id", hex(opened.view.customer->id.view())).text("item", words.item);
    out.key("changes").begin_array();
    std::string undo;
    for (const view::ItemChange& one : changes) {
        TRY_ASSIGN(made, view::change_write(shell->replica().directory(), opened.view, settings, colleagues,
                                            one, now));
        for (StreamWrite& write : made.writes) writes.push_back(std::move(write));
        out.begin_object()
            .text("field", one.field)
            .key("value")
            .text(one.value)
            .key("before")
            .text(made.before);
        out.end_object();
        if (one.field != "seen")
            undo += " --" + one.field + ' ' +
                    (made.before.empty()  ? "\"\""
                     : made.before == "0" ? "none"
                                          : made.before);
    }
    TRY(write_words(*shell, std::move(writes), author, words.offline));
    if (words.json) {
        print(out.end_array().end_object().take());
        return {};
    }
    print("Changed." + (undo.empty() ? ""
                                     : " To take it back: history-agent change " + words.customer + ' ' +
                                           words.item + undo));
    return {};
}

Result<> correct(const CorrectWords& words) {
    TRY_ASSIGN(shell, open_shell(words.data));
    TRY_ASSIGN(speaking, speak_of(*shell, words.customer, words.colleague, words.offline,
                                  "What is known here changes."));
    TRY_ASSIGN(made, view::correction_of(speaking.opened.view, words.fact, words.value));
    const std::string id = hex(speaking.opened.view.customer->id.view());
    const bool changes = !made.writes.empty();
    if (changes) TRY(write_words(*shell, std::move(made.writes), speaking.author, words.offline));
    if (words.json) {
        view::JsonText out;
        out.begin_object().text("id", id).text("fact", words.fact).key("value").text(words.value);
        print(out.key("before").text(made.before).end_object().take());
        return {};
    }
    if (!changes) {
        print("So it stands already.");
        return {};
    }
    print("Corrected. To take it back: history-agent correct " + id + ' ' + words.fact + " \"" + made.before +
          '"');
    return {};
}

}  // namespace history::agent
