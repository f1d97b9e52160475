#include "core/ui/typeface.h"

#include <cmath>

namespace history::ui {

namespace {

std::size_t size_index(int size) {
    for (std::size_t index = 0; index < sizes.size(); ++index)
        if (sizes[index] >= size) return index;
    return sizes.size() - 1;
}

bool private_use(char16_t unit) {
    return unit >= 0xE000 && unit <= 0xF8FF;
}

}  // namespace

bool Typeface::give(int weight, void* bytes, int size) {
    if (weight < 0 || weight > 1 || size <= 0) return false;
    bytes_[std::size_t(weight)] = {bytes, size};
    return true;
}

bool Typeface::build(ImFontAtlas& atlas, float scale) {
    if (!bytes_[0].at || !bytes_[1].at) return false;
    static const ImWchar all[] = {0x20, 0xFFFD, 0};  // the subset decides: what it lacks is not baked
    scale_ = scale;
    foreign_.clear();
    atlas.Clear();
    atlas.Flags = ImFontAtlasFlags_NoMouseCursors | ImFontAtlasFlags_NoBakedLines;
    for (std::size_t size = 0; size < sizes.size(); ++size)
        for (std::size_t weight = 0; weight < 2; ++weight) {
            if (sizes[size] == 20 && weight == 0) {  // the look has no regular text of 20 px
                continue;
            }
            ImFontConfig config;
            config.FontDataOwnedByAtlas = false;
            config.GlyphRanges = all;
            // A glyph may stand between two device pixels: it is baked as many times finer as the eye can see.
            config.OversampleH = scale < 1.5f ? 4 : scale < 2.5f ? 2 : 1;
            config.OversampleV = 1;
            const float wanted = float(sizes[size]) * im_per_em * scale;
            config.RasterizerDensity = wanted / std::floor(wanted);
            faces_[size][weight].density = config.RasterizerDensity;
            faces_[size][weight].font = atlas.AddFontFromMemoryTTF(bytes_[weight].at, bytes_[weight].size,
                                                                   std::floor(wanted), &config);
        }
    faces_[sizes.size() - 1][0] = faces_[sizes.size() - 1][1];
    return atlas.Build();
}

Face Typeface::face(int size, bool bold) const {
    return faces_[size_index(size)][bold ? 1 : 0];
}

const ForeignGlyph* Typeface::foreign(char16_t unit) const {
    if (!private_use(unit)) return nullptr;
    const auto found = foreign_.find(unit);
    return found == foreign_.end() ? nullptr : &found->second;
}

bool Typeface::covers(char16_t unit) const {
    const ImFont* one = face(13, false).font;
    return one && !private_use(unit) && one->FindGlyphNoFallback(ImWchar(unit));
}

float Typeface::advance(char16_t unit, int size, bool bold) const {
    if (const ForeignGlyph* one = foreign(unit)) return one->advance;
    if (unit == u'\t') unit = u' ';
    const Face one = face(size, bold);
    const ImFontGlyph* glyph = one.font ? one.font->FindGlyphNoFallback(ImWchar(unit)) : nullptr;
    return glyph ? glyph->AdvanceX * one.density / scale_ : 0.0f;  // what no one can draw takes no place
}

}  // namespace history::ui
