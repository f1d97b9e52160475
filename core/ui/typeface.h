// The bundled typeface at the sizes of the look, as Dear ImGui's atlas, and the glyphs that the browser draws for it (emoji,
// other scripts). Widths are sums of advances, kerning off: exactly the browser's (see the widget's design, measured facts).
#pragma once
#include <array>
#include <cstdint>
#include <string_view>
#include <unordered_map>

#include "imgui.h"

namespace history::ui {

inline constexpr std::array<int, 4> sizes{12, 13, 15, 20};  // CSS px
inline constexpr float im_per_em =
    (2728.0f + 680.0f) / 2816.0f;  // Dear ImGui's size is ascent minus descent, CSS's the em
inline constexpr float ascent_per_em = 2728.0f / 2816.0f;

struct ForeignGlyph {  // a cell of the second texture, drawn by the browser; lengths in CSS px, cell in
                       // texels
    float advance = 0, x = 0, y = 0, w = 0, h = 0;
    bool coloured = false;
};

// One size and weight in the atlas. Dear ImGui rounds sizes down; what it takes away is given back as
// density: lengths of its glyphs times density are device pixels.
struct Face {
    const ImFont* font = nullptr;
    float density = 1;
};

class Typeface {
public:
    // The bytes of weight 0 (regular) or 1 (semibold) stay the caller's and must outlive this object.
    bool give(int weight, void* bytes, int size);
    // Makes the atlas for `scale` device pixels per CSS px. False without both weights.
    bool build(ImFontAtlas& atlas, float scale);

    bool covers(char16_t unit) const;
    float advance(char16_t unit, int size, bool bold) const;  // CSS px
    Face face(int size, bool bold) const;
    const ForeignGlyph* foreign(char16_t unit) const;
    void set_foreign(char16_t unit, const ForeignGlyph& glyph) { foreign_[unit] = glyph; }

private:
    struct Bytes {
        void* at = nullptr;
        int size = 0;
    };
    std::array<Bytes, 2> bytes_;
    std::array<std::array<Face, 2>, sizes.size()> faces_{};
    std::unordered_map<char16_t, ForeignGlyph> foreign_;
    float scale_ = 1;
};

}  // namespace history::ui
