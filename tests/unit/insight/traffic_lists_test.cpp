// Our table of sources against public lists of search engines, social networks and assistants, where they lie beside the
// project. The lists are read here and nowhere else.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "core/insight/traffic_hosts.h"
#include "core/insight/web_address.h"
#include "tests/unit/connectors/sample_files.h"

using namespace history;

namespace {

using List = std::map<std::string, std::vector<std::string>>;  // name -> hosts, some with a path

const std::filesystem::path folder =
    sample_folder("web_sources") / "matomo-org__searchengine-and-social-list";

std::string unquoted(std::string text) {
    std::erase(text, '\r');
    text.erase(0, std::min(text.find_first_not_of(" -"), text.size()));
    while (!text.empty() && (text.back() == ' ' || text.back() == ':')) text.pop_back();
    if (text.size() > 1 && (text[0] == '\'' || text[0] == '"')) text = text.substr(1, text.size() - 2);
    return text;
}

// As much of YAML as the lists use: names at the edge, lists under them; of engines only those under `urls`.
List list_of(const char* name) {
    List list;
    std::ifstream file(folder / name);
    std::string line, entry, member = "urls";
    while (std::getline(file, line)) {
        if (line.empty() || line.front() == '#') continue;
        if (line.front() != ' ') {
            entry = unquoted(line);
            member = "urls";
        } else if (line.ends_with(':') && line.find("- ") == std::string::npos) {
            member = unquoted(line);
        } else if (const std::string host = unquoted(line); member == "urls" && !host.empty()) {
            list[entry].push_back(host);
        }
    }
    return list;
}

const TrafficHost* looked_up(std::string host) {
    for (std::size_t at; (at = host.find("{}")) != std::string::npos;)
        host.replace(at, 2, host.ends_with("{}") && at + 2 == host.size() ? "de" : "fr");
    host.insert(0, "https://");
    const WebAddress address = WebAddress::of(host);
    return traffic_host(address.host, address.path);
}

struct Count {
    std::size_t names = 0, known_names = 0, hosts = 0, known_hosts = 0;
    std::size_t named = 0;                       // names with a host that the table has
    std::vector<std::string> strangers, others;  // names with no known host; hosts of another kind
};

Count counted(const List& list, std::initializer_list<TrafficKind> kinds) {
    Count count;
    for (const auto& [name, hosts] : list) {
        ++count.names;
        bool any = false, named = false;
        for (const std::string& host : hosts) {
            ++count.hosts;
            const TrafficHost* known = looked_up(host);
            if (!known) continue;
            if (std::find(kinds.begin(), kinds.end(), known->kind) == kinds.end())
                count.others.push_back(host);
            else
                ++count.known_hosts, any = true, named = named || !known->name.empty();
        }
        if (named) ++count.named;
        if (any)
            ++count.known_names;
        else
            count.strangers.push_back(name);
    }
    return count;
}

bool lists_are_here() {
    if (std::filesystem::exists(folder)) return true;
    MESSAGE("the lists of web sources are not here: nothing to compare");
    return false;
}

}  // namespace

TEST_CASE("every assistant of the list is known as one") {
    if (!lists_are_here()) return;
    const Count count = counted(list_of("AIAssistants.yml"), {TrafficKind::assistant});
    CHECK(count.names == 19);
    CHECK(count.known_names == count.names);
    CHECK(count.known_hosts == count.hosts);
    for (const std::string& one : count.others) MESSAGE("another kind: " << one);
    CHECK(count.others.empty());
}

TEST_CASE("every social network of the list is known but one, Telegram and WeChat as messengers") {
    if (!lists_are_here()) return;
    const List list = list_of("Socials.yml");
    const Count count = counted(list, {TrafficKind::social, TrafficKind::messenger});
    CHECK(count.names == 91);
    CHECK(count.known_names == 90);
    CHECK(count.hosts == 218);
    CHECK(count.known_hosts == 197);  // the others are small houses of Mastodon and Pixelfed
    // The address of Windows Live Spaces, which ended in 2011, is where Microsoft's users sign in today.
    CHECK(count.strangers == std::vector<std::string>{"Windows Live Spaces"});
    CHECK(count.others == std::vector<std::string>{"login.live.com"});
    for (const auto& [name, hosts] : list)
        for (const std::string& host : hosts)
            if (const TrafficHost* known = looked_up(host); known && known->kind == TrafficKind::messenger)
                CHECK((name == "Telegram" || name == "WeChat"));
}

TEST_CASE("of the engines of the list two thirds are known, and none as anything else without a reason") {
    if (!lists_are_here()) return;
    const Count count = counted(list_of("SearchEngines.yml"), {TrafficKind::search});
    CHECK(count.names == 297);
    CHECK(count.known_names == 193);  // 65 %
    CHECK(count.named == 163);        // 55 % by the table, the others by a first label like "search"
    CHECK(count.hosts == 668);
    CHECK(count.known_hosts == 454);  // 68 %
    // What the list has among engines too, and the other lists or its owner call an assistant, a network or an advertisement.
    CHECK(count.others == std::vector<std::string>{"chat.openai.com", "chatgpt.com", "digg.com",
                                                   "www.facebook.com", "friendfeed.com",
                                                   "searchservice.myspace.com", "www.perplexity.ai",
                                                   "yabs.yandex.{}", "you.com"});
}
