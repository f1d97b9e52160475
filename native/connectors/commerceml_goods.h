// Goods and amounts of a CommerceML document. Inside of commerceml.cpp.
#pragma once
#include "native/connectors/bodies.h"
#include "native/connectors/xml.h"

namespace history::connectors {

// 1C writes what its directory of currencies says: a code, a number of ISO 4217 or an abbreviation.
std::string currency_of(const std::string& written_so, const std::string& otherwise);
// An amount in minor units, rounded half away from zero where 1C keeps more digits than the currency has.
std::optional<std::int64_t> minor_of(const std::string& amount, const std::string& currency);
void put_goods(const XmlElement& goods, Item& item, const std::string& currency);  // Товары: line/<n>

}  // namespace history::connectors
