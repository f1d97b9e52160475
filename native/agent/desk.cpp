// What the families of commands share: a shell at work, customers by whatever people call them, lines on the terminal.
#include <cstdio>
#include <ctime>

#include "core/insight/term.h"
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

Result<std::uint64_t> moment_of(const std::string& words, std::uint64_t now_ms, const Calendar& calendar) {
    const auto moment = term_of(words, now_ms, calendar);
    if (!moment)
        return fail(Errc::usage,
                    "\"" + words.substr(0, 64) +
                        "\" is no moment; write \"2026-12-01 18:00\", \"tomorrow 12:00\" or \"+2h\".");
    return *moment;
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

Result<const Customer*> find_customer(Shell& shell, const std::string& who) {
    return view::customer_named(shell.replica().directory(), who, shell.config().country());
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
        opened.view.members.push_back(
            {members[i], &opened.held[i]->current(), shell.replica().directory().find(members[i])});
    return opened;
}

}  // namespace history::agent
