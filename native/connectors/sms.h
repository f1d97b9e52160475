// Short messages. Twilio (twilio.com/docs/messaging): incoming messages and status call-backs as form bodies (or the same fields as
// JSON), and tables of messages with the columns of Twilio's Message resource (id or sid, direction, from, to, body, date_sent,
// created_at, updated_at, status, error_code). A gateway of the kind of SMSC.ru (smsc.ru/api/http/miscellaneous/callback): its form
// of an incoming message (phone, mes, to, id, time) and of a state (id, phone, status, ts). Native ids: MessageSid or the table's
// id; ID:PHONE of the gateway, because one id of it goes to many numbers.
//
// The number outside is the identifier, proved, both ways. A form of Twilio has no time: neither has the item, and a state of it is
// named by its place in the life of a message (status@0 accepted to status@8 read), so that order of arrival does not matter.
// STOP, СТОП and the like as a whole message are a statement with the fact `marketing` = stop for the number; a wish to hear from
// us again counts only where its time is known. A row without an id is named by nobody and is rejected.
//
// Settings: secrets["twilio_auth_token"] and secrets["twilio_url"] (the address given to Twilio), or secrets["smsc_secret"];
// columns (canonical name -> name in the table's header); zone (for the gateway's `time`).
#pragma once
#include "native/connectors/connector.h"

namespace history::connectors {

const Connector& sms();

}  // namespace history::connectors
