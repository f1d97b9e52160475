#include "native/connectors/order_lines.h"

#include "native/connectors/decimal.h"

namespace history::connectors {

std::optional<std::int64_t> line_sum(const OrderLine& line) {
    constexpr int places = 3;  // of a quantity: grams of a kilogram
    const auto quantity = decimal(line.quantity.empty() ? "1" : line.quantity, places);
    if (!quantity || !line.price_minor) return std::nullopt;
    return multiply_rounded(*line.price_minor, *quantity, places);
}

void put_line(Item& item, int n, const OrderLine& line) {
    const auto text = [](const std::optional<std::int64_t>& amount) {
        return amount ? std::to_string(*amount) : std::string();
    };
    put(item, "line/" + std::to_string(n),
        columns({line.sku, line.name, line.quantity.empty() ? "1" : line.quantity, text(line.price_minor),
                 text(line_sum(line)), line.currency}));
}

}  // namespace history::connectors
