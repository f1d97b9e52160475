// What the card says before anybody speaks: what is open, how he wants to be reached, what must not happen.
#pragma once
#include <deque>

#include "core/insight/first_screen.h"
#include "core/insight/order.h"
#include "core/insight/work.h"
#include "core/view/customer_items.h"
#include "core/view/json_text.h"
#include "core/view/slice.h"

namespace history::view {

// Its text, title or number, at most 400 bytes; the view points into the item.
std::string_view words_of_entry(const Entity& item);
void write_reason(JsonText& json, const GuardReason& reason);

class Talk {
public:
    // All must outlive it.
    Talk(const OpenCustomer& customer, const std::vector<Entry>& entries, const Shop& shop);
    const FirstScreen& screen() const { return screen_; }
    std::uint64_t as_of_ms() const { return as_of_ms_; }
    // The keys open, last_promise, preferred, rules, reach; each only where there is something to say.
    void write(JsonText& json, const std::vector<Order>& orders) const;

private:
    void write_open(JsonText& json, const std::vector<Order>& orders) const;
    void write_work(JsonText& json, WorkKind kind, bool overdue) const;
    void write_complaints(JsonText& json) const;
    void write_open_orders(JsonText& json, const std::vector<Order>& orders) const;
    void write_rules(JsonText& json) const;
    void write_reach(JsonText& json) const;
    const Entity* find(std::string_view item_key) const;

    const OpenCustomer& customer_;
    const std::vector<Entry>& entries_;
    const Shop& shop_;
    std::uint64_t as_of_ms_;
    std::deque<SubjectRecord> made_;  // where the directory's were not at hand
    std::vector<const SubjectRecord*> records_;
    ContactFacts facts_;
    FindProduct find_product_;
    FirstScreen screen_;
    std::vector<WorkEntry> work_;
};

inline constexpr std::size_t open_orders_max = 20;

}  // namespace history::view
