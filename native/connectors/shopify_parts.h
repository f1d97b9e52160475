// Parts of the connector of Shopify: one function for each kind of object, whether it came as JSON or as a row. Inside of
// shopify.cpp.
#pragma once
#include "native/connectors/bodies.h"

namespace history::connectors::shopify_parts {

struct Order {  // an order as its parts see it
    std::string id, number, currency;
    std::vector<Identifier> buyer;
};

std::string currency_of(const Json& object, const Account& account);
void refer_to_order(Item& item, const std::string& order_id, const Account& account);
void put_amount(Item& item, const std::string& name, const Json& amount, const std::string& currency);
std::string address_text(const Json& address);
// The buyer of an order or a checkout: customer, contacts, recipient.
std::vector<Identifier> buyer_of(const Json& object, const Account& account);

void add_order(const Json& order, const std::string& place, Found& found);
void put_order_line(Item& item, const Json& line, std::size_t position, const std::string& currency);
void add_checkout(const Json& checkout, const std::string& place, Found& found);
void add_customer(const Json& customer, const std::string& place, Found& found);
void add_consent(const Json& change, const std::string& place, Found& found);
void add_refund(const Json& refund, const Order* order, const std::string& place, Found& found);
void put_refund_line(Item& item, const Json& line, const std::string& currency);
void put_adjustment(Item& item, const Json& adjustment, const std::string& currency);
void add_transaction(const Json& transaction, const Order* order, const std::string& place, Found& found);
void add_tender(const Json& tender, const std::string& place, Found& found);
void add_fulfillment(const Json& fulfillment, const Order* order, const std::string& place, Found& found);
void add_fulfillment_event(const Json& event, const std::string& place, Found& found);

}  // namespace history::connectors::shopify_parts
