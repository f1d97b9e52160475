// What one short message and its states are, whoever's gateway carried it.
#pragma once
#include "native/connectors/bodies.h"

namespace history::connectors {

struct SmsMessage {
    std::string id;
    bool out = false;
    std::string peer;  // the number outside
    std::string text;
    std::uint64_t at_ms = 0;  // 0: the source does not say
};

// A number as Twilio and gateways write it, without what stands before it ("whatsapp:") and with a + before a whole one.
std::string sms_number(std::string_view written);
// Kind, time, direction, thread, text and identifiers; numbers in the words of a customer are said.
Item sms_item(const SmsMessage& message);
// "stop" or "resume" when the whole message is the word for it; else empty.
std::string sms_wish(std::string_view text);
// The statement that the words make, if they do.
void add_sms_wish(const SmsMessage& message, Found& found);
// status@<ms>, and with a time sent_at, delivered_at, read_at or failed_at. Without one, <ms> is the state's place in the life of
// a message.
void put_sms_state(Item& item, const std::string& state, const std::string& error, std::uint64_t at_ms);

}  // namespace history::connectors
