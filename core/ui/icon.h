// Icons: polylines and circles on a 16-px grid (web/src/look/icons.ts, icon_figures), stroked 1.5 px with round ends.
#pragma once
#include <cstdint>
#include <vector>

#include "imgui.h"

namespace history::ui {

class Icons {
public:
    // words := icons, icons x (marks, marks x (kind, points, points x (x, y) in 1/100 px)); circles: centre, then radius in x.
    bool decode(const std::int16_t* words, std::size_t count);
    // icon from 1; the square of `side` pixels at `corner`.
    void draw(ImDrawList& list, std::uint32_t icon, ImVec2 corner, float side, ImU32 colour) const;

private:
    enum class Kind : std::uint8_t { open = 0, closed = 1, circle = 2, dot = 3 };
    struct Mark {
        Kind kind;
        std::vector<ImVec2> points;
    };
    std::vector<std::vector<Mark>> icons_;
};

}  // namespace history::ui
