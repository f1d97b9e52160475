#include "core/ui/icon.h"

#include <cmath>

namespace history::ui {

namespace {

bool sharp(ImVec2 a, ImVec2 b, ImVec2 c) {  // turns by more than about 35 degrees at b
    const ImVec2 in(b.x - a.x, b.y - a.y), out(c.x - b.x, c.y - b.y);
    const float lengths = std::sqrt((in.x * in.x + in.y * in.y) * (out.x * out.x + out.y * out.y));
    return lengths > 0 && in.x * out.x + in.y * out.y < 0.82f * lengths;
}

// Dear ImGui mitres its joins, which sticks out at sharp corners: the path is stroked in parts, with a dot at
// each corner and end.
void stroke_path(ImDrawList& list, const std::vector<ImVec2>& points, ImU32 colour, float stroke) {
    std::size_t begin = 0;
    list.AddCircleFilled(points.front(), stroke / 2, colour, 12);
    for (std::size_t at = 1; at < points.size(); ++at) {
        if (at + 1 < points.size() && !sharp(points[at - 1], points[at], points[at + 1])) continue;
        list.AddPolyline(&points[begin], int(at - begin + 1), colour, ImDrawFlags_None, stroke);
        list.AddCircleFilled(points[at], stroke / 2, colour, 12);
        begin = at;
    }
}

}  // namespace

bool Icons::decode(const std::int16_t* words, std::size_t count) {
    icons_.clear();
    std::size_t at = 0;
    const auto next = [&]() -> int { return at < count ? words[at++] : 0; };
    for (int icons = next(); icons > 0; --icons) {
        std::vector<Mark>& marks = icons_.emplace_back();
        for (int left = next(); left > 0; --left) {
            Mark mark{Kind(next()), {}};
            for (int points = next(); points > 0 && at < count; --points) {
                const float x = float(next()) / 100;
                mark.points.push_back({x, float(next()) / 100});
            }
            if (mark.points.size() < 2) return false;
            marks.push_back(mark);
        }
    }
    return at == count;
}

void Icons::draw(ImDrawList& list, std::uint32_t icon, ImVec2 corner, float side, ImU32 colour) const {
    if (icon == 0 || icon > icons_.size()) return;
    const float scale = side / 16;
    const float stroke = 1.5f * scale;
    const auto place = [&](ImVec2 point) {
        return ImVec2(corner.x + point.x * scale, corner.y + point.y * scale);
    };
    for (const Mark& mark : icons_[icon - 1]) {
        const float radius = mark.points[1].x * scale;
        if (mark.kind == Kind::circle) {
            list.AddCircle(place(mark.points[0]), radius, colour, 32, stroke);
        } else if (mark.kind == Kind::dot) {
            list.AddCircleFilled(place(mark.points[0]), radius, colour, 16);
        } else {
            std::vector<ImVec2> points;
            for (const ImVec2& point : mark.points) points.push_back(place(point));
            if (mark.kind == Kind::closed) points.push_back(points.front());
            stroke_path(list, points, colour, stroke);
        }
    }
}

}  // namespace history::ui
