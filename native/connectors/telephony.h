// Calls of a telephone exchange: CDR tables of Asterisk and FreePBX (layouts in cdr_layout.h). One row is one leg; all legs
// with one linkedid (without that column: one uniqueid) are one item, kind `call`, that id its native id. A row without
// either is an item of its own, `row:` and the hash of its bytes.
//
// A row says `leg/<id>` and nothing that another row of the call could say differently, so that rows may arrive in any
// order, in any number of files and at any number of agents. <id> is uniqueid.sequence; without a sequence, uniqueid and
// the hash of the row. `at` is set where the id shows it (Asterisk ids begin with the UNIX second of the first channel).
//
// Settings of the account: zone (rows have local times), outside_prefix, extensions (empty: 2 to 5 digits), own (numbers of
// the business: never the outside number), columns (canonical column name -> name in the header of a foreign table).
// The identifier is the outside number as written, without the prefix: `phone`, proved, whether it called or was called.
// Rows that show no outside number add their leg and nothing else; a call of such rows only is unfiled.
//
// Kazoo and Twilio are read too: telephony_kazoo.h, telephony_twilio.h.
#pragma once
#include "native/connectors/connector.h"

namespace history::connectors {

const Connector& telephony();

}  // namespace history::connectors
