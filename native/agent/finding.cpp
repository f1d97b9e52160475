// find: customers by what people know them by, then the words of every history (core/search/query.h).
#include "core/view/searching.h"
#include "native/agent/commands.h"

namespace history::agent {

namespace {

Result<std::uint64_t> moment(Shell& shell, const std::string& words) {
    if (words.empty()) return std::uint64_t{0};
    TRY_ASSIGN(settings, shell.work_settings());
    return moment_of(words, shell.clock().now_ms(), settings.calendars.main());
}

}  // namespace

Result<> find(const FindWords& words) {
    TRY_ASSIGN(shell, open_shell(words.data));
    const auto show = [&](const std::string& slice) { print(words.json ? slice : readable(slice)); };
    view::SearchWords asked;
    asked.query = words.query;
    asked.who = words.customer;
    asked.country = shell->config().country();
    asked.limit = static_cast<std::size_t>(words.limit);
    TRY_ASSIGN(filter, view::search_filter("", "", words.direction, "", ""));
    filter.channels = words.channels;
    filter.kinds = words.kinds;
    TRY_ASSIGN(from, moment(*shell, words.from));
    TRY_ASSIGN(to, moment(*shell, words.to));
    filter.from_ms = from;
    filter.to_ms = to;
    asked.filter = filter;
    if (asked.who.empty()) {
        view::Window window;
        window.limit = static_cast<std::uint32_t>(std::min<std::uint64_t>(words.limit, UINT32_MAX));
        const Directory& directory = shell->replica().directory();
        show(view::found(directory, words.query, asked.country, window));
    }
    // Every slice holds all that was found so far: a terminal waits for the last.
    std::optional<Result<std::string>> last;
    bool complete = false;
    view::search(shell->replica(), asked, [&](Result<std::string> slice, bool is_last) {
        complete = is_last;
        last = std::move(slice);
    });
    shell->loop().run_until([&] { return complete; });
    if (!last->ok()) return last->error();
    show(**last);
    return {};
}

}  // namespace history::agent
