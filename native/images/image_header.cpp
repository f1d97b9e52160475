#include "native/images/image_header.h"

#include <algorithm>

namespace history::images {

namespace {

// Reads at any place; beyond the end everything is 0, and `short_` remembers it.
class Cursor {
public:
    explicit Cursor(ByteView bytes) : bytes_(bytes) {}
    std::uint32_t byte(std::size_t at) {
        if (at < bytes_.size()) return bytes_[at];
        short_ = true;
        return 0;
    }
    std::uint32_t big(std::size_t at, int bytes) {
        std::uint32_t value = 0;
        for (int i = 0; i < bytes; ++i) value = value << 8 | byte(at + static_cast<std::size_t>(i));
        return value;
    }
    std::uint32_t little(std::size_t at, int bytes) {
        std::uint32_t value = 0;
        for (int i = bytes; i-- > 0;) value = value << 8 | byte(at + static_cast<std::size_t>(i));
        return value;
    }
    bool is(std::size_t at, std::string_view mark) const {
        return at <= bytes_.size() && text_of(bytes_.subspan(at)).starts_with(mark);
    }
    std::size_t size() const { return bytes_.size(); }
    bool ended() const { return short_; }

private:
    ByteView bytes_;
    bool short_ = false;
};

Error cut() {
    return fail(Errc::corrupt, "The image ends before its size is told.");
}

Result<ImageHeader> read_jpeg(Cursor& at) {
    for (std::size_t place = 2; place < at.size();) {
        if (at.byte(place) != 0xff) {  // no marker here: decoders skip to the next
            ++place;
            continue;
        }
        const std::uint32_t marker = at.byte(place + 1);
        if (marker == 0xff) {  // fill
            ++place;
            continue;
        }
        place += 2;
        if (marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd8)) continue;  // stands alone
        if (marker == 0xd9 || marker == 0xda) break;  // the end, or pixels without a frame
        const bool frame =
            marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
        if (frame) {
            ImageHeader header{Format::jpeg, at.big(place + 5, 2), at.big(place + 3, 2), at.size()};
            if (at.ended()) return cut();
            return header;
        }
        place += std::max(2U, at.big(place, 2));
    }
    return cut();
}

Result<ImageHeader> read_png(Cursor& at) {
    if (!at.is(12, "IHDR")) return fail(Errc::corrupt, "The image does not begin with its header.");
    ImageHeader header{Format::png, at.big(16, 4), at.big(20, 4), at.size()};
    if (at.ended()) return cut();
    return header;
}

// After blocks of at most 255 bytes, each with its size before it, a block of none.
std::size_t after_blocks(Cursor& at, std::size_t place) {
    while (const std::uint32_t size = at.byte(place)) place += 1 + size;
    return place + 1;
}

Result<ImageHeader> read_gif(Cursor& at) {
    ImageHeader header{Format::gif, at.little(6, 2), at.little(8, 2), 0};
    const auto table_bytes = [](std::uint32_t flags) {
        return (flags & 0x80) != 0 ? std::size_t{3} << ((flags & 7) + 1) : 0;
    };
    std::size_t place = 13 + table_bytes(at.byte(10));
    while (!at.ended() && at.byte(place) == 0x21) place = after_blocks(at, place + 2);  // extensions
    if (at.ended() || at.byte(place) != 0x2c) return cut();
    // A frame may reach beyond the canvas: the larger of both is what a decoder may allocate.
    header.width = std::max(header.width, at.little(place + 1, 2) + at.little(place + 5, 2));
    header.height = std::max(header.height, at.little(place + 3, 2) + at.little(place + 7, 2));
    place = after_blocks(at, place + 10 + table_bytes(at.byte(place + 9)) + 1);
    header.first_frame_bytes = std::min(place, at.size());
    return header;
}

Result<ImageHeader> read_webp(Cursor& at) {
    ImageHeader header{Format::webp, 0, 0, at.size()};
    if (at.is(12, "VP8X")) {
        header.width = at.little(24, 3) + 1;
        header.height = at.little(27, 3) + 1;
    } else if (at.is(12, "VP8L")) {
        const std::uint32_t bits = at.little(21, 4);
        header.width = (bits & 0x3fff) + 1;
        header.height = (bits >> 14 & 0x3fff) + 1;
    } else if (at.is(12, "VP8 ")) {
        header.width = at.little(26, 2) & 0x3fff;
        header.height = at.little(28, 2) & 0x3fff;
    } else {
        return fail(Errc::corrupt, "The WebP image begins with no picture.");
    }
    if (at.ended()) return cut();
    std::size_t place = 12;
    while (place < at.size() && !at.is(place, "ANMF")) place += 8 + at.little(place + 4, 4);
    if (place < at.size())
        header.first_frame_bytes = std::min<std::size_t>(at.size(), place + 8 + at.little(place + 4, 4));
    return header;
}

}  // namespace

Result<ImageHeader> read_image_header(ByteView image) {
    Cursor at(image);
    if (at.is(0, "\xff\xd8\xff")) return read_jpeg(at);
    if (at.is(0, "\x89PNG\r\n\x1a\n")) return read_png(at);
    if (at.is(0, "GIF87a") || at.is(0, "GIF89a")) return read_gif(at);
    if (at.is(0, "RIFF") && at.is(8, "WEBP")) return read_webp(at);
    return fail(Errc::unsupported, "This is no JPEG, PNG, GIF or WebP image.");
}

Bytes first_frame(ByteView image, const ImageHeader& header) {
    if (header.first_frame_bytes >= image.size()) return {};
    Bytes frame(image.begin(), image.begin() + static_cast<std::ptrdiff_t>(header.first_frame_bytes));
    if (header.format == Format::gif) frame.push_back(0x3b);  // its trailer
    if (header.format == Format::webp)                        // its size
        for (std::size_t i = 0; i < 4; ++i)
            frame[4 + i] = static_cast<std::uint8_t>((frame.size() - 8) >> (8 * i));
    return frame;
}

}  // namespace history::images
