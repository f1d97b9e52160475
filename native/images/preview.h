// Previews: of an image of any size a small JPEG that fits one field. Nothing of the decoder leaves preview.cpp.
//
// Decoder: gdk-pixbuf, because it is one small interface over the distribution's libjpeg, libpng, libwebp and its own GIF,
// rests on GLib, which is linked for mail already, tells the size before it allocates, and turns by EXIF. libgd has no way to ask
// for the size before it allocates; libvips brings some eighty libraries. Of its loaders only four can be reached: the format
// is told by the first bytes (image_header.h), never by a name, a mime type or the library's own guess.
//
// Made: the first frame, turned as EXIF says, transparent parts on white, at most preview_side_max on the longer side (never
// enlarged), quality lowered and then the side halved until preview_bytes_max holds. Of a cut image what is there, the rest
// white. Only pixels are carried over: no EXIF, GPS, profile or text of the image. Bounds stand below; pixels bound memory
// (144 MB) and time.
//
// The same bytes give the same preview on one machine. Another version of the libraries may give other bytes: of two agents'
// previews one stays on all replicas (the later), and a source's value is rewritten by a larger one alone (core/replica
// writer), so that repeated imports come to rest instead of taking turns.
#pragma once
#include <cstdint>
#include <string>

#include "core/base/bytes.h"

namespace history::images {

inline constexpr std::size_t image_bytes_max = 32 * 1024 * 1024;
inline constexpr std::uint64_t image_pixels_max = 36'000'000;
inline constexpr std::uint32_t image_side_max = 20'000;  // thin strips cost the scaler more than their pixels
inline constexpr std::uint32_t preview_side_max = 320;
// In base64, behind its hash, it must fit a value of 32 KiB: a little less than the 24 KiB that an attachment may have.
inline constexpr std::size_t preview_bytes_max = 24'000;

struct Preview {
    Bytes jpeg;
    std::uint32_t width = 0, height = 0;  // pixels
};

// Errc::unsupported, corrupt, limit.
Result<Preview> make_preview(ByteView image);

}  // namespace history::images
