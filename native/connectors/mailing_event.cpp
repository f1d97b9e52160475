#include "native/connectors/mailing_event.h"

#include <algorithm>

#include "core/base/ascii.h"
#include "core/base/fold.h"
#include "core/wire/hash.h"
#include "native/connectors/iso_time.h"

namespace history::connectors {

namespace {

struct Word {
    std::string_view word, state;
};
// SendGrid "Event Webhook Reference", Mailgun "Events", UniSender "Статусы", and what tables call their columns.
constexpr Word words[] = {
    {"processed", "sent"},
    {"accepted", "sent"},
    {"sent", "sent"},
    {"send", "sent"},
    {"отправлено", "sent"},
    {"delivered", "delivered"},
    {"delivery", "delivered"},
    {"доставлено", "delivered"},
    {"open", "opened"},
    {"opened", "opened"},
    {"opens", "opened"},
    {"read", "opened"},
    {"прочитано", "opened"},
    {"открыто", "opened"},
    {"click", "clicked"},
    {"clicked", "clicked"},
    {"clicks", "clicked"},
    {"переход", "clicked"},
    {"bounce", "bounced"},
    {"bounced", "bounced"},
    {"hard_bounce", "bounced"},
    {"soft_bounce", "bounced"},
    {"hardbounce", "bounced"},
    {"softbounce", "bounced"},
    {"dropped", "bounced"},
    {"failed", "bounced"},
    {"rejected", "bounced"},
    {"blocked", "bounced"},
    {"не доставлено", "bounced"},
    {"spamreport", "complained"},
    {"spam", "complained"},
    {"complained", "complained"},
    {"complaint", "complained"},
    {"спам", "complained"},
    {"unsubscribe", "unsubscribed"},
    {"unsubscribed", "unsubscribed"},
    {"unsub", "unsubscribed"},
    {"group_unsubscribe", "unsubscribed"},
    {"отписка", "unsubscribed"},
    {"отписался", "unsubscribed"},
    {"resubscribed", "resubscribed"},
    {"group_resubscribe", "resubscribed"},
    {"subscribe", "resubscribed"},
    {"subscribed", "resubscribed"},
    {"deferred", "deferred"},
};

std::string short_hash(std::string_view text) {
    return hex(hash_of("history mailing 1", bytes_of(text)).view()).substr(0, 16);
}

}  // namespace

std::string_view mailing_state(std::string_view word) {
    const std::string folded = fold(trimmed(word));
    for (const Word& one : words)
        if (fold(one.word) == folded) return one.state;
    return {};
}

std::uint64_t mailing_ms(const Json& value) {
    const std::string text = decimal_text(value);
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    if (digits == 0 || digits > 12 || (digits < text.size() && text[digits] != '.')) return iso_ms(text);
    std::int64_t seconds = 0;
    for (std::size_t i = 0; i < digits; ++i) seconds = seconds * 10 + (text[i] - '0');
    return ms_of(seconds);
}

void add_mailing_event(const MailingEvent& event, const std::string& place, const std::string& raw,
                       Found& found) {
    const std::string_view state = mailing_state(event.event);
    if (event.email.find('@') == std::string::npos)
        return found.reject(place, "The event names no e-mail address.", raw);
    if (event.at_ms == 0) return found.reject(place, "The event has no time.", raw);
    const std::string address = lower(event.email), at = std::to_string(event.at_ms);
    Item item;
    item.native_id = (event.message.empty() ? "campaign:" + event.campaign : event.message) + '|' + address;
    add_identifier(item.identifiers, "email", "", event.email, Known::given, event.name);
    put(item, "kind", "mailing");
    put(item, "direction", "out");
    put(item, "bot", "1");
    put(item, "via", "email");
    put(item, "title", event.subject);
    put(item, "campaign", event.campaign);
    if (state == "sent") {
        put(item, "at", at);
        put(item, "sent_at", at);
    }
    if (state == "delivered") put(item, "delivered_at", at);
    if (state == "opened" || state == "clicked") put(item, "read_at", at);
    if (state == "bounced") put(item, "failed_at", at);
    put(item, "step/" + at + '-' + short_hash(event.event + '\t' + event.words),
        columns({at, state.empty() ? std::string_view(event.event) : state, event.words, ""}));
    const std::string_view wish = state == "unsubscribed" || state == "complained" ? "stop"
                                  : state == "resubscribed"                        ? "resume"
                                                                                   : "";
    if (!wish.empty())
        found.add(Statement{item.identifiers, {{"marketing", std::string(wish)}}, event.at_ms});
    // What happens to a message is no message; but a service may tell of it without ever having told of the sending, so that
    // only the sending itself and its first answer from outside count.
    if (state == "sent" || state == "delivered" || state == "bounced") return found.add(std::move(item));
    std::erase_if(item.fields, [](const auto& field) { return field.first == "kind"; });
    found.add_stub(std::move(item));
}

}  // namespace history::connectors
