// Bookings of a site's calendar: {"event":"booking.created|updated","booking":{"booking_id","service","created_at","starts_at",
// "ends_at","persons","name","phone","email","status","place","comment"}}, our own small format. Native id: booking_id.
//
// Later states carry no time of their own: status@<created_at plus the state's place in a booking's life, in ms>, so that
// order of arrival does not matter. Phone and mail are `given`.
#pragma once
#include "native/connectors/connector.h"

namespace history::connectors {

const Connector& booking();

}  // namespace history::connectors
