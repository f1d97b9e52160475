#include "core/view/customer_orders.h"
#include "core/view/timeline_row.h"

namespace history::view {

std::string timeline(const OpenCustomer& customer, Window window) {
    const CustomerItems items(customer);
    const CustomerOrders orders(customer, items);
    const std::size_t total = items.all().size();
    JsonText json;
    json.begin_object().text("slice", "timeline").text("id", hex(customer.customer->id.view()));
    json.key("total").number(total);
    json.key("from").number(window.from);
    json.text("order", window.newest_first ? "newest" : "oldest").key("rows").begin_array();
    std::size_t previews_left = previews_bytes_max;
    for (std::size_t i = window.from; i < total && i - window.from < window.limit; ++i) {
        const CustomerItem& item = items.all()[window.newest_first ? total - 1 - i : i];
        write_row(json, *item.entity, item_facts(*item.entity), orders.of(*item.entity), previews_left);
    }
    json.end_array().end_object();
    return json.take();
}

}  // namespace history::view
