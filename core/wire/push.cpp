#include "core/wire/push.h"

namespace history {

namespace {
constexpr std::uint8_t version = 1;
constexpr std::string_view push_domain = "history push 1";
}  // namespace

Bytes encode_push(const Push& push) {
    Writer out;
    out.u8(version);
    out.id(push.device);
    out.u64(push.number);
    out.u64(push.seen_gpos);
    out.id(push.seen_root);
    out.id(push.signature);
    out.varint(push.envelopes.size());
    for (const Bytes& envelope : push.envelopes) out.blob(envelope);
    out.varint(push.slots.size());
    for (const Bytes& slot : push.slots) out.blob(slot);
    return out.take();
}

Result<Push> decode_push(ByteView bytes) {
    if (bytes.size() > limits::push_bytes_max)
        return fail(Errc::limit, "A push is larger than a push may be.");
    Reader in(bytes);
    if (in.u8() != version) return fail(Errc::unsupported, "A push has an unknown version.");
    Push push;
    push.device = in.id<DeviceId>();
    push.number = in.u64();
    push.seen_gpos = in.u64();
    push.seen_root = in.id<Hash>();
    push.signature = in.id<Signature>();
    const std::uint64_t envelopes = in.varint();
    if (in.ok() && envelopes > limits::envelopes_per_push_max)
        return fail(Errc::limit, "A push holds more envelopes than a push may.");
    if (!in.ok() || envelopes == 0 || push.number == 0)
        return fail(Errc::corrupt, "A push is cut short, or has no envelope, or the number 0.");
    push.envelopes.reserve(static_cast<std::size_t>(envelopes));
    for (std::uint64_t i = 0; i < envelopes && in.ok(); ++i) {
        const ByteView envelope = in.blob();
        if (envelope.size() > limits::envelope_bytes_max)
            return fail(Errc::limit, "An envelope is larger than an envelope may be.");
        push.envelopes.emplace_back(envelope.begin(), envelope.end());
    }
    const std::uint64_t slots = in.varint();
    if (!in.ok() || slots > envelopes)
        return fail(Errc::corrupt, "A push is cut short or holds more slots than envelopes.");
    for (std::uint64_t i = 0; i < slots && in.ok(); ++i) {
        const ByteView slot = in.blob();
        if (!slot.empty() && slot.size() != slot_bytes)
            return fail(Errc::corrupt, "A slot in a push has a wrong length.");
        push.slots.emplace_back(slot.begin(), slot.end());
    }
    if (!in.at_end()) return fail(Errc::corrupt, "A push is cut short or has loose bytes at its end.");
    return push;
}

Bytes push_message(const WorkspaceId& workspace, const Push& push, const Hash& previous) {
    std::vector<Hash> envelopes;
    envelopes.reserve(push.envelopes.size());
    for (const Bytes& envelope : push.envelopes) envelopes.push_back(envelope_hash(envelope));
    Writer out;
    out.id(workspace);
    out.id(push.device);
    out.u64(push.number);
    out.id(previous);
    out.id(merkle_root(envelopes));
    out.u64(push.seen_gpos);
    out.id(push.seen_root);
    return out.take();
}

Hash push_hash(ByteView message, const Signature& signature) {
    return Hasher("history push hash 1").update(message).update(signature).finish();
}

bool verify_push_message(ByteView message, const Signature& signature, const SignKey& key) {
    return verify_signature(push_domain, message, signature, key);
}

bool verify_push(const WorkspaceId& workspace, const Push& push, const Hash& previous, const SignKey& key) {
    return verify_push_message(push_message(workspace, push, previous), push.signature, key);
}

}  // namespace history
