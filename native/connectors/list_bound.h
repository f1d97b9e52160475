// Which of a list an item holds: the first so many. What is beyond is left out, and the item says of which list and how many:
// left_out/<list>. A list that was cut without a word would be taken for the whole.
#pragma once
#include <string>
#include <string_view>

#include "native/connectors/item.h"

namespace history::connectors {

class ListBound {
public:
    // `list`: base name of its fields ("line", "file"). The item must outlive the bound, and stay where it is.
    ListBound(Item& item, std::string_view list, std::size_t max) : item_(item), list_(list), max_(max) {}
    ~ListBound() {
        if (left_out_ != 0)
            item_.fields.emplace_back("left_out/" + std::string(list_), std::to_string(left_out_));
    }
    ListBound(const ListBound&) = delete;

    // One more of the list; false: it is left out.
    bool takes() {
        if (taken_ == max_)
            ++left_out_;
        else
            ++taken_;
        return left_out_ == 0;
    }
    void close() { max_ = taken_; }               // what comes now is left out
    std::size_t taken() const { return taken_; }  // the number of the last one that stands in the item

private:
    Item& item_;
    std::string_view list_;
    std::size_t max_, taken_ = 0, left_out_ = 0;
};

}  // namespace history::connectors
