#include "core/ui/text.h"

#include <algorithm>

namespace history::ui {

namespace {

constexpr float slack = 0.02f;  // advances and box widths are sums of floats

bool is_space(char16_t unit) {
    return unit == u' ' || unit == u'\t';
}

bool ideograph(char16_t unit) {  // also the codes that stand for foreign glyphs
    return unit >= 0x2E80;
}

bool breaks_after(char16_t unit, char16_t next) {
    if (is_space(unit)) return !is_space(next);
    if (next == 0x200B) return false;  // filler of a foreign glyph
    if (unit == u'-' || unit == 0x2010 || unit == 0x2013 || unit == 0x2014) return next != u' ';
    if (unit == 0x200B) return ideograph(next);
    return ideograph(unit) || (ideograph(next) && !is_space(unit));
}

struct Breaker {
    std::u16string_view text;
    float width;
    const Style& style;
    const Typeface& typeface;
    std::vector<Line>& out;
    std::size_t first_line;
    float longest = 0;

    float advance(std::size_t at) const { return typeface.advance(text[at], style.size, style.bold); }

    bool last_allowed() const { return style.lines && out.size() - first_line + 1 == style.lines; }

    void add(std::size_t begin, std::size_t end, float w) {
        Line line;
        line.begin = std::uint32_t(begin);
        line.end = std::uint32_t(end);
        line.shown_end = line.end;
        line.w = w;
        out.push_back(line);
        longest = std::max(longest, w);
    }

    // The rest of the text on one line that ends in "…".
    void cut(std::size_t begin, std::size_t stop) {
        const float dots = typeface.advance(0x2026, style.size, style.bold);
        float w = 0;
        std::size_t end = begin;
        while (end < stop && w + advance(end) + dots <= width + slack) w += advance(end++);
        while (end > begin && (is_space(text[end - 1]) || text[end - 1] == u',')) w -= advance(--end);
        add(begin, text.size(), w + dots);
        out.back().shown_end = std::uint32_t(end);
        out.back().cut = true;
    }

    // One paragraph [begin, stop). False when the last allowed line was used.
    bool paragraph(std::size_t begin, std::size_t stop) {
        while (true) {
            float w = 0, hanging = 0, good_w = 0;
            std::size_t at = begin, good = begin;
            for (; at < stop; ++at) {
                const float step = advance(at);
                if (is_space(text[at]))
                    hanging += step;
                else {
                    if (w + hanging + step > width + slack && at > begin) break;
                    w += hanging + step;
                    hanging = 0;
                }
                if (at + 1 < stop && breaks_after(text[at], text[at + 1])) good = at + 1, good_w = w;
            }
            const bool more = stop < text.size();
            if (at >= stop) {
                if (more && last_allowed()) return cut(begin, stop), false;
                add(begin, more ? stop + 1 : stop, w);
                return true;
            }
            if (last_allowed()) return cut(begin, stop), false;
            if (good == begin) good = at, good_w = w;  // one word wider than the line
            add(begin, good, good_w);
            begin = good;
        }
    }
};

}  // namespace

float line_width(std::u16string_view text, const Style& style, const Typeface& typeface) {
    float w = 0, hanging = 0;
    for (const char16_t unit : text) {
        const float step = typeface.advance(unit, style.size, style.bold);
        if (is_space(unit))
            hanging += step;
        else
            w += hanging + step, hanging = 0;
    }
    return w;
}

float text_width(std::u16string_view text, const Style& style, const Typeface& typeface) {
    float longest = 0;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(u'\n', begin), text.size());
        longest = std::max(longest, line_width(text.substr(begin, end - begin), style, typeface));
        begin = end + 1;
    }
    return longest;
}

float break_lines(std::u16string_view text, float width, const Style& style, const Typeface& typeface,
                  std::vector<Line>& out) {
    Breaker breaker{text, width, style, typeface, out, out.size()};
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(u'\n', begin), text.size());
        if (!breaker.paragraph(begin, end)) break;
        if (style.lines && out.size() - breaker.first_line >= style.lines) break;
        begin = end + 1;
    }
    return breaker.longest;
}

}  // namespace history::ui
