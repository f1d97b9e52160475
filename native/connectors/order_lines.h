// Lines of an order that a source writes as JSON: line/<n> and their sum.
#pragma once
#include "native/connectors/bodies.h"

namespace history::connectors {

struct OrderLine {
    std::string sku, name;
    std::string quantity;  // as the source wrote it; empty counts as 1
    std::optional<std::int64_t> price_minor;
    std::string currency;  // ISO 4217
};

// Adds line/<n> with n from 1. An amount that cannot be told stays empty.
void put_line(Item& item, int n, const OrderLine& line);

// price times quantity, exactly, half away from zero.
std::optional<std::int64_t> line_sum(const OrderLine& line);

}  // namespace history::connectors
