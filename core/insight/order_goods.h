// What two documents of one order have alike: goods, sum, words. Inside of order.cpp and order_groups.cpp.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/insight/catalogue.h"
#include "core/insight/money.h"
#include "core/model/state.h"

namespace history {

struct OrderLine {
    std::string sku;        // of the catalogue when it knows the goods, else folded as the source wrote it
    std::string_view name;  // as the source wrote it
    std::int64_t thousandths = 0;  // of a quantity; 0 when it is no number
    std::int64_t sum_minor = 0;
};
std::vector<OrderLine> order_lines(const Entity& item, const Catalogue* catalogue);

// Documents that share a key are candidates: by goods ("2 of A, 1 of B") when both have lines.
struct AlikeKeys {
    bool lines = false;
    std::vector<std::string> goods;  // by sku, by name: equal when what was ordered is
    std::vector<std::string> loose;  // product, sum, words: for a document without lines
};
AlikeKeys alike_keys(const Entity& item, const Money& total, const Catalogue* catalogue);

// The key under which a number of an order is compared: letters' case, blanks and a leading # or № do not matter.
std::string order_number_key(std::string_view number);
// The words of a text that could be such a number, as keys: five signs at least, a digit among them. The first 4 KiB.
std::vector<std::string> numbers_in(std::string_view text);

}  // namespace history
