#include "native/agent/beside.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/insight/columns.h"
#include "native/connectors/file_content.h"

namespace history::agent {

namespace {

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int operator*() const { return number_; }
    void reset(int number) {
        if (number_ >= 0) ::close(number_);
        number_ = number;
    }

private:
    int number_;
};

Error absent() {
    return fail(Errc::not_found, "The file is not beside the imported one.");
}

// A hash, an id or an address is no path; what an export names has an ending.
bool looks_like_path(std::string_view reference) {
    const std::size_t name = reference.rfind('/') + 1;  // npos + 1 = 0
    return !reference.empty() && reference.size() <= 1024 && reference.find(':') == std::string_view::npos &&
           reference.find('.', name + 1) != std::string_view::npos;
}

Result<Bytes> read_regular(int file) {
    struct stat status {};
    if (::fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) return absent();
    if (static_cast<std::uint64_t>(status.st_size) > beside_bytes_max)
        return fail(Errc::limit, "The file beside the imported one is larger than 64 MiB.");
    Bytes bytes(static_cast<std::size_t>(status.st_size));
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t got = ::read(file, bytes.data() + done, bytes.size() - done);
        if (got < 0) return fail(Errc::storage, "The file beside the imported one cannot be read.");
        if (got == 0) break;  // it became shorter
        done += static_cast<std::size_t>(got);
    }
    bytes.resize(done);
    return bytes;
}

}  // namespace

Result<Bytes> read_beside(const std::string& folder, std::string_view path) {
    Descriptor at(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    while (*at >= 0) {
        const std::size_t slash = path.find('/');
        const std::string part(path.substr(0, slash));
        if (part.empty() || part == "." || part == ".." || part.find('\0') != std::string::npos)
            return fail(Errc::usage, "The path leaves the folder of the imported file.");
        // O_NONBLOCK: a pipe would wait for its writer.
        const int flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK;
        at.reset(::openat(*at, part.c_str(), slash == std::string_view::npos ? flags : flags | O_DIRECTORY));
        if (slash == std::string_view::npos) break;
        path.remove_prefix(slash + 1);
    }
    if (*at < 0) return absent();
    return read_regular(*at);
}

void add_contents_beside(const std::string& imported, const connectors::Account& account,
                         connectors::Item& item) {
    const std::size_t slash = imported.rfind('/');
    const std::string folder = slash == std::string::npos ? "" : imported.substr(0, slash + 1);
    const auto told = [&](const std::string& name) -> std::string {
        for (const auto& [field, value] : item.fields)
            if (field == name) return value;
        return {};
    };
    int previews = 0;
    for (std::size_t i = 0, count = item.fields.size(); i < count; ++i) {
        if (!item.fields[i].first.starts_with("file/")) continue;
        const std::string number = item.fields[i].first.substr(5);
        std::string_view reference = item.fields[i].second;
        for (int column = 0; column < 4; ++column) take_column(reference);
        if (!looks_like_path(reference) || !told("file_preview/" + number).empty()) continue;
        const auto bytes = read_beside(folder, reference);
        if (!bytes.ok()) continue;
        connectors::FileContent content = connectors::file_content(
            *bytes, previews < connectors::previews_max ? account.preview : connectors::PreviewOf());
        const std::string hash = told("file_hash/" + number);
        if (!hash.empty() && hash != content.hash) continue;  // another file than the source speaks of
        if (!hash.empty()) content.hash.clear();
        if (!content.preview.empty()) ++previews;
        connectors::put_content(item, number, content);
    }
}

}  // namespace history::agent
