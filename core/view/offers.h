// What may be offered to a customer (core/insight/offer.h), as the card and the command show it.
#pragma once
#include <memory>
#include <unordered_map>
#include <vector>

#include "core/replica/directory.h"
#include "core/view/json_text.h"
#include "core/view/slice.h"

namespace history::view {

// Who bought what, as the directory's records say it. Made at the first question; afterwards only what changed is read again, so
// that a card which is opened asks nobody but those who bought the same.
class Baskets {
public:
    const Baskets& over(const Directory& directory);
    // Each product as sources wrote it, with the subjects that bought it.
    const std::unordered_map<std::string, std::vector<StreamId>>& buyers() const { return buyers_; }

private:
    void take(const StreamId& stream, const std::shared_ptr<const ContactFacts>& facts);
    std::unordered_map<StreamId, std::shared_ptr<const ContactFacts>, FixedBytesHash> seen_;
    std::unordered_map<std::string, std::vector<StreamId>> buyers_;
    std::uint64_t revision_ = UINT64_MAX;
};

// offers  {"slice":"offers","id","rows":[{"sku","name","with","with_name","customers":n (bought both),"why" (of a rule)}]}
std::string offers(const OpenCustomer& customer, const Directory& directory, const Baskets& baskets,
                   const Shop& shop);
// The rows alone, as a member of the card: "offers":[..]; empty when there are none.
std::string offers_member(const OpenCustomer& customer, const Directory& directory, const Baskets& baskets,
                          const Shop& shop);

}  // namespace history::view
