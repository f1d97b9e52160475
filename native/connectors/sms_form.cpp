#include "native/connectors/sms_form.h"

#include "core/wire/hash.h"
#include "native/connectors/list_bound.h"
#include "native/connectors/local_time.h"
#include "native/connectors/sms_message.h"

namespace history::connectors {
namespace {

constexpr std::size_t media_max = 20;

std::string first_of(const FormBody& form, std::initializer_list<const char*> names) {
    for (const char* name : names)
        if (std::string value = form.text(name); !value.empty()) return value;
    return {};
}

void put_media(const FormBody& form, Item& item) {
    ListBound bound(item, "file", media_max);
    for (std::size_t i = 0; i < form_fields_max; ++i) {
        const std::string n = std::to_string(i), address = form.text("MediaUrl" + n);
        if (address.empty()) return;
        if (!bound.takes()) continue;
        put(item, "file/" + std::to_string(bound.taken()),
            columns({"media", "", form.text("MediaContentType" + n), "", address}));
    }
}

void read_twilio_message(const FormBody& form, std::string id, Found& found) {
    const SmsMessage message{std::move(id), false, sms_number(form.text("From")), form.text("Body"), 0};
    Item item = sms_item(message);
    put_media(form, item);
    put(item, "reply_to", form.text("OriginalRepliedMessageSid"));
    found.add(std::move(item));
    add_sms_wish(message, found);
}

void read_twilio_state(const FormBody& form, std::string id, const std::string& state, Found& found) {
    Item item;
    item.native_id = std::move(id);
    put_sms_state(item, state, form.text("ErrorCode"), 0);
    add_identifier(item.identifiers, "phone", "", sms_number(form.text("To")), Known::proved);
    found.add_stub(std::move(item));
}

void read_twilio(const FormBody& form, std::string_view raw, Found& found) {
    std::string id = first_of(form, {"MessageSid", "SmsSid", "SmsMessageSid"});
    const std::string state = first_of(form, {"MessageStatus", "SmsStatus"});
    if (id.empty())
        found.reject("", "The form has no MessageSid, and no id of a gateway.", std::string(raw));
    else if (state == "received" || state == "receiving" || (state.empty() && form.has("Body")))
        read_twilio_message(form, std::move(id), found);
    else if (!state.empty())
        read_twilio_state(form, std::move(id), state, found);
    else
        found.reject("", "The form has neither a text nor a status.", std::string(raw));
}

std::uint64_t digits_of(const std::string& text) {
    if (text.empty() || text.size() > 12 || text.find_first_not_of("0123456789") != std::string::npos)
        return 0;
    return ms_of(static_cast<std::int64_t>(std::stoull(text)));
}

// ts is in seconds since 1970; time is by the wall clock of the account.
std::uint64_t gateway_ms(const FormBody& form, const Account& account) {
    for (const char* name : {"ts", "sent"})
        if (const std::uint64_t at_ms = digits_of(form.text(name)); at_ms != 0) return at_ms;
    const std::string text = form.text("time");
    if (const std::uint64_t at_ms = digits_of(text); at_ms != 0) return at_ms;
    return written_ms(text, account.zone);
}

// Numbers of states in the gateway's list; others stay numbers.
std::string gateway_state(const std::string& number) {
    if (number == "-1") return "queued";
    if (number == "0") return "sent";
    if (number == "1") return "delivered";
    if (number == "2") return "read";
    if (number == "3" || number == "20") return "undelivered";
    if (number == "22" || number == "23" || number == "24" || number == "25") return "failed";
    return number;
}

void read_gateway(const FormBody& form, std::string_view raw, Found& found) {
    const std::string phone = sms_number(form.text("phone"));
    std::string id = form.text("id");
    if (phone.empty()) return found.reject("", "The gateway's form has no phone.", std::string(raw));
    if (!id.empty()) id += ':' + phone;
    if (form.has("mes")) {
        if (id.empty()) {
            const std::string words = phone + '\t' + form.text("time") + '\t' + form.text("mes");
            id = "hash:" + hex(hash_of("history sms form 1", bytes_of(words)).view()).substr(0, 32);
        }
        const SmsMessage message{std::move(id), false, phone, form.text("mes"),
                                 gateway_ms(form, found.account)};
        found.add(sms_item(message));
        add_sms_wish(message, found);
        return;
    }
    if (id.empty()) return found.reject("", "The state has no id.", std::string(raw));
    Item item;
    item.native_id = std::move(id);
    put_sms_state(item, gateway_state(form.text("status")), form.text("err"),
                  gateway_ms(form, found.account));
    add_identifier(item.identifiers, "phone", "", phone, Known::proved);
    found.add_stub(std::move(item));
}

}  // namespace

bool is_gateway_form(const FormBody& form) {
    return form.has("phone") && (form.has("mes") || form.has("status")) && !form.has("MessageSid") &&
           !form.has("SmsSid");
}

void read_sms_form(const FormBody& form, std::string_view raw, Found& found) {
    found.begin_unit();
    if (form.broken != nullptr)
        found.reject("", form.broken, std::string(raw));
    else if (is_gateway_form(form))
        read_gateway(form, raw, found);
    else
        read_twilio(form, raw, found);
    found.end_unit();
}

}  // namespace history::connectors
