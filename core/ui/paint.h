// Painting a laid-out scene into a draw list: grounds, frames, icons, runs of text. Device pixels; edges and baselines snapped.
#pragma once
#include "core/ui/icon.h"
#include "core/ui/scene.h"
#include "core/ui/typeface.h"

namespace history::ui {

struct Palette {
    const ImU32* colours = nullptr;
    std::size_t count = 0;
    ImU32 of(std::uint32_t ink) const { return ink < count ? colours[ink] : 0; }
};

struct Brush {
    ImDrawList& list;
    const Typeface& typeface;
    const Icons& icons;
    Palette palette;
    float scale;          // device pixels per CSS px
    ImTextureID foreign;  // texture of the glyphs that the browser drew
    float foreign_side;   // its side in texels
};

inline constexpr std::uint16_t accent_fill_ink =
    13;  // place of `accentfill` in the palette (web/src/look/tokens.ts)

// x, y: the scene's corner in CSS px. hovered: the box under the pointer, or -1.
void paint(const Brush& brush, const Scene& scene, float x, float y, int hovered);

}  // namespace history::ui
