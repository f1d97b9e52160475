// The images in real mails (../shared/data/email): how many there are, how many can be shown, and that nothing changes between
// two readings of the same bytes.
#include "native/connectors/email.h"
#include "native/images/image_header.h"
#include "native/images/preview.h"
#include "tests/unit/connectors/sample_files.h"

using namespace history;

namespace {

struct Seen {
    std::size_t attachments = 0, images = 0, previews = 0, largest = 0;
    std::vector<std::string> fields;
};

Seen read_all(const std::vector<std::filesystem::path>& files) {
    Seen seen;
    connectors::Account account;
    account.name = "shop@example.com";
    account.preview = [&](ByteView image) {
        ++seen.attachments;
        if (images::read_image_header(image).ok()) ++seen.images;
        auto preview = images::make_preview(image);
        if (!preview.ok()) return Bytes{};
        ++seen.previews;
        seen.largest = std::max(seen.largest, preview->jpeg.size());
        return preview->jpeg;
    };
    for (const auto& file : files) {
        if (!connectors::email().claims(file.filename().string())) continue;
        const std::string mail = bytes_in(file);
        for (const connectors::Item& item : connectors::email().parse(bytes_of(mail), account).items)
            for (const auto& [name, value] : item.fields)
                if (name.starts_with("file_")) seen.fields.push_back(name + '=' + value);
    }
    return seen;
}

}  // namespace

TEST_CASE("every readable image of the sample mails gets a preview, the same one each time") {
    const auto files = sample_files("email");
    if (files.empty()) return;
    const Seen first = read_all(files), second = read_all(files);
    CHECK(first.fields == second.fields);
    CHECK(first.attachments == 149);
    CHECK(first.images == 38);
    // raw_email_with_nested_attachment.eml holds a PNG with damaged chunks; nobody can show it.
    CHECK(first.previews == 37);
    CHECK(first.largest <= images::preview_bytes_max);
    for (const std::string& field : first.fields) CHECK(field.size() <= 32 * 1024);
}
