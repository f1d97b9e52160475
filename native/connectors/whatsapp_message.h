// One message of the WhatsApp Cloud API as an item.
#pragma once
#include "native/connectors/bodies.h"

namespace history::connectors {

// The customer as `whatsapp` id and phone, with the name of the contact in `value` that is the same person. `address` is a
// phone in E.164 without plus, or a business-scoped id (CC.digits) where the person hides the phone; either may be empty.
std::vector<Identifier> whatsapp_peer(const Json& value, const std::string& address,
                                      const std::string& user_id, const Account& account);

// `value` is the change that holds the message (contacts); `echo`: we wrote it.
void add_whatsapp_message(const Json& value, const Json& message, bool echo, Found& found);

}  // namespace history::connectors
