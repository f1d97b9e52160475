#include "core/ui/ui.h"

#include <cmath>
#include <utility>

#include "core/ui/layout.h"

namespace history::ui {

namespace {
const std::vector<float> nothing;
}

Ui::Ui() : context_(ImGui::CreateContext()) {
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
    ImGui::GetStyle().CircleTessellationMaxError =
        0.04f;  // pixels: discs of the look are large and must be round
}

Ui::~Ui() {
    ImGui::DestroyContext(context_);
}

void Ui::set_styles(std::vector<Style> styles) {
    surfaces_.clear();  // they point into the table
    styles_ = std::move(styles);
}

bool Ui::set_scale(float scale) {
    surfaces_.clear();
    scale_ = scale;
    if (!typeface_.build(*ImGui::GetIO().Fonts, scale)) return false;
    ImGui::GetIO().Fonts->SetTexID(reinterpret_cast<ImTextureID>(atlas_texture));
    return true;
}

float Ui::lay_out(int surface, const std::uint16_t* words, std::size_t count, float width,
                  float least_height) {
    Surface& one = surfaces_[surface];
    if (!decode_scene(words, count, styles_, one.scene)) {
        surfaces_.erase(surface);
        return 0;
    }
    if (one.hovered >= int(one.scene.boxes.size())) one.hovered = -1;
    const float height = ui::lay_out(one.scene, width, least_height, typeface_);
    list_places(one);
    return height;
}

void Ui::list_places(Surface& surface) {
    surface.rects.clear();
    surface.lines.clear();
    for (const Box& box : surface.scene.boxes)
        surface.rects.insert(surface.rects.end(), {box.x, box.y, box.w, box.h});
    for (const Line& line : surface.scene.lines)
        surface.lines.insert(surface.lines.end(),
                             {float(line.box), float(line.begin), float(line.end), line.x, line.y, line.w,
                              float(surface.scene.boxes[line.box].style->line)});
}

const std::vector<float>& Ui::rects(int surface) const {
    const auto found = surfaces_.find(surface);
    return found == surfaces_.end() ? nothing : found->second.rects;
}

const std::vector<float>& Ui::lines(int surface) const {
    const auto found = surfaces_.find(surface);
    return found == surfaces_.end() ? nothing : found->second.lines;
}

void Ui::set_state(int surface, int box, int state) {
    const auto found = surfaces_.find(surface);
    if (found == surfaces_.end()) return;
    if (state)
        found->second.hovered = box;
    else if (found->second.hovered == box)
        found->second.hovered = -1;
}

ImDrawData* Ui::draw(const Placement* placements, std::size_t count, Palette palette, float width,
                     float height) {
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {std::round(width * scale_), std::round(height * scale_)};
    io.DeltaTime = 1.0f / 60;
    ImGui::NewFrame();
    ImDrawList& list = *ImGui::GetBackgroundDrawList();
    const Brush brush{list,         typeface_, icons_,
                      palette,      scale_,    reinterpret_cast<ImTextureID>(foreign_texture),
                      foreign_side_};
    for (const Placement* one = placements; one != placements + count; ++one) {
        const ImVec2 from(std::round(one->clip_x * scale_), std::round(one->clip_y * scale_));
        const ImVec2 to(std::round((one->clip_x + one->clip_w) * scale_),
                        std::round((one->clip_y + one->clip_h) * scale_));
        if (one->surface < 0) {
            list.AddRectFilled(from, to, palette.of(std::uint32_t(one->ink)));
            continue;
        }
        const auto found = surfaces_.find(int(one->surface));
        if (found == surfaces_.end()) continue;
        list.PushClipRect(from, to, true);
        paint(brush, found->second.scene, one->x, one->y, found->second.hovered);
        list.PopClipRect();
    }
    ImGui::Render();
    return ImGui::GetDrawData();
}

}  // namespace history::ui
