// A push: bounded before it allocates, one form only, and never valid under a key that did not sign it.
#include "core/wire/push.h"

using namespace history;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const Result<Push> push = decode_push({data, size});
    if (!push.ok()) return 0;
    HISTORY_CHECK(encode_push(*push) == Bytes(data, data + size));
    HISTORY_CHECK(push->envelopes.size() <= limits::envelopes_per_push_max &&
                  push->slots.size() <= push->envelopes.size());
    SignKey key;
    key.bytes.fill(3);
    HISTORY_CHECK(!verify_push({}, *push, {}, key));
    for (const Bytes& envelope : push->envelopes) static_cast<void>(parse_envelope(envelope));
    return 0;
}
