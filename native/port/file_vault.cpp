#include "native/port/file_vault.h"

#include <sodium.h>
#include <sys/stat.h>

#include "native/port/durable_file.h"

namespace history {

namespace {
constexpr std::size_t vault_bytes_max = 1024 * 1024;
}

void FileVault::store(Bytes secrets, std::function<void(Result<>)> done) {
    Result<> outcome = replace_file(path_, secrets);
    sodium_memzero(secrets.data(), secrets.size());
    loop_.post([outcome = std::move(outcome), done = std::move(done)] { done(outcome); });
}

Result<Bytes> FileVault::read() const {
    struct stat info {};
    if (::stat(path_.c_str(), &info) == 0 && (info.st_mode & 077) != 0)
        return fail(Errc::unauthorized,
                    "Others may read the keys in " + path_ + "; run chmod 600 on it first.");
    return read_file(path_, vault_bytes_max);
}

}  // namespace history
