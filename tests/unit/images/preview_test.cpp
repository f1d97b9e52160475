// Previews of images, honest and hostile: native/images/preview.h.
#include "native/images/preview.h"

#include <doctest/doctest.h>
#include <gdk-pixbuf/gdk-pixbuf.h>

#include <algorithm>
#include <cstdlib>

#include "native/images/image_header.h"
#include "tests/unit/images/drawn.h"

using namespace history;
using namespace history::images;
using drawn::Colour;

namespace {

constexpr Colour red{200, 0, 0}, blue{0, 0, 200}, clear{0, 0, 0, 0};

// Left half red, right half blue.
Colour halves(std::uint32_t x, std::uint32_t width) {
    return x < width / 2 ? red : blue;
}
std::string flag(std::uint32_t width, std::uint32_t height) {
    return drawn::png(width, height, [&](std::uint32_t x, std::uint32_t) { return halves(x, width); });
}
std::string jpeg(std::uint32_t width, std::uint32_t height) {
    const auto preview = make_preview(bytes_of(flag(width, height)));
    REQUIRE(preview.ok());
    return std::string(text_of(preview->jpeg));
}

class Shown {
public:
    explicit Shown(const Preview& preview) {
        GdkPixbufLoader* loader = gdk_pixbuf_loader_new_with_mime_type("image/jpeg", nullptr);
        REQUIRE(gdk_pixbuf_loader_write(loader, preview.jpeg.data(), preview.jpeg.size(), nullptr));
        REQUIRE(gdk_pixbuf_loader_close(loader, nullptr));
        picture_ = gdk_pixbuf_copy(gdk_pixbuf_loader_get_pixbuf(loader));
        g_object_unref(loader);
        CHECK(gdk_pixbuf_get_width(picture_) == static_cast<int>(preview.width));
        CHECK(gdk_pixbuf_get_height(picture_) == static_cast<int>(preview.height));
    }
    ~Shown() { g_object_unref(picture_); }
    bool near(int x, int y, Colour wanted) const {
        const guchar* at = gdk_pixbuf_get_pixels(picture_) + y * gdk_pixbuf_get_rowstride(picture_) +
                           x * gdk_pixbuf_get_n_channels(picture_);
        return std::abs(at[0] - wanted.r) < 24 && std::abs(at[1] - wanted.g) < 24 &&
               std::abs(at[2] - wanted.b) < 24;
    }

private:
    GdkPixbuf* picture_ = nullptr;
};

Errc error_of(const std::string& image) {
    const auto preview = make_preview(bytes_of(image));
    REQUIRE_FALSE(preview.ok());
    CHECK(preview.error().what.ends_with('.'));
    CHECK(preview.error().what.find('\n') == std::string::npos);
    return preview.error().code;
}

}  // namespace

TEST_CASE("a preview keeps the shape, is never enlarged, and is the same each time") {
    const auto wide = make_preview(bytes_of(flag(1000, 250)));
    REQUIRE(wide.ok());
    CHECK(wide->width == 320);
    CHECK(wide->height == 80);
    const Shown shown(*wide);
    CHECK(shown.near(20, 40, red));
    CHECK(shown.near(300, 40, blue));
    const auto small = make_preview(bytes_of(flag(40, 20)));
    REQUIRE(small.ok());
    CHECK(small->width == 40);
    CHECK(small->height == 20);
    CHECK(make_preview(bytes_of(flag(1000, 250)))->jpeg == wide->jpeg);
    const auto strip = make_preview(bytes_of(flag(5000, 1)));
    REQUIRE(strip.ok());
    CHECK(strip->width == 320);
    CHECK(strip->height == 1);
}

TEST_CASE("what is transparent is white") {
    for (const std::uint32_t side : {64U, 900U}) {
        const auto preview = make_preview(bytes_of(drawn::png(
            side, side, [&](std::uint32_t x, std::uint32_t) { return x < side / 2 ? red : clear; })));
        REQUIRE(preview.ok());
        const Shown shown(*preview);
        CHECK(shown.near(8, 8, red));
        CHECK(shown.near(static_cast<int>(preview->width) - 8, 8, {255, 255, 255}));
    }
}

TEST_CASE("an image is turned as EXIF says, and no EXIF is carried over") {
    const std::string upright = jpeg(64, 32);
    const std::string turned = drawn::with_exif(upright, 6);  // turn by 90 degrees clockwise to show
    REQUIRE(turned.find("GPS 43") != std::string::npos);
    const auto preview = make_preview(bytes_of(turned));
    REQUIRE(preview.ok());
    CHECK(preview->width == 32);
    CHECK(preview->height == 64);
    const Shown shown(*preview);
    CHECK(shown.near(16, 8, red));
    CHECK(shown.near(16, 56, blue));
    for (const char* trace : {"Exif", "GPS", "43.2", "ICC_PROFILE"})
        CHECK(text_of(preview->jpeg).find(trace) == std::string_view::npos);
    const auto mirrored = make_preview(bytes_of(drawn::with_exif(upright, 2)));
    REQUIRE(mirrored.ok());
    CHECK(Shown(*mirrored).near(8, 16, blue));
    CHECK(make_preview(bytes_of(drawn::with_exif(upright, 99))).ok());  // no such orientation: as it is
}

TEST_CASE("noise, which compresses worst, fits too") {
    std::uint32_t state = 7;
    const auto noise = [&](std::uint32_t, std::uint32_t) {
        state = state * 1664525 + 1013904223;
        return Colour{static_cast<std::uint8_t>(state >> 24), static_cast<std::uint8_t>(state >> 16),
                      static_cast<std::uint8_t>(state >> 8)};
    };
    const auto preview = make_preview(bytes_of(drawn::png(320, 320, noise)));
    REQUIRE(preview.ok());
    CHECK(preview->jpeg.size() <= preview_bytes_max);
    CHECK(preview->jpeg.size() > 8000);
    CHECK(preview->width >= 160);
}

TEST_CASE("of an animation the first frame is read alone") {
    const auto one = make_preview(bytes_of(drawn::gif(1))), many = make_preview(bytes_of(drawn::gif(10'000)));
    REQUIRE(one.ok());
    REQUIRE(many.ok());
    CHECK(one->jpeg == many->jpeg);
    CHECK(read_image_header(bytes_of(drawn::gif(10'000)))->first_frame_bytes == 19 + 15);
    CHECK(Shown(*one).near(0, 0, {255, 0, 0}));
    CHECK(make_preview(bytes_of(drawn::gif(1).substr(0, 19 + 15) + "rubbish after the frame")).ok());
}

TEST_CASE("WebP is read where the machine has its loader") {
    const auto preview = make_preview(bytes_of(drawn::webp()));
    REQUIRE(preview.ok());
    CHECK(preview->width == 1);
    CHECK(preview->height == 1);
    const auto one = make_preview(bytes_of(drawn::webp_animation(1)));
    const auto many = make_preview(bytes_of(drawn::webp_animation(10'000)));
    REQUIRE(one.ok());
    REQUIRE(many.ok());
    CHECK(one->jpeg == many->jpeg);
    CHECK(one->jpeg == preview->jpeg);  // the same picture as a still
}

TEST_CASE("bombs are refused by their size, before anything is decoded") {
    CHECK(error_of(drawn::png_header(60'000, 60'000)) == Errc::limit);
    CHECK(error_of(drawn::png_header(image_side_max + 1, 1)) == Errc::limit);
    CHECK(error_of(drawn::png_header(6000, 6001)) == Errc::limit);
    CHECK(error_of(drawn::png_header(6000, 6000)) == Errc::corrupt);  // within bounds, but without pixels
    CHECK(error_of(drawn::png_header(0xffffffff, 0xffffffff)) == Errc::limit);
    CHECK(error_of(drawn::png_header(0, 5)) == Errc::corrupt);
    std::string gif = drawn::gif(1);
    gif.replace(6, 4, "\xff\xff\xff\xff");
    CHECK(error_of(gif) == Errc::limit);
    gif = drawn::gif(1);
    gif.replace(24, 4, "\xff\xff\xff\xff");  // the frame instead of the canvas
    CHECK(error_of(gif) == Errc::limit);
    std::string large = jpeg(64, 32);
    const std::size_t frame = large.find("\xff\xc0");
    REQUIRE(frame != std::string::npos);
    large.replace(frame + 5, 4, "\xff\xff\xff\xff");
    CHECK(error_of(large) == Errc::limit);
    std::string webp = drawn::webp();
    webp.replace(21, 4, "\xff\xff\xff\xff");
    CHECK(error_of(webp) == Errc::limit);
    CHECK(error_of(flag(2, 2) + std::string(image_bytes_max, ' ')) == Errc::limit);
}

TEST_CASE("an image at each bound is shown, one more of it is refused or made smaller") {
    const std::string small = flag(2, 2);
    CHECK(make_preview(bytes_of(small + std::string(image_bytes_max - small.size(), ' '))).ok());
    CHECK(error_of(small + std::string(image_bytes_max - small.size() + 1, ' ')) == Errc::limit);
    CHECK(make_preview(bytes_of(flag(image_side_max, 2))).ok());
    CHECK(error_of(flag(image_side_max + 1, 2)) == Errc::limit);
    CHECK(make_preview(bytes_of(flag(2, image_side_max))).ok());
    CHECK(error_of(flag(2, image_side_max + 1)) == Errc::limit);
    // 36 million pixels: 18000 x 2000 are so many, a row more is not.
    CHECK(error_of(drawn::png_header(18'000, 2'000)) ==
          Errc::corrupt);  // the header is taken, pixels there are none
    CHECK(error_of(drawn::png_header(18'000, 2'001)) == Errc::limit);
    const auto longer_side = [](std::uint32_t side) {
        const auto preview = make_preview(bytes_of(flag(side, side / 2)));
        REQUIRE(preview.ok());
        return preview->width;
    };
    CHECK(longer_side(preview_side_max) == preview_side_max);
    CHECK(longer_side(preview_side_max + 2) == preview_side_max);
}

TEST_CASE(
    "of a cut image the pixels that are there are shown, the rest is white; of a header alone nothing") {
    const auto stripes = drawn::png(400, 400, [](std::uint32_t, std::uint32_t) { return red; });
    const auto preview = make_preview(bytes_of(std::string_view(stripes).substr(0, stripes.size() / 2)));
    REQUIRE(preview.ok());
    const Shown shown(*preview);
    CHECK(shown.near(100, 20, red));
    CHECK(shown.near(100, 300, {255, 255, 255}));
    CHECK(make_preview(bytes_of(std::string_view(stripes).substr(0, stripes.size() / 2)))->jpeg ==
          preview->jpeg);
    CHECK(error_of(drawn::png_header(6000, 6000) + drawn::png_chunk("IDAT", "\x78\x01")) == Errc::corrupt);
    const std::string whole = jpeg(64, 32);
    CHECK(error_of(whole.substr(0, whole.find("\xff\xda"))) == Errc::corrupt);
}

TEST_CASE("what is cut or no image at all is refused in one sentence") {
    const std::string whole = jpeg(64, 32), png = flag(20, 20);
    for (const std::string& image : {whole, png, drawn::gif(1), drawn::webp()})
        for (std::size_t bytes = 0; bytes < image.size(); ++bytes) {
            const auto preview = make_preview(bytes_of(std::string_view(image).substr(0, bytes)));
            // Decoders show what came of the pixels; of a header alone there is nothing to show.
            if (bytes < 16) CHECK_FALSE(preview.ok());
            if (!preview.ok()) CHECK(preview.error().what.size() > 20);
        }
    for (const char* text : {"", "not an image", "<svg xmlns='http://www.w3.org/2000/svg'/>", "BM",
                             "%PDF-1.4", "P6 60000 60000 255 ", "RIFFxxxxACON", "#define a_width 60000"})
        CHECK(error_of(text) == Errc::unsupported);
}
