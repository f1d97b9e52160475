#include "core/insight/money.h"

#include <vector>

#include "core/insight/columns.h"
#include "core/insight/item_facts.h"
#include "core/insight/receipt.h"

namespace history {

Money money_of(std::string_view text) {
    Money money;
    const std::size_t blank = text.find(' ');
    std::string_view digits = text.substr(0, blank);
    const bool negative = !digits.empty() && digits.front() == '-';
    if (negative) digits.remove_prefix(1);
    if (digits.empty() || digits.size() > 18 ||
        digits.find_first_not_of("0123456789") != std::string_view::npos)
        return money;
    money.minor = static_cast<std::int64_t>(number_of(digits));
    if (negative) money.minor = -money.minor;
    if (blank != std::string_view::npos) money.currency = text.substr(blank + 1);
    money.known = true;
    return money;
}

Money total_of(const Entity& item) {
    const Money own = money_of(item.value("total"));
    if (own.known) return own;
    std::vector<std::string_view> lines;
    item.each("line", '/', [&](std::string_view, const Field& line) { lines.push_back(line.value); });
    const Receipt receipt = whole_receipt(lines);
    if (receipt.lines.empty() || receipt.mixed) return {};
    Money sum{receipt.total_minor, {}, true};
    // The currency's text lives in the entity: find it again there instead of returning a view into a temporary.
    item.each("line", '/', [&](std::string_view, const Field& line) {
        std::string_view rest = line.value;
        for (int column = 0; column < 5; ++column) take_column(rest);
        if (sum.currency.empty()) sum.currency = take_column(rest);
    });
    return sum;
}

}  // namespace history
