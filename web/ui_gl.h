// The smallest renderer for Dear ImGui's draw data: one WebGL2 program, an 8-bit texture of the atlas and an
// RGBA texture of the glyphs that the browser drew. The context is made and made current by JavaScript.
#pragma once
#include <cstdint>

struct ImDrawData;

namespace history::ui {

class Gl {
public:
    bool create();  // false when the program cannot be built
    void atlas(const unsigned char* alpha, int width, int height);
    void foreign(const unsigned char* rgba, int width, int height);
    void draw(const ImDrawData& data);

private:
    unsigned program_ = 0, vertices_ = 0, indices_ = 0, array_ = 0, textures_[2] = {0, 0};
    int scale_ = -1, coloured_ = -1;
};

}  // namespace history::ui
