// One history-agent at a time works in a device's folder: its file `lock`, held until this goes (flock(2)).
#pragma once
#include <string>

#include "core/base/result.h"

namespace history::agent {

class FolderLock {
public:
    FolderLock() = default;
    ~FolderLock();
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;
    // Errc::conflict: another has it; `word` is the option that names another folder. Errc::storage: no file can be made there.
    Result<> take(const std::string& folder, const std::string& word);

private:
    int file_ = -1;
};

}  // namespace history::agent
