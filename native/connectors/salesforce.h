// Salesforce: records of the REST and Bulk APIs, tables of an export, and the table of contacts for the Data Loader that
// native/exports
// writes (developer.salesforce.com, "Object Reference"). Channel `salesforce`.
//
// The first three characters of an id tell the object (001 account, 003 contact, 00Q lead, 00T task, 00U event, 006 opportunity,
// 801 order, 500 case). Ids of 15 characters get the three of their check ("Understanding Record IDs"), so that both forms are one.
// Accounts, contacts and leads are statements: crm ID (scope = account) proved, phones and mails given; a converted lead and its
// contact are one. Native ids of tasks, events, orders, opportunities and cases: their ids.
#pragma once
#include <string>
#include <string_view>

#include "native/connectors/connector.h"

namespace history::connectors {

const Connector& salesforce();

// The 18 characters of an id of 15 or 18; "" for what is none.
std::string salesforce_id(std::string_view text);

}  // namespace history::connectors
