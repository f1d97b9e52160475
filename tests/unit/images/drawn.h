// Images that tests make themselves: PNG and GIF by their bytes, JPEG by way of a preview.
#pragma once
#include <cstdint>
#include <functional>
#include <string>

#include "core/base/bytes.h"

namespace history::drawn {

struct Colour {
    std::uint8_t r = 0, g = 0, b = 0, a = 255;
};

inline std::string big(std::uint32_t value) {
    return {static_cast<char>(value >> 24), static_cast<char>(value >> 16), static_cast<char>(value >> 8),
            static_cast<char>(value)};
}

inline std::string png_chunk(const std::string& type, const std::string& data) {
    std::uint32_t crc = 0xffffffff;
    for (const char c : type + data) {
        crc ^= static_cast<std::uint8_t>(c);
        for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (0xedb88320 & (0U - (crc & 1)));
    }
    return big(static_cast<std::uint32_t>(data.size())) + type + data + big(~crc);
}

inline std::string png_header(std::uint32_t width, std::uint32_t height) {
    return std::string("\x89PNG\r\n\x1a\n", 8) +
           png_chunk("IHDR", big(width) + big(height) + std::string("\x08\x06\0\0\0", 5));
}

// RGBA, 8 bit; its deflate stream has stored blocks only. `before`: chunks between header and pixels.
inline std::string png(std::uint32_t width, std::uint32_t height,
                       const std::function<Colour(std::uint32_t x, std::uint32_t y)>& at,
                       const std::string& before = {}) {
    std::string rows, stream("\x78\x01", 2);
    for (std::uint32_t y = 0; y < height; ++y) {
        rows.push_back('\0');
        for (std::uint32_t x = 0; x < width; ++x) {
            const Colour c = at(x, y);
            for (const std::uint8_t part : {c.r, c.g, c.b, c.a}) rows.push_back(static_cast<char>(part));
        }
    }
    std::uint32_t a = 1, b = 0;
    for (const char c : rows) {
        a = (a + static_cast<std::uint8_t>(c)) % 65521;
        b = (b + a) % 65521;
    }
    for (std::size_t place = 0; place < rows.size(); place += 65535) {
        const std::size_t size = std::min<std::size_t>(65535, rows.size() - place);
        stream.push_back(place + size == rows.size() ? 1 : 0);
        for (const std::size_t length : {size, ~size})
            for (const int shift : {0, 8}) stream.push_back(static_cast<char>(length >> shift));
        stream += rows.substr(place, size);
    }
    stream += big(b << 16 | a);
    return png_header(width, height) + before + png_chunk("IDAT", stream) + png_chunk("IEND", "");
}

// Canvas of 1 x 1, red, and as many frames.
inline std::string gif(int frames) {
    std::string gif("GIF89a\x01\0\x01\0\x80\0\0\xff\0\0\0\0\0", 19);
    for (int i = 0; i < frames; ++i) gif += std::string(",\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0", 15);
    return gif + ';';
}

// The smallest lossless WebP, 1 x 1.
inline std::string webp() {
    return {"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f\0\0\0\x10\x07\x10\x11\x11\x88\x88\xfe\x07\0", 34};
}

inline std::string riff_chunk(const std::string& type, const std::string& data) {
    std::string chunk = type;
    for (const int shift : {0, 8, 16, 24}) chunk.push_back(static_cast<char>(data.size() >> shift));
    return chunk + data + std::string(data.size() % 2, '\0');
}

// The same picture as an animation.
inline std::string webp_animation(int frames) {
    const std::string frame =
        riff_chunk("ANMF", std::string(12, '\0') + std::string("\x64\0\0\0", 4) + webp().substr(12));
    std::string chunks = "WEBP" + riff_chunk("VP8X", std::string("\x02", 1) + std::string(9, '\0')) +
                         riff_chunk("ANIM", std::string(6, '\0'));
    for (int i = 0; i < frames; ++i) chunks += frame;
    return riff_chunk("RIFF", chunks);
}

// A JPEG with an EXIF segment of this orientation and a place, behind its first marker.
inline std::string with_exif(const std::string& jpeg, char orientation) {
    std::string exif("Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", 25);
    exif += orientation;
    exif += std::string("\0\0\0\0\0\0GPS 43.238949 76.889709", 30);
    const auto size = static_cast<std::uint16_t>(exif.size() + 2);
    const char length[] = {static_cast<char>(size >> 8), static_cast<char>(size)};
    return jpeg.substr(0, 2) + "\xff\xe1" + std::string(length, 2) + exif + jpeg.substr(2);
}

}  // namespace history::drawn
