// Files beside an imported one: native/agent/beside.h.
#include "native/agent/beside.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/unit/agent/scratch_folder.h"

using namespace history;
using namespace history::agent;

namespace {

connectors::Item item_with(const std::string& reference, const std::string& hash = {}) {
    connectors::Item item;
    item.fields = {{"kind", "message"}, {"file/1", "document\ta.jpg\t\t\t" + reference}};
    if (!hash.empty()) item.fields.emplace_back("file_hash/1", hash);
    return item;
}

std::string value_of(const connectors::Item& item, const std::string& name) {
    for (const auto& [field, value] : item.fields)
        if (field == name) return value;
    return {};
}

connectors::Account account() {
    connectors::Account account;
    account.preview = [](ByteView image) { return Bytes(image.begin(), image.end()); };
    return account;
}

}  // namespace

TEST_CASE("a file below the folder is read, whatever leads out of it is refused") {
    ScratchFolder folder;
    folder.write("export/result.json", "{}");
    folder.write("export/photos/a.jpg", "photo");
    folder.write("secret.jpg", "secret");
    REQUIRE(::symlink("../secret.jpg", (folder / "export/link.jpg").c_str()) == 0);
    REQUIRE(::symlink("..", (folder / "export/up").c_str()) == 0);
    REQUIRE(::mkfifo((folder / "export/pipe.jpg").c_str(), 0600) == 0);
    const std::string export_folder = folder / "export/";
    const auto photo = read_beside(export_folder, "photos/a.jpg");
    REQUIRE(photo.ok());
    CHECK(text_of(*photo) == "photo");
    for (const char* path : {"../secret.jpg", "photos/../../secret.jpg", "./result.json", "/etc/passwd",
                             "photos//a.jpg", "", "..", "photos/"}) {
        CAPTURE(path);
        const auto refused = read_beside(export_folder, path);
        REQUIRE_FALSE(refused.ok());
        CHECK(refused.error().code == Errc::usage);
    }
    for (const char* path :
         {"link.jpg", "up/secret.jpg", "pipe.jpg", "photos", "none.jpg", "result.json/a.jpg"}) {
        CAPTURE(path);
        const auto refused = read_beside(export_folder, path);
        REQUIRE_FALSE(refused.ok());
        CHECK(refused.error().code == Errc::not_found);
    }
    CHECK(read_beside(export_folder, std::string_view("photos/a.jpg\0.txt", 17)).error().code == Errc::usage);
}

TEST_CASE("a file that is larger than allowed is not read") {
    ScratchFolder folder;
    folder.write("large.jpg", "");
    REQUIRE(::truncate((folder / "large.jpg").c_str(), static_cast<off_t>(beside_bytes_max) + 1) == 0);
    CHECK(read_beside(folder / "", "large.jpg").error().code == Errc::limit);
}

TEST_CASE("an item gets hash and preview of the file that its export names") {
    ScratchFolder folder;
    folder.write("photos/a.jpg", "photo");
    const std::string imported = folder / "result.json";
    // printf photo | sha256sum
    const std::string hash = "sha256:55c64d0fcd6f9d5f7c828093857e3fdfda68478bb4e9bd24d481ef391c7804e8";
    connectors::Item item = item_with("photos/a.jpg");
    add_contents_beside(imported, account(), item);
    CHECK(value_of(item, "file_hash/1") == hash);
    CHECK(value_of(item, "file_preview/1") == hash + "\tcGhvdG8=");

    connectors::Item told = item_with("photos/a.jpg", hash);
    add_contents_beside(imported, account(), told);
    CHECK(told.fields.size() == 4);
    CHECK(value_of(told, "file_preview/1") == hash + "\tcGhvdG8=");

    connectors::Account off = account();
    off.preview = nullptr;
    connectors::Item plain = item_with("photos/a.jpg");
    add_contents_beside(imported, off, plain);
    CHECK(value_of(plain, "file_hash/1") == hash);
    CHECK(value_of(plain, "file_preview/1").empty());
}

TEST_CASE("an item stays as it is when the file is another one, is not there, or is no path") {
    ScratchFolder folder;
    folder.write("photos/a.jpg", "photo");
    folder.write("AgAD", "an id is no path");
    for (const auto& [reference, hash] :
         std::vector<std::pair<std::string, std::string>>{{"photos/a.jpg", "sha256:00"},
                                                          {"photos/b.jpg", ""},
                                                          {"AgAD", ""},
                                                          {"https://x.example/a.jpg", ""},
                                                          {"", ""}}) {
        CAPTURE(reference);
        connectors::Item item = item_with(reference, hash);
        const auto before = item.fields;
        add_contents_beside(folder / "result.json", account(), item);
        CHECK(item.fields == before);
    }
}
