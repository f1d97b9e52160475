// WhatsApp Business Platform, Cloud API webhooks (developers.facebook.com/docs/whatsapp/cloud-api/webhooks). Native id: the
// message id (wamid...), of a call its id (wacid...).
//
// `messages` are the customer's, `message_echoes` ours. Statuses, reactions, edits and revocations are stubs on the message
// they mean: sent_at, delivered_at, read_at and failed_at are fields of their own, so their order of arrival is of no matter.
// Identifiers: the business-scoped user id (`whatsapp`, proved, scope = account) where Meta gives one, then the phone
// (proved). Either may be absent. A number change is an item of kind `system` of the old number that proves the new one too.
// user_preferences (marketing stop, resume) is a statement with the fact `marketing`. Other fields of a change and undocumented
// types of message are kept: kind `other`, counted `unknown`.
//
// Settings: secrets["meta_app_secret"]; own is not needed, echoes say who we are.
#pragma once
#include "native/connectors/connector.h"

namespace history::connectors {

const Connector& whatsapp();

}  // namespace history::connectors
