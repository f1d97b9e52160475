// Whole files: read with a limit, and replaced so that a power cut leaves the old one or the new one.
#pragma once
#include <string>

#include "core/base/bytes.h"

namespace history {

// Errc::not_found, Errc::limit above `bytes_max`, Errc::storage. The sentence names the file.
Result<Bytes> read_file(const std::string& path, std::size_t bytes_max);

// A private file (0600) beside it, fsync, rename, fsync of the folder. Errc::storage: the old file stands.
Result<> replace_file(const std::string& path, ByteView content);

}  // namespace history
