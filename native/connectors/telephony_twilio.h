// Calls of Twilio Programmable Voice: rows of the Call resource (twilio.com/docs/voice/api/call-resource) as a table or JSON, and
// the forms that Twilio posts to StatusCallback and RecordingStatusCallback (twilio.com/docs/voice/twiml/dial).
//
// A call that <Dial> put through has a second call of its own, which names the first as its parent: both are one item, the
// parent's sid its native id (without a parent the call's own), and each a field leg/<sid>.
// Only what has ended is a leg; states before it are status@<ms> of a stub, so that no event overwrites another.
// A leg says end and seconds talked; its start is the end less these, in every format the same.
//
// Outside is a telephone number that is not among the account's `own` numbers; client:asem and sip:asem@... are colleagues. Name
// every Twilio number of the business in `own`: a call from one of them is outgoing. A call that a voice menu alone
// took has no colleague, and so is no answered one.
#pragma once
#include "native/connectors/form_body.h"
#include "native/connectors/telephony_calls.h"
#include "native/json.h"

namespace history::connectors {

bool is_twilio_table(const CsvRow& header);
// Reads the whole table.
void read_twilio_table(ByteView body, const Exchange& exchange, GatheredCalls& calls);
bool is_twilio_call(const Json& value);
void read_twilio_json(const Json& value, const Exchange& exchange, GatheredCalls& calls);
// One form; begins its unit.
void read_twilio_form(ByteView body, const Exchange& exchange, GatheredCalls& calls);

}  // namespace history::connectors
