#include "native/images/preview.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

#include <algorithm>
#include <cstring>
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
void check_size(GdkPixbufLoader* loader, int width, int height, void*) {
    if (width <= 0 || height <= 0 ||
        !within_bounds(static_cast<std::uint64_t>(width), static_cast<std::uint64_t>(height)))
        gdk_pixbuf_loader_set_size(loader, 0, 0);
}

// Of an image that ends too early the rest is white, not what the memory held before.
void clear(GdkPixbufLoader* loader, void*) {
    if (GdkPixbuf* picture = gdk_pixbuf_loader_get_pixbuf(loader))
        std::memset(gdk_pixbuf_get_pixels(picture), 0xff, gdk_pixbuf_get_byte_length(picture));
}

// A header alone is no picture.
void note_pixels(GdkPixbufLoader*, int, int, int, int, bool* any) {
    *any = true;
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
    g_signal_connect(loader.get(), "size-prepared", G_CALLBACK(check_size), nullptr);
    bool any = header.format == Format::webp;  // whose loader takes whole pictures only, and draws at once
    if (!any) {
        g_signal_connect(loader.get(), "area-prepared", G_CALLBACK(clear), nullptr);
        g_signal_connect(loader.get(), "area-updated", G_CALLBACK(note_pixels), &any);
    }
    const Bytes frame = first_frame(image, header);
    const ByteView read = frame.empty() ? image : ByteView(frame);
    const bool written = gdk_pixbuf_loader_write(loader.get(), read.data(), read.size(), nullptr) != 0;
    const bool closed = gdk_pixbuf_loader_close(loader.get(), nullptr) != 0;
    GdkPixbuf* picture = written && closed && any ? gdk_pixbuf_loader_get_pixbuf(loader.get()) : nullptr;
    if (picture == nullptr) return unreadable();
    return Picture(static_cast<GdkPixbuf*>(g_object_ref(picture)));
}

// On white, turned as EXIF says, with at most `side` pixels on the longer side. Shrunk first: what is turned is small then.
Picture shown(GdkPixbuf* picture, int side) {
    const int width = gdk_pixbuf_get_width(picture), height = gdk_pixbuf_get_height(picture);
    const int longer = std::max(width, height);
    const auto scaled = [&](int length) {
        return longer <= side ? length : std::max(1, (length * side + longer / 2) / longer);
    };
    const Picture flat(gdk_pixbuf_composite_color_simple(picture, scaled(width), scaled(height),
                                                         GDK_INTERP_BILINEAR, 255, 8, white, white));
    if (!flat) return {};
    if (const char* orientation = gdk_pixbuf_get_option(picture, "orientation"))
        gdk_pixbuf_set_option(flat.get(), "orientation", orientation);
    return Picture(gdk_pixbuf_apply_embedded_orientation(flat.get()));
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
    for (int side = static_cast<int>(preview_side_max); side > 0; side /= 2) {
        const Picture small = shown(picture.get(), side);
        if (!small) return unreadable();
        for (const char* quality : {"75", "60", "45", "30"}) {
            Bytes jpeg = encode(small.get(), quality);
            if (!jpeg.empty() && jpeg.size() <= preview_bytes_max)
                return Preview{std::move(jpeg), static_cast<std::uint32_t>(gdk_pixbuf_get_width(small.get())),
                               static_cast<std::uint32_t>(gdk_pixbuf_get_height(small.get()))};
        }
    }
    return unreadable();
}

}  // namespace history::images
