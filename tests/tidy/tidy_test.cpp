// House rules over the whole tree, and for each rule one example that it catches: a rule that finds nothing
// must be able to.
#include <doctest/doctest.h>

#include "tests/tidy/rules.h"

using namespace history::tidy;

namespace {

const Files& tree() {
    static const Files files = read_source_tree(std::filesystem::current_path());
    return files;
}

void check_clean(const Complaints& complaints) {
    for (const std::string& complaint : complaints) MESSAGE(complaint);
    CHECK(complaints.empty());
}

size_t bites(Complaints (*rule)(const Files&), const Files& example) {
    return rule(example).size();
}

}  // namespace

TEST_CASE("the tree is there") {
    CHECK(tree().size() > 50);
    CHECK(std::filesystem::exists("CMakePresets.json"));
}

TEST_CASE("includes follow the arrows") {
    check_clean(wrong_arrows(tree()));
    CHECK(bites(wrong_arrows, {{"sync/server.cpp",
                                "#include \"core/crypto/keyring.h\"\n#include \"core/wire/ids.h\"\n"}}) == 1);
    CHECK(bites(wrong_arrows, {{"core/model/a.h", "#include \"core/port/ports.h\"\n"}}) == 1);
    CHECK(bites(wrong_arrows,
                {{"core/ui/a.h", "#include \"core/replica/replica.h\"\n#include \"core/view/slice.h\"\n"}}) ==
          1);
    CHECK(bites(wrong_arrows, {{"native/connectors/a.cpp", "#include \"core/port/ports.h\"\n"}}) == 1);
    CHECK(bites(wrong_arrows, {{"web/a.cpp", "#include \"native/json.h\"\n"}}) == 1);
}

TEST_CASE("costly libraries stay behind their wrappers") {
    check_clean(misplaced_libraries(tree()));
    CHECK(bites(misplaced_libraries, {{"native/a.cpp", "#include <nlohmann/json.hpp>\n"}}) == 1);
    CHECK(bites(misplaced_libraries, {{"web/a.cpp", "#include <imgui.h>\n"}}) == 1);
    Files four;
    for (const char* name : {"sync/a.cpp", "sync/b.cpp", "sync/c.cpp", "native/d.cpp"}) {
        four.push_back({name, "#include <boost/beast/core.hpp>\n"});
    }
    CHECK(bites(misplaced_libraries, four) == 1);
}

TEST_CASE("core knows no platform, no clock, no thread and no floating point") {
    check_clean(banned_in_core(tree()));
    CHECK(bites(banned_in_core,
                {{"core/base/a.h", "#ifdef __EMSCRIPTEN__\nint a; // double\ndouble b;\n"}}) == 2);
    CHECK(bites(banned_in_core, {{"core/base/a.h", "auto now = std::chrono::system_clock::now();\n"}}) == 1);
    CHECK(bites(banned_in_core, {{"core/base/a.h", "/* std::thread */ // random_device\n"}}) == 0);
}

TEST_CASE("every source file is built") {
    check_clean(orphans(tree()));
    const SourceFile list{"sync/CMakeLists.txt", "add_library(x server.cpp)\n"};
    CHECK(bites(orphans,
                {list, {"sync/server.cpp", ""}, {"sync/forgotten.cpp", ""}, {"core/server.cpp", ""}}) == 2);
}

TEST_CASE("no line of the product is longer than 132 columns and no file than 600 lines") {
    check_clean(long_lines(tree()));
    check_clean(long_files(tree()));
    CHECK(bites(long_lines, {{"core/a.h", std::string(133, 'x') + "\n" + std::string(132, 'x') + "\n"}}) ==
          1);
    CHECK(bites(long_files, {{"core/a.h", std::string(601, '\n')}, {"core/b.h", std::string(600, '\n')}}) ==
          1);
}

TEST_CASE("nothing names the machine it was written on") {
    check_clean(machine_names(tree()));
    CHECK(bites(machine_names, {{"README.md", std::string("see /wo") + "rk/notes\n"}}) == 1);
    CHECK(bites(machine_names,
                {{"web/package-lock.json", std::string("https://registry.npm") + "js.org/x\n"}}) == 1);
}

TEST_CASE("names say something") {
    check_clean(empty_names(tree()));
    CHECK(bites(empty_names, {{"native/string_utils.h", ""}, {"native/account.h", ""}}) == 1);
}
