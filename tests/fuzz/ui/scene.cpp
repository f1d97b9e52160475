// A scene: whatever the words are, it is refused or is laid out within its own boxes; every line is a range
// of its text.
#include <cstdlib>
#include <cstring>

#include "core/ui/layout.h"

using namespace history::ui;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::vector<std::int16_t> figures(style_words * 4);
    const std::size_t head = figures.size() * 2;
    if (size < head) return 0;
    std::memcpy(figures.data(), data, head);
    const std::vector<Style> styles = decode_styles(figures.data(), figures.size());
    std::vector<std::uint16_t> words((size - head) / 2);
    if (!words.empty()) std::memcpy(words.data(), data + head, words.size() * 2);
    Scene scene;
    if (!decode_scene(words.data(), words.size(), styles, scene) || scene.boxes.size() > 64) return 0;
    const Typeface none;
    lay_out(scene, 320, 0, none);
    for (const Line& line : scene.lines) {
        const Box& box = scene.boxes[line.box];
        if (line.begin > line.shown_end || line.shown_end > line.end || line.end > box.text_size)
            std::abort();
    }
    return 0;
}
