#include "core/ui/layout.h"

#include <algorithm>
#include <cmath>

#include "core/ui/text.h"

namespace history::ui {

namespace {

constexpr float unknown = -1;

class Layout {
public:
    Layout(Scene& scene, const Typeface& typeface) : scene_(scene), typeface_(typeface) {}

    // Places the inside of a box that is w wide; h: given from outside, or unknown. Positions are relative to the parent.
    void place(std::uint32_t index, float w, float h) {
        Box& box = at(index);
        const Style& style = *box.style;
        box.w = w;
        if (style.h >= 0) h = style.h;
        const float inner_h = h == unknown ? unknown : std::max(0.0f, h - style.pad.down());
        const float inner_w = std::max(0.0f, w - style.pad.across());
        float content = 0;
        if (box.has_text)
            content = float(line_count(index, inner_w)) * style.line;
        else if (style.row)
            content = style.wrap ? wrapped(index, inner_w)
                                 : row(index, index + 1, box.end, inner_w, inner_h, style.pad.top);
        else
            content = column(index, inner_w, inner_h == unknown && style.min_h > 0 ? unknown : inner_h);
        box.h = h != unknown ? h : std::max(style.min_h, content + style.pad.down());
        if (style.row && h == unknown && box.h > content + style.pad.down())
            row_again(index, inner_w, box.h - style.pad.down());
    }

    void settle(std::uint32_t index, float x, float y) {
        Box& box = at(index);
        box.x += x;
        box.y += y;
        if (box.has_text) settle_lines(index);
        for (std::uint32_t child = index + 1; child < box.end; child = at(child).end)
            settle(child, box.x, box.y);
    }

private:
    Box& at(std::uint32_t index) { return scene_.boxes[index]; }
    std::u16string_view text_of(const Box& box) const {
        return std::u16string_view(scene_.text).substr(box.text, box.text_size);
    }

    // Width of the content if nothing is broken, margins not counted.
    float natural(std::uint32_t index) {
        Box& box = at(index);
        if (box.natural >= 0) return box.natural;
        const Style& style = *box.style;
        float w = 0;
        if (style.w >= 0)
            w = style.w;
        else {
            if (box.has_text)
                w = text_width(text_of(box), style, typeface_);
            else
                for (std::uint32_t child = index + 1; child < box.end; child = at(child).end) {
                    const float outer = natural(child) + at(child).style->margin.across();
                    w = style.row ? w + outer + (child == index + 1 ? 0 : style.gap) : std::max(w, outer);
                }
            w = clamp_w(style, w + style.pad.across());
        }
        at(index).natural = w;
        return w;
    }
    static float clamp_w(const Style& style, float w) {
        if (style.max_w >= 0) w = std::min(w, style.max_w);
        return std::max(w, style.min_w);
    }

    std::size_t line_count(std::uint32_t index, float width) {
        std::vector<Line> lines;
        break_lines(text_of(at(index)), width, *at(index).style, typeface_, lines);
        return lines.size();
    }
    void settle_lines(std::uint32_t index) {
        Box& box = at(index);
        const Style& style = *box.style;
        const std::size_t first = scene_.lines.size();
        const float inner = box.w - style.pad.across();
        break_lines(text_of(box), inner, style, typeface_, scene_.lines);
        float y = box.y + style.pad.top;
        for (std::size_t line = first; line < scene_.lines.size(); ++line, y += style.line) {
            Line& one = scene_.lines[line];
            one.box = index;
            one.x = box.x + style.pad.left +
                    (inner - one.w) * (style.text_place == 2   ? 1.0f
                                       : style.text_place == 1 ? 0.5f
                                                               : 0.0f);
            one.y = y;
        }
    }

    // Width of the longest line or widest child inside: a bubble is as wide as that, rounded up to 4.
    float used(std::uint32_t index) {
        const Box& box = at(index);
        const Style& style = *box.style;
        if (style.w >= 0) return style.w;
        float w = 0;
        if (box.has_text) {
            std::vector<Line> lines;
            w = break_lines(text_of(box), box.w - style.pad.across(), style, typeface_, lines);
        } else
            for (std::uint32_t child = index + 1; child < box.end; child = at(child).end) {
                const float outer =
                    (style.row ? at(child).w : used(child)) + at(child).style->margin.across();
                w = style.row ? w + outer + (child == index + 1 ? 0 : style.gap) : std::max(w, outer);
            }
        return std::max(w + style.pad.across(), style.min_w);
    }

    float column(std::uint32_t index, float inner_w, float inner_h) {
        const Style style = *at(index).style;
        const std::uint32_t end = at(index).end;
        float sum = 0;
        int growing = 0, count = 0;
        for (std::uint32_t child = index + 1; child < end; child = at(child).end, ++count) {
            const Style& own = *at(child).style;
            const Place place_of = own.self == Place::inherit ? style.align : own.self;
            const float room = inner_w - own.margin.across();
            float w = own.w >= 0                   ? own.w
                      : place_of == Place::stretch ? clamp_w(own, room)
                                                   : std::min(natural(child), clamp_w(own, room));
            place(child, w, unknown);
            if (own.w < 0 && place_of != Place::stretch && natural(child) > w - 0.5f) {
                const float tight = std::ceil(used(child) / 4) * 4;
                if (tight < w) place(child, w = tight, unknown);
            }
            Box& box = at(child);
            const float free = room - box.w;
            box.x = style.pad.left + own.margin.left +
                    (place_of == Place::end      ? free
                     : place_of == Place::center ? free / 2
                                                 : 0);
            sum += box.h + own.margin.down() + (count ? style.gap : 0);
            growing += own.grow ? 1 : 0;
        }
        const float free = inner_h == unknown ? 0 : std::max(0.0f, inner_h - sum);
        float y = style.pad.top;
        if (!growing)
            y += free * (style.justify == Place::center ? 0.5f : style.justify == Place::end ? 1.0f : 0.0f);
        for (std::uint32_t child = index + 1; child < end; child = at(child).end) {
            const Style& own = *at(child).style;
            if (own.grow && free > 0) place(child, at(child).w, at(child).h + free / float(growing));
            Box& box = at(child);
            box.y = y + own.margin.top;
            y += box.h + own.margin.down() + style.gap;
        }
        return sum;
    }

    // Children [first, last) beside each other; returns the height of the line.
    float row(std::uint32_t index, std::uint32_t first, std::uint32_t last, float inner_w, float inner_h,
              float top) {
        const Style style = *at(index).style;
        float sum = 0, shrinkable = 0;
        int growing = 0, count = 0;
        for (std::uint32_t child = first; child < last; child = at(child).end, ++count) {
            const Style& own = *at(child).style;
            const float base = own.w >= 0 ? own.w : own.grow ? own.min_w : natural(child);
            at(child).w = base;
            sum += base + own.margin.across() + (count ? style.gap : 0);
            if (own.grow)
                ++growing;
            else if (own.shrink)
                shrinkable += base;
        }
        float free = inner_w - sum;
        if (free > 0 && growing) grow(first, last, free, growing);
        for (std::uint32_t child = first; free < 0 && child < last; child = at(child).end) {
            const Style& own = *at(child).style;
            Box& box = at(child);
            if (own.shrink && !own.grow && shrinkable > 0)
                box.w = std::max(own.min_w, box.w + free * box.w / shrinkable);
        }
        float tallest = 0;
        sum = 0;
        for (std::uint32_t child = first; child < last; child = at(child).end) {
            place(child, at(child).w, unknown);
            tallest = std::max(tallest, at(child).h + at(child).style->margin.down());
            sum += at(child).w + at(child).style->margin.across() + (child == first ? 0 : style.gap);
        }
        const float line_h = inner_h == unknown ? tallest : inner_h;
        free = std::max(0.0f, inner_w - sum);
        float x = style.pad.left + free * (style.justify == Place::center ? 0.5f
                                           : style.justify == Place::end  ? 1.0f
                                                                          : 0.0f);
        const float between = style.justify == Place::between && count > 1 ? free / float(count - 1) : 0;
        for (std::uint32_t child = first; child < last; child = at(child).end) {
            const Style& own = *at(child).style;
            const Place place_of = own.self == Place::inherit ? style.align : own.self;
            if (place_of == Place::stretch && own.h < 0)
                place(child, at(child).w, line_h - own.margin.down());
            Box& box = at(child);
            const float rest = line_h - box.h - own.margin.down();
            box.x = x + own.margin.left;
            box.y = top + own.margin.top +
                    (place_of == Place::end      ? rest
                     : place_of == Place::center ? rest / 2
                                                 : 0);
            x += box.w + own.margin.across() + style.gap + between;
        }
        return line_h;
    }
    // Shares what is left over; what one may not take (max_w) goes to the others.
    void grow(std::uint32_t first, std::uint32_t last, float free, int growing) {
        float share = free / float(growing);
        for (bool clamped = true; clamped && growing > 0;) {
            clamped = false;
            for (std::uint32_t child = first; child < last; child = at(child).end) {
                const Style& own = *at(child).style;
                Box& box = at(child);
                if (!own.grow || own.max_w < 0 || box.w >= own.max_w || box.w + share <= own.max_w) continue;
                free -= own.max_w - box.w;
                box.w = own.max_w;
                --growing;
                clamped = true;
            }
            if (growing > 0) share = free / float(growing);
        }
        for (std::uint32_t child = first; child < last; child = at(child).end) {
            const Style& own = *at(child).style;
            if (own.grow && (own.max_w < 0 || at(child).w < own.max_w)) at(child).w += share;
        }
    }
    void row_again(std::uint32_t index, float inner_w, float inner_h) {
        const Style& style = *at(index).style;
        if (!style.wrap)
            row(index, index + 1, at(index).end, inner_w, inner_h, style.pad.top);
        else if (lines_of_wrap_ == 1)
            row(index, index + 1, at(index).end, inner_w, inner_h, style.pad.top);
    }

    float wrapped(std::uint32_t index, float inner_w) {
        const Style style = *at(index).style;
        const std::uint32_t end = at(index).end;
        float y = style.pad.top;
        int lines = 0;
        for (std::uint32_t first = index + 1; first < end; ++lines) {
            float sum = 0;
            std::uint32_t last = first;
            while (last < end) {
                Box& box = at(last);
                if (natural(last) > inner_w) box.natural = inner_w;  // alone on its line, breaks inside
                const float step = (box.style->grow ? box.style->min_w : box.natural) +
                                   box.style->margin.across() + (last == first ? 0 : style.gap);
                if (last != first && sum + step > inner_w + 0.02f) break;
                sum += step;
                last = box.end;
            }
            y += (lines ? style.gap / 2 : 0) +
                 row(index, first, last, inner_w, unknown, y + (lines ? style.gap / 2 : 0));
            first = last;
        }
        lines_of_wrap_ = lines;
        return y - style.pad.top;
    }

    Scene& scene_;
    const Typeface& typeface_;
    int lines_of_wrap_ = 0;
};

}  // namespace

float lay_out(Scene& scene, float width, float least_height, const Typeface& typeface) {
    if (scene.boxes.empty()) return 0;
    for (Box& box : scene.boxes) box.natural = -1, box.x = box.y = 0;
    scene.lines.clear();
    Layout layout(scene, typeface);
    layout.place(0, width, unknown);
    if (scene.boxes[0].h < least_height) layout.place(0, width, least_height);
    layout.settle(0, 0, 0);
    return scene.boxes[0].h;
}

}  // namespace history::ui
