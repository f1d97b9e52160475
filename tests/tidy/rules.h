// The house rules that a machine can check. Each gives its complaints as sentences that name file and line.
#pragma once

#include <string>
#include <vector>

#include "tests/tidy/source_tree.h"

namespace history::tidy {

using Files = std::vector<SourceFile>;
using Complaints = std::vector<std::string>;

Complaints wrong_arrows(const Files& files);  // includes against the arrows of ARCHITECTURE.md
Complaints misplaced_libraries(
    const Files& files);                        // JSON in one header, Beast in three files, ImGui in core/ui
Complaints banned_in_core(const Files& files);  // platform, clock, randomness, threads, floating point
Complaints orphans(const Files& files);         // a .cpp that no CMakeLists.txt above it names
Complaints long_lines(const Files& files);      // C++ of the product over 120 columns; tests hold payloads
Complaints long_files(const Files& files);      // more than 600 lines
Complaints machine_names(const Files& files);   // paths and hosts of the machine it was written on
Complaints empty_names(const Files& files);     // manager, helper, util: names that say nothing

}  // namespace history::tidy
