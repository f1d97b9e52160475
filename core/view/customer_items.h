// The items of a customer over all its subjects: equal keys are one item, merged by the one merge rule.
#pragma once
#include <deque>
#include <vector>

#include "core/view/slice.h"

namespace history::view {

struct CustomerItem {
    const Entity* entity = nullptr;
    std::uint64_t at_ms = 0;
};

class CustomerItems {
public:
    explicit CustomerItems(const OpenCustomer& customer);
    const std::vector<CustomerItem>& all() const {
        return items_;
    }  // oldest first; then channel, account, native id

private:
    std::vector<CustomerItem> items_;
    std::deque<Entity> merged_;  // of items that stand in several subjects
};

}  // namespace history::view
