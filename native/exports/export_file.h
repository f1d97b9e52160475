// A file that an export writes: under the name PATH.part until it is whole, then renamed, so that nobody reads half of it.
// Private (0600): it holds what customers said in clear.
#pragma once
#include <cstdio>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace history::exports {

class ExportFile {
public:
    explicit ExportFile(std::string path);
    ~ExportFile();  // not finished: the part goes, what stood there before stays
    ExportFile(const ExportFile&) = delete;

    void put(std::string_view bytes);  // an error is kept for finish()
    Result<> finish();                 // Errc::storage with the file's name

private:
    std::string path_;
    std::FILE* file_ = nullptr;
    int trouble_ = 0;  // errno of the first failure
};

}  // namespace history::exports
