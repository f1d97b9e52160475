// An envelope: its parts lie inside its bytes, in order and without a gap, and its header has one form only.
#include "core/wire/envelope.h"

using namespace history;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView bytes(data, size);
    const Result<EnvelopeView> view = parse_envelope(bytes);
    if (!view.ok()) return 0;
    Writer header;
    encode_header(header, view->header);
    HISTORY_CHECK(header.take() == Bytes(view->header_bytes.begin(), view->header_bytes.end()));
    HISTORY_CHECK(view->header_bytes.data() == data);
    HISTORY_CHECK(view->ciphertext.data() + view->ciphertext.size() == data + size);
    HISTORY_CHECK(view->header_bytes.size() + Nonce::size + Hash::size + view->ciphertext.size() == size);
    HISTORY_CHECK(padded_size(view->ciphertext.size() - 16) == view->ciphertext.size());
    return 0;
}
