#include <doctest/doctest.h>

#include "tests/unit/ui/sheet.h"

using namespace history::ui;

namespace {
const std::vector<Style> styles(3);
bool decodes(const std::vector<std::uint16_t>& words, Scene& scene) {
    return decode_scene(words.data(), words.size(), styles, scene);
}
}  // namespace

TEST_CASE("a scene is its boxes in pre-order, each with the index after its last box inside") {
    Scene scene;
    REQUIRE(decodes(Words().box(0, 2).box(1, 1).box(2, 0, u"a").box(2, 0, u"bc").out, scene));
    REQUIRE(scene.boxes.size() == 4);
    CHECK(scene.boxes[0].end == 4);
    CHECK(scene.boxes[1].end == 3);
    CHECK(scene.boxes[3].text == 1);
    CHECK(scene.text == u"abc");
}

TEST_CASE("a scene that is cut anywhere, has too much, an unknown style or too many levels is refused") {
    Scene scene;
    const auto whole = Words().box(0, 2).box(1, 0, u"some words").box(2, 0, u"more").out;
    for (std::size_t size = 0; size < whole.size(); ++size)
        CHECK_FALSE(decodes({whole.begin(), whole.begin() + std::ptrdiff_t(size)}, scene));
    auto longer = whole;
    longer.push_back(0);
    CHECK_FALSE(decodes(longer, scene));
    CHECK_FALSE(decodes(Words().box(3, 0).out, scene));
    Words deep;
    for (int level = 0; level <= depth_max; ++level) deep.box(0, 1);
    CHECK_FALSE(decodes(deep.box(0, 0).out, scene));
}
