// Rows of customers, as the worklist and the search show them.
#pragma once
#include "core/insight/worklist.h"
#include "core/view/json_text.h"

namespace history::view {

void write_list_row(JsonText& json, const Customer& customer, const CustomerSummary& summary,
                    std::string_view match);
// The identifier that people know a customer by: phone, then e-mail, then whatever is strongest.
const KnownIdentifier* face(const SubjectRecord& record);

}  // namespace history::view
