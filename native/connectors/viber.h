// Viber REST Bot API (developers.viber.com/docs/api/rest-bot-api): callbacks, and what we sent as {"at": ms, "request": {...},
// "response": {...}} kept beside them. Native id: message_token, a number of 64 bits, as its decimal text; a double cannot hold it.
//
// The customer is the sender, user or receiver: identifier `viber`, proved, scope = account (the id is of this bot alone and
// changes with the phone). A contact card proves its number only when its name is the sender's own name; otherwise it is `said`.
// delivered, seen and failed are stubs with delivered_at, read_at, failed_at. subscribed and unsubscribed are statements with the
// fact `marketing` (resume, stop). conversation_started is an event. A message that Viber refused (status above 0) is `other`.
// The callback `webhook`, which tells of no person, is kept like a kind that nobody documented.
//
// Settings: secrets["viber_auth_token"].
#pragma once
#include "native/connectors/connector.h"

namespace history::connectors {

const Connector& viber();

}  // namespace history::connectors
