// Instagram webhooks (developers.facebook.com/docs/instagram-platform/webhooks): Direct messages in both directions (is_echo =
// ours), comments and mentions. Native id: mid; comments comment:ID.
//
// The customer's Instagram-scoped id is `proved`, scope = account. A message that began at an advertisement carries its referral:
// source, campaign, click. Reactions, deletions and read marks are stubs on the message they mean. A comment's time is that of
// its notification, which tells no other, or the comment's own in an answer of the Graph API. Our own answer to a comment shows
// no customer: it is unfiled.
//
// Settings: secrets["meta_app_secret"], secrets["meta_verify_token"], own (ids of ours beside the account's).
#pragma once
#include "native/connectors/connector.h"

namespace history::connectors {

const Connector& instagram();

}  // namespace history::connectors
