#include "sync/private_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace history::sync {

namespace {
class File {  // closed at the end of its scope
public:
    explicit File(int descriptor) : descriptor_(descriptor) {}
    ~File() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    File(const File&) = delete;
    bool open() const { return descriptor_ >= 0; }
    int operator*() const { return descriptor_; }

private:
    int descriptor_;
};
}  // namespace

Result<Bytes> read_private_file(const std::string& path, std::size_t bytes_max) {
    const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.open())
        return errno == ENOENT ? fail(Errc::not_found, "There is no file " + path + ".")
                               : fail(Errc::storage, "The file " + path + " cannot be opened.");
    struct stat facts {};
    if (::fstat(*file, &facts) != 0) return fail(Errc::storage, "The file " + path + " cannot be read.");
    if ((facts.st_mode & 077) != 0)
        return fail(Errc::unauthorized,
                    "Others may read the secret file " + path + "; make it private (chmod 600).");
    if (facts.st_size < 0 || static_cast<std::uint64_t>(facts.st_size) > bytes_max)
        return fail(Errc::limit, "The secret file " + path + " is longer than such a file can be.");
    Bytes content(static_cast<std::size_t>(facts.st_size));
    if (::read(*file, content.data(), content.size()) != static_cast<ssize_t>(content.size()))
        return fail(Errc::storage, "The file " + path + " cannot be read.");
    return content;
}

Result<> write_private_file(const std::string& path, ByteView content) {
    const Error failed = fail(Errc::storage, "The file " + path + " cannot be written.");
    const std::string beside = path + ".new";
    ::unlink(beside.c_str());
    const File file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file.open() ||
        ::write(*file, content.data(), content.size()) != static_cast<ssize_t>(content.size()) ||
        ::fsync(*file) != 0 || ::rename(beside.c_str(), path.c_str()) != 0)
        return failed;
    const std::size_t slash = path.rfind('/');
    const File folder(
        ::open(slash == std::string::npos ? "." : path.substr(0, slash + 1).c_str(), O_RDONLY | O_CLOEXEC));
    if (!folder.open() || ::fsync(*folder) != 0) return failed;
    return {};
}

}  // namespace history::sync
