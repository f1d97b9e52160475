// Mailings of e-mail services: one item (kind mailing, outgoing) for each message to each person, and what became of it.
//
//   SendGrid Event Webhook   a list of events {email, event, timestamp, sg_message_id, category, url, reason}
//   Mailgun webhooks         {"signature": {timestamp, token, signature}, "event-data": {event, timestamp, recipient, message}}
//   tables                   one row a person (email, campaign and any of sent, delivered, opened, clicked, unsubscribed, bounced,
//                            complained: a time, or yes), or one row an event (email, campaign, event, at); names of columns
//                            in any case, in English and Russian, or as the account's columns name them
//
// Native id: the message's id at the service with the address, without one campaign and address. sent_at, delivered_at, read_at,
// failed_at are fields of their own; every event is a step/<id> besides. Leaving the list and calling it spam are a fact
// marketing = stop of the address, coming back marketing = resume; the service knows the address, so it is `given`.
#pragma once
#include "native/connectors/connector.h"

namespace history::connectors {

const Connector& mailing();

// The word of a delivery that counts once, as Mailgun signs it alone; empty for an account of SendGrid, who signs the body.
std::string mailing_token(ByteView body, const Account& account);

}  // namespace history::connectors
