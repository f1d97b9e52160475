// Rows of customers, as the worklist and the search show them.
#pragma once
#include "core/insight/work.h"
#include "core/view/json_text.h"

namespace history::view {

// `kind`: whose entries give the row's `due`; none: no view is shown.
void write_list_row(JsonText& json, const Customer& customer, const CustomerSummary& summary,
                    std::string_view match, const std::vector<WorkEntry>& work = {},
                    std::optional<WorkKind> kind = std::nullopt);
// What `change` takes for it: the id of its item, or of the reminder that a rule made. Empty: nothing to change.
std::string work_item_id(const WorkEntry& entry);
// The identifier that people know a customer by: phone, then e-mail, then whatever is strongest.
const KnownIdentifier* face(const SubjectRecord& record);

}  // namespace history::view
