// HubSpot: answers of the CRM API (objects with `properties`), tables of its export, webhooks, and the table of contacts that
// native/exports writes (developers.hubspot.com/docs/api-reference, "CRM objects", "Webhooks"). Channel `hubspot`.
//
// Contacts and companies are statements: identifiers crm contact:ID and company:ID (scope = account) proved, phones and mails
// given.
// Merges (merge audit, hs_merged_object_ids, contact.merge) are statements with both ids.
// Native ids: deal:ID; engagement:ID (calls, mails, meetings, notes, tasks, communications); submission:CONTACT:CONVERSION;
// mailings:
// mailing:CAMPAIGN:RECIPIENT. Rows that tell whose a deal or engagement is are stubs of it, so the order of tables does not matter.
//
// Webhooks: X-HubSpot-Signature-v3, base64 HMAC-SHA256 with hubspot_client_secret over method, address, body and timestamp; the
// address as HubSpot was given it stands in the secret hubspot_url; five minutes.
#pragma once
#include "native/connectors/connector.h"

namespace history::connectors {

const Connector& hubspot();

}  // namespace history::connectors
