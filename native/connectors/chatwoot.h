// Chatwoot: webhooks (chatwoot.com/docs, "Webhook events": message_created, message_updated, conversation_created,
// conversation_status_changed, conversation_updated, contact_created, contact_updated), answers of its API ({payload: [...]}),
// and the
// files of its importer from Freshdesk (a ticket with its conversations, a contact).
//
// Native ids: message:ID, conversation:ID; of Freshdesk's files ticket:ID and comment:ID. A conversation is a `ticket`, its
// messages
// stand in the thread conversation:ID. A private message is a note, an activity is of the system; templates and agent bots are
// machines. What a message becomes has no time of its own: its states are named by their rank (0 sent, 1 delivered, 2 read,
// 3 failed). A deleted message is a stub that says so; the words that Chatwoot puts in its place are nobody's.
//
// A contact is a contact of the help desk (`crm`), proved; its mail and phone are given; its `identifier` is the own site's id
// (`user`), proved where the site signed it (hmac_verified). A number of WhatsApp or SMS that an inbox shows is proved, and the
// visitor
// of a site's widget is its browser, given. Ids of Freshdesk have "freshdesk:" before them. Facts need a time of the change;
// without
// one a contact is its identifiers alone.
//
// Settings: secrets["chatwoot_webhook_secret"].
#pragma once
#include "native/connectors/connector.h"

namespace history::connectors {

const Connector& chatwoot();

}  // namespace history::connectors
