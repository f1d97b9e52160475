// What the first bytes of an image say of it: its format and size, so that a bomb is refused before a decoder sees a byte.
// Sources: JPEG ITU T.81 annex B, PNG (W3C, section 11.2.2), GIF89a specification, WebP container (RFC 9649).
#pragma once
#include <cstdint>

#include "core/base/bytes.h"

namespace history::images {

enum class Format : std::uint8_t { jpeg, png, gif, webp };

struct ImageHeader {
    Format format = Format::jpeg;
    std::uint32_t width = 0, height = 0;  // of the canvas, in pixels
    std::size_t first_frame_bytes = 0;    // of an animation: where its first frame ends; else the whole image
};

// By the bytes alone: what a name or a mime type claims is not asked. Errc::unsupported: none of the four formats;
// Errc::corrupt: it ends too early.
Result<ImageHeader> read_image_header(ByteView image);

// An animation as an image of its first frame alone: decoders take their time over the others. Empty: it is none.
Bytes first_frame(ByteView image, const ImageHeader& header);

}  // namespace history::images
