// Facebook pages: Messenger and what people write on the page (developers.facebook.com/docs/messenger-platform/webhooks and
// .../graph-api/webhooks/reference/page). Native id: mid; comments comment:ID; posts of visitors post:ID; lead forms lead:ID;
// recommendations rating:ID; payments payment:ID of the charge. Buttons, opt-ins, referrals and orders that come without an id
// are named by who and when: order:PERSON:MS.
//
// The page-scoped id is `proved`, scope = account, with the name that the page shows. Edits, deletions, reactions, delivery and
// read marks are stubs on what they mean; a change of a comment or post is named by the time of its notification, since
// created_time stays that of the comment. Stopping or resuming marketing messages is a statement. Our own answer to a comment
// shows no customer: it is unfiled.
//
// Settings: secrets["meta_app_secret"], secrets["meta_verify_token"], own (ids of ours beside the account's).
#pragma once
#include "native/connectors/connector.h"

namespace history::connectors {

const Connector& messenger();

}  // namespace history::connectors
