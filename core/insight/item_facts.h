// What an item of any source is, read from its fields: when, which way, whether it waits for an answer or is one.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "core/insight/call.h"
#include "core/model/state.h"

namespace history {

enum class Direction : std::uint8_t { none, in, out };

struct ItemFacts {
    std::string_view channel, account, native;  // into the entity's key
    std::string_view kind;
    bool arrived = false;     // false: only a status, edit or reaction so far; the item itself has not come
    std::uint64_t at_ms = 0;  // 0: its source gave no time
    Direction direction = Direction::none;
    bool bot = false;
    bool noise = false;  // visits and events of a site, sends that are only planned: never the last word
    bool needs_answer =
        false;  // inbound message, mail or request of a person, or a missed call (not a comment: the
                // whole street answers)
    bool answers = false;      // our message or mail that a person wrote, or an answered call
    std::optional<Call> call;  // kind `call`
};

std::uint64_t time_of_item(const Entity& item);  // at_ms alone: of all items, where only some are shown
ItemFacts item_facts(const Entity& item);
std::string_view text_of_item(
    const Entity& item);  // the words as they stand after edits; empty when deleted or none
std::string item_id_of(std::string_view item_key);  // 32 hex digits, as slices name items
std::uint64_t number_of(std::string_view decimal);  // 0 when it is none or above 18 digits

}  // namespace history
