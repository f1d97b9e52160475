// The path of reasons, and what stopped joining, as JSON.
#pragma once
#include "core/view/json_text.h"
#include "core/view/slice.h"

namespace history::view {

void write_joins(JsonText& json, const OpenCustomer& customer);
void write_shared(JsonText& json, const OpenCustomer& customer, const Customers& customers);

}  // namespace history::view
