// A whole call from its legs: the fields leg/<id> of one item (columns in native/connectors/item.h). Pure;
// the order in which the legs are given does not matter.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace history {

enum class CallDirection : std::uint8_t {
    none,
    in,
    out
};  // none: colleagues among themselves, or it cannot be told

struct Call {
    std::uint64_t start_ms = 0;   // of the first leg, ms since 1970 UTC; 0 = no leg could be read
    std::uint64_t answer_ms = 0;  // when a person first answered; 0 = nobody did
    std::uint64_t end_ms = 0;     // of the last leg
    std::uint64_t billed_s = 0;   // talked, all answered legs together
    CallDirection direction = CallDirection::none;
    bool answered = false;
    std::string peer;       // the outside number as the exchange wrote it
    std::string colleague;  // extension that spoke last (it knows what was promised); of an attempt of ours,
                            // who dialled
    std::string queue;
    std::string recording;   // of the first leg that has one
    std::uint32_t legs = 0;  // how many could be read
};

Call whole_call(std::span<const std::string_view> legs);

}  // namespace history
