#include "core/insight/receipt.h"

#include <algorithm>

#include "core/base/arrange.h"
#include "core/insight/columns.h"

namespace history {

Receipt whole_receipt(std::span<const std::string_view> lines) {
    constexpr std::int64_t limit = 1'000'000'000'000'000'000;  // a sum of two such numbers fits 64 bits
    Receipt receipt;
    std::vector<std::string_view> sorted(lines.begin(), lines.end());
    arrange(sorted.begin(), sorted.end());
    receipt.lines.reserve(sorted.size());
    for (std::string_view text : sorted) {
        ReceiptLine line;
        line.sku = take_column(text);
        line.name = take_column(text);
        line.quantity = take_column(text);
        line.price_minor = signed_column(text);
        line.sum_minor = signed_column(text);
        line.currency = take_column(text);
        if (receipt.lines.empty()) receipt.currency = line.currency;
        if (line.currency != receipt.currency) receipt.mixed = true;
        receipt.total_minor += line.sum_minor;
        if (receipt.total_minor > limit || receipt.total_minor < -limit) {
            receipt.mixed = true;
            receipt.total_minor = 0;
        }
        receipt.lines.push_back(std::move(line));
    }
    arrange(receipt.lines.begin(), receipt.lines.end(), [](const ReceiptLine& a, const ReceiptLine& b) {
        return a.name != b.name ? a.name < b.name : a.sku < b.sku;
    });
    if (receipt.mixed) receipt.currency.clear();
    return receipt;
}

}  // namespace history
