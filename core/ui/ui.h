// The canvas twin: surfaces (laid-out pieces of the screen) and frames made of them. Draws, knows no transport, storage or key.
// Owns one Dear ImGui context; the shell turns its draw data into pixels and owns the textures.
#pragma once
#include <memory>
#include <unordered_map>
#include <vector>

#include "core/ui/icon.h"
#include "core/ui/paint.h"
#include "core/ui/scene.h"
#include "core/ui/style.h"
#include "core/ui/typeface.h"

namespace history::ui {

struct Placement {  // of a surface in a frame, CSS px; surface -1: the clip rectangle filled with `ink`
    float surface, x, y, clip_x, clip_y, clip_w, clip_h, ink;
};

// Ids of the shell's textures in draw commands.
inline constexpr std::uintptr_t atlas_texture = 1;
inline constexpr std::uintptr_t foreign_texture = 2;

class Ui {
public:
    Ui();
    ~Ui();
    Ui(const Ui&) = delete;
    Ui& operator=(const Ui&) = delete;

    void set_styles(std::vector<Style> styles);
    Icons& icons() { return icons_; }
    Typeface& typeface() { return typeface_; }
    // Glyphs at `scale` device pixels per CSS px. Surfaces made before have to be laid out again. Returns false without fonts.
    bool set_scale(float scale);
    float scale() const { return scale_; }
    void set_foreign_side(float side) { foreign_side_ = side; }

    // Takes a scene (scene.h), makes it `width` wide, at least `least_height` high; returns its height. 0 for a broken scene.
    float lay_out(int surface, const std::uint16_t* words, std::size_t count, float width,
                  float least_height);
    // Of the surface, for the text twin: 4 floats per box (x, y, w, h), 7 per line (box, begin, end, x, y, w, h).
    const std::vector<float>& rects(int surface) const;
    const std::vector<float>& lines(int surface) const;
    void drop(int surface) { surfaces_.erase(surface); }
    void set_state(int surface, int box, int state);  // 1 the pointer is over it

    // One frame of width x height CSS px; the draw data is valid until the next one.
    ImDrawData* draw(const Placement* placements, std::size_t count, Palette palette, float width,
                     float height);

private:
    struct Surface {
        Scene scene;
        std::vector<float> rects, lines;
        int hovered = -1;
    };
    void list_places(Surface& surface);

    ImGuiContext* context_;
    std::vector<Style> styles_;
    Icons icons_;
    Typeface typeface_;
    std::unordered_map<int, Surface> surfaces_;
    float scale_ = 1;
    float foreign_side_ = 1024;
};

}  // namespace history::ui
