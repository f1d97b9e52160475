// One payment or refund in the words of its provider. Inside of payments.cpp.
#pragma once
#include "native/connectors/bodies.h"

namespace history::connectors {

// Each gives false when the value is not of its provider; else it has added an item, an unknown kind or a rejection.
bool read_yookassa(const Json& body, Found& found);
bool read_kaspi_pay(const Json& body, Found& found);
bool read_qiwi(const Json& body, Found& found);
bool read_stripe(const Json& body, Found& found);

}  // namespace history::connectors
