// The tables of a Shopify shop and what each of their rows says. Inside of shopify.cpp.
#pragma once
#include "native/connectors/row_json.h"

namespace history::connectors {

std::span<const TableKind> shopify_tables();

}  // namespace history::connectors
