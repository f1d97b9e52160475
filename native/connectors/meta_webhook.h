// The handshake of Meta's webhooks (WhatsApp, Instagram, Messenger): GET with hub.mode=subscribe, hub.verify_token and
// hub.challenge, answered with the challenge when the token is the account's secret meta_verify_token
// (developers.facebook.com/docs/graph-api/webhooks/getting-started).
#pragma once
#include "native/connectors/connector.h"

namespace history::connectors {

std::optional<Answer> meta_handshake(const Request& request, const Account& account);

}  // namespace history::connectors
