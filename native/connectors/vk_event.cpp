#include "native/connectors/vk_event.h"

#include <algorithm>
#include <iterator>

#include "core/wire/hash.h"
#include "native/connectors/order_lines.h"
#include "native/connectors/vk_message.h"

namespace history::connectors {
namespace {

// States of an order by VK's number of them (dev.vk.com, market.editOrder).
constexpr const char* order_states[] = {"new",       "approval", "assembling", "delivering",
                                        "completed", "canceled", "returned"};
// Acts of a person that say nothing more than who did them.
constexpr const char* acts[] = {"group_join", "group_leave", "message_allow", "message_deny"};

std::string currency_of(const Json& price) {
    return text_at(at(price, "currency"), "name");
}

// Prices of VK's market are written in hundredths, whatever the currency. Nothing where no currency stands.
std::optional<std::int64_t> minor_of(const Json& price) {
    const std::string digits = text_at(price, "amount");
    const bool whole = !currency_of(price).empty() && !digits.empty() && digits.size() <= 15 &&
                       digits.find_first_not_of("0123456789") == std::string::npos;
    return whole ? std::optional(int_at(price, "amount")) : std::nullopt;
}

void put_state(const Json& order, Item& item) {
    const std::int64_t state = int_at(order, "status", -1);
    if (state < 0) return;
    const bool known = state < static_cast<std::int64_t>(std::size(order_states));
    const std::uint64_t when =
        ms_of(int_at(order, "date")) + static_cast<std::uint64_t>(std::min<std::int64_t>(state, 999));
    put(item, "status@" + std::to_string(when), known ? order_states[state] : std::to_string(state));
}

void put_lines(const Json& order, Item& item) {
    const Json& lines = at(order, "preview_order_items");
    if (!lines.is_array()) return;
    ListBound bound(item, "line", line_limit);
    for (const Json& line : lines) {
        if (!bound.takes()) continue;
        std::string name = text_at(line, "title");
        if (name.empty()) name = text_at(at(line, "item"), "title");
        const Json& price = at(line, "price");
        put_line(
            item, bound.taken(),
            {text_at(line, "item_id"), name, text_at(line, "quantity"), minor_of(price), currency_of(price)});
    }
}

void add_order(const Json& order, bool fresh, Found& found) {
    const std::string id = text_at(order, "id");
    if (id.empty()) return found.reject("", "The order has no id.", dump(order));
    Item item;
    item.native_id = "order:" + id;
    put(item, "kind", "order");
    item.identifiers = vk_user(int_at(order, "user_id"), found.account);
    const Json& recipient = at(order, "recipient");
    add_identifier(item.identifiers, "phone", "", text_at(recipient, "phone"), Known::given,
                   text_at(recipient, "name"));
    put_state(order, item);
    if (!fresh) return found.add_stub(std::move(item));
    put(item, "at", ms_text(ms_of(int_at(order, "date"))));
    put(item, "direction", "in");
    const std::string number = text_at(order, "display_order_id");
    put(item, "number", number.empty() ? id : number);
    put(item, "text", text_at(order, "comment"));
    const Json& total = at(order, "total_price");
    if (const auto minor = minor_of(total))
        put(item, "total", std::to_string(*minor) + ' ' + currency_of(total));
    const Json& delivery = at(order, "delivery");
    put(item, "delivery", text_at(delivery, "type"));
    const std::string address = text_at(delivery, "address");
    put(item, "address", address.empty() ? text_at(order, "address") : address);
    put_lines(order, item);
    found.add(std::move(item));
}

// One text, or several where more than one may be chosen.
std::string answer_of(const Json& answer) {
    const Json& given = at(answer, "answer");
    if (!given.is_array()) return text_at(answer, "answer");
    std::string all;
    for (const Json& one : given) {
        if (!one.is_string()) continue;
        if (!all.empty()) all += ", ";
        all += one.get_ref<const std::string&>();
    }
    return all;
}

void add_lead(const Json& lead, Found& found) {
    const std::string id = text_at(lead, "lead_id");
    if (id.empty()) return found.reject("", "The lead has no lead_id.", dump(lead));
    Item item;
    item.native_id = "lead:" + id;
    put(item, "kind", "request");
    put(item, "direction", "in");
    put(item, "title", text_at(lead, "form_name"));
    put(item, "campaign", text_at(lead, "ad_id"));
    std::string name, last, phone, mail;
    if (const Json& answers = at(lead, "answers"); answers.is_array()) {
        ListBound bound(item, "answer", line_limit);
        for (const Json& answer : answers) {
            if (!bound.takes()) continue;
            const std::string key = text_at(answer, "key"), value = answer_of(answer);
            std::string question = text_at(answer, "question");
            if (question.empty()) question = key;
            if (!question.empty()) put(item, "answer/" + question, value);
            if (key == "first_name") name = value;
            if (key == "last_name") last = value;
            if (key == "phone_number") phone = value;
            if (key == "email") mail = value;
        }
    }
    name = joined_name(name, last);
    item.identifiers = vk_user(int_at(lead, "user_id"), found.account);
    add_identifier(item.identifiers, "phone", "", phone, Known::given, name);
    add_identifier(item.identifiers, "email", "", mail, Known::given, name);
    found.add(std::move(item));
}

// VK Pay writes thousandths of a rouble.
void add_payment(const Json& payment, std::string id, Found& found) {
    Item item;
    item.native_id = std::move(id);
    put(item, "kind", "payment");
    put(item, "at", ms_text(ms_of(int_at(payment, "date"))));
    put(item, "direction", "in");
    put(item, "method", "vk_pay");
    put(item, "text", text_at(payment, "description"));
    const std::int64_t amount = int_at(payment, "amount", -1);
    if (amount >= 0 && amount % 10 == 0) put(item, "total", std::to_string(amount / 10) + " RUB");
    item.identifiers = vk_user(int_at(payment, "from_id"), found.account);
    found.add(std::move(item));
}

// The button's own data is all that says which one it was.
std::string button_words(const Json& payload) {
    if (payload.is_string()) return payload.get_ref<const std::string&>();
    for (const char* name : {"button", "text", "label", "command"})
        if (std::string words = text_at(payload, name); !words.empty()) return words;
    return payload.is_null() ? std::string() : dump(payload);
}

void add_button(const Json& press, std::string id, Found& found) {
    Item item;
    const std::string own = text_at(press, "event_id"), peer = text_at(press, "peer_id");
    item.native_id = own.empty() ? std::move(id) : "event:" + own;
    put(item, "kind", "message");
    put(item, "direction", "in");
    put(item, "text", button_words(at(press, "payload")));
    put(item, "thread", peer);
    const std::string number = text_at(press, "conversation_message_id");
    if (!peer.empty() && !number.empty()) put(item, "reply_to", peer + ':' + number);
    item.identifiers = vk_user(int_at(press, "user_id"), found.account);
    found.add(std::move(item));
}

void add_act(const std::string& type, const Json& act, std::string id, Found& found) {
    Item item;
    item.native_id = std::move(id);
    put(item, "kind", "event");
    put(item, "direction", "in");
    put(item, "title", type);
    put(item, "text", text_at(act, "join_type"));
    item.identifiers = vk_user(int_at(act, "user_id"), found.account);
    found.add(std::move(item));
}

}  // namespace

std::string vk_event_id(const std::string& type, const Json& event) {
    const std::string id = text_at(event, "event_id");
    if (!id.empty()) return "event:" + id;
    const std::string words = type + dump(at(event, "object"));
    return "event:hash:" + hex(hash_of("history vk event 1", bytes_of(words)).view()).substr(0, 32);
}

bool add_vk_event(const std::string& type, const Json& event, Found& found) {
    const Json& object = at(event, "object");
    if (type == "market_order_new" || type == "market_order_edit")
        add_order(object, type == "market_order_new", found);
    else if (type == "lead_forms_new")
        add_lead(object, found);
    else if (type == "vkpay_transaction")
        add_payment(object, vk_event_id(type, event), found);
    else if (type == "message_event")
        add_button(object, vk_event_id(type, event), found);
    else if (std::find(std::begin(acts), std::end(acts), type) != std::end(acts))
        add_act(type, object, vk_event_id(type, event), found);
    else
        return false;
    return true;
}

}  // namespace history::connectors
