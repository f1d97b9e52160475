#include "tests/tidy/source_tree.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

namespace history::tidy {

bool SourceFile::below(std::string_view folder) const {
    return path.starts_with(folder);
}
bool SourceFile::ends(std::string_view suffix) const {
    return path.ends_with(suffix);
}

bool SourceFile::is_code() const {
    for (const char* suffix :
         {".cpp", ".h", ".ts", ".mjs", ".js", ".py", ".sh", ".cmake", "CMakeLists.txt"}) {
        if (ends(suffix)) return true;
    }
    return path == "dev";
}

std::vector<std::string> SourceFile::lines() const {
    std::vector<std::string> result;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) result.push_back(line);
    return result;
}

std::vector<std::string> SourceFile::included() const {
    std::vector<std::string> result;
    for (const std::string& line : lines()) {
        if (!line.starts_with("#include ")) continue;
        const size_t open = line.find_first_of("\"<", 9);
        const size_t close = open == std::string::npos ? open : line.find_first_of("\">", open + 1);
        if (close != std::string::npos) result.push_back(line.substr(open + 1, close - open - 1));
    }
    return result;
}

std::string SourceFile::without_comments() const {
    std::string result = text;
    enum class Inside { code, quoted, line, block } inside = Inside::code;
    for (size_t i = 0; i < result.size(); ++i) {
        const char next = i + 1 < result.size() ? result[i + 1] : '\0';
        switch (inside) {
            case Inside::code:
                if (result[i] == '"') inside = Inside::quoted;
                if (result[i] == '/' && next == '/') inside = Inside::line;
                if (result[i] == '/' && next == '*') inside = Inside::block;
                break;
            case Inside::quoted:
                if (result[i] == '\\')
                    ++i;
                else if (result[i] == '"' || result[i] == '\n')
                    inside = Inside::code;
                continue;
            case Inside::line:
                if (result[i] == '\n') inside = Inside::code;
                break;
            case Inside::block:
                if (result[i] == '*' && next == '/') {
                    result[i] = result[i + 1] = ' ';
                    inside = Inside::code;
                }
                break;
        }
        if ((inside == Inside::line || inside == Inside::block) && result[i] != '\n') result[i] = ' ';
    }
    return result;
}

std::vector<SourceFile> read_source_tree(const std::filesystem::path& root) {
    std::vector<SourceFile> files;
    std::filesystem::recursive_directory_iterator entry(root), end;
    for (; entry != end; ++entry) {
        const std::string name = entry->path().filename().string();
        if (entry->is_directory()) {
            if (name == ".git" || name == "node_modules" || entry->path() == root / "build") {
                entry.disable_recursion_pending();
            }
            continue;
        }
        if (!entry->is_regular_file()) continue;
        std::ifstream stream(entry->path(), std::ios::binary);
        std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
        if (text.find('\0') != std::string::npos) continue;
        files.push_back({entry->path().lexically_relative(root).generic_string(), std::move(text)});
    }
    std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    return files;
}

}  // namespace history::tidy
