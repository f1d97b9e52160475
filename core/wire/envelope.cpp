#include "core/wire/envelope.h"

#include <algorithm>

namespace history {

namespace {
constexpr std::uint8_t version = 1;
constexpr std::uint8_t flag_first = 1;

bool valid_length(std::uint32_t length) {
    return length >= limits::ciphertext_bytes_min && length <= limits::ciphertext_bytes_max &&
           (length & (length - 1)) == 0;
}
}  // namespace

std::array<std::uint8_t, 8> workspace_tag(const WorkspaceId& workspace) {
    std::array<std::uint8_t, 8> tag{};
    std::copy_n(workspace.bytes.begin(), tag.size(), tag.begin());
    return tag;
}

void encode_header(Writer& out, const EnvelopeHeader& header) {
    out.u8(version);
    out.u8(header.first ? flag_first : 0);
    out.raw(header.workspace_tag);
    out.id(header.stream);
    out.id(header.device);
    out.u32(header.epoch);
    out.u32(header.number);
    out.u32(header.length);
    if (header.first) out.id(header.slot_hash);
}

Result<EnvelopeView> parse_envelope(ByteView envelope) {
    if (envelope.size() > limits::envelope_bytes_max)
        return fail(Errc::limit, "An envelope is larger than an envelope may be.");
    Reader in(envelope);
    EnvelopeView view;
    EnvelopeHeader& header = view.header;
    if (in.u8() != version) return fail(Errc::unsupported, "An envelope has an unknown version.");
    const std::uint8_t flags = in.u8();
    if ((flags & ~flag_first) != 0) return fail(Errc::unsupported, "An envelope has an unknown flag.");
    const ByteView tag = in.raw(header.workspace_tag.size());
    if (in.ok()) std::copy(tag.begin(), tag.end(), header.workspace_tag.begin());
    header.stream = in.id<StreamId>();
    header.device = in.id<DeviceId>();
    header.epoch = in.u32();
    header.number = in.u32();
    header.length = in.u32();
    header.first = flags == flag_first;
    if (header.first) header.slot_hash = in.id<Hash>();
    view.header_bytes = envelope.first(envelope.size() - in.left());
    view.nonce = in.id<Nonce>();
    view.commitment = in.id<Hash>();
    view.ciphertext = in.raw(header.length);
    if (!in.at_end()) return fail(Errc::corrupt, "An envelope is not as long as its header says.");
    if (!valid_length(header.length))
        return fail(Errc::corrupt,
                    "The sealed part of an envelope is not padded to a power of two within the limits.");
    if (header.number == 0 || header.epoch == 0)
        return fail(Errc::corrupt, "An envelope has the number or the epoch 0; both count from 1.");
    return view;
}

Hash envelope_hash(ByteView envelope) {
    return hash_of("history envelope 1", envelope);
}

Hash slot_hash(ByteView slot) {
    return hash_of("history slot 1", slot);
}

std::size_t padded_size(std::size_t plaintext_bytes) {
    constexpr std::size_t tag_bytes = 16;  // of Poly1305
    if (plaintext_bytes > limits::ciphertext_bytes_max - tag_bytes) return 0;
    std::size_t size = limits::ciphertext_bytes_min;
    while (size < plaintext_bytes + tag_bytes) size *= 2;
    return size;
}

}  // namespace history
