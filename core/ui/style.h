// Styles: how a box is laid out and painted, a small part of flexbox in figures. The table is made by the
// element (web/src/look/style.ts, which says what each field means) and is the same for both twins.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace history::ui {

enum class Place : std::int8_t { inherit = -1, stretch = 0, start = 1, center = 2, end = 3, between = 4 };
enum class Border : std::uint8_t { none = 0, all = 1, top = 2, bottom = 3, right = 4 };

struct Edges {
    float top = 0, right = 0, bottom = 0, left = 0;
    float across() const { return left + right; }
    float down() const { return top + bottom; }
};

struct Style {  // lengths in CSS px; below 0: by content. Inks are places in the palette, 0 = none
    bool row = false, wrap = false, grow = false, shrink = false, bar = false, underline = false;
    float w = -1, h = -1, min_w = 0, max_w = -1, min_h = 0, gap = 0, radius = 0;
    Edges pad, margin;
    Place align = Place::stretch, self = Place::inherit, justify = Place::start;
    Border border = Border::none;
    std::uint16_t fill = 0, line_ink = 0, ring = 0, ink = 0, hover = 0, on_fill = 0;
    std::uint8_t size = 13, line = 20, lines = 0;
    bool bold = false;
    std::uint8_t text_place = 0;  // 0 left, 1 centre, 2 right
};

inline constexpr std::size_t style_words = 40;
std::vector<Style> decode_styles(const std::int16_t* words, std::size_t count);

}  // namespace history::ui
