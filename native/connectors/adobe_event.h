// What an event of the Experience Data Model is: its kind and its fields. Names come without "xdm:". Inside of adobe_xdm.cpp.
#pragma once
#include "native/connectors/bodies.h"

namespace history::connectors {

void put_adobe_event(const Json& event, Item& item, const Account& account);

}  // namespace history::connectors
