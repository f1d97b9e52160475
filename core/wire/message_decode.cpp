// What comes in, at device and server: every length is checked before anything is allocated for it.
#include <algorithm>

#include "core/wire/message.h"

namespace history::message {

namespace {
constexpr std::uint8_t entry_push = 1;
constexpr std::uint8_t entry_roster = 2;
constexpr std::size_t record_position_at = 2;  // in a roster record: after version and kind
constexpr std::size_t sentence_bytes_max = 1024;
constexpr std::size_t detail_bytes_max = 4096;

Bytes copy(ByteView bytes) {
    return {bytes.begin(), bytes.end()};
}

std::vector<std::uint64_t> decode_positions(Reader& in) {
    std::vector<std::uint64_t> positions;
    const std::uint64_t count = in.varint();
    if (count > limits::envelopes_per_push_max || count * 8 > in.left()) {
        in.raw(in.left() + 1);  // the count lies: the reader fails
        return positions;
    }
    for (std::uint64_t i = 0; i < count; ++i) positions.push_back(in.u64());
    return positions;
}

Error corrupt(std::string_view name) {
    return fail(Errc::corrupt,
                "The message `" + std::string(name) + "` is cut short or does not follow its format.");
}

template <class Message>
Result<FromDevice> whole_device(const Reader& in, std::string_view name, Message message) {
    if (!in.at_end()) return corrupt(name);
    return FromDevice(std::move(message));
}

template <class Message>
Result<FromServer> whole_server(const Reader& in, std::string_view name, Message message) {
    if (!in.at_end()) return corrupt(name);
    return FromServer(std::move(message));
}

Refusal decode_refusal(Reader& in) {
    Refusal message;
    const std::uint8_t code = in.u8();
    message.code =
        code >= 1 && code <= static_cast<std::uint8_t>(Errc::alarm) ? static_cast<Errc>(code) : Errc::corrupt;
    message.about = static_cast<Kind>(in.u8());
    message.number = in.u64();
    message.index = in.u32();
    message.sentence = in.text().substr(0, sentence_bytes_max);
    const ByteView detail = in.blob();
    message.detail = copy(detail.first(std::min(detail.size(), detail_bytes_max)));
    return message;
}

DeviceHello decode_device_hello(Reader& in) {
    DeviceHello message;
    message.version = in.u8();
    message.workspace = in.id<WorkspaceId>();
    message.as = static_cast<As>(in.u8());
    message.key = in.id<SignKey>();
    message.cursor = in.u64();
    message.in_flight = in.u64();
    message.in_flight_hash = in.id<Hash>();
    message.signature = in.id<Signature>();
    message.record = copy(in.blob());
    message.admission = in.id<Hash>();
    return message;
}

ServerHello decode_server_hello(Reader& in) {
    ServerHello message;
    message.version = in.u8();
    message.server = in.id<SignKey>();
    message.nonce = in.id<Hash>();
    message.time_ms = in.u64();
    message.generation = in.u32();
    return message;
}

bool decode_entry(Reader& in, Entry& entry) {
    const std::uint8_t kind = in.u8();
    entry.first_gpos = in.u64();
    entry.time_ms = in.u64();
    if (kind == entry_push) {
        entry.positions = decode_positions(in);
        entry.body = copy(in.blob());
    } else if (kind == entry_roster) {
        entry.roster = true;
        entry.body = copy(in.blob());
        if (entry.body.size() > limits::roster_record_bytes_max || entry.body.size() < record_position_at + 8)
            return false;
        entry.positions = {Reader(ByteView(entry.body).subspan(record_position_at)).u64()};
    } else {
        return false;
    }
    return in.ok() && !entry.positions.empty();
}

template <class Message>
Result<FromServer> decode_entries(Reader& in, std::string_view name) {
    constexpr std::size_t smallest_entry = 1 + 8 + 8 + 1;
    Message message;
    const std::uint64_t count = in.varint();
    if (count > in.left() / smallest_entry) return corrupt(name);
    for (std::uint64_t i = 0; i < count; ++i) {
        Entry entry;
        if (!decode_entry(in, entry)) return corrupt(name);
        message.entries.push_back(std::move(entry));
    }
    message.head = decode_head(in);
    return whole_server(in, name, std::move(message));
}

Error too_large() {
    return fail(Errc::limit, "A message is larger than a message may be.");
}
Error unknown_kind() {
    return fail(Errc::unsupported, "A message is of an unknown kind.");
}
}  // namespace

Result<FromDevice> decode_from_device(ByteView bytes) {
    if (bytes.size() > limits::message_bytes_max) return too_large();
    Reader in(bytes);
    const Kind kind = static_cast<Kind>(in.u8());
    switch (kind) {
        case Kind::hello: {
            DeviceHello message = decode_device_hello(in);
            if (message.as < As::device || message.as > As::genesis) return corrupt("hello");
            if (message.record.size() > limits::roster_record_bytes_max) return too_large();
            return whole_device(in, "hello", std::move(message));
        }
        case Kind::push: {
            TRY_ASSIGN(push, decode_push(in.raw(in.left())));
            return FromDevice(std::move(push));
        }
        case Kind::pull:
            return whole_device(in, "pull", Pull{in.u64()});
        case Kind::roster: {
            const ByteView record = in.blob();
            if (record.size() > limits::roster_record_bytes_max) return too_large();
            return whole_device(in, "roster", RosterAppend{copy(record)});
        }
        case Kind::bundle: {
            Bundle message;
            const std::uint8_t ask = in.u8();
            if (ask > 1) return corrupt("bundle");
            message.ask = ask == 1;
            if (!message.ask) {
                message.invite_key = in.id<SignKey>();
                const ByteView bundle = in.blob();
                if (bundle.size() > limits::bundle_bytes_max) return too_large();
                message.bundle = copy(bundle);
            }
            return whole_device(in, "bundle", std::move(message));
        }
        case Kind::error: {
            Refusal message = decode_refusal(in);
            return whole_device(in, "error", std::move(message));
        }
        default:
            return unknown_kind();
    }
}

Result<FromServer> decode_from_server(ByteView bytes) {
    if (bytes.size() > limits::message_bytes_max) return too_large();
    Reader in(bytes);
    const Kind kind = static_cast<Kind>(in.u8());
    switch (kind) {
        case Kind::hello: {
            ServerHello message = decode_server_hello(in);
            return whole_server(in, "hello", message);
        }
        case Kind::welcome: {
            Welcome message;
            message.head = decode_head(in);
            const std::uint8_t in_flight = in.u8();
            if (in_flight > static_cast<std::uint8_t>(InFlight::not_stored)) return corrupt("welcome");
            message.in_flight = static_cast<InFlight>(in_flight);
            message.last_push = in.u64();
            return whole_server(in, "welcome", message);
        }
        case Kind::batch:
            return decode_entries<Batch>(in, "batch");
        case Kind::live:
            return decode_entries<Live>(in, "live");
        case Kind::ack: {
            Ack message;
            message.push_number = in.u64();
            message.first_gpos = in.u64();
            message.time_ms = in.u64();
            message.positions = decode_positions(in);
            message.head = decode_head(in);
            if (message.positions.empty()) return corrupt("ack");
            return whole_server(in, "ack", std::move(message));
        }
        case Kind::bundle: {
            Bundle message;
            message.ask = true;
            if (in.u8() != 1) return corrupt("bundle");
            const ByteView bundle = in.blob();
            if (bundle.size() > limits::bundle_bytes_max) return too_large();
            message.bundle = copy(bundle);
            return whole_server(in, "bundle", std::move(message));
        }
        case Kind::time: {
            Time message;
            message.head = decode_head(in);
            return whole_server(in, "time", message);
        }
        case Kind::error: {
            Refusal message = decode_refusal(in);
            return whole_server(in, "error", std::move(message));
        }
        case Kind::goaway:
            return whole_server(in, "goaway", GoAway{in.u32()});
        default:
            return unknown_kind();
    }
}

}  // namespace history::message
