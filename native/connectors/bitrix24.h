// Bitrix24: answers of the REST methods crm.contact, crm.company, crm.lead, crm.deal, crm.activity, crm.timeline.comment (list and
// get) and voximplant.statistic.get (apidocs.bitrix24.com), and the table of contacts that Bitrix24 imports and native/exports
// writes
// (semicolons, Russian headings). Channel `bitrix24`.
//
// Contacts, companies and leads are statements: crm contact:ID, company:ID, lead:ID (scope = account) proved, phones and mails
// given;
// a lead that became a contact is that contact. Native ids: deal:ID, activity:ID, comment:ID, call:CALL_ID.
#pragma once
#include "native/connectors/connector.h"

namespace history::connectors {

const Connector& bitrix24();

}  // namespace history::connectors
