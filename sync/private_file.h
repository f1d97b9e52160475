// Small files of secrets: readable by this user alone, there whole or not at all.
#pragma once
#include <string>

#include "core/base/bytes.h"

namespace history::sync {

// The file's bytes, `bytes_max` at most. Errc::not_found when there is none, Errc::unauthorized when others may read it,
// Errc::limit when it is longer, Errc::storage when it cannot be read. The caller wipes what it got.
Result<Bytes> read_private_file(const std::string& path, std::size_t bytes_max);

// Written beside, synced and renamed. Errc::storage.
Result<> write_private_file(const std::string& path, ByteView content);

}  // namespace history::sync
