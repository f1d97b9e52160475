// Any bytes as an image: a preview within its bounds or one sentence.
#include "native/images/preview.h"

using namespace history;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto preview = images::make_preview({data, size});
    if (!preview.ok()) {
        HISTORY_CHECK(preview.error().what.ends_with('.'));
        return 0;
    }
    HISTORY_CHECK(preview->jpeg.size() <= images::preview_bytes_max);
    HISTORY_CHECK(preview->width <= images::preview_side_max && preview->height <= images::preview_side_max);
    return 0;
}
