// The device's secrets in one private file (0600), replaced durably.
#pragma once
#include "core/port/ports.h"
#include "native/port/loop.h"

namespace history {

class FileVault : public Vault {
public:
    FileVault(Loop& loop, std::string path) : loop_(loop), path_(std::move(path)) {}

    void store(Bytes secrets, std::function<void(Result<>)> done) override;  // wipes its copy
    // Errc::not_found when no device lives here yet; Errc::unauthorized when others may read the file.
    Result<Bytes> read() const;

private:
    Loop& loop_;
    std::string path_;
};

}  // namespace history
