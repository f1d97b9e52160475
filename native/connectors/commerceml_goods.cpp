#include "native/connectors/commerceml_goods.h"

#include "native/connectors/decimal.h"
#include "native/connectors/order_lines.h"

namespace history::connectors {

std::string currency_of(const std::string& written_so, const std::string& otherwise) {
    struct Name {
        std::string_view written, currency;
    };
    constexpr Name names[] = {{"руб", "RUB"},   {"643", "RUB"}, {"RUR", "RUB"}, {"тг", "KZT"},
                              {"тенге", "KZT"}, {"398", "KZT"}, {"840", "USD"}, {"978", "EUR"}};
    for (const Name& name : names)
        if (written_so.starts_with(name.written)) return std::string(name.currency);
    const bool code = written_so.size() == 3 &&
                      written_so.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string::npos;
    return code ? written_so : otherwise;
}

std::optional<std::int64_t> minor_of(const std::string& amount, const std::string& currency) {
    constexpr int places = 6;  // 1C keeps prices with more digits than a currency has
    const auto exact = decimal(amount, places);
    return exact ? multiply_rounded(*exact, 1, places - minor_digits(currency)) : std::nullopt;
}

namespace {

// The line's own sum: a discount makes it less than price times quantity.
void put_goods_line(Item& item, std::size_t n, const OrderLine& line, const std::string& sum) {
    const auto own = minor_of(sum, line.currency);
    if (!own) return put_line(item, n, line);
    put(item, "line/" + std::to_string(n),
        columns({line.sku, line.name, line.quantity.empty() ? "1" : line.quantity,
                 line.price_minor ? std::to_string(*line.price_minor) : std::string(), std::to_string(*own),
                 line.currency}));
}

}  // namespace

void put_goods(const XmlElement& goods, Item& item, const std::string& currency) {
    ListBound bound(item, "line", line_limit);
    for (const XmlElement& one : goods.children) {
        if (one.name != "Товар" || !bound.takes()) continue;
        OrderLine line;
        line.sku = one.text_of("Артикул").empty() ? one.text_of("Ид") : one.text_of("Артикул");
        line.name = one.text_of("Наименование");
        line.quantity = one.text_of("Количество");
        line.currency = currency;
        line.price_minor = minor_of(one.text_of("ЦенаЗаЕдиницу"), currency);
        put_goods_line(item, bound.taken(), line, one.text_of("Сумма"));
    }
}

}  // namespace history::connectors
