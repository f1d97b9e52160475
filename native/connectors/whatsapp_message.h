// One message of the WhatsApp Cloud API as an item.
#pragma once
#include "native/connectors/bodies.h"

namespace history::connectors {

// How a payload names the customer; each may be empty.
struct WhatsappPeer {
    std::string address;  // phone in E.164 without plus, or user_id where the person hides the phone
    std::string user_id;  // business-scoped (CC.digits): one for all numbers of a business portfolio
    std::string parent;   // CC.ENT.digits: one for all portfolios that belong together
};
// The customer as `whatsapp` id, phone and parent id (of no account), with the name of the contact in `value` that is the same
// person.
std::vector<Identifier> whatsapp_peer(const Json& value, WhatsappPeer peer, const Account& account);

// `value` is the change that holds the message (contacts); `echo`: we wrote it.
void add_whatsapp_message(const Json& value, const Json& message, bool echo, Found& found);

}  // namespace history::connectors
