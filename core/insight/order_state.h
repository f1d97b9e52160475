// What the states of orders and parcels mean: every source has its own words for them.
#pragma once
#include <cstdint>
#include <string_view>

namespace history {

enum class OrderStage : std::uint8_t { open, paid, sent, ready, done, returned, cancelled };
std::string_view order_stage_name(OrderStage stage);
inline bool final_stage(OrderStage stage) {
    return stage >= OrderStage::done;
}

// The stage that a source's word tells of: Russian, Kazakh and English words, codes of Kaspi, Satu, 1C, Shopify, couriers; `open`
// for words that tell of no other.
OrderStage order_stage_of(std::string_view word);

}  // namespace history
