#include "native/agent/folder_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace history::agent {

Result<> FolderLock::take(const std::string& folder, const std::string& word) {
    file_ = ::open((folder + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file_ < 0) return fail(Errc::storage, "The folder " + folder + " cannot be written.");
    if (::flock(file_, LOCK_EX | LOCK_NB) != 0)
        return fail(Errc::conflict, "Another history-agent works in the folder " + folder +
                                        "; stop it first, or use another " + word + '.');
    return {};
}

FolderLock::~FolderLock() {
    if (file_ >= 0) ::close(file_);
}

}  // namespace history::agent
