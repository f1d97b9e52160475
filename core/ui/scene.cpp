#include "core/ui/scene.h"

namespace history::ui {

namespace {

struct Decoder {
    const std::uint16_t* words;
    std::size_t count;
    const std::vector<Style>& styles;
    Scene& out;
    std::size_t at = 0;

    bool box(int depth) {
        constexpr std::size_t head = 7;
        if (depth > depth_max || out.boxes.size() >= boxes_max || count - at < head) return false;
        const std::uint16_t* f = words + at;
        at += head;
        if (f[0] >= styles.size() || count - at < f[6]) return false;
        const std::size_t index = out.boxes.size();
        Box one;
        one.style = &styles[f[0]];
        one.flags = std::uint8_t(f[1]);
        one.icon = std::uint8_t(f[2]);
        one.ink = f[3];
        one.fill = f[4];
        one.text = std::uint32_t(out.text.size());
        one.text_size = f[6];
        one.has_text = f[6] != 0;
        out.text.append(reinterpret_cast<const char16_t*>(words + at), f[6]);
        at += f[6];
        out.boxes.push_back(one);
        for (std::uint16_t child = 0; child < f[5]; ++child)
            if (!box(depth + 1)) return false;
        out.boxes[index].end = std::uint32_t(out.boxes.size());
        return true;
    }
};

}  // namespace

bool decode_scene(const std::uint16_t* words, std::size_t count, const std::vector<Style>& styles,
                  Scene& out) {
    out.boxes.clear();
    out.text.clear();
    out.lines.clear();
    Decoder decoder{words, count, styles, out};
    return decoder.box(0) && decoder.at == count;
}

}  // namespace history::ui
