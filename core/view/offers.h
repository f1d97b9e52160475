// What may be offered to a customer (core/insight/offer.h), as the card and the command show it.
#pragma once
#include "core/replica/directory.h"
#include "core/view/json_text.h"
#include "core/view/slice.h"

namespace history::view {

// offers  {"slice":"offers","id","rows":[{"sku","name","with","with_name","customers":n (bought both),"why" (of a rule)}]}
std::string offers(const OpenCustomer& customer, const Directory& directory, const Shop& shop);
// The rows alone, as a member of the card: "offers":[..]; empty when there are none.
std::string offers_member(const OpenCustomer& customer, const Directory& directory, const Shop& shop);

}  // namespace history::view
