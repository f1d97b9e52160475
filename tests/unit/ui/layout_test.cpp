#include <doctest/doctest.h>

#include <cmath>

#include "tests/unit/ui/sheet.h"

using namespace history::ui;

namespace {

struct Laid {
    std::vector<Style> styles;
    Scene scene;
    float height = 0;
    Laid(std::vector<Style> with, const Words& words, float width, const Typeface& typeface, float least = 0)
        : styles(std::move(with)) {
        REQUIRE(decode_scene(words.out.data(), words.out.size(), styles, scene));
        height = lay_out(scene, width, least, typeface);
    }
    const Box& operator[](std::size_t index) const { return scene.boxes[index]; }
};
Style fixed(float w, float h) {
    Style style;
    style.w = w;
    style.h = h;
    return style;
}

}  // namespace

TEST_CASE(
    "in a row what grows takes what the others leave, up to its greatest width, and the rest goes to the "
    "others") {
    const Typeface none;
    Style row;
    row.row = true;
    row.gap = 8;
    Style grows, bounded;
    grows.grow = bounded.grow = true;
    bounded.max_w = 100;
    const Laid laid({row, fixed(50, 20), grows, bounded}, Words().box(0, 3).box(1, 0).box(3, 0).box(2, 0),
                    500, none);
    CHECK(laid[1].w == 50);
    CHECK(laid[2].x == 58);
    CHECK(laid[2].w == 100);
    CHECK(laid[3].x == 166);
    CHECK(laid[3].w == 500 - 166);
    CHECK(laid.height == 20);
}

TEST_CASE("in a column of given height what grows fills it, and the last box stands at the bottom") {
    const Typeface none;
    Style column, filler;
    filler.grow = true;
    column.pad = {10, 0, 10, 0};
    const Laid laid({column, fixed(40, 30), filler}, Words().box(0, 3).box(1, 0).box(2, 0).box(1, 0), 100,
                    none, 300);
    CHECK(laid.height == 300);
    CHECK(laid[1].y == 10);
    CHECK(laid[3].y == 260);
}

TEST_CASE("a rail beside a tall body is as long as the body") {
    const Typeface none;
    Style row, column, rail;
    row.row = true;
    rail.w = 2;
    rail.grow = true;
    column.w = 24;
    const Laid laid({row, column, rail, fixed(100, 140)}, Words().box(0, 2).box(1, 1).box(2, 0).box(3, 0),
                    400, none);
    CHECK(laid[2].h == 140);
    CHECK(laid.height == 140);
}

TEST_CASE("a bubble is as wide as its longest line, rounded up to 4, and never wider than it may") {
    const Sheet sheet;
    if (!sheet.ready) return;
    Style page, bubble, words;
    bubble.self = Place::end;
    bubble.max_w = 200;
    bubble.pad = {8, 12, 8, 12};
    words.size = 15;
    const Laid laid({page, bubble, words},
                    Words().box(0, 1).box(1, 1).box(2, 0, u"Айгерім, замену отправили, курьер приедет"), 600,
                    sheet.typeface);
    REQUIRE(laid.scene.lines.size() >= 2);
    float longest = 0;
    for (const Line& line : laid.scene.lines) longest = line.w > longest ? line.w : longest;
    CHECK(laid[1].w <= 200);
    CHECK(laid[1].w - 24 >= longest);
    CHECK(laid[1].w - 24 < longest + 4);
    CHECK(laid[1].x + laid[1].w == 600);
    CHECK(laid.height == float(laid.scene.lines.size()) * 20 + 16);
}

TEST_CASE("text that gives way ends in dots before the boxes that do not") {
    const Sheet sheet;
    if (!sheet.ready) return;
    Style row, gives;
    row.row = true;
    gives.shrink = true;
    gives.lines = 1;
    const Laid laid({row, gives, fixed(60, 20)},
                    Words().box(0, 2).box(1, 0, u"Очень длинное имя покупателя").box(2, 0), 160,
                    sheet.typeface);
    CHECK(std::fabs(laid[1].w - 100) < 0.01f);
    CHECK(std::fabs(laid[2].x - 100) < 0.01f);
    REQUIRE(laid.scene.lines.size() == 1);
    CHECK(laid.scene.lines[0].cut);
}
