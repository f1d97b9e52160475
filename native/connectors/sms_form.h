// One form of Twilio or of a gateway like SMSC.ru: an incoming message, or what became of one of ours.
#pragma once
#include "native/connectors/bodies.h"
#include "native/connectors/form_body.h"

namespace history::connectors {

// Begins and ends the unit. `raw` is what is kept of a form that cannot be read.
void read_sms_form(const FormBody& form, std::string_view raw, Found& found);
bool is_gateway_form(const FormBody& form);  // not Twilio's

}  // namespace history::connectors
