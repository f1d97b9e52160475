#include "native/exports/export_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace history::exports {

ExportFile::ExportFile(std::string path) : path_(std::move(path)) {
    const int number = ::open((path_ + ".part").c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (number < 0) {
        trouble_ = errno;
        return;
    }
    file_ = ::fdopen(number, "wb");
    if (!file_) {
        trouble_ = errno;
        ::close(number);
    }
}

ExportFile::~ExportFile() {
    if (!file_) return;
    std::fclose(file_);
    ::unlink((path_ + ".part").c_str());
}

void ExportFile::put(std::string_view bytes) {
    if (trouble_ == 0 && std::fwrite(bytes.data(), 1, bytes.size(), file_) != bytes.size()) trouble_ = errno;
}

Result<> ExportFile::finish() {
    const std::string part = path_ + ".part";
    if (trouble_ == 0 && (std::fflush(file_) != 0 || ::fsync(::fileno(file_)) != 0)) trouble_ = errno;
    if (file_) {
        if (std::fclose(file_) != 0 && trouble_ == 0) trouble_ = errno;
        file_ = nullptr;
    }
    if (trouble_ == 0 && ::rename(part.c_str(), path_.c_str()) != 0) trouble_ = errno;
    if (trouble_ == 0) return {};
    ::unlink(part.c_str());
    return fail(Errc::storage, "Cannot write " + path_ + ": " + std::strerror(trouble_) + '.');
}

}  // namespace history::exports
