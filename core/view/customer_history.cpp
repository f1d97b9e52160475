#include "core/view/customer_history.h"

#include <algorithm>

namespace history::view {

CustomerHistory::CustomerHistory(std::vector<OpenMember> members) : members_(std::move(members)) {}

const CustomerItems& CustomerHistory::items() const {
    if (!items_) items_.emplace(members_);
    return *items_;
}

const CustomerOrders& CustomerHistory::orders() const {
    if (!orders_) orders_.emplace(members_, items());
    return *orders_;
}

const std::vector<Matter>& CustomerHistory::matters(const Shop& shop) const {
    if (matters_ && catalogue_ == shop.catalogue) return *matters_;
    std::vector<const Entity*> said;
    for (const OpenMember& member : members_)
        for (const Entity& entity : member.state->entities())
            if (entity.kind == EntityKind::matter) said.push_back(&entity);
    catalogue_ = shop.catalogue;
    matters_ = matters_of(items().all(), said, finder_of(shop), item_id);
    return *matters_;
}

std::shared_ptr<const CustomerHistory> history_of(const OpenCustomer& customer) {
    return customer.history ? customer.history : std::make_shared<const CustomerHistory>(customer.members);
}

std::shared_ptr<const CustomerHistory> CustomerHistories::of(
    const std::vector<OpenMember>& members, const std::vector<std::shared_ptr<const Subject>>& subjects) {
    const auto same = [&](const Kept& kept) {
        return std::equal(kept.subjects.begin(), kept.subjects.end(), subjects.begin(), subjects.end(),
                          [](const auto& one, const auto& subject) {
                              return one.first == subject && one.second == subject->revision();
                          });
    };
    const auto found = std::find_if(kept_.begin(), kept_.end(), same);
    if (found != kept_.end()) {
        kept_.splice(kept_.begin(), kept_, found);
        return found->history;
    }
    std::erase_if(kept_, [&](const Kept& kept) {  // of the same customer, as he was
        return std::any_of(kept.subjects.begin(), kept.subjects.end(), [&](const auto& one) {
            return std::find(subjects.begin(), subjects.end(), one.first) != subjects.end();
        });
    });
    Kept& kept = kept_.emplace_front();
    for (const auto& subject : subjects) kept.subjects.emplace_back(subject, subject->revision());
    kept.history = std::make_shared<const CustomerHistory>(members);
    if (kept_.size() > histories_kept) kept_.pop_back();
    return kept_.front().history;
}

}  // namespace history::view
