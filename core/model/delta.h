// Deltas: the ops of one change under one timestamp. 1 to 256 of them, of one device, are the plaintext of an envelope.
//
// body := format u8 (= 1), first counter varint (local count of the first delta; the rest follow without gaps), base ms varint,
//         count varint, count x delta
// delta := ms zigzag varint (to the one before), counter varint, colleague string, entities varint, entities x entity
// entity := kind u8, key, shape, then for each field of the shape: its suffix, its value
// key := prefix string (up to and with the last unit separator; items: channel and account), same varint (leading bytes shared
//        with the rest of the last key of this prefix), rest text
// shape := 0 + fields varint + fields x name (which becomes shape 1, 2 ... of this body), or its number       rows repeat
// name := code*4 + suffix varint     code 0: a string follows; suffix 0 none, 1 `@` time, 2 `@` text, 3 `/` text
// value := h varint: h%4 = 0 text of h/4 bytes follows; 1 the decimal number h/4; 2 the dictionary's value h/4;
//          3 a time in ms, zigzag h/4 to the last time of this body             the shortest that fits is the only one accepted
// time := zigzag varint to the last time of this body (base ms at first)
// string := 0 + text (which becomes string 1, 2 ... of this body), or its number      channels, accounts, colleagues repeat
#pragma once
#include <string>
#include <vector>

#include "core/model/entity.h"
#include "core/model/timestamp.h"

namespace history {

struct Op {  // "field of entity became value"
    EntityKind kind = EntityKind::item;
    std::string key;
    std::string field;
    std::string value;
};

struct Delta {
    Timestamp at;
    std::uint64_t counter =
        0;  // local count of the device over all its streams: (device, counter) is the delta's id
    std::string colleague;  // who; empty for a connector
    std::vector<Op> ops;    // atomic; ops of one entity stand together
};

inline constexpr std::size_t value_bytes_max =
    32 * 1024;  // longer values are split into fields name/0..n by their author

Bytes encode_deltas(const std::vector<Delta>& deltas);  // 1 to 256, consecutive counters, one device
Result<std::vector<Delta>> decode_deltas(ByteView body, const DeviceId& device);

}  // namespace history
