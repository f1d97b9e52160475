#include "native/connectors/file_content.h"

#include <sodium.h>

#include "core/base/ascii.h"

namespace history::connectors {

namespace {

std::string base64(ByteView bytes) {
    std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
    text.pop_back();  // the terminator
    return text;
}

}  // namespace

FileContent file_content(ByteView bytes, const PreviewOf& preview) {
    FileContent content;
    std::array<std::uint8_t, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), bytes.data(), bytes.size());
    content.hash = "sha256:" + hex(digest);
    if (!preview) return content;
    const Bytes jpeg = preview(bytes);
    if (!jpeg.empty()) content.preview = content.hash + '\t' + base64(jpeg);
    return content;
}

std::string sha256_hash(const std::string& written) {
    if (written.empty()) return {};
    std::array<std::uint8_t, crypto_hash_sha256_BYTES> digest{};
    std::size_t size = 0;
    if (sodium_base642bin(digest.data(), digest.size(), written.data(), written.size(), nullptr, &size,
                          nullptr, sodium_base64_VARIANT_ORIGINAL) == 0 &&
        size == digest.size())
        return "sha256:" + hex(digest);
    return "sha256:" + (written.size() == 2 * digest.size() ? lower(written) : written);
}

void put_content(Item& item, const std::string& number, const FileContent& content) {
    if (!content.hash.empty()) item.fields.emplace_back("file_hash/" + number, content.hash);
    if (!content.preview.empty()) item.fields.emplace_back("file_preview/" + number, content.preview);
}

}  // namespace history::connectors
