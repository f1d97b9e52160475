// The items of a customer over all its subjects, read once: equal keys are one item, merged by the one merge rule.
#pragma once
#include <deque>
#include <vector>

#include "core/insight/question.h"
#include "core/view/slice.h"

namespace history::view {

class CustomerItems {
public:
    explicit CustomerItems(const std::vector<OpenMember>& members);
    const std::vector<Entry>& all() const {
        return items_;
    }  // oldest first; then channel, account, native id

private:
    std::vector<Entry> items_;
    std::deque<Entity> merged_;  // of items that stand in several subjects
};

}  // namespace history::view
