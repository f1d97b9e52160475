// What people order, pay and allow in Messenger: send_cart, payments and opt-ins of marketing messages
// (developers.facebook.com/docs/messenger-platform/reference/webhook-events). Inside of meta_message.cpp.
#pragma once
#include "native/connectors/bodies.h"

namespace history::connectors {

// Lines, total and note of {"products":[{"id","retailer_id","name","unit_price","currency","quantity"}],"note"}.
void put_meta_order(const Json& order, Item& item, const Account& account);

// Amount, method, address, and what the person gave of himself, of {"amount","payment_credential","requested_user_info"}.
void put_meta_payment(const Json& payment, Item& item);

// "stop" or "resume" when the opt-in only changes whether marketing messages may come; else empty.
std::string meta_marketing_wish(const Json& optin);

}  // namespace history::connectors
