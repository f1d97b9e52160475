#include "core/replica/rows.h"

#include <algorithm>

namespace history::rows {

namespace {
std::string with_big_endian(std::string key, std::uint64_t number) {
    for (int shift = 56; shift >= 0; shift -= 8) key.push_back(static_cast<char>(number >> shift));
    return key;
}
std::string text(Writer& out) {
    return std::string(text_of(out.view()));
}
Bytes owned(ByteView view) {
    return Bytes(view.begin(), view.end());
}
Error damaged() {
    return fail(Errc::corrupt, "A row of this device's storage is damaged.");
}
}  // namespace

std::string head_key() {
    return "h";
}
std::string push_key() {
    return "p";
}
std::string roster_key(std::uint64_t position) {
    return with_big_endian("r", position);
}
std::string stream_key(const StreamId& stream) {
    return std::string("s").append(text_of(stream.view()));
}
std::string journal_key(const StreamId& stream, std::uint64_t pos) {
    return with_big_endian(std::string("j").append(text_of(stream.view())), pos);
}
std::string advance_key(std::uint64_t gpos, std::uint8_t part) {
    std::string key = with_big_endian("a", gpos);
    key.push_back(static_cast<char>(part));
    return key;
}
std::string outbox_key(std::uint64_t seq) {
    return with_big_endian("o", seq);
}
Result<std::uint64_t> outbox_seq(std::string_view key) {
    if (key.size() != 9 || key[0] != 'o')
        return fail(Errc::corrupt, "An outbox row of this device's storage is damaged.");
    std::uint64_t seq = 0;
    for (std::size_t i = 1; i < key.size(); ++i) seq = seq << 8 | static_cast<unsigned char>(key[i]);
    return seq;
}
std::string former_key(const DeviceId& device) {
    return std::string("f").append(text_of(device.view()));
}
std::string index_key(const StreamId& stream) {
    return std::string("x").append(text_of(stream.view()));
}
std::string signature_key(const StreamId& stream) {
    return std::string("y").append(text_of(stream.view()));
}

std::string end_of(std::string_view prefix) {
    std::string end(prefix);
    while (!end.empty() && static_cast<unsigned char>(end.back()) == 0xFF) end.pop_back();
    if (!end.empty()) end.back() = static_cast<char>(end.back() + 1);
    return end;
}

std::string encode(const Head& head) {
    Writer out;
    out.u8(1);
    out.blob(head.frontier.encode());
    history::encode(out, head.signed_head);
    out.varint(head.chains.size());
    for (const auto& [device, chain] : head.chains) {
        out.id(device);
        out.u64(chain.number);
        out.id(chain.hash);
    }
    out.varint(head.next_counter);
    out.varint(head.next_seq);
    out.varint(head.leaf_time_ms);
    out.varint(head.clock_ms);
    out.u16(head.clock_counter);
    out.varint(head.observed_ms);
    out.u8(head.trusted_seen ? 1 : 0);
    return text(out);
}

Result<Head> decode_head(std::string_view value) {
    Reader in(bytes_of(value));
    Head head;
    if (in.u8() != 1) return damaged();
    const ByteView frontier = in.blob();
    if (!in.ok()) return damaged();
    TRY_ASSIGN(decoded, Frontier::decode(frontier));
    head.frontier = decoded;
    head.signed_head = history::decode_head(in);
    const std::uint64_t chains = in.varint();
    for (std::uint64_t i = 0; i < chains && in.ok(); ++i) {
        const DeviceId device = in.id<DeviceId>();
        Chain chain;
        chain.number = in.u64();
        chain.hash = in.id<Hash>();
        head.chains[device] = chain;
    }
    head.next_counter = in.varint();
    head.next_seq = in.varint();
    head.leaf_time_ms = in.varint();
    head.clock_ms = in.varint();
    head.clock_counter = in.u16();
    head.observed_ms = in.varint();
    head.trusted_seen = in.u8() == 1;
    if (!in.at_end()) return damaged();
    return head;
}

std::uint32_t Stream::number_of(const DeviceId& device) const {
    for (const auto& [one, number] : numbers)
        if (one == device) return number;
    return 0;
}

void Stream::set_number(const DeviceId& device, std::uint32_t number) {
    for (auto& [one, last] : numbers)
        if (one == device) {
            last = number;
            return;
        }
    numbers.emplace_back(device, number);
}

namespace {
void encode_numbers(Writer& out, const Stream& stream) {
    out.varint(stream.own_number);
    out.varint(stream.numbers.size());
    for (const auto& [device, number] : stream.numbers) {
        out.id(device);
        out.varint(number);
    }
}

void decode_numbers(Reader& in, Stream& stream) {
    stream.own_number = static_cast<std::uint32_t>(in.varint());
    const std::uint64_t devices = in.varint();
    for (std::uint64_t i = 0; i < devices && in.ok(); ++i) {
        const DeviceId device = in.id<DeviceId>();
        stream.numbers.emplace_back(device, static_cast<std::uint32_t>(in.varint()));
    }
}
}  // namespace

std::string encode(const Stream& stream) {
    Writer out;
    out.blob(stream.slot);
    out.varint(stream.last_pos);
    out.varint(stream.first_gpos);
    encode_numbers(out, stream);
    out.blob(stream.record);
    return text(out);
}

Result<Stream> decode_stream(std::string_view value) {
    Reader in(bytes_of(value));
    Stream stream;
    stream.slot = owned(in.blob());
    stream.last_pos = in.varint();
    stream.first_gpos = in.varint();
    decode_numbers(in, stream);
    stream.record = owned(in.blob());
    if (!in.at_end()) return damaged();
    return stream;
}

std::vector<std::string> encode_advances(const std::vector<std::pair<StreamId, const Stream*>>& streams) {
    constexpr std::size_t row_bytes = 40 * 1024;  // longer ones are files of their own in a browser
    std::vector<std::string> parts;
    Writer out;
    for (std::size_t i = 0; i < streams.size(); ++i) {
        const Stream& stream = *streams[i].second;
        out.id(streams[i].first);
        out.varint(stream.last_pos);
        encode_numbers(out, stream);
        if (out.view().size() <= row_bytes && i + 1 < streams.size()) continue;
        parts.push_back(text(out));
        out = {};
    }
    return parts;
}

Result<> take_advances(std::string_view value, const std::function<Stream*(const StreamId&)>& stream_of,
                       const std::function<void(const StreamId&)>& came_further) {
    Reader in(bytes_of(value));
    while (in.ok() && !in.at_end()) {
        const StreamId id = in.id<StreamId>();
        Stream came;
        came.last_pos = in.varint();
        decode_numbers(in, came);
        Stream* const stream = in.ok() ? stream_of(id) : nullptr;
        if (!stream) return damaged();
        if (came.last_pos <= stream->last_pos) continue;
        stream->last_pos = came.last_pos;
        stream->own_number = std::max(stream->own_number, came.own_number);
        stream->numbers = std::move(came.numbers);
        came_further(id);
    }
    return in.ok() ? Result<>{} : damaged();
}

std::string encode_journal(std::uint64_t gpos, std::uint64_t time_ms, ByteView envelope) {
    Writer out;
    out.u64(gpos);
    out.u64(time_ms);
    out.raw(envelope);
    return text(out);
}

Result<JournalRow> decode_journal(std::string_view value) {
    Reader in(bytes_of(value));
    JournalRow row;
    row.gpos = in.u64();
    row.time_ms = in.u64();
    if (!in.ok()) return damaged();
    row.envelope = in.raw(in.left());
    return row;
}

std::string encode(const Outgoing& outgoing) {
    Writer out;
    out.id(outgoing.stream);
    out.varint(outgoing.deltas);
    out.blob(outgoing.envelope);
    out.blob(outgoing.slot);
    return text(out);
}

Result<Outgoing> decode_outgoing(std::string_view value) {
    Reader in(bytes_of(value));
    Outgoing outgoing;
    outgoing.stream = in.id<StreamId>();
    outgoing.deltas = static_cast<std::uint32_t>(in.varint());
    outgoing.envelope = owned(in.blob());
    outgoing.slot = owned(in.blob());
    if (!in.at_end()) return damaged();
    return outgoing;
}

std::string encode(const InFlight& push) {
    Writer out;
    out.u64(push.number);
    out.id(push.hash);
    out.u64(push.first_seq);
    out.u64(push.last_seq);
    out.raw(push.push);
    return text(out);
}

Result<InFlight> decode_in_flight(std::string_view value) {
    Reader in(bytes_of(value));
    InFlight push;
    push.number = in.u64();
    push.hash = in.id<Hash>();
    push.first_seq = in.u64();
    push.last_seq = in.u64();
    if (!in.ok()) return damaged();
    push.push = owned(in.raw(in.left()));
    return push;
}

}  // namespace history::rows
