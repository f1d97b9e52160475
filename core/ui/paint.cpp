#include "core/ui/paint.h"

#include <cmath>

namespace history::ui {

namespace {

struct Rect {
    float left, top, right, bottom;
};

class Painting {
public:
    Painting(const Brush& brush, const Scene& scene, float x, float y)
        : brush_(brush), scene_(scene), x_(x), y_(y) {}

    void box(std::size_t index, bool hovered) {
        const Box& one = scene_.boxes[index];
        const Style& style = *one.style;
        const bool on = (one.flags & 2) != 0;
        std::uint16_t fill = one.fill ? one.fill : style.fill;
        if (hovered && style.hover && !(on && style.on_fill)) fill = style.hover;
        if (on && style.on_fill) fill = style.on_fill;
        const Rect rect = snapped(one.x, one.y, one.w, one.h);
        const float radius = std::fmin(style.radius * brush_.scale,
                                       std::fmin(rect.right - rect.left, rect.bottom - rect.top) / 2);
        if (style.ring) {
            const float out = 2 * brush_.scale;
            filled({rect.left - out, rect.top - out, rect.right + out, rect.bottom + out}, style.ring,
                   radius + out);
        }
        if (fill) filled(rect, fill, radius);
        border(rect, style, radius);
        if (on && style.bar) bar(rect);
        if (on && style.underline)
            filled({rect.left, rect.bottom - 2 * brush_.scale, rect.right, rect.bottom}, accent_fill_ink, 0);
        if (one.icon) icon(one, rect);
    }

    void line(const Line& one) {
        const Box& box = scene_.boxes[one.box];
        const Style& style = *box.style;
        const Face face = brush_.typeface.face(style.size, style.bold);
        if (!face.font) return;
        const float scale = brush_.scale;
        const float leading = (float(style.line) - float(style.size) * im_per_em) / 2;
        const float baseline = std::round((y_ + one.y + leading + float(style.size) * ascent_per_em) * scale);
        const ImU32 colour = brush_.palette.of(box.ink ? box.ink : style.ink);
        float x = (x_ + one.x) * scale;
        for (std::uint32_t at = one.begin; at < one.shown_end; ++at)
            x += glyph(scene_.text[box.text + at], style, face, x, baseline, colour);
        if (one.cut) glyph(0x2026, style, face, x, baseline, colour);
    }

private:
    float snap(float value) const { return std::round(value * brush_.scale); }
    Rect snapped(float x, float y, float w, float h) const {
        return {snap(x_ + x), snap(y_ + y), snap(x_ + x + w), snap(y_ + y + h)};
    }

    void filled(const Rect& rect, std::uint16_t ink, float radius) {
        brush_.list.AddRectFilled({rect.left, rect.top}, {rect.right, rect.bottom}, brush_.palette.of(ink),
                                  radius);
    }

    void border(const Rect& rect, const Style& style, float radius) {
        const float one = std::fmax(1.0f, std::floor(brush_.scale));
        switch (style.border) {
            case Border::none:
                return;
            case Border::all:
                brush_.list.AddRect({rect.left + (one - 1) / 2, rect.top + (one - 1) / 2},
                                    {rect.right - (one - 1) / 2, rect.bottom - (one - 1) / 2},
                                    brush_.palette.of(style.line_ink), radius, 0, one);
                return;
            case Border::top:
                return filled({rect.left, rect.top, rect.right, rect.top + one}, style.line_ink, 0);
            case Border::bottom:
                return filled({rect.left, rect.bottom - one, rect.right, rect.bottom}, style.line_ink, 0);
            case Border::right:
                return filled({rect.right - one, rect.top, rect.right, rect.bottom}, style.line_ink, 0);
        }
    }

    void bar(const Rect& rect) {
        const float inset = 8 * brush_.scale;
        filled({rect.left, rect.top + inset, rect.left + std::round(2 * brush_.scale), rect.bottom - inset},
               accent_fill_ink, brush_.scale);
    }

    void icon(const Box& one, const Rect& rect) {
        brush_.icons.draw(brush_.list, one.icon, {rect.left, rect.top}, rect.right - rect.left,
                          brush_.palette.of(one.ink ? one.ink : one.style->ink));
    }

    // Returns the advance in device pixels.
    float glyph(char16_t unit, const Style& style, const Face& face, float x, float baseline, ImU32 colour) {
        if (const ForeignGlyph* one = brush_.typeface.foreign(unit)) {
            const float side = brush_.foreign_side;
            const float left = std::round(x) - std::round(brush_.scale);
            const float top = baseline - std::round(float(style.size) * 1.1f) * brush_.scale;
            brush_.list.PushTextureID(brush_.foreign);
            brush_.list.AddImage(brush_.foreign, {left, std::round(top)},
                                 {left + one->w, std::round(top) + one->h}, {one->x / side, one->y / side},
                                 {(one->x + one->w) / side, (one->y + one->h) / side},
                                 one->coloured ? IM_COL32_WHITE : colour);
            brush_.list.PopTextureID();
            return one->advance * brush_.scale;
        }
        const ImFontGlyph* found = face.font->FindGlyphNoFallback(ImWchar(unit == u'\t' ? u' ' : unit));
        if (!found) return 0;
        if (found->Visible) {
            const float ascent = std::round(face.font->Ascent);
            const float top = baseline + std::round((found->Y0 - ascent) * face.density);
            const float bottom = baseline + std::round((found->Y1 - ascent) * face.density);
            brush_.list.PrimReserve(6, 4);
            brush_.list.PrimRectUV({x + found->X0 * face.density, top},
                                   {x + found->X1 * face.density, bottom}, {found->U0, found->V0},
                                   {found->U1, found->V1}, colour);
        }
        return found->AdvanceX * face.density;
    }

    const Brush& brush_;
    const Scene& scene_;
    float x_, y_;
};

}  // namespace

void paint(const Brush& brush, const Scene& scene, float x, float y, int hovered) {
    Painting painting(brush, scene, x, y);
    std::size_t line = 0;
    for (std::size_t index = 0; index < scene.boxes.size(); ++index) {
        painting.box(index, int(index) == hovered);
        for (; line < scene.lines.size() && scene.lines[line].box == index; ++line)
            painting.line(scene.lines[line]);
    }
}

}  // namespace history::ui
