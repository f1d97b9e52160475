#include "native/port/durable_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace history {

namespace {

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    bool open() const { return number_ >= 0; }
    int number() const { return number_; }

private:
    int number_;
};

Error file_error(const char* what, const std::string& path, int code) {
    return fail(code == ENOENT ? Errc::not_found : Errc::storage,
                std::string(what) + ' ' + path + ": " + std::strerror(code) + '.');
}

int write_whole(int file, ByteView content) {
    while (!content.empty()) {
        const ssize_t written = ::write(file, content.data(), content.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return errno;
        content = content.subspan(static_cast<std::size_t>(written));
    }
    return ::fsync(file) == 0 ? 0 : errno;
}

}  // namespace

Result<Bytes> read_file(const std::string& path, std::size_t bytes_max) {
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.open()) return file_error("Cannot open", path, errno);
    struct stat info {};
    if (::fstat(file.number(), &info) != 0) return file_error("Cannot read", path, errno);
    if (S_ISDIR(info.st_mode)) return file_error("Cannot read", path, EISDIR);
    Bytes content;
    // The size is a hint: the file may grow while it is read.
    content.reserve(std::min<std::size_t>(static_cast<std::size_t>(info.st_size), bytes_max));
    for (;;) {
        std::uint8_t part[65536];
        const ssize_t got = ::read(file.number(), part, sizeof part);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return file_error("Cannot read", path, errno);
        if (got == 0) return content;
        if (content.size() + static_cast<std::size_t>(got) > bytes_max)
            return fail(Errc::limit, path + " is larger than " + std::to_string(bytes_max) + " bytes.");
        content.insert(content.end(), part, part + got);
    }
}

Result<> replace_file(const std::string& path, ByteView content) {
    const std::string fresh = path + ".new";
    int code = 0;
    {
        Descriptor file(::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
        if (!file.open()) return file_error("Cannot write", fresh, errno);
        code = ::fchmod(file.number(), 0600) == 0 ? write_whole(file.number(), content) : errno;
    }
    if (code == 0 && ::rename(fresh.c_str(), path.c_str()) != 0) code = errno;
    if (code != 0) {
        ::unlink(fresh.c_str());
        return file_error("Cannot write", path, code);
    }
    const std::size_t slash = path.rfind('/');
    Descriptor folder(
        ::open(slash == std::string::npos ? "." : path.substr(0, slash + 1).c_str(), O_RDONLY | O_CLOEXEC));
    if (!folder.open() || ::fsync(folder.number()) != 0) return file_error("Cannot write", path, errno);
    return {};
}

}  // namespace history
