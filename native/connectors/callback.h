// Forms of a site, "call me back" above all: bodies of application/x-www-form-urlencoded with submission_id, submitted_at,
// form_id, page, name, phone, email, wish_time, comment, and ajs_anonymous_id (the browser, as Segment's programs name it).
// Native id: submission_id. A request waits for an answer like a message.
//
// Phone and mail are `given`; the browser that sent the form is `given` as the site's `cookie`. Settings: columns["cookie"] is
// the account of the site's visits (channel segment); else the account's own name.
#pragma once
#include "native/connectors/connector.h"

namespace history::connectors {

const Connector& callback();

}  // namespace history::connectors
