// The plaintext of an envelope: who holds keys may still be hostile or broken. What decodes has one meaning.
#include "core/model/delta.h"

using namespace history;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    auto deltas = decode_deltas({data, size}, DeviceId{});
    if (!deltas.ok()) return 0;
    auto again = decode_deltas(encode_deltas(*deltas), DeviceId{});
    HISTORY_CHECK(again.ok() && again->size() == deltas->size());
    return 0;
}
