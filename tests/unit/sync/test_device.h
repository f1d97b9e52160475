// A device for tests of the server: keys from a seed, sealed-looking envelopes of random bytes, everything
// else real. The server cannot tell the difference, which is the point of it.
#pragma once
#include <sodium.h>

#include <map>

#include "core/wire/message.h"

namespace history::testing {

struct Keys {
    SignKey key;
    std::array<std::uint8_t, 64> secret{};

    explicit Keys(std::uint8_t seed) {
        std::array<std::uint8_t, 32> bytes{};
        bytes.fill(seed);
        crypto_sign_seed_keypair(key.bytes.data(), secret.data(), bytes.data());
    }
    Signature sign(std::string_view domain, ByteView message) const {
        const Bytes bytes = signed_bytes(domain, message);
        Signature signature;
        crypto_sign_detached(signature.bytes.data(), nullptr, bytes.data(), bytes.size(), secret.data());
        return signature;
    }
};

inline StreamId stream_of(std::uint32_t number) {
    StreamId stream;
    for (std::size_t i = 0; i < 4; ++i) stream.bytes[i] = static_cast<std::uint8_t>(number >> (8 * i));
    stream.bytes[15] = 0xee;
    return stream;
}

inline BoxKey box_key_of(std::uint8_t seed) {
    BoxKey key;
    key.bytes.fill(seed);
    return key;
}

inline Bytes genesis(const Keys& owner, const SignKey& server, std::vector<std::string> origins = {},
                     std::uint64_t time_ms = 1'000) {
    RosterRecord record;
    record.kind = RosterKind::genesis;
    record.position = 1;
    record.time_ms = time_ms;
    record.sign_key = owner.key;
    record.box_key = box_key_of(owner.key.bytes[0]);
    record.recovery.bytes.fill(9);
    record.server = server;
    record.origins = std::move(origins);
    record.signature = owner.sign("history roster 1", roster_message(record));
    return encode_record(record);
}

inline Bytes invite(const Keys& owner, const Roster& roster, const Keys& invited, Role role,
                    std::uint64_t expires_ms) {
    RosterRecord record;
    record.kind = RosterKind::invite;
    record.position = roster.position() + 1;
    record.previous = roster.head();
    record.time_ms = 2'000;
    record.author = device_id(owner.key);
    record.invite_key = invited.key;
    record.role = role;
    record.expires_ms = expires_ms;
    record.signature = owner.sign("history roster 1", roster_message(record));
    return encode_record(record);
}

inline Bytes join(const Roster& roster, const Keys& invited, const Keys& device) {
    RosterRecord record;
    record.kind = RosterKind::join;
    record.position = roster.position() + 1;
    record.previous = roster.head();
    record.time_ms = 3'000;
    record.invite_key = invited.key;
    record.sign_key = device.key;
    record.box_key = box_key_of(device.key.bytes[0]);
    record.signature = invited.sign("history roster 1", roster_message(record));
    record.second_signature = device.sign("history roster 1", roster_message(record));
    return encode_record(record);
}

inline Bytes revoke(const Keys& owner, const Roster& roster, const DeviceId& device, std::uint64_t cut_gpos) {
    RosterRecord record;
    record.kind = RosterKind::revoke;
    record.position = roster.position() + 1;
    record.previous = roster.head();
    record.time_ms = 4'000;
    record.author = device_id(owner.key);
    record.device = device;
    record.cut_gpos = cut_gpos;
    record.signature = owner.sign("history roster 1", roster_message(record));
    return encode_record(record);
}

// Writes envelopes and pushes as a device does, and keeps its numbers.
class Pen {
public:
    Pen(WorkspaceId workspace, const Keys& keys)
        : workspace_(workspace), keys_(keys), device_(device_id(keys.key)) {}

    const DeviceId& device() const { return device_; }
    std::uint64_t next_number() const { return number_ + 1; }
    const Hash& last_hash() const { return hash_; }

    // `begins`: the stream is new, the envelope carries its slot's hash and the push the slot.
    void envelope(Push& push, const StreamId& stream, bool begins, std::uint32_t length = 128) {
        EnvelopeHeader header;
        header.workspace_tag = workspace_tag(workspace_);
        header.stream = stream;
        header.device = device_;
        header.epoch = 1;
        header.number = ++numbers_[stream];
        header.length = length;
        header.first = begins;
        if (begins) {
            push.slots.emplace_back(slot_bytes, static_cast<std::uint8_t>(++salt_));
            header.slot_hash = slot_hash(push.slots.back());
        }
        Writer out;
        encode_header(out, header);
        out.raw(Bytes(Nonce::size + Hash::size + length, static_cast<std::uint8_t>(++salt_)));
        push.envelopes.push_back(out.take());
    }
    // Numbers and signs what holds envelopes already; accepted() once the server acknowledged it.
    void sign(Push& push) const {
        push.device = device_;
        push.number = number_ + 1;
        push.signature = keys_.sign("history push 1", push_message(workspace_, push, hash_));
    }
    void accepted(const Push& push) {
        hash_ = push_hash(push_message(workspace_, push, hash_), push.signature);
        number_ = push.number;
    }
    Push push(const StreamId& stream, bool begins, std::uint32_t length = 128) {
        Push made;
        envelope(made, stream, begins, length);
        sign(made);
        accepted(made);
        return made;
    }

private:
    WorkspaceId workspace_;
    Keys keys_;
    DeviceId device_;
    std::uint64_t number_ = 0;
    Hash hash_;
    std::map<StreamId, std::uint32_t> numbers_;
    std::uint32_t salt_ = 0;
};

inline message::DeviceHello hello(const message::ServerHello& challenge, const WorkspaceId& workspace,
                                  message::As as, const Keys& keys) {
    message::DeviceHello made;
    made.workspace = workspace;
    made.as = as;
    made.key = keys.key;
    made.signature = keys.sign("history hello 1", message::hello_message(challenge, made));
    return made;
}

}  // namespace history::testing
