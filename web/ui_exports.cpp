// What JavaScript calls in ui.wasm (web/src/twin/painter.ts). Pointers are addresses in the module's memory,
// made and freed by the caller; lengths are in CSS px. One Ui per module; the module is the page's.
#include <emscripten/emscripten.h>

#include <memory>

#include "core/ui/ui.h"
#include "web/ui_gl.h"

using history::ui::ForeignGlyph;
using history::ui::Gl;
using history::ui::Placement;
using history::ui::Ui;

namespace {

struct Module {
    Ui ui;
    Gl gl;
};
std::unique_ptr<Module>& module() {
    static std::unique_ptr<Module> one;
    return one;
}

}  // namespace

extern "C" {

// 1 when the WebGL2 context that is current can be drawn with.
EMSCRIPTEN_KEEPALIVE int ui_create() {
    module() = std::make_unique<Module>();
    return module()->gl.create() ? 1 : 0;
}

EMSCRIPTEN_KEEPALIVE void ui_styles(const std::int16_t* words, int count) {
    module()->ui.set_styles(history::ui::decode_styles(words, std::size_t(count)));
}

EMSCRIPTEN_KEEPALIVE void ui_icons(const std::int16_t* words, int count) {
    module()->ui.icons().decode(words, std::size_t(count));
}

// weight 0 regular, 1 semibold; the bytes stay.
EMSCRIPTEN_KEEPALIVE int ui_font(int weight, void* bytes, int size) {
    return module()->ui.typeface().give(weight, bytes, size) ? 1 : 0;
}

EMSCRIPTEN_KEEPALIVE int ui_scale(float scale) {
    if (!module()->ui.set_scale(scale)) return 0;
    unsigned char* alpha = nullptr;
    int width = 0, height = 0;
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    atlas.GetTexDataAsAlpha8(&alpha, &width, &height);
    module()->gl.atlas(alpha, width, height);
    atlas.ClearTexData();
    return 1;
}

EMSCRIPTEN_KEEPALIVE int ui_covers(int unit) {
    return module()->ui.typeface().covers(char16_t(unit)) ? 1 : 0;
}

EMSCRIPTEN_KEEPALIVE void ui_glyph(int unit, float advance, float x, float y, float w, float h,
                                   int coloured) {
    module()->ui.typeface().set_foreign(char16_t(unit), ForeignGlyph{advance, x, y, w, h, coloured != 0});
}

EMSCRIPTEN_KEEPALIVE void ui_glyph_texture(const unsigned char* rgba, int width, int height) {
    module()->ui.set_foreign_side(float(width));
    module()->gl.foreign(rgba, width, height);
}

EMSCRIPTEN_KEEPALIVE float ui_lay_out(int surface, const std::uint16_t* words, int count, float width,
                                      float least_height) {
    return module()->ui.lay_out(surface, words, std::size_t(count), width, least_height);
}

EMSCRIPTEN_KEEPALIVE const float* ui_rects(int surface) {
    return module()->ui.rects(surface).data();
}
EMSCRIPTEN_KEEPALIVE int ui_rect_count(int surface) {
    return int(module()->ui.rects(surface).size() / 4);
}
EMSCRIPTEN_KEEPALIVE const float* ui_lines(int surface) {
    return module()->ui.lines(surface).data();
}
EMSCRIPTEN_KEEPALIVE int ui_line_count(int surface) {
    return int(module()->ui.lines(surface).size() / 7);
}
EMSCRIPTEN_KEEPALIVE void ui_drop(int surface) {
    module()->ui.drop(surface);
}
EMSCRIPTEN_KEEPALIVE void ui_state(int surface, int box, int state) {
    module()->ui.set_state(surface, box, state);
}

// placements: count x 8 floats (core/ui/ui.h); colours: 0xAABBGGRR.
EMSCRIPTEN_KEEPALIVE void ui_draw(const float* placements, int count, const ImU32* colours, int colour_count,
                                  float width, float height) {
    static_assert(sizeof(Placement) == 8 * sizeof(float));
    const ImDrawData* data =
        module()->ui.draw(reinterpret_cast<const Placement*>(placements), std::size_t(count),
                          {colours, std::size_t(colour_count)}, width, height);
    module()->gl.draw(*data);
}

}  // extern "C"
