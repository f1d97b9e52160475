// Zendesk Support: webhooks of events (developer.zendesk.com, "Webhook event types": type "zen:event-type:ticket.created" and so
// on,
// with `detail` and `event`), answers of the API ({ticket}, {tickets}, {comments}, {users}, {organizations}), and the same as
// tables
// with a header row, one file a table, in any order of files.
//
// Native ids: ticket:ID, comment:ID, chat:CHAT/INDEX@ms (or chat:MESSAGE where a message has its own id). A ticket is an item of
// its
// requester; comments and chat messages are messages in the thread ticket:ID or chat:CHAT; a private comment is a note. The table
// of
// chats adds to a ticket whose chat it was, as a stub. States of a ticket are named by the time of their change: its updated_at,
// its
// history of fields, an event's time.
//
// A user is a contact of the help desk (`crm`), proved; mail and phone are given; the own site's id (external_id) is given. Agents
// and administrators are our side: no statement, and what they write is outgoing. An author is on our side who is told so by the
// body (is_staff, a user's role beside it), or by `own`; where nothing tells and `own` is empty, a comment has no direction.
//
// Settings: secrets["zendesk_signing_secret"]; own: ids of agents, for tables and answers that do not name roles.
#pragma once
#include "native/connectors/connector.h"

namespace history::connectors {

const Connector& zendesk();

}  // namespace history::connectors
