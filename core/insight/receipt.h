// A whole receipt (or order) from its lines: the fields line/<id> of one item (columns in
// native/connectors/item.h). Pure; the order in which the lines are given does not matter.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace history {

struct ReceiptLine {
    std::string sku, name;
    std::string quantity;          // as the source wrote it: "2", "-1", "0.350"
    std::int64_t price_minor = 0;  // of one
    std::int64_t sum_minor = 0;
    std::string currency;  // ISO 4217, may be empty
};

struct Receipt {
    std::vector<ReceiptLine> lines;  // by name, then sku
    std::int64_t total_minor = 0;    // below zero for a return; meaningless when `mixed`
    std::string currency;            // of all lines
    bool mixed = false;  // lines in several currencies, or a sum beyond 18 digits: there is no total
};

Receipt whole_receipt(std::span<const std::string_view> lines);

}  // namespace history
