#include "sync/signing_key.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "core/wire/hash.h"

namespace history::sync {

namespace {
using Seed = std::array<std::uint8_t, 32>;

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

Result<Seed> read_seed(const File& file, const std::string& path) {
    struct stat facts {};
    if (::fstat(*file, &facts) != 0)
        return fail(Errc::storage, "The server's key file " + path + " cannot be read.");
    if ((facts.st_mode & 077) != 0)
        return fail(Errc::unauthorized,
                    "Others may read the server's key file " + path + "; make it private (chmod 600).");
    Seed seed{};
    std::uint8_t more = 0;
    if (::read(*file, seed.data(), seed.size()) != static_cast<ssize_t>(seed.size()) ||
        ::read(*file, &more, 1) != 0)
        return fail(Errc::corrupt, "The server's key file " + path + " does not hold the 32 bytes of a key.");
    return seed;
}

// Written beside and renamed: a key file is there whole or not at all.
Result<> write_seed(const Seed& seed, const std::string& path) {
    const Error failed = fail(Errc::storage, "The server's key file " + path + " cannot be written.");
    const std::string beside = path + ".new";
    ::unlink(beside.c_str());
    const File file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file.open() || ::write(*file, seed.data(), seed.size()) != static_cast<ssize_t>(seed.size()) ||
        ::fsync(*file) != 0 || ::rename(beside.c_str(), path.c_str()) != 0)
        return failed;
    const std::size_t slash = path.rfind('/');
    const File folder(
        ::open(slash == std::string::npos ? "." : path.substr(0, slash + 1).c_str(), O_RDONLY | O_CLOEXEC));
    if (!folder.open() || ::fsync(*folder) != 0) return failed;
    return {};
}
}  // namespace

Result<std::unique_ptr<SigningKey>> SigningKey::open(const std::string& path) {
    Seed seed{};
    const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.open()) {
        TRY_ASSIGN(stored, read_seed(file, path));
        seed = stored;
    } else if (errno == ENOENT) {
        randombytes_buf(seed.data(), seed.size());
        TRY(write_seed(seed, path));
    } else {
        return fail(Errc::storage, "The server's key file " + path + " cannot be opened.");
    }
    std::unique_ptr<SigningKey> key = from_seed(seed);
    sodium_memzero(seed.data(), seed.size());
    return key;
}

std::unique_ptr<SigningKey> SigningKey::from_seed(const Seed& seed) {
    std::unique_ptr<SigningKey> key(new SigningKey());
    crypto_sign_seed_keypair(key->public_key_.bytes.data(), key->secret_.data(), seed.data());
    return key;
}

SigningKey::~SigningKey() {
    sodium_memzero(secret_.data(), secret_.size());
}

Signature SigningKey::sign(std::string_view domain, ByteView message) const {
    const Bytes bytes = signed_bytes(domain, message);
    Signature signature;
    crypto_sign_detached(signature.bytes.data(), nullptr, bytes.data(), bytes.size(), secret_.data());
    return signature;
}

}  // namespace history::sync
