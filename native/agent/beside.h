// Files of an export that stand beside the imported one, as "photos/photo_1.jpg" beside result.json: their hash and preview.
//
// Only what the export names, by a relative path with a file ending, below the folder of the imported file, and only bytes that
// have the hash which the export tells, if it does: no "..", no
// absolute path, no symbolic link on the way, regular files alone, at most beside_bytes_max. What is refused or is not there
// leaves the item as it was: its file/<n> names the file all the same.
#pragma once
#include <string>

#include "native/connectors/item.h"

namespace history::agent {

inline constexpr std::size_t beside_bytes_max = 64 * 1024 * 1024;

// `path` relative to the folder. Errc::usage: a path that leaves the folder; not_found, limit, storage.
Result<Bytes> read_beside(const std::string& folder, std::string_view path);

// For each file/<n> of the item that has no preview yet. `imported`: path of the imported file.
void add_contents_beside(const std::string& imported, const connectors::Account& account,
                         connectors::Item& item);

}  // namespace history::agent
