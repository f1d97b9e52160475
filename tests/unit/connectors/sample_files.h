// Files of the real payloads beside the project: $HISTORY_DATA, else ../shared/data from the project's root.
#pragma once
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace history {

inline std::filesystem::path sample_folder(const std::string& name) {
    const char* folder = std::getenv("HISTORY_DATA");
    const std::filesystem::path root =
        folder != nullptr ? std::filesystem::path(folder)
                          : std::filesystem::path(HISTORY_SOURCE_DIR) / ".." / "shared" / "data";
    return root / name;
}

// All files below the folder, sorted; says aloud that the test is skipped when there is no such folder.
inline std::vector<std::filesystem::path> sample_files(const std::string& name) {
    std::vector<std::filesystem::path> files;
    const std::filesystem::path folder = sample_folder(name);
    if (!std::filesystem::is_directory(folder)) {
        MESSAGE("SKIPPED: no samples at " << folder.string() << " (set HISTORY_DATA)");
        return files;
    }
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

inline std::string bytes_in(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace history
