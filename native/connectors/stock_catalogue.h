// Products of a CommerceML exchange: Товар of a catalogue (name, category by its group), Предложение of a package of offers
// (price by kind of price, quantity, quantity by warehouse). The product is named by Артикул, else Ид. All facts are of the
// moment that the exchange was formed, by 1C. Inside of stock.cpp.
#pragma once
#include "native/connectors/stock_facts.h"

namespace history::connectors {

Parsed parse_catalogue(ByteView body, const Account& account);

}  // namespace history::connectors
