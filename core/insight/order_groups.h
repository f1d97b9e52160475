// Which documents are one order (rules in order.h). Inside of order.cpp.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/insight/order.h"
#include "core/insight/order_goods.h"

namespace history {

struct OrderDocument {
    const Entity* item = nullptr;
    std::uint64_t at_ms = 0;
    bool receipt = false;
    bool staff = false;          // of channel notes: people enter it again
    std::string account;         // channel and account
    std::string number, refers;  // keys; a receipt's own number is no order's
    std::string till_number;     // of a receipt
    Money total;
    AlikeKeys alike;
};

// Which numbers name which documents, and which are known by their key. Documents are in order of time and key.
struct OrderNames {
    std::unordered_map<std::string, std::vector<std::uint32_t>> numbers;  // number or refers
    std::unordered_map<std::string, std::vector<std::uint32_t>> receipts;
    std::unordered_map<std::string_view, std::uint32_t> keys;
};

// The group of each document: the index of its first one. `never`: pairs that people divided.
std::vector<std::uint32_t> order_groups(const std::vector<OrderDocument>& documents, const OrderNames& names,
                                        std::span<const std::pair<std::uint32_t, std::uint32_t>> one,
                                        std::span<const std::pair<std::uint32_t, std::uint32_t>> never);

// `refers_to` as an item's key; empty when it is none.
std::string refers_to_key(const Entity& item);

}  // namespace history
