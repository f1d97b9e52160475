// The envelope: 1 to 256 deltas of one device in one stream, sealed. All that the server ever sees of them.
//
// envelope := version u8 (= 1)
//             flags u8            bit 0: first envelope of its stream, a slot hash follows the header
//             workspace tag 8     first 8 bytes of the workspace id
//             stream 16
//             device 16
//             epoch u32           which epoch key sealed it
//             number u32          1, 2, 3 ... per (device, stream); never reused for other deltas
//             length u32          of the ciphertext with its tag: a power of two, 128 to 65,536
//             [slot hash 32]      when bit 0
//             nonce 24
//             commitment 32       of the content key, checked before decryption
//             ciphertext          XChaCha20-Poly1305, associated data = everything before the nonce
// All integers little-endian. hash of an envelope = BLAKE2b-256("history envelope 1", all its bytes).
//
// slot := version u8 (= 1), epoch u32, nonce 24, ciphertext 48     the stream's own key SK, sealed under the epoch key;
//         travels beside the push of the first envelope, is stored apart from the log, hash = BLAKE2b-256("history slot 1", ...)
#pragma once
#include "core/wire/hash.h"
#include "core/wire/limits.h"

namespace history {

struct EnvelopeHeader {
    std::array<std::uint8_t, 8> workspace_tag{};
    StreamId stream;
    DeviceId device;
    std::uint32_t epoch = 0;
    std::uint32_t number = 0;
    std::uint32_t length = 0;
    bool first = false;
    Hash slot_hash;  // when first
};
inline constexpr std::size_t envelope_header_bytes = 1 + 1 + 8 + 16 + 16 + 4 + 4 + 4;  // + 32 when first
inline constexpr std::size_t slot_bytes = 1 + 4 + 24 + 48;

struct EnvelopeView {  // parts of an envelope; the views point into the caller's bytes
    EnvelopeHeader header;
    ByteView header_bytes;  // associated data
    Nonce nonce;
    Hash commitment;
    ByteView ciphertext;
};

std::array<std::uint8_t, 8> workspace_tag(const WorkspaceId& workspace);
void encode_header(Writer& out, const EnvelopeHeader& header);
Result<EnvelopeView> parse_envelope(ByteView envelope);  // checks version, flags, lengths, nothing left over
Hash envelope_hash(ByteView envelope);
Hash slot_hash(ByteView slot);
std::size_t padded_size(
    std::size_t plaintext_bytes);  // ciphertext length for it (tag included); 0: does not fit

}  // namespace history
