#include "native/images/preview.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

#include <algorithm>
#include <memory>

#include "native/images/image_header.h"

namespace history::images {

namespace {

struct Unref {
    void operator()(void* object) const { g_object_unref(object); }
};
using Picture = std::unique_ptr<GdkPixbuf, Unref>;
using Loader = std::unique_ptr<GdkPixbufLoader, Unref>;

constexpr int white = 0xffffff;

const char* mime_of(Format format) {
    switch (format) {
        case Format::jpeg:
            return "image/jpeg";
        case Format::png:
            return "image/png";
        case Format::gif:
            return "image/gif";
        case Format::webp:
            return "image/webp";
    }
    return "";
}

Error unreadable() {
    return fail(Errc::corrupt, "The image cannot be decoded.");
}

bool within_bounds(std::uint64_t width, std::uint64_t height) {
    return width <= image_side_max && height <= image_side_max && width * height <= image_pixels_max;
}

// The decoder's own view of the size, before it allocates: 0 x 0 makes it stop.
void choose_size(GdkPixbufLoader* loader, int width, int height, void*) {
    if (width <= 0 || height <= 0 ||
        !within_bounds(static_cast<std::uint64_t>(width), static_cast<std::uint64_t>(height)))
        return gdk_pixbuf_loader_set_size(loader, 0, 0);
    const int longer = std::max(width, height), side = static_cast<int>(preview_side_max);
    if (longer <= side) return;
    const auto scaled = [&](int length) { return std::max(1, (length * side + longer / 2) / longer); };
    gdk_pixbuf_loader_set_size(loader, scaled(width), scaled(height));
}

// Messages of the library name its sources; the result says all that people need.
void keep_quiet() {
    static const guint handler = g_log_set_handler(
        "GdkPixbuf", static_cast<GLogLevelFlags>(G_LOG_LEVEL_MASK),
        [](const gchar*, GLogLevelFlags, const gchar*, gpointer) {}, nullptr);
    (void)handler;
}

Result<Picture> decode(ByteView image, const ImageHeader& header) {
    keep_quiet();
    const Loader loader(gdk_pixbuf_loader_new_with_mime_type(mime_of(header.format), nullptr));
    if (!loader) return fail(Errc::unsupported, "This machine has no decoder for the image's format.");
    g_signal_connect(loader.get(), "size-prepared", G_CALLBACK(choose_size), nullptr);
    bool written =
        gdk_pixbuf_loader_write(loader.get(), image.data(), header.first_frame_bytes, nullptr) != 0;
    if (written && header.format == Format::gif) {  // further frames are never read
        constexpr guchar trailer = 0x3b;
        written = gdk_pixbuf_loader_write(loader.get(), &trailer, 1, nullptr) != 0;
    }
    const bool closed = gdk_pixbuf_loader_close(loader.get(), nullptr) != 0;
    GdkPixbuf* picture = written && closed ? gdk_pixbuf_loader_get_pixbuf(loader.get()) : nullptr;
    if (picture == nullptr) return unreadable();
    Picture turned(gdk_pixbuf_apply_embedded_orientation(picture));
    if (!turned) return unreadable();
    return turned;
}

// On white, at this size.
Picture flat(const GdkPixbuf* picture, int width, int height) {
    return Picture(
        gdk_pixbuf_composite_color_simple(picture, width, height, GDK_INTERP_BILINEAR, 255, 8, white, white));
}

Bytes encode(GdkPixbuf* picture, const char* quality) {
    gchar* bytes = nullptr;
    gsize size = 0;
    if (!gdk_pixbuf_save_to_buffer(picture, &bytes, &size, "jpeg", nullptr, "quality", quality, nullptr))
        return {};
    Bytes jpeg(bytes, bytes + size);
    g_free(bytes);
    return jpeg;
}

}  // namespace

Result<Preview> make_preview(ByteView image) {
    if (image.size() > image_bytes_max) return fail(Errc::limit, "The image is larger than 32 MiB.");
    TRY_ASSIGN(header, read_image_header(image));
    if (header.width == 0 || header.height == 0) return fail(Errc::corrupt, "The image has no pixels.");
    if (!within_bounds(header.width, header.height))
        return fail(Errc::limit, "The image has more than 36 million pixels or a side longer than 20000.");
    TRY_ASSIGN(picture, decode(image, header));
    int width = gdk_pixbuf_get_width(picture.get()), height = gdk_pixbuf_get_height(picture.get());
    for (; width > 0 && height > 0; width /= 2, height /= 2) {
        const Picture shown = flat(picture.get(), width, height);
        if (!shown) return unreadable();
        for (const char* quality : {"75", "60", "45", "30"}) {
            Bytes jpeg = encode(shown.get(), quality);
            if (!jpeg.empty() && jpeg.size() <= preview_bytes_max)
                return Preview{std::move(jpeg), static_cast<std::uint32_t>(width),
                               static_cast<std::uint32_t>(height)};
        }
    }
    return unreadable();
}

}  // namespace history::images
