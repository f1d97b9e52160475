// Tables of messages with the columns of Twilio's Message resource: what we sent, and what came in.
#pragma once
#include "native/connectors/bodies.h"

namespace history::connectors {

// Every row is a unit; a table without the columns is one unit and one rejection.
void read_sms_table(ByteView body, Found& found);

}  // namespace history::connectors
