// One thing that happened to one message of a mailing (mailing.h), whichever way the service told it.
#pragma once
#include "native/connectors/bodies.h"

namespace history::connectors {

struct MailingEvent {
    std::string message;  // id at the service; empty: campaign and address name it
    std::string email, name, campaign, subject;
    std::string event;  // the service's own word
    std::string words;  // the address that was clicked, the reason of a failure
    std::uint64_t at_ms = 0;
};

// sent | delivered | opened | clicked | bounced | complained | unsubscribed | resubscribed | deferred; empty: no known word.
std::string_view mailing_state(std::string_view word);

// Seconds since 1970, with a fraction or without (Mailgun writes 1521472262.908181), or a moment as text; 0: no time.
std::uint64_t mailing_ms(const Json& value);

// Adds the item or stub and the wish; rejects what names no address or no time. `raw`: what is kept of it then.
void add_mailing_event(const MailingEvent& event, const std::string& place, const std::string& raw,
                       Found& found);

}  // namespace history::connectors
