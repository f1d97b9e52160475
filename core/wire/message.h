// What a session says. WebSocket, binary, one message a frame: kind u8, then the body. Lengths are checked before allocation;
// an unknown kind is answered with `error` and the connection closed.
//
//  server: hello     version u8, server key 32, nonce 32, time u64, generation u32
//  device: hello     version u8, workspace 32, as u8 (1 device, 2 invite, 3 genesis), key 32 (signing key of device or invite),
//                    cursor gpos u64, in flight u64 (push number, 0 = none), in flight hash 32, signature 64,
//                    record blob (as genesis: the genesis record; else empty), admission 32 (as genesis: admission_proof of
//                    the server's admission token; else, and without a token, zero)
//                    signed, domain "history hello 1": server hello body, workspace, as, key, cursor, in flight, in flight hash
//  server: welcome   head, in flight state u8 (0 none, 1 stored, 2 not stored), last push number of this device u64
//  device: pull      after gpos u64
//  server: batch     entries, head          in answer to pull; when it reaches the head the session is live from then on
//  server: live      entries, head          new entries, in gpos order, never with a gap to what this session got before
//  device: push      push (see push.h)
//  server: ack       push number u64, first gpos u64, time u64, count varint x pos u64, head    after fsync; the author's own
//                    entry: sent instead of `live`, in the same order, so that the author folds every leaf itself
//  device: roster    record blob            compare-and-swap append; answered by the entry in `live`, or `error`
//  device: bundle    0 u8, invite key 32, bundle blob    stored for one hand-out; sent before the invite record
//                    1 u8                                asks for it (session of the invite key)
//  server: bundle    1 u8, bundle blob
//  server: time      head                   at least once a minute, and when a session that fell behind must pull
//  either: error     code u8, about u8 (kind refused), number u64 (push number or roster position), index u32 (envelope),
//                    sentence text, detail blob (conflict: hash of the device's last envelope in this stream, or, with
//                    index no_envelope, of its last push; empty: another device began this stream first)
//  server: goaway    retry after ms u32
//  slots, prove, proof, erased come with erasure and healing.
//
// entries := count varint x entry
// entry   := kind u8, first gpos u64, time u64, then
//    push (1):   count varint x pos u64, push blob (slots put back by the server)
//    roster (2): record blob; pos = its roster position
#pragma once
#include <variant>

#include "core/wire/push.h"
#include "core/wire/roster.h"

namespace history::message {

enum class Kind : std::uint8_t {
    hello = 1,
    welcome = 2,
    push = 3,
    ack = 4,
    pull = 5,
    batch = 6,
    live = 7,
    roster = 8,
    bundle = 9,
    slots = 10,
    prove = 11,
    proof = 12,
    erased = 13,
    time = 14,
    error = 15,
    goaway = 16,
};

struct ServerHello {
    std::uint8_t version = 1;
    SignKey server;
    Hash nonce;
    std::uint64_t time_ms = 0;
    std::uint32_t generation = 1;
};

enum class As : std::uint8_t { device = 1, invite = 2, genesis = 3 };

struct DeviceHello {
    std::uint8_t version = 1;
    WorkspaceId workspace;
    As as = As::device;
    SignKey key;
    std::uint64_t cursor = 0;
    std::uint64_t in_flight = 0;
    Hash in_flight_hash;
    Signature signature;
    Bytes record;
    Hash admission;
};
Bytes hello_message(const ServerHello& server, const DeviceHello& device);  // the bytes under the signature

enum class InFlight : std::uint8_t { none = 0, stored = 1, not_stored = 2 };

struct Welcome {
    SignedHead head;
    InFlight in_flight = InFlight::none;
    std::uint64_t last_push = 0;
};

struct Entry {
    bool roster = false;
    std::uint64_t first_gpos = 0;
    std::uint64_t time_ms = 0;
    std::vector<std::uint64_t> positions;  // push: one per envelope; roster: one
    Bytes body;                            // encoded push or record
};

struct Entries {  // batch and live
    std::vector<Entry> entries;
    SignedHead head;
};

struct Ack {
    std::uint64_t push_number = 0;
    std::uint64_t first_gpos = 0;
    std::uint64_t time_ms = 0;
    std::vector<std::uint64_t> positions;
    SignedHead head;
};

struct Pull {
    std::uint64_t after_gpos = 0;
};

struct Bundle {
    bool ask = false;
    SignKey invite_key;
    Bytes bundle;
};

inline constexpr std::uint32_t no_envelope =
    0xffffffff;  // index of a refusal: no single envelope, the push itself

struct Refusal {  // message `error`
    Errc code = Errc::corrupt;
    Kind about = Kind::error;
    std::uint64_t number = 0;
    std::uint32_t index = 0;
    std::string sentence;
    Bytes detail;
};

struct GoAway {
    std::uint32_t retry_after_ms = 0;
};

Bytes encode(const ServerHello& message);
Bytes encode(const DeviceHello& message);
Bytes encode(const Welcome& message);
Bytes encode(const Push& message);
Bytes encode(const Ack& message);
Bytes encode(const Pull& message);
Bytes encode(Kind batch_or_live, const Entries& message);
Bytes encode_roster(ByteView record);
Bytes encode_time(const SignedHead& head);
Bytes encode(const Bundle& message);
Bytes encode(const Refusal& message);
Bytes encode(const GoAway& message);

struct Batch : Entries {};
struct Live : Entries {};
struct RosterAppend {
    Bytes record;
};
struct Time {
    SignedHead head;
};

using FromDevice = std::variant<DeviceHello, Push, Pull, RosterAppend, Bundle, Refusal>;
using FromServer = std::variant<ServerHello, Welcome, Batch, Live, Ack, Bundle, Time, Refusal, GoAway>;
Result<FromDevice> decode_from_device(
    ByteView bytes);  // Errc::limit, Errc::unsupported (unknown kind), Errc::corrupt
Result<FromServer> decode_from_server(ByteView bytes);

}  // namespace history::message
