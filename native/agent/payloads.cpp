#include "native/agent/payloads.h"

#include <algorithm>
#include <filesystem>

#include "native/json.h"
#include "native/port/durable_file.h"

namespace history::agent {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view sidecar_ending = ".headers.json";
constexpr std::size_t sidecar_bytes_max = 1024 * 1024;

// The folder after the last one that is named as the channel; the file's own name is no folder.
std::string account_of(const fs::path& path, std::string_view channel) {
    std::vector<std::string> parts;
    for (const fs::path& part : path) parts.push_back(part.string());
    for (std::size_t i = parts.size(); i-- > 0;)
        if (parts[i] == channel && i + 2 < parts.size()) return parts[i + 1];
    return {};
}

bool late(const std::string& path) {
    return path.find("/backfill/") != std::string::npos;
}

}  // namespace

Result<std::vector<PayloadFile>> list_payloads(const std::string& path, std::string_view channel) {
    std::error_code code;
    const fs::path start = fs::absolute(path, code).lexically_normal();
    std::vector<PayloadFile> files;
    const auto take = [&](const fs::path& file) {
        const std::string name = file.filename().string();
        if (name.ends_with(sidecar_ending)) return;
        files.push_back({file.string(), name, account_of(file, channel)});
    };
    const fs::file_status status = fs::status(start, code);
    if (!fs::exists(status)) return fail(Errc::not_found, "There is no file or folder " + path + ".");
    if (!fs::is_directory(status)) {
        take(start);
        return files;
    }
    fs::recursive_directory_iterator entry(start, code), end;
    for (; !code && entry != end; entry.increment(code))
        if (entry->is_regular_file(code)) take(entry->path());
    if (code) return fail(Errc::storage, "The folder " + path + " cannot be read: " + code.message() + ".");
    std::sort(files.begin(), files.end(), [](const PayloadFile& a, const PayloadFile& b) {
        return late(a.path) != late(b.path) ? late(b.path) : a.path < b.path;
    });
    return files;
}

connectors::Headers read_sidecar(const std::string& path) {
    connectors::Headers headers;
    const auto content = read_file(path + std::string(sidecar_ending), sidecar_bytes_max);
    if (!content.ok()) return headers;
    const auto json = parse_json(text_of(*content));
    if (!json || !json->is_object()) return headers;
    for (const auto& [name, value] : json->items()) {
        std::string lower = name;
        for (char& c : lower)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        headers[lower] = value.is_string() ? value.get<std::string>() : value.dump();
    }
    return headers;
}

}  // namespace history::agent
