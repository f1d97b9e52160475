// The project's own text files, as the house rules see them: read once, without build products and other
// people's code.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace history::tidy {

struct SourceFile {
    std::string path;  // relative to the project's root, with slashes
    std::string text;

    [[nodiscard]] bool below(std::string_view folder) const;  // folder ends in a slash
    [[nodiscard]] bool ends(std::string_view suffix) const;   // of the path
    [[nodiscard]] bool is_code() const;                       // a person writes it line by line
    [[nodiscard]] std::vector<std::string> lines() const;     // without line ends
    [[nodiscard]] std::vector<std::string> included()
        const;                                           // "core/base/bytes.h" of #include "..." and <...>
    [[nodiscard]] std::string without_comments() const;  // C++: comments blanked, line numbers kept
};

// Every text file below `root` except .git, build, node_modules and files with a NUL byte.
[[nodiscard]] std::vector<SourceFile> read_source_tree(const std::filesystem::path& root);

}  // namespace history::tidy
