// Lines of an order that a source writes as JSON: line/<n> and their sum.
#pragma once
#include "native/connectors/bodies.h"
#include "native/connectors/list_bound.h"

namespace history::connectors {

struct OrderLine {
    std::string sku, name;
    std::string quantity;  // as the source wrote it; empty counts as 1
    std::optional<std::int64_t> price_minor;
    std::string currency;  // ISO 4217
};

// Adds line/<n> with n from 1. An amount that cannot be told stays empty.
void put_line(Item& item, std::size_t n, const OrderLine& line);

// Lines of an order that has no total of its own: line/<n> one after another, and their sum as `total` where every line of
// it was read, has an amount, and is in one currency.
class SummedLines {
public:
    explicit SummedLines(Item& item) : item_(item), bound_(item, "line", line_limit) {}
    void add(const OrderLine& line);  // what is over line_limit is left out, and the total with it
    void put_total();

private:
    Item& item_;
    ListBound bound_;
    std::int64_t total_ = 0;
    std::string currency_;
    bool whole_ = true;
};

// price times quantity, exactly, half away from zero.
std::optional<std::int64_t> line_sum(const OrderLine& line);

}  // namespace history::connectors
