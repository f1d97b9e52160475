#include "native/connectors/order_lines.h"

#include "native/connectors/decimal.h"

namespace history::connectors {

std::optional<std::int64_t> line_sum(const OrderLine& line) {
    constexpr int places = 3;  // of a quantity: grams of a kilogram
    const auto quantity = decimal(line.quantity.empty() ? "1" : line.quantity, places);
    if (!quantity || !line.price_minor) return std::nullopt;
    return multiply_rounded(*line.price_minor, *quantity, places);
}

void put_line(Item& item, std::size_t n, const OrderLine& line) {
    const auto text = [](const std::optional<std::int64_t>& amount) {
        return amount ? std::to_string(*amount) : std::string();
    };
    put(item, "line/" + std::to_string(n),
        columns({line.sku, line.name, line.quantity.empty() ? "1" : line.quantity, text(line.price_minor),
                 text(line_sum(line)), line.currency}));
}

void SummedLines::add(const OrderLine& line) {
    if (!bound_.takes()) {
        whole_ = false;
        return;
    }
    put_line(item_, bound_.taken(), line);
    const auto sum = line_sum(line);
    whole_ = whole_ && sum && (currency_.empty() || currency_ == line.currency);
    currency_ = line.currency;
    // Bounded by 9 digits of price and quantity each; an order of many lines must not run over either.
    if (whole_ && __builtin_add_overflow(total_, *sum, &total_)) whole_ = false;
}

void SummedLines::put_total() {
    if (whole_ && bound_.taken() > 0) put(item_, "total", std::to_string(total_) + ' ' + currency_);
}

}  // namespace history::connectors
