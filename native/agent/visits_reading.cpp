// list visits, drop --cookie: what this agent holds of strangers, and how it goes.
#include <algorithm>

#include "core/view/json_text.h"
#include "native/agent/commands.h"

namespace history::agent {

Result<> each_visit(Shell& shell, const std::function<void(const Visit&)>& each) {
    TRY(shell.answer<Ok>([&](auto done) { shell.visits().load(done); }));
    std::string after;
    for (;;) {
        TRY_ASSIGN(
            page, shell.answer<std::vector<Visit>>([&](auto done) { shell.visits().read_all(after, done); }));
        if (page.empty()) return {};
        after = page.back().row;
        for (const Visit& visit : page) each(visit);
    }
}

Result<> list_visits(const ReadWords& words) {
    TRY_ASSIGN(shell, open_shell(words.data));
    struct Site {
        std::uint64_t visits = 0, oldest_ms = UINT64_MAX;
        std::set<std::string> browsers;
    };
    std::map<std::pair<std::string, std::string>, Site> sites;
    std::uint64_t total = 0;
    TRY(each_visit(*shell, [&](const Visit& visit) {
        if (!visit.owner) return;
        Site& site = sites[{visit.told.channel, visit.told.account}];
        ++site.visits, ++total;
        site.oldest_ms = std::min(site.oldest_ms, visit.kept_ms);
        site.browsers.insert(visit.browser);
    }));
    view::JsonText out;
    out.begin_object().text("slice", "visits").key("rows").begin_array();
    std::string text;
    for (const auto& [of, site] : sites) {
        out.begin_object().text("channel", of.first).text("account", of.second);
        out.number("visits", site.visits).number("browsers", site.browsers.size());
        out.number("held_since", site.oldest_ms).end_object();
        text += of.first + '/' + of.second + ": " + std::to_string(site.visits) + " visits of " +
                std::to_string(site.browsers.size()) + " browsers, the first held since " +
                utc_text(site.oldest_ms) + '\n';
    }
    out.end_array().key("total").number(total).key("bytes").number(shell->visits().bytes()).end_object();
    print(words.json ? out.take() : text + std::to_string(total) + " in all");
    return {};
}

Result<> drop_visits(const KeptWords& words) {
    TRY_ASSIGN(shell, open_shell(words.data));
    std::vector<Visit> gone;
    std::uint64_t left = 0;
    TRY(each_visit(*shell, [&](const Visit& visit) {
        if (key_parts(visit.browser).third == words.cookie)
            gone.push_back(visit);
        else
            ++left;
    }));
    if (gone.empty()) return fail(Errc::not_found, "No visit of " + words.cookie + " is held here.");
    TRY(shell->answer<Ok>([&](auto done) { shell->visits().forget(gone, done); }));
    if (words.json) {
        view::JsonText json;
        print(
            json.begin_object().number("dropped", gone.size()).key("left").number(left).end_object().take());
    } else {
        print(std::to_string(gone.size()) + " visits dropped, " + std::to_string(left) + " left.");
    }
    return {};
}

}  // namespace history::agent
