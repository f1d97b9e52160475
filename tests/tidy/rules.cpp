#include "tests/tidy/rules.h"

#include <algorithm>
#include <map>
#include <regex>
#include <set>

namespace history::tidy {
namespace {

// Code ends at 110 (clang-format); the rest is for tables of formats in comments, which a break would make unreadable.
constexpr size_t kColumnsMax = 132;
constexpr size_t kLinesMax = 600;
constexpr size_t kBeastFilesMax = 3;  // a file with a Beast WebSocket takes half a minute to compile

// What a folder may include besides itself. Pure modules know no port; the blind server knows wire only; the
// canvas knows the bytes of slices and nothing that made them.
const std::map<std::string, std::set<std::string>>& arrows() {
    static const std::set<std::string> pure = {"core/base", "core/wire", "core/model", "core/identity",
                                               "core/insight"};
    static const std::set<std::string> core = {"core/base",   "core/port",     "core/wire",
                                               "core/model",  "core/identity", "core/insight",
                                               "core/search", "core/crypto",   "core/replica"};
    static const std::map<std::string, std::set<std::string>> allowed = {
        {"core/base", {}},
        {"core/port", {"core/base"}},
        {"core/wire", {"core/base", "core/port"}},
        {"core/model", {"core/base", "core/wire"}},
        {"core/identity", {"core/base", "core/wire", "core/model"}},
        {"core/insight", {"core/base", "core/wire", "core/model", "core/identity"}},
        {"core/search", pure},
        {"core/crypto", {"core/base", "core/port", "core/wire"}},
        {"core/replica", core},
        {"core/view", core},
        {"core/ui", {"core/base", "core/view/slice"}},
        {"sync", {"core/base", "core/port", "core/wire"}},
        {"native/connectors",
         {"core/base", "core/wire", "core/model", "core/identity/company_number", "native/json"}},
        {"native", {"core"}},
        {"web", {"core"}},
    };
    return allowed;
}

const std::string* folder_of(const std::string& path) {
    const std::string* best = nullptr;
    for (const auto& [folder, allowed] : arrows()) {
        if (path.starts_with(folder + "/") && (!best || best->size() < folder.size())) best = &folder;
    }
    return best;
}

bool is_cpp(const SourceFile& file) {
    return file.ends(".cpp") || file.ends(".h");
}

void search_lines(const SourceFile& file, const std::string& text, const std::regex& pattern,
                  const std::string& why, Complaints& complaints) {
    SourceFile view{file.path, text};
    size_t number = 0;
    for (const std::string& line : view.lines()) {
        ++number;
        std::smatch match;
        if (std::regex_search(line, match, pattern)) {
            complaints.push_back(file.path + ":" + std::to_string(number) + ": " + match.str() + ": " + why);
        }
    }
}

}  // namespace

Complaints wrong_arrows(const Files& files) {
    Complaints complaints;
    for (const SourceFile& file : files) {
        const std::string* folder = is_cpp(file) ? folder_of(file.path) : nullptr;
        if (!folder) continue;
        const auto& allowed = arrows().at(*folder);
        for (const std::string& target : file.included()) {
            static const std::set<std::string> roots = {"core", "native", "sync", "web", "tests"};
            if (!roots.contains(target.substr(0, target.find('/')))) continue;  // a library's header
            bool fine = target.starts_with(*folder + "/");
            for (const std::string& prefix : allowed) {
                fine = fine || (target.starts_with(prefix) &&
                                target.find_first_of("/._", prefix.size()) == prefix.size());
            }
            if (!fine) complaints.push_back(file.path + " includes " + target + ", against the arrows");
        }
    }
    return complaints;
}

Complaints misplaced_libraries(const Files& files) {
    Complaints complaints;
    std::set<std::string> beast;
    for (const SourceFile& file : files) {
        if (!is_cpp(file) || file.below("tests/")) continue;
        for (const std::string& target : file.included()) {
            if (target.starts_with("nlohmann/") && file.path != "native/json.h") {
                complaints.push_back(file.path + " includes " + target +
                                     ": JSON comes through native/json.h only");
            }
            if (target.starts_with("imgui") && !file.below("core/ui/")) {
                complaints.push_back(file.path + " includes " + target + ": only core/ui draws");
            }
            if (target.starts_with("boost/beast")) beast.insert(file.path);
        }
    }
    if (beast.size() > kBeastFilesMax) {
        std::string list;
        for (const std::string& path : beast) list += " " + path;
        complaints.push_back("Boost.Beast is included by more than " + std::to_string(kBeastFilesMax) +
                             " files:" + list);
    }
    return complaints;
}

Complaints banned_in_core(const Files& files) {
    static const std::regex platform(
        "__EMSCRIPTEN__|_WIN32|__linux__|__APPLE__|(system|steady|high_resolution)_clock|random_device|"
        "mt19937|"
        "std::rand\\b|_distribution\\b|std::thread|std::mutex|\\btime\\(|getenv|\\bfopen|<(thread|mutex|"
        "chrono|random|regex|"
        "iostream|fstream|filesystem)>");
    static const std::regex floating("\\b(float|double)\\b");
    Complaints complaints;
    for (const SourceFile& file : files) {
        if (!is_cpp(file) || !file.below("core/")) continue;
        const std::string code = file.without_comments();
        search_lines(file, code, platform,
                     "core knows no platform, clock, thread or other randomness than its ports", complaints);
        if (!file.below("core/ui/")) {
            search_lines(file, code, floating, "answers are the same everywhere: no floating point in core",
                         complaints);
        }
    }
    return complaints;
}

Complaints orphans(const Files& files) {
    static const std::regex word("[A-Za-z0-9_.-]+");
    std::map<std::string, std::set<std::string>> named;  // folder with slash → words of its CMakeLists.txt
    for (const SourceFile& file : files) {
        if (!file.ends("CMakeLists.txt")) continue;
        auto& words = named[file.path.substr(0, file.path.size() - std::string("CMakeLists.txt").size())];
        for (std::sregex_iterator it(file.text.begin(), file.text.end(), word), end; it != end; ++it)
            words.insert(it->str());
    }
    Complaints complaints;
    for (const SourceFile& file : files) {
        if (!file.ends(".cpp")) continue;
        const std::string name = file.path.substr(file.path.rfind('/') + 1);
        const std::string stem = name.substr(0, name.rfind('.'));  // a loop over names writes ${name}.cpp
        const bool found = std::any_of(named.begin(), named.end(), [&](const auto& entry) {
            return file.below(entry.first) && (entry.second.contains(name) || entry.second.contains(stem));
        });
        if (!found) complaints.push_back(file.path + " is built by no CMakeLists.txt");
    }
    return complaints;
}

Complaints long_lines(const Files& files) {
    Complaints complaints;
    for (const SourceFile& file : files) {
        if (!is_cpp(file) || file.below("tests/")) continue;
        size_t number = 0;
        for (const std::string& line : file.lines()) {
            ++number;
            const auto columns =
                std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xC0) != 0x80; });
            if (static_cast<size_t>(columns) > kColumnsMax) {
                complaints.push_back(file.path + ":" + std::to_string(number) + " has " +
                                     std::to_string(columns) + " columns");
            }
        }
    }
    return complaints;
}

Complaints long_files(const Files& files) {
    Complaints complaints;
    for (const SourceFile& file : files) {
        const auto lines = std::count(file.text.begin(), file.text.end(), '\n');
        if (file.is_code() && static_cast<size_t>(lines) > kLinesMax) {
            complaints.push_back(file.path + " has " + std::to_string(lines) +
                                 " lines: it holds a family, split it");
        }
    }
    return complaints;
}

Complaints machine_names(const Files& files) {
    // Written in pieces, so that this file does not complain about itself.
    static const std::regex places(std::string("/(wo") + "rk|fa" + "rm|ro" + "ot|tm" +
                                   "p/bash)[/_]|https?://[a-z0-9.-]*(deb" + "ian\\.org|npm" +
                                   "js\\.(org|com))");
    Complaints complaints;
    for (const SourceFile& file : files) {
        search_lines(file, file.text, places, "a machine's path or a registry's host", complaints);
    }
    return complaints;
}

Complaints empty_names(const Files& files) {
    static const std::regex empty("(^|[/_.-])(managers?|helpers?|utils?|misc|common)([_.-]|$)");
    Complaints complaints;
    for (const SourceFile& file : files) {
        if (file.is_code() && std::regex_search(file.path, empty)) {
            complaints.push_back(file.path + ": a name that says nothing");
        }
    }
    return complaints;
}

}  // namespace history::tidy
