#include "core/insight/order_work.h"

#include <algorithm>

#include "core/base/fold.h"
#include "core/insight/item_facts.h"
#include "core/insight/item_states.h"
#include "core/insight/item_work.h"
#include "core/insight/order.h"

namespace history {

namespace {

constexpr std::uint64_t day_ms = 24ull * 3600 * 1000;
constexpr std::uint64_t scan_ms_max = 5 * day_ms;
constexpr std::size_t words_bytes_max = 96;

std::uint64_t silence_ms(OrderStage stage) {
    switch (stage) {
        case OrderStage::sent:
            return 7 * day_ms;
        case OrderStage::ready:
            return 5 * day_ms;
        default:
            return 2 * day_ms;
    }
}

bool has_ended(const Order& order) {
    if (final_stage(order.stage)) return true;
    return std::any_of(order.documents.begin(), order.documents.end(), [](const OrderPart& one) {
        return one.role == OrderRole::receipt || is_closed(*one.item);
    });
}

// The numbers that its documents go by: the first for people, another that the order may be known by elsewhere.
void put_numbers(const Order& order, DueEntry& entry) {
    entry.words = cut_utf8(order.number, words_bytes_max);
    for (const OrderPart& one : order.documents)
        for (std::string_view name : {"order_ref", "number"}) {
            const std::string_view number = one.item->value(name);
            if (entry.about.empty() && !number.empty() && number != order.number)
                entry.about = cut_utf8(number, words_bytes_max);
        }
}

void add_parcel(const Entity& item, std::vector<DueEntry>& due) {
    if (is_closed(item)) return;
    DueEntry entry;
    entry.kind = DueKind::late;
    entry.item = item.key;
    entry.at_ms = time_of_item(item);
    const std::vector<ItemState> states = states_of_item(item);
    OrderStage stage = OrderStage::open;
    for (const ItemState& one : states) {
        stage = order_stage_of(one.state);
        entry.at_ms = std::max(entry.at_ms, one.at_ms);
    }
    if (const Field* status = item.latest("status"); states.empty() && status)
        stage = order_stage_of(status->value);
    if (entry.at_ms == 0 || final_stage(stage)) return;
    const Field* latest = item.latest("eta");
    const std::uint64_t eta_ms = number_of(latest ? std::string_view(latest->value) : item.value("eta"));
    entry.due_ms = eta_ms != 0 ? std::max(eta_ms, entry.at_ms) : entry.at_ms + scan_ms_max;
    std::string words(item.value("carrier"));
    if (!words.empty()) words += ' ';
    words += item.value("number");
    entry.words = cut_utf8(words, words_bytes_max);
    due.push_back(std::move(entry));
}

}  // namespace

bool is_open_order(const Order& order, std::uint64_t now_ms) {
    return !has_ended(order) && order.at_ms <= now_ms && order.changed_ms + order_silence_ms_max > now_ms &&
           std::any_of(order.documents.begin(), order.documents.end(),
                       [](const OrderPart& one) { return one.role == OrderRole::order; });
}

void add_order_work(const State& state, std::vector<DueEntry>& due) {
    std::vector<const Entity*> items;
    bool any = false;
    for (const Entity& entity : state.entities()) {
        if (entity.kind != EntityKind::item) continue;
        const std::string_view kind = entity.value("kind");
        if (kind == "parcel") add_parcel(entity, due);
        any = any || kind == "order";
        if (kind == "order" || kind == "receipt" || kind == "payment" || kind == "refund" ||
            kind == "return" || kind == "parcel")
            items.push_back(&entity);
    }
    if (!any) return;
    const State* const states[] = {&state};
    const std::vector<OrderStatement> statements = order_statements(states);
    std::size_t ended = 0;
    for (const Order& order : orders_of(items, statements, nullptr)) {  // newest first
        if (order.changed_ms == 0 ||
            std::none_of(order.documents.begin(), order.documents.end(),
                         [](const OrderPart& one) { return one.role == OrderRole::order; }))
            continue;
        DueEntry entry;
        entry.kind = DueKind::stuck;
        entry.item = order.first().key;
        entry.at_ms = order.changed_ms;
        put_numbers(order, entry);
        if (!has_ended(order))
            entry.due_ms = order.changed_ms + silence_ms(order.stage);
        else if (entry.about.empty() || ended++ >= ended_orders_max)
            continue;
        due.push_back(std::move(entry));
    }
}

}  // namespace history
