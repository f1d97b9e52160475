#include "web/ui_gl.h"

#include <GLES3/gl3.h>

#include <cstddef>

#include "core/ui/ui.h"

namespace history::ui {

namespace {

constexpr const char* vertex_source = R"(#version 300 es
uniform vec2 scale;
layout(location=0) in vec2 place;
layout(location=1) in vec2 texel;
layout(location=2) in vec4 colour;
out vec2 at;
out vec4 tint;
void main() {
    at = texel;
    tint = colour;
    gl_Position = vec4(place * scale + vec2(-1.0, 1.0), 0.0, 1.0);
})";

// Coverage is drawn a little stronger than linear: stems of 12 to 15 px keep their weight without hinting.
constexpr const char* fragment_source = R"(#version 300 es
precision mediump float;
uniform sampler2D image;
uniform bool coloured;
in vec2 at;
in vec4 tint;
out vec4 result;
void main() {
    vec4 texel = texture(image, at);
    result = coloured ? texel * tint : vec4(tint.rgb, tint.a * pow(texel.r, 0.82));
})";

unsigned compile(unsigned kind, const char* source) {
    const unsigned shader = glCreateShader(kind);
    glShaderSource(shader, 1, &source, nullptr);
    glCompileShader(shader);
    int good = 0;
    glGetShaderiv(shader, GL_COMPILE_STATUS, &good);
    return good ? shader : 0;
}

}  // namespace

bool Gl::create() {
    const unsigned vertex = compile(GL_VERTEX_SHADER, vertex_source);
    const unsigned fragment = compile(GL_FRAGMENT_SHADER, fragment_source);
    if (!vertex || !fragment) return false;
    program_ = glCreateProgram();
    glAttachShader(program_, vertex);
    glAttachShader(program_, fragment);
    glLinkProgram(program_);
    int good = 0;
    glGetProgramiv(program_, GL_LINK_STATUS, &good);
    if (!good) return false;
    scale_ = glGetUniformLocation(program_, "scale");
    coloured_ = glGetUniformLocation(program_, "coloured");
    glGenBuffers(1, &vertices_);
    glGenBuffers(1, &indices_);
    glGenVertexArrays(1, &array_);
    glGenTextures(2, textures_);
    glBindVertexArray(array_);
    glBindBuffer(GL_ARRAY_BUFFER, vertices_);
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, indices_);
    for (unsigned attribute = 0; attribute < 3; ++attribute) glEnableVertexAttribArray(attribute);
    const auto offset = [](std::size_t bytes) { return reinterpret_cast<const void*>(bytes); };
    glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, sizeof(ImDrawVert), offset(offsetof(ImDrawVert, pos)));
    glVertexAttribPointer(1, 2, GL_FLOAT, GL_FALSE, sizeof(ImDrawVert), offset(offsetof(ImDrawVert, uv)));
    glVertexAttribPointer(2, 4, GL_UNSIGNED_BYTE, GL_TRUE, sizeof(ImDrawVert),
                          offset(offsetof(ImDrawVert, col)));
    for (const unsigned texture : textures_) {
        glBindTexture(GL_TEXTURE_2D, texture);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    }
    return true;
}

void Gl::atlas(const unsigned char* alpha, int width, int height) {
    glBindTexture(GL_TEXTURE_2D, textures_[0]);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, width, height, 0, GL_RED, GL_UNSIGNED_BYTE, alpha);
}

void Gl::foreign(const unsigned char* rgba, int width, int height) {
    glBindTexture(GL_TEXTURE_2D, textures_[1]);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, rgba);
}

void Gl::draw(const ImDrawData& data) {
    const int width = int(data.DisplaySize.x), height = int(data.DisplaySize.y);
    if (width <= 0 || height <= 0) return;
    glViewport(0, 0, width, height);
    glDisable(GL_SCISSOR_TEST);
    glClearColor(0, 0, 0, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    glEnable(GL_SCISSOR_TEST);
    glEnable(GL_BLEND);
    glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    glUseProgram(program_);
    glUniform2f(scale_, 2.0f / data.DisplaySize.x, -2.0f / data.DisplaySize.y);
    glBindVertexArray(array_);
    for (int number = 0; number < data.CmdListsCount; ++number) {
        const ImDrawList& list = *data.CmdLists[number];
        glBindBuffer(GL_ARRAY_BUFFER, vertices_);
        glBufferData(GL_ARRAY_BUFFER, list.VtxBuffer.size_in_bytes(), list.VtxBuffer.Data, GL_STREAM_DRAW);
        glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, indices_);
        glBufferData(GL_ELEMENT_ARRAY_BUFFER, list.IdxBuffer.size_in_bytes(), list.IdxBuffer.Data,
                     GL_STREAM_DRAW);
        for (const ImDrawCmd& command : list.CmdBuffer) {
            const int left = int(command.ClipRect.x), top = int(command.ClipRect.y);
            const int right = int(command.ClipRect.z), bottom = int(command.ClipRect.w);
            if (right <= left || bottom <= top || command.ElemCount == 0) continue;
            const bool coloured = reinterpret_cast<std::uintptr_t>(command.GetTexID()) == foreign_texture;
            glScissor(left, height - bottom, right - left, bottom - top);
            glBindTexture(GL_TEXTURE_2D, textures_[coloured ? 1 : 0]);
            glUniform1i(coloured_, coloured);
            glDrawElements(GL_TRIANGLES, int(command.ElemCount),
                           sizeof(ImDrawIdx) == 2 ? GL_UNSIGNED_SHORT : GL_UNSIGNED_INT,
                           reinterpret_cast<const void*>(std::size_t(command.IdxOffset) * sizeof(ImDrawIdx)));
        }
    }
}

}  // namespace history::ui
