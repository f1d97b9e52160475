#include "native/connectors/stock_facts.h"

#include <algorithm>
#include <iterator>

#include "native/connectors/decimal.h"
#include "native/connectors/iso_time.h"
#include "native/connectors/local_time.h"

namespace history::connectors {

namespace {

constexpr std::size_t value_bytes = 4096;

// "2,500" as "2.5", "1 200" as "1200", "20" as "20".
std::string plain_decimal(std::int64_t thousandths) {
    const bool negative = thousandths < 0;
    const std::int64_t amount = negative ? -thousandths : thousandths;
    std::string text = (negative ? "-" : "") + std::to_string(amount / 1000);
    std::string fraction = std::to_string(1000 + amount % 1000).substr(1);
    while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
    return fraction.empty() ? text : text + '.' + fraction;
}

std::optional<std::string> amount_of(const std::string& written, const std::string& currency) {
    constexpr int places = 6;  // price lists keep more digits than a currency has
    const auto exact = decimal(written, places);
    const auto minor = exact ? multiply_rounded(*exact, 1, places - minor_digits(currency)) : std::nullopt;
    if (!minor || *minor < 0) return std::nullopt;
    return std::to_string(*minor) + ' ' + currency;
}

// The date as year, month, day whichever way round the list writes it; with the hour if it has one.
std::optional<std::string> date_of(const std::string& written) {
    const bool day_alone = written.find_first_of(" T") == std::string::npos;
    const auto wall = wall_ms(day_alone ? written + " 00:00" : written);
    if (!wall) return iso_ms(written) != 0 ? std::optional(written) : std::nullopt;
    if (written.size() > 2 && written[0] >= '0' && written[1] >= '0' && written[2] >= '0') return written;
    const std::size_t day_end = written.find_first_of("./-"),
                      month_end = written.find_first_of("./-", day_end + 1);
    const auto two = [](std::string part) { return part.size() == 1 ? '0' + part : part; };
    return written.substr(month_end + 1, 4) + '-' +
           two(written.substr(day_end + 1, month_end - day_end - 1)) + '-' + two(written.substr(0, day_end)) +
           written.substr(month_end + 5);
}

}  // namespace

void FoundGoods::reject_body(std::string reason, ByteView body) {
    begin_unit();
    reject("", std::move(reason), std::string(text_of(body)));
    end_unit();
}

std::optional<std::string> fact_value(std::string_view name, const std::string& written,
                                      const std::string& currency) {
    if (std::find(std::begin(fact_names), std::end(fact_names), name) == std::end(fact_names) ||
        written.empty() || written.size() > value_bytes)
        return std::nullopt;
    if (name == "price") return amount_of(written, currency);
    if (name == "arrival") return date_of(written);
    if (name != "quantity") return written;
    const auto thousandths = decimal(written, 3);
    return thousandths ? std::optional(plain_decimal(*thousandths)) : std::nullopt;
}

}  // namespace history::connectors
