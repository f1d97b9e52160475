// The rows a replica keeps in its storage (the table stands at the top of replica.h): keys and values, both ways.
#pragma once
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/port/ports.h"
#include "core/wire/merkle.h"

namespace history::rows {

std::string head_key();
std::string push_key();
std::string roster_key(std::uint64_t position);
std::string stream_key(const StreamId& stream);
std::string journal_key(const StreamId& stream, std::uint64_t pos);
std::string outbox_key(std::uint64_t seq);
Result<std::uint64_t> outbox_seq(std::string_view key);  // the inverse
std::string former_key(const DeviceId& device);          // its value: outbox_key() of the last one taken
std::string index_key(const StreamId& stream);
std::string signature_key(const StreamId& stream);
std::string end_of(std::string_view prefix);  // first key after all keys that begin with it

struct Chain {  // per device: its last accepted push
    std::uint64_t number = 0;
    Hash hash;
};

struct Head {
    Frontier frontier;       // its count is the cursor
    SignedHead signed_head;  // last one verified
    std::map<DeviceId, Chain> chains;
    std::uint64_t next_counter = 1;  // local count of deltas: (device, counter) is a delta's id
    std::uint64_t next_seq = 1;      // of the outbox
    std::uint64_t leaf_time_ms = 0;  // of the last leaf: server time never goes back
    std::uint64_t clock_ms = 0;      // of the hybrid clock, own claims included
    std::uint16_t clock_counter = 0;
    std::uint64_t observed_ms =
        0;  // largest effective time merged: where the clock returns when nothing is unsent
    bool trusted_seen = false;  // the root that came with the invite was met
};
std::string encode(const Head& head);
Result<Head> decode_head(std::string_view value);

struct Stream {
    Bytes slot;                  // empty: none known
    std::uint64_t last_pos = 0;  // in the log
    std::uint64_t first_gpos = 0;
    std::uint32_t own_number = 0;  // last envelope number this device gave out, acknowledged or not
    std::vector<std::pair<DeviceId, std::uint32_t>> numbers;  // last number per device in the log
    Bytes record;  // directory record, sealed for this device; empty: stale, recompute
    std::uint32_t number_of(const DeviceId& device) const;
    void set_number(const DeviceId& device, std::uint32_t number);
};
std::string encode(const Stream& stream);
Result<Stream> decode_stream(std::string_view value);

// Streams whose words were only journaled, as far as they came: in a few long rows, for a row each would be half of what a device
// writes that is far behind. What a stream's own row says of a later position stands.
std::string advance_key(std::uint64_t gpos, std::uint8_t part);
std::vector<std::string> encode_advances(const std::vector<std::pair<StreamId, const Stream*>>& streams);
Result<> take_advances(std::string_view value, const std::function<Stream*(const StreamId&)>& stream_of,
                       const std::function<void(const StreamId&)>& came_further);

struct JournalRow {
    std::uint64_t gpos = 0;
    std::uint64_t time_ms = 0;
    ByteView envelope;
};
std::string encode_journal(std::uint64_t gpos, std::uint64_t time_ms, ByteView envelope);
Result<JournalRow> decode_journal(std::string_view value);

struct RosterRow {
    std::uint64_t gpos = 0;
    std::uint64_t time_ms = 0;
    ByteView record;
};
inline std::string encode_roster_row(std::uint64_t gpos, std::uint64_t time_ms, ByteView record) {
    return encode_journal(gpos, time_ms, record);
}

struct Outgoing {
    StreamId stream;
    std::uint32_t deltas = 0;
    Bytes envelope;
    Bytes slot;  // of a stream's first envelope
};
std::string encode(const Outgoing& outgoing);
Result<Outgoing> decode_outgoing(std::string_view value);

struct InFlight {  // the push in flight
    std::uint64_t number = 0;
    Hash hash;
    std::uint64_t first_seq = 0;
    std::uint64_t last_seq = 0;
    Bytes push;  // encoded, byte for byte
};
std::string encode(const InFlight& push);
Result<InFlight> decode_in_flight(std::string_view value);

}  // namespace history::rows
