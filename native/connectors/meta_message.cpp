#include "native/connectors/meta_message.h"

#include <algorithm>
#include <iterator>

#include "native/connectors/meta_commerce.h"
#include "native/connectors/meta_content.h"
#include "native/connectors/said.h"

namespace history::connectors {

namespace {

// States of the conversation between programs, not acts of a person.
constexpr const char* without_item[] = {"account_linking",
                                        "app_roles",
                                        "take_thread_control",
                                        "pass_thread_control",
                                        "request_thread_control",
                                        "policy-enforcement",
                                        "policy_enforcement",
                                        "read",
                                        "delivery",
                                        "typing",
                                        "checkout_update",
                                        "pre_checkout"};

struct Turn {  // one message of either side
    std::string peer;
    std::string visitor;  // user_ref of a visitor of the site's chat who has no id yet
    bool out = false;
    std::uint64_t at_ms = 0;
};

Item item_of(const std::string& id, const char* kind, const Turn& turn, const MetaPlace& place,
             const Found& found) {
    Item item;
    item.native_id = id;
    put(item, "kind", kind);
    put(item, "at", ms_text(turn.at_ms));
    put(item, "direction", turn.out ? "out" : "in");
    put(item, "thread", turn.peer);
    add_identifier(item.identifiers, place.channel, found.account.name, turn.peer, Known::proved);
    return item;
}

// An event has no id of its own: who and when name it.
std::string event_id(const char* kind, const Turn& turn) {
    const std::string who = turn.peer.empty() ? "visitor-" + turn.visitor : turn.peer;
    return kind + (':' + who) + ':' + std::to_string(turn.at_ms);
}

Item stub_of(const std::string& id, const Turn& turn, const MetaPlace& place, const Found& found) {
    Item item;
    item.native_id = id;
    add_identifier(item.identifiers, place.channel, found.account.name, turn.peer, Known::proved);
    return item;
}

void add_message(const Json& message, const Turn& turn, const MetaPlace& place, Found& found) {
    const std::string id = text_at(message, "mid");
    if (id.empty()) return found.reject("", "The message has no mid.", dump(message));
    if (at(message, "is_deleted") == true) {
        Item stub = stub_of(id, turn, place, found);
        put(stub, "deleted@" + std::to_string(turn.at_ms), "1");
        return found.add_stub(std::move(stub));
    }
    Item item = item_of(id, "message", turn, place, found);
    const std::string text = text_at(message, "text");
    put(item, "text", text);
    const Json& reply = at(message, "reply_to");
    put(item, "reply_to", text_at(reply, "mid"));
    if (const Json& story = at(reply, "story"); story.is_object()) {
        put(item, "title", "story");
        put(item, "url", text_at(story, "url"));
    } else if (at(message, "is_unsupported") == true) {  // words that the interface does not hand over
        put(item, "title", "unsupported");
    }
    put_meta_attachments(at(message, "attachments"), item);
    put_meta_referral(at(message, "referral"), item);
    if (!turn.out) add_said(item.identifiers, text);
    found.add(std::move(item));
}

void add_postback(const Json& postback, const Turn& turn, const MetaPlace& place, Found& found) {
    const std::string mid = text_at(postback, "mid");
    Item item = item_of(mid.empty() ? event_id("postback", turn) : mid, "message", turn, place, found);
    const std::string title = text_at(postback, "title");
    put(item, "text", title.empty() ? text_at(postback, "payload") : title);
    put_meta_referral(at(postback, "referral"), item);
    found.add(std::move(item));
}

void add_reaction(const Json& reaction, const Turn& turn, const MetaPlace& place, Found& found) {
    const std::string id = text_at(reaction, "mid");
    if (id.empty()) return found.reject("", "The reaction names no message.", dump(reaction));
    Item stub = stub_of(id, turn, place, found);
    std::string shown = text_at(reaction, "emoji");
    if (shown.empty()) shown = text_at(reaction, "reaction");
    // No words left means that the reaction was taken back.
    stub.fields.emplace_back("reaction@" + std::to_string(turn.at_ms),
                             text_at(reaction, "action") == "unreact" ? std::string() : shown);
    found.add_stub(std::move(stub));
}

void add_edit(const Json& edit, const Turn& turn, const MetaPlace& place, Found& found) {
    const std::string id = text_at(edit, "mid");
    if (id.empty()) return found.reject("", "The edit names no message.", dump(edit));
    Item stub = stub_of(id, turn, place, found);
    stub.fields.emplace_back("edited@" + std::to_string(turn.at_ms), text_at(edit, "text"));
    found.add_stub(std::move(stub));
}

void add_optin(const Json& optin, const Turn& turn, const MetaPlace& place, Found& found) {
    Item item = item_of(event_id("optin", turn), "event", turn, place, found);
    if (const std::string wish = meta_marketing_wish(optin); !wish.empty()) {
        if (item.identifiers.empty()) return;
        return found.add(Statement{std::move(item.identifiers), {{"marketing", wish}}, turn.at_ms});
    }
    put(item, "title", "optin");
    put(item, "text", text_at(optin, "title"));
    found.add(std::move(item));
}

void add_payment(const Json& payment, const Turn& turn, const MetaPlace& place, Found& found) {
    const std::string charge = text_at(at(payment, "payment_credential"), "charge_id");
    Item item = item_of(charge.empty() ? event_id("payment", turn) : "payment:" + charge, "payment", turn,
                        place, found);
    put_meta_payment(payment, item);
    found.add(std::move(item));
}

// Which of our messages were delivered or read, where the notification names them.
void add_states(const Json& messaging, const Turn& turn, const MetaPlace& place, Found& found) {
    const auto mark = [&](const std::string& id, const char* field, std::uint64_t at_ms) {
        if (id.empty() || at_ms == 0) return;
        Item stub = stub_of(id, turn, place, found);
        put(stub, field, ms_text(at_ms));
        found.add_stub(std::move(stub));
    };
    mark(text_at(at(messaging, "read"), "mid"), "read_at", turn.at_ms);
    const Json& delivered = at(messaging, "delivery");
    if (const Json& ids = at(delivered, "mids"); ids.is_array())
        for (const Json& id : ids)
            if (id.is_string())
                mark(id.get<std::string>(), "delivered_at", meta_time(delivered, "watermark"));
}

}  // namespace

bool MetaPlace::ours(const std::string& id, const Account& account) const {
    return !id.empty() && (id == own_id || id == account.name ||
                           std::find(account.own.begin(), account.own.end(), id) != account.own.end());
}

void read_meta_messaging(const Json& messaging, const MetaPlace& place, Found& found) {
    if (!messaging.is_object())
        return found.reject("", "An element of messaging is no object.", dump(messaging));
    const std::string sender = text_at(at(messaging, "sender"), "id"),
                      recipient = text_at(at(messaging, "recipient"), "id");
    const Json& message = at(messaging, "message");
    Turn turn;
    turn.out = at(message, "is_echo") == true || place.ours(sender, found.account);
    turn.peer = turn.out ? recipient : sender;
    // Some echoes name the two sides as if the customer had written; nobody's peer is ourselves.
    if (place.ours(turn.peer, found.account)) turn.peer = turn.out ? sender : recipient;
    if (place.ours(turn.peer, found.account)) turn.peer.clear();
    turn.visitor = text_at(at(messaging, "sender"), "user_ref");
    if (turn.visitor.empty()) turn.visitor = text_at(at(messaging, "optin"), "user_ref");
    turn.at_ms = meta_time(messaging, "timestamp");
    if (turn.at_ms == 0) turn.at_ms = place.time_ms;
    if (message.is_object()) return add_message(message, turn, place, found);
    if (const Json& postback = at(messaging, "postback"); postback.is_object())
        return add_postback(postback, turn, place, found);
    if (const Json& reaction = at(messaging, "reaction"); reaction.is_object())
        return add_reaction(reaction, turn, place, found);
    if (const Json& referral = at(messaging, "referral"); referral.is_object()) {
        Item item = item_of(event_id("referral", turn), "ad", turn, place, found);
        put_meta_referral(referral, item);
        return found.add(std::move(item));
    }
    if (const Json& optin = at(messaging, "optin"); optin.is_object())
        return add_optin(optin, turn, place, found);
    if (const Json& edit = at(messaging, "message_edit"); edit.is_object())
        return add_edit(edit, turn, place, found);
    if (const Json& order = at(messaging, "order"); order.is_object()) {
        Item item = item_of(event_id("order", turn), "order", turn, place, found);
        put_meta_order(order, item, found.account);
        return found.add(std::move(item));
    }
    if (const Json& payment = at(messaging, "payment"); payment.is_object())
        return add_payment(payment, turn, place, found);
    add_states(messaging, turn, place, found);
    for (const char* name : without_item)
        if (messaging.contains(name)) return;
    std::vector<Identifier> of;
    add_identifier(of, place.channel, found.account.name, turn.peer, Known::proved);
    found.add_unknown({}, messaging, turn.at_ms, std::move(of));
}

bool read_graph_message(const Json& message, const MetaPlace& place, Found& found) {
    const std::string id = text_at(message, "id");
    const std::uint64_t at_ms = meta_time(message, "created_time");
    if (id.empty() || at_ms == 0 || !at(message, "from").is_object()) return false;
    Turn turn;
    turn.at_ms = at_ms;
    const Json& from = at(message, "from");
    turn.out = place.ours(text_at(from, "id"), found.account);
    const Json& to = at(at(message, "to"), "data");
    const Json& peer = turn.out ? (to.is_array() && !to.empty() ? to[0] : at(message, "to")) : from;
    turn.peer = text_at(peer, "id");
    Item item = item_of(id, "message", turn, place, found);
    std::string name = text_at(peer, {"name", "username"});  // Instagram has the latter alone
    if (!item.identifiers.empty()) item.identifiers[0].name = std::move(name);
    put(item, "text", text_at(message, "message"));
    const Json& story = at(message, "story");
    if (const Json& answered = at(story, "reply_to"); answered.is_object()) {
        put(item, "title", "story");
        put(item, "url", text_at(answered, "link"));
    } else if (const Json& mention = at(story, "mention"); mention.is_object()) {
        put(item, "title", "story_mention");
        put(item, "url", text_at(mention, "link"));
    } else if (truth(at(message, "is_unsupported"))) {
        put(item, "title", "unsupported");
    }
    put_meta_attachments(at(message, "attachments"), item, at(message, "shares"));
    // When somebody reacted the answer does not tell: after the message, and before whatever a webhook tells.
    if (const Json& reactions = at(at(message, "reactions"), "data");
        reactions.is_array() && !reactions.empty())
        put(item, "reaction@" + std::to_string(at_ms), text_at(reactions[0], {"emoji", "reaction"}));
    if (!turn.out) add_said(item.identifiers, text_at(message, "message"));
    found.add(std::move(item));
    return true;
}

}  // namespace history::connectors
