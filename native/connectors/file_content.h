// What the bytes of an attachment say, beside its file/<n>: values of file_hash/<n> and file_preview/<n> (item.h).
#pragma once
#include "native/connectors/item.h"

namespace history::connectors {

inline constexpr int previews_max = 16;  // of one item: the first; further images keep their hash alone

struct FileContent {
    std::string hash;     // "sha256:" and 64 hex digits
    std::string preview;  // hash TAB JPEG in base64; empty: no image, or previews are off
};
FileContent file_content(ByteView bytes, const PreviewOf& preview);

// A SHA-256 as sources write it, in hex or in base64; another text stays as it is. Empty for an empty text.
std::string sha256_hash(const std::string& written);

// Both fields; nothing for empty values. `number`: of file/<number>.
void put_content(Item& item, const std::string& number, const FileContent& content);

}  // namespace history::connectors
