// What a stock or price list says of products; no item, no person, only Parsed::goods. Three forms:
//   tables and JSON lines of facts   sku, warehouse, fact (name | category | price | quantity | arrival | alias), value,
//                                    at, source: one row is one fact
//   tables and JSON lines of goods   sku and any of name, category, price, quantity, arrival, alias, with warehouse,
//                                    currency, at, source: one row is a fact for each
//   CommerceML catalogue and offers  (v8.1c.ru/tekhnologii/standarty-i-formaty/standart-commerceml) import.xml,
//                                    offers.xml, prices.xml, rests.xml: Товар or Предложение is one unit
// A row counts as an item, though it has no native id. A fact without its time is older than any that has one.
//
// Settings: currency of prices, zone of times without one, columns (our name -> name in the header or member).
#pragma once
#include "native/connectors/connector.h"

namespace history::connectors {

const Connector& stock();

}  // namespace history::connectors
