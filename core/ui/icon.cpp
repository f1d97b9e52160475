#include "core/ui/icon.h"

namespace history::ui {

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
    const auto place = [&](ImVec2 point) { return ImVec2(corner.x + point.x * scale, corner.y + point.y * scale); };
    for (const Mark& mark : icons_[icon - 1]) {
        const float radius = mark.points[1].x * scale;
        if (mark.kind == Kind::circle) {
            list.AddCircle(place(mark.points[0]), radius, colour, 32, stroke);
        } else if (mark.kind == Kind::dot) {
            list.AddCircleFilled(place(mark.points[0]), radius, colour, 16);
        } else {
            for (const ImVec2& point : mark.points) list.PathLineTo(place(point));
            list.PathStroke(colour, mark.kind == Kind::closed ? ImDrawFlags_Closed : ImDrawFlags_None, stroke);
            if (mark.kind == Kind::closed) continue;
            list.AddCircleFilled(place(mark.points.front()), stroke / 2, colour, 12);  // round ends
            list.AddCircleFilled(place(mark.points.back()), stroke / 2, colour, 12);
        }
    }
}

}  // namespace history::ui
