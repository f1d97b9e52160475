// What goes out, from device and server. message_decode.cpp reads the same.
#include "core/wire/message.h"

namespace history::message {

namespace {
constexpr std::uint8_t entry_push = 1;
constexpr std::uint8_t entry_roster = 2;

Writer begin(Kind kind) {
    Writer out;
    out.u8(static_cast<std::uint8_t>(kind));
    return out;
}

void encode_server_hello(Writer& out, const ServerHello& message) {
    out.u8(message.version);
    out.id(message.server);
    out.id(message.nonce);
    out.u64(message.time_ms);
    out.u32(message.generation);
}

void encode_positions(Writer& out, const std::vector<std::uint64_t>& positions) {
    out.varint(positions.size());
    for (std::uint64_t position : positions) out.u64(position);
}
}  // namespace

Bytes hello_message(const ServerHello& server, const DeviceHello& device) {
    Writer out;
    encode_server_hello(out, server);
    out.id(device.workspace);
    out.u8(static_cast<std::uint8_t>(device.as));
    out.id(device.key);
    out.u64(device.cursor);
    out.u64(device.in_flight);
    out.id(device.in_flight_hash);
    return out.take();
}

Bytes encode(const ServerHello& message) {
    Writer out = begin(Kind::hello);
    encode_server_hello(out, message);
    return out.take();
}

Bytes encode(const DeviceHello& message) {
    Writer out = begin(Kind::hello);
    out.u8(message.version);
    out.id(message.workspace);
    out.u8(static_cast<std::uint8_t>(message.as));
    out.id(message.key);
    out.u64(message.cursor);
    out.u64(message.in_flight);
    out.id(message.in_flight_hash);
    out.id(message.signature);
    out.blob(message.record);
    out.id(message.admission);
    return out.take();
}

Bytes encode(const Welcome& message) {
    Writer out = begin(Kind::welcome);
    history::encode(out, message.head);
    out.u8(static_cast<std::uint8_t>(message.in_flight));
    out.u64(message.last_push);
    return out.take();
}

Bytes encode(const Push& message) {
    Writer out = begin(Kind::push);
    out.raw(encode_push(message));
    return out.take();
}

Bytes encode(const Ack& message) {
    Writer out = begin(Kind::ack);
    out.u64(message.push_number);
    out.u64(message.first_gpos);
    out.u64(message.time_ms);
    encode_positions(out, message.positions);
    history::encode(out, message.head);
    return out.take();
}

Bytes encode(const Pull& message) {
    Writer out = begin(Kind::pull);
    out.u64(message.after_gpos);
    return out.take();
}

Bytes encode(Kind batch_or_live, const Entries& message) {
    Writer out = begin(batch_or_live);
    out.varint(message.entries.size());
    for (const Entry& entry : message.entries) {
        out.u8(entry.roster ? entry_roster : entry_push);
        out.u64(entry.first_gpos);
        out.u64(entry.time_ms);
        if (!entry.roster) encode_positions(out, entry.positions);
        out.blob(entry.body);
    }
    history::encode(out, message.head);
    return out.take();
}

Bytes encode_roster(ByteView record) {
    Writer out = begin(Kind::roster);
    out.blob(record);
    return out.take();
}

Bytes encode_time(const SignedHead& head) {
    Writer out = begin(Kind::time);
    history::encode(out, head);
    return out.take();
}

// A device's question has ask and no bundle; the server's answer has ask and the bundle, which is never
// empty.
Bytes encode(const Bundle& message) {
    Writer out = begin(Kind::bundle);
    out.u8(message.ask ? 1 : 0);
    if (!message.ask) out.id(message.invite_key);
    if (!message.ask || !message.bundle.empty()) out.blob(message.bundle);
    return out.take();
}

Bytes encode(const Refusal& message) {
    Writer out = begin(Kind::error);
    out.u8(static_cast<std::uint8_t>(message.code));
    out.u8(static_cast<std::uint8_t>(message.about));
    out.u64(message.number);
    out.u32(message.index);
    out.text(message.sentence);
    out.blob(message.detail);
    return out.take();
}

Bytes encode(const GoAway& message) {
    Writer out = begin(Kind::goaway);
    out.u32(message.retry_after_ms);
    return out.take();
}

}  // namespace history::message
