// Google Analytics 4, rows of the BigQuery export flattened to a table (support.google.com/analytics/answer/7029846; column names
// as Fivetran's ga4_export writes them). Native id: user_pseudo_id, timestamp, name, bundle_sequence_id and batch_event_index as
// the row writes them, joined by |, `none` for an empty pseudo id (consent denied: the visit stays nobody's).
//
// page_view and screen_view are pages, purchase names its order (transaction id), everything else is a track. Times are UTC.
// user_id is the site's signed-in user, `proved`; user_pseudo_id is the browser, `ga`, `given`, scope = account.
//
// Settings: columns["user"]: the account of the site (channel segment) whose user ids these are; else the account's own name.
#pragma once
#include "native/connectors/connector.h"

namespace history::connectors {

const Connector& ga4();

}  // namespace history::connectors
