// answers, rules: what colleagues send again and again, and when the workspace reminds them.
#include "core/view/answers.h"
#include "core/view/json_text.h"
#include "native/agent/commands.h"
#include "native/agent/shared_words.h"

namespace history::agent {

Result<> answers(const AnswerWords& words) {
    TRY_ASSIGN(shell, open_shell(words.data));
    if (!words.offline) try_sync(*shell, "It is about what is known here.");
    TRY_ASSIGN(held, shell->shared());
    if (words.act != "list" && words.act != "export") {
        TRY_ASSIGN(author, acting_colleague(*shell, held->current(), words.colleague));
        std::vector<Op> ops;
        if (words.act == "add") {
            std::array<std::uint8_t, 8> drawn{};
            shell->random().fill(drawn);
            TRY_ASSIGN(added, view::answer_ops(held->current(), {words.id.empty() ? hex(drawn) : words.id,
                                                                 words.title,
                                                                 words.language,
                                                                 words.text,
                                                                 {},
                                                                 0}));
            ops = std::move(added);
        } else {
            TRY_ASSIGN(removed, view::answer_removal(held->current(), words.id, words.act == "restore"));
            ops = std::move(removed);
        }
        TRY(write_shared(*shell, std::move(ops), author));
        if (!words.offline) try_sync(*shell, "It is saved here; `history-agent sync` sends it.");
        TRY_ASSIGN(now, shell->shared());
        held = now;
    }
    const std::vector<view::ReadyAnswer> all = view::ready_answers(held->current());
    if (words.json) {
        print(view::answers_slice(all));
        return {};
    }
    if (all.empty())
        print("There are no ready answers yet: history-agent answers add --title TITLE --text TEXT");
    for (const view::ReadyAnswer& one : all) {
        if (words.act == "export") {  // a line each, for tables
            print(one.title + '\t' + one.language + '\t' + utc_text(one.at_ms) + '\t' + [&] {
                std::string text = one.text;
                for (char& sign : text)
                    if (sign == '\t' || sign == '\n' || sign == '\r') sign = ' ';
                return text;
            }());
            continue;
        }
        print(one.id + "  " + one.title + (one.language.empty() ? "" : " (" + one.language + ')') + ", of " +
              utc_text(one.at_ms));
        print("    " + one.text);
    }
    return {};
}

Result<> reminder_rules(const AnswerWords& words) {
    TRY_ASSIGN(shell, open_shell(words.data));
    if (!words.offline) try_sync(*shell, "It is about what is known here.");
    TRY_ASSIGN(held, shell->shared());
    TRY_ASSIGN(text, shell->shared_setting("reminder_rules"));
    TRY_ASSIGN(rules, ReminderRules::read(text));
    if (!words.text.empty()) {
        TRY_ASSIGN(author, acting_colleague(*shell, held->current(), words.colleague));
        // The line of one rule, over those that stand.
        TRY_ASSIGN(changed, ReminderRules::read(rules.text() + words.text + '\n'));
        if (changed.text() == rules.text() && words.text.find(' ') == std::string::npos)
            return fail(Errc::usage,
                        "A rule is \"callback off\", \"postponed 7 call\", \"no_answer 3 call\" or "
                        "\"no_reply 5 offer\".");
        TRY(write_shared(*shell, {{EntityKind::setting, "reminder_rules", "value", changed.text()}}, author));
        if (!words.offline) try_sync(*shell, "It is saved here; `history-agent sync` sends it.");
        rules = changed;
    }
    std::string shown = rules.text();
    shown.pop_back();
    if (words.json) {
        view::JsonText out;
        print(out.begin_object().text("rules", rules.text()).end_object().take());
    } else {
        print(shown);
    }
    return {};
}

}  // namespace history::agent
