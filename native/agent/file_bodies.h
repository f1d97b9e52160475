// The bodies of one payload file, read in portions: an export of any length needs a few MiB of memory.
//
// A file up to file_part_bytes that is no list of lines is one body, as it stands. A longer table comes in portions of whole
// rows, each behind the table's header; a longer mail box in portions of whole mails; lines always come one by one.
// What is one body by its nature (JSON, XML, eml) is refused above file_whole_bytes_max.
#pragma once
#include <functional>
#include <string>

#include "native/connectors/connector.h"

namespace history::agent {

inline constexpr std::size_t file_part_bytes = 2 * 1024 * 1024;
inline constexpr std::size_t file_whole_bytes_max =
    64 * 1024 * 1024;  // as much as the largest mail or XML document
inline constexpr std::size_t line_bytes_max = 16 * 1024 * 1024;  // one body of a *.jsonl

struct FileBody {
    std::string_view bytes;  // valid during the call
    std::uint64_t line = 0;  // of a file of lines, from 1; 0: a whole file or a portion of it
    std::uint64_t skipped =
        0;  // of a portion: lines or mails of the file before it, less those of a repeated header
    const char* refused = nullptr;  // too long to be read: the sentence why; `bytes` is its beginning
};

// Calls each() for every body in order until it fails. part_bytes: for tests. Errc::not_found, Errc::storage.
Result<> each_body(const std::string& path, const connectors::Connector& connector,
                   const connectors::Account& account, const std::function<Result<>(const FileBody&)>& each,
                   std::size_t part_bytes = file_part_bytes);

// Whether the file is read in portions of lines, rows or mails (longer than one portion): no webhook's signature is over it.
bool is_divided(const std::string& path, const connectors::Connector& connector);

// "line 12" or "part 3" of a portion as the place in its file.
std::string place_in_file(const std::string& place, std::uint64_t skipped);

}  // namespace history::agent
