// Fonts, styles and scenes for tests of core/ui. The typeface is the bundled one (./dev makes build/fonts
// from the system's).
#pragma once
#include <cstdio>
#include <string>
#include <vector>

#include "core/ui/layout.h"
#include "core/ui/scene.h"
#include "core/ui/typeface.h"

namespace history::ui {

struct Sheet {
    std::vector<char> fonts[2];
    ImFontAtlas atlas;
    Typeface typeface;
    bool ready = false;

    explicit Sheet(float scale = 1) {
        for (int weight = 0; weight < 2; ++weight) {
            const std::string path = std::string("build/fonts/font-") + (weight ? "600" : "400") + ".otf";
            std::FILE* file = std::fopen(path.c_str(), "rb");
            if (!file) {
                std::printf("skipped: %s is not there (./dev makes it)\n", path.c_str());
                return;
            }
            char part[4096];
            for (std::size_t got; (got = std::fread(part, 1, sizeof part, file)) > 0;)
                fonts[weight].insert(fonts[weight].end(), part, part + got);
            std::fclose(file);
            typeface.give(weight, fonts[weight].data(), int(fonts[weight].size()));
        }
        ready = typeface.build(atlas, scale);
    }
};

// A scene by hand, as web/src/scene/box.ts encodes it.
struct Words {
    std::vector<std::uint16_t> out;
    Words& box(std::uint16_t style, std::uint16_t children, const std::u16string& text = {}) {
        out.insert(out.end(), {style, 0, 0, 0, 0, children, std::uint16_t(text.size())});
        out.insert(out.end(), text.begin(), text.end());
        return *this;
    }
};

}  // namespace history::ui
