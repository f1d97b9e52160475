// What people paste into the join field.
#include "core/crypto/keyring.h"

using namespace history;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = text_of({data, size});
    auto link = read_link(text);
    if (link.ok()) HISTORY_CHECK(read_link(write_link(*link, "")).ok());
    auto coded = read_link(std::string("#join=v1.") + base64url({data, size}));
    if (coded.ok()) HISTORY_CHECK(read_link(write_link(*coded, "https://shop.example/")).ok());
    return 0;
}
