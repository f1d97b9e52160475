#include <doctest/doctest.h>

#include <cmath>

#include "core/ui/text.h"
#include "tests/unit/ui/sheet.h"

using namespace history::ui;

namespace {
std::vector<Line> lines_of(const Sheet& sheet, std::u16string_view text, float width, std::uint8_t most = 0) {
    Style style;
    style.lines = most;
    std::vector<Line> out;
    break_lines(text, width, style, sheet.typeface, out);
    return out;
}
}  // namespace

TEST_CASE("widths are sums of the font's advances: 13 px text is as wide as the browser measures it") {
    for (const float scale : {1.0f, 1.25f, 1.5f, 2.0f, 3.0f}) {
        const Sheet sheet(scale);
        if (!sheet.ready) return;
        Style style;
        CHECK(std::fabs(text_width(u"Алматы · +7 700 000-12-34", style, sheet.typeface) - 174.97f) < 0.02f);
    }
}

TEST_CASE("lines cover the whole text without gaps, and none is wider than its box") {
    const Sheet sheet;
    if (!sheet.ready) return;
    const std::u16string text =
        u"Сәлеметсіз бе! Курьер пока не звонил, и когда заберут бракованную секцию? Мне до 17:00 "
        u"удобно.\n\nСпасибо";
    for (float width = 20; width < 500; width += 7) {
        const auto lines = lines_of(sheet, text, width);
        std::uint32_t at = 0;
        for (const Line& line : lines) {
            CHECK(line.begin == at);
            CHECK(line.w <= width + 0.05f);
            at = line.end;
        }
        CHECK(at == text.size());
    }
}

TEST_CASE(
    "a line breaks after a space or hyphen, never at a no-break space, inside a word only when the word is "
    "too wide") {
    const Sheet sheet;
    if (!sheet.ready) return;
    const std::u16string text = u"заказ 10\u00a0м готов";
    for (const Line& line : lines_of(sheet, text, 70))
        CHECK((line.begin == 0 || text[line.begin - 1] == u' '));
    CHECK(lines_of(sheet, u"оооооооооооооооооооооо", 60).size() > 1);
    CHECK(lines_of(sheet, u"", 60).size() == 1);
}

TEST_CASE("a limit of lines ends the last one in three dots that fit") {
    const Sheet sheet;
    if (!sheet.ready) return;
    const auto lines =
        lines_of(sheet, u"Нужен счёт на 40 гирлянд, оплата по безналу, доставка завтра", 120, 2);
    REQUIRE(lines.size() == 2);
    CHECK_FALSE(lines[0].cut);
    CHECK(lines[1].cut);
    CHECK(lines[1].w <= 120.05f);
    CHECK(lines[1].shown_end < lines[1].end);
    CHECK(lines[1].end == 60);  // the text twin keeps the rest
    CHECK_FALSE(lines_of(sheet, u"коротко", 120, 1)[0].cut);
}
