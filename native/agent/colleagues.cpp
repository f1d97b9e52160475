// colleagues: who works here, in the stream that all devices share.
#include "core/view/colleague.h"

#include <cstdlib>

#include "core/crypto/pin.h"
#include "core/view/json_text.h"
#include "native/agent/commands.h"
#include "native/agent/shared_words.h"

namespace history::agent {

namespace {

std::string pin_of_environment(const char* name) {
    const char* given = std::getenv(name);
    return given ? given : "";
}

void show(const std::vector<view::Colleague>& all, bool json) {
    if (json) return print(view::colleagues_slice(all));
    if (all.empty()) print("Nobody is named yet: history-agent colleagues add NAME");
    for (const view::Colleague& one : all)
        print(one.id + "  " + one.name + (one.profile.empty() ? "" : "  " + one.profile) +
              (one.pin.empty() ? "" : "  with a PIN") + (one.active ? "" : "  retired"));
}

}  // namespace

Result<std::string> acting_colleague(Shell& shell, const State& shared, const std::string& who) {
    if (who.empty()) return std::string();
    const std::vector<view::Colleague> all = view::colleagues_of(shared);
    // A workspace that names nobody takes a name as it is said.
    if (all.empty()) return std::string(who.substr(0, 128));
    TRY_ASSIGN(self, view::colleague_named(all, who));
    TRY(view::active_colleague(all, self->id));
    if (!is_pin(shell.replica().keyring(), self->id, pin_of_environment("HISTORY_PIN"), self->pin))
        return fail(Errc::unauthorized,
                    self->name + "'s PIN is another; HISTORY_PIN of the environment holds it.");
    return self->id;
}

Result<> colleagues(const ColleagueWords& words) {
    TRY_ASSIGN(shell, open_shell(words.data));
    if (!words.offline) try_sync(*shell, "It is about what is known here.");
    TRY_ASSIGN(held, shell->shared());
    const std::vector<view::Colleague> all = view::colleagues_of(held->current());
    if (words.act == "list") {
        show(all, words.json);
        return {};
    }
    TRY_ASSIGN(author, acting_colleague(*shell, held->current(), words.colleague));
    view::ColleagueChange change;
    change.id = words.id;
    change.name = words.name;
    change.profile = words.profile;
    if (words.act == "add" && change.id.empty()) {
        std::array<std::uint8_t, 4> drawn{};
        shell->random().fill(drawn);
        change.id = hex(drawn);
    } else if (words.act != "add") {
        TRY_ASSIGN(found, view::colleague_named(all, words.id));
        change.id = found->id;
        if (words.act == "rename" && words.name.empty() && words.profile.empty())
            return fail(Errc::usage, "What is the new name?");
        if (words.act == "retire") change.active = false;
        if (words.act == "return") change.active = true;
        if (words.act == "pin") {
            // Who has a PIN changes it with it; only an owner's device does without.
            if (shell->replica().status().role != "owner" &&
                !is_pin(shell->replica().keyring(), found->id, pin_of_environment("HISTORY_PIN"), found->pin))
                return fail(Errc::unauthorized,
                            found->name + "'s PIN is another; HISTORY_PIN of the environment holds it.");
            const std::string pin = pin_of_environment("HISTORY_NEW_PIN");
            change.pin_hash = "";
            if (!pin.empty()) {
                TRY_ASSIGN(kept, keep_pin(shell->random(), shell->replica().keyring(), found->id, pin));
                change.pin_hash = std::move(kept);
            }
        }
    }
    TRY_ASSIGN(ops, view::colleague_ops(all, change, words.act == "add"));
    TRY(write_shared(*shell, std::move(ops), author));
    if (!words.offline) try_sync(*shell, "It is saved here; `history-agent sync` sends it.");
    TRY_ASSIGN(now, shell->shared());
    if (words.act == "add" && !words.json) print("Id: " + change.id);
    show(view::colleagues_of(now->current()), words.json);
    return {};
}

}  // namespace history::agent
