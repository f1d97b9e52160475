// Parcels, as EasyPost-like trackers tell of them (docs.easypost.com, Tracker and Event): events {"object":"Event","description",
// "result":{Tracker}} and Trackers alone. One parcel is one item. Native id: tracking_code.
//
// Each tracking detail is step/<its ms>.<its state> and status@<its ms>; the tracker's own state is status@<updated_at>.
// `reference` is the order's number: it says whose parcel it is.
#pragma once
#include "native/connectors/connector.h"

namespace history::connectors {

const Connector& delivery();

}  // namespace history::connectors
