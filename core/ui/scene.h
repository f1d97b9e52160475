// A scene: one piece of the screen as a tree of boxes, in pre-order, made by the element (web/src/scene/box.ts, encode).
//
// scene := box; box := style, flags (1 pressable, 2 chosen), icon, ink, fill, children, text units: u16 each; text; children x box
//
// Limits: boxes_max boxes, depth_max deep; a scene that breaks them or its own counts is not shown at all.
#pragma once
#include <string>
#include <vector>

#include "core/ui/style.h"

namespace history::ui {

inline constexpr std::size_t boxes_max = 20000;  // a card or one row of the timeline has less than a hundred
inline constexpr int depth_max = 32;

struct Line {  // of text, in the box's own units; range of UTF-16 units of its text
    std::uint32_t box = 0, begin = 0, end = 0, shown_end = 0;
    float x = 0, y = 0, w = 0;
    bool cut = false;  // ends in "…" after shown_end
};

struct Box {
    const Style* style = nullptr;
    std::uint32_t end = 0;   // index after the last box inside: children are [own index + 1, end)
    std::uint32_t text = 0;  // first unit in Scene::text
    std::uint32_t text_size = 0;
    std::uint16_t ink = 0, fill = 0;
    std::uint8_t flags = 0, icon = 0;
    bool has_text = false;
    float x = 0, y = 0, w = 0, h = 0;
    float natural = -1;  // width of the content without any break
};

struct Scene {
    std::vector<Box> boxes;
    std::u16string text;
    std::vector<Line> lines;
};

bool decode_scene(const std::uint16_t* words, std::size_t count, const std::vector<Style>& styles,
                  Scene& out);

}  // namespace history::ui
