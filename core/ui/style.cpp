#include "core/ui/style.h"

namespace history::ui {

namespace {

Edges edges(const std::int16_t* at) {
    return {float(at[0]), float(at[1]), float(at[2]), float(at[3])};
}

Style decode_style(const std::int16_t* f) {
    Style one;
    one.row = f[0] != 0;
    one.wrap = f[1] != 0;
    one.w = f[2];
    one.h = f[3];
    one.min_w = f[4];
    one.max_w = f[5];
    one.min_h = f[6];
    one.grow = f[7] != 0;
    one.shrink = f[8] != 0;
    one.gap = f[9];
    one.pad = edges(f + 10);
    one.margin = edges(f + 14);
    one.align = Place(f[18]);
    one.self = Place(f[19]);
    one.justify = Place(f[20]);
    one.fill = std::uint16_t(f[21]);
    one.radius = f[22];
    one.border = Border(f[23]);
    one.line_ink = std::uint16_t(f[24]);
    one.ring = std::uint16_t(f[25]);
    one.size = std::uint8_t(f[26]);
    one.line = std::uint8_t(f[27]);
    one.bold = f[28] >= 600;
    one.ink = std::uint16_t(f[29]);
    one.lines = std::uint8_t(f[30]);
    one.text_place = std::uint8_t(f[31]);
    one.hover = std::uint16_t(f[32]);
    one.on_fill = std::uint16_t(f[33]);
    one.bar = f[34] != 0;
    one.underline = f[35] != 0;
    return one;
}

}  // namespace

std::vector<Style> decode_styles(const std::int16_t* words, std::size_t count) {
    std::vector<Style> out;
    out.reserve(count / style_words);
    for (std::size_t at = 0; at + style_words <= count; at += style_words)
        out.push_back(decode_style(words + at));
    return out;
}

}  // namespace history::ui
