// Lines: where text is broken. Breaks come after spaces, hyphens and dashes, between ideographs, at newlines, and inside a word
// only when it is wider than the whole line. Spaces at a line's end hang over and do not count.
#pragma once
#include <string_view>
#include <vector>

#include "core/ui/scene.h"
#include "core/ui/typeface.h"

namespace history::ui {

float text_width(std::u16string_view text, const Style& style,
                 const Typeface& typeface);  // longest line without any break
float line_width(std::u16string_view text, const Style& style,
                 const Typeface& typeface);  // of one line, without hanging spaces

// Appends the lines of `text` in a box `width` wide; begin and end are offsets into `text`. style.lines
// limits their number: the last one then ends in "…". Returns the width of the longest.
float break_lines(std::u16string_view text, float width, const Style& style, const Typeface& typeface,
                  std::vector<Line>& out);

}  // namespace history::ui
