#include "native/connectors/meta_message.h"

#include <algorithm>
#include <iterator>

#include "native/connectors/iso_time.h"
#include "native/connectors/said.h"

namespace history::connectors {

namespace {

constexpr int files_max = 50;
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

std::uint64_t time_of(const Json& object, const char* name) {
    const std::int64_t number = int_at(object, name);
    if (number <= 0) return iso_ms(text_at(object, name));
    return number > 100'000'000'000
               ? static_cast<std::uint64_t>(std::min<std::int64_t>(number, 253402300799999))
               : ms_of(number);  // ms since 2013, seconds before
}

void put_referral(const Json& referral, Item& item) {
    if (!referral.is_object()) return;
    const Json& ad = at(referral, "ads_context_data");
    put(item, "source", text_at(referral, "source"));
    std::string campaign = text_at(ad, "ad_title");
    put(item, "campaign", campaign.empty() ? text_at(referral, "ref") : campaign);
    if (const std::string id = text_at(referral, "ad_id"); !id.empty()) put(item, "click", "ad_id=" + id);
    std::string product = text_at(at(referral, "product"), "id");
    put(item, "product", product.empty() ? text_at(ad, "product_id") : product);
    put(item, "referrer", text_at(referral, "referer_uri"));
}

void put_attachments(const Json& attachments, Item& item) {
    const Json& list = attachments.is_object() ? at(attachments, "data") : attachments;
    if (!list.is_array()) return;
    int count = 0;
    for (const Json& one : list) {
        if (count == files_max) break;
        const Json& payload = at(one, "payload");
        std::string name = text_at(one, "title");
        if (name.empty()) name = text_at(payload, "title");
        if (name.empty()) name = text_at(one, "name");
        std::string type = text_at(one, "type"), url = text_at(payload, "url");
        if (url.empty()) url = text_at(one, "url");
        if (url.empty()) url = text_at(one, "URL");
        if (url.empty()) url = text_at(one, "file_url");
        if (const Json& spot = at(payload, "coordinates"); spot.is_object())
            url = decimal_text(at(spot, "lat")) + ',' + decimal_text(at(spot, "long"));
        if (type.empty()) type = "file";
        put(item, "file/" + std::to_string(++count),
            columns({type, name, text_at(one, "mime_type"), text_at(one, "size"), url}));
    }
}

struct Turn {  // one message of either side
    std::string peer;
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
    }
    put_attachments(at(message, "attachments"), item);
    put_referral(at(message, "referral"), item);
    if (!turn.out) add_said(item.identifiers, text);
    found.add(std::move(item));
}

void add_postback(const Json& postback, const Turn& turn, const MetaPlace& place, Found& found) {
    const std::string mid = text_at(postback, "mid");
    Item item = item_of(mid.empty() ? "postback:" + turn.peer + ':' + std::to_string(turn.at_ms) : mid,
                        "message", turn, place, found);
    const std::string title = text_at(postback, "title");
    put(item, "text", title.empty() ? text_at(postback, "payload") : title);
    put_referral(at(postback, "referral"), item);
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
            if (id.is_string()) mark(id.get<std::string>(), "delivered_at", time_of(delivered, "watermark"));
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
    turn.at_ms = time_of(messaging, "timestamp");
    if (turn.at_ms == 0) turn.at_ms = place.time_ms;
    if (message.is_object()) return add_message(message, turn, place, found);
    if (const Json& postback = at(messaging, "postback"); postback.is_object())
        return add_postback(postback, turn, place, found);
    if (const Json& reaction = at(messaging, "reaction"); reaction.is_object())
        return add_reaction(reaction, turn, place, found);
    if (const Json& referral = at(messaging, "referral"); referral.is_object()) {
        Item item =
            item_of("referral:" + turn.peer + ':' + std::to_string(turn.at_ms), "ad", turn, place, found);
        put_referral(referral, item);
        return found.add(std::move(item));
    }
    if (const Json& optin = at(messaging, "optin"); optin.is_object()) {
        Item item =
            item_of("optin:" + turn.peer + ':' + std::to_string(turn.at_ms), "event", turn, place, found);
        put(item, "title", "optin");
        put(item, "text", text_at(optin, "title"));
        return found.add(std::move(item));
    }
    add_states(messaging, turn, place, found);
    for (const char* name : without_item)
        if (messaging.contains(name)) return;
    std::vector<Identifier> of;
    add_identifier(of, place.channel, found.account.name, turn.peer, Known::proved);
    found.add_unknown({}, messaging, turn.at_ms, std::move(of));
}

void add_meta_comment(const MetaComment& comment, const Json& who, const MetaPlace& place, Found& found) {
    if (comment.id.empty()) return found.reject("", "The comment has no id.", dump(who));
    const std::string author = text_at(who, "id");
    const bool out = place.ours(author, found.account);
    Item item;
    item.native_id = "comment:" + comment.id;
    put(item, "kind", "comment");
    put(item, "at", ms_text(comment.at_ms));
    put(item, "direction", out ? "out" : "in");
    const std::string username = text_at(who, "username");
    put(item, "title", comment.title.empty() && !username.empty() ? '@' + username : comment.title);
    put(item, "text", comment.text);
    put(item, "url", comment.url);
    if (!comment.parent.empty()) put(item, "reply_to", "comment:" + comment.parent);
    if (!out) {
        add_identifier(item.identifiers, place.channel, found.account.name, author, Known::proved,
                       text_at(who, "name"));
        add_said(item.identifiers, comment.text);
    }
    found.add(std::move(item));
}

bool read_graph_message(const Json& message, const MetaPlace& place, Found& found) {
    const std::string id = text_at(message, "id");
    const std::uint64_t at_ms = iso_ms(text_at(message, "created_time"));
    if (id.empty() || at_ms == 0 || !at(message, "from").is_object()) return false;
    Turn turn;
    turn.at_ms = at_ms;
    const Json& from = at(message, "from");
    turn.out = place.ours(text_at(from, "id"), found.account);
    const Json& to = at(at(message, "to"), "data");
    const Json& peer = turn.out ? (to.is_array() && !to.empty() ? to[0] : at(message, "to")) : from;
    turn.peer = text_at(peer, "id");
    Item item = item_of(id, "message", turn, place, found);
    std::string name = text_at(peer, "name");
    if (!item.identifiers.empty()) item.identifiers[0].name = std::move(name);
    put(item, "text", text_at(message, "message"));
    put_attachments(at(message, "attachments"), item);
    if (!turn.out) add_said(item.identifiers, text_at(message, "message"));
    found.add(std::move(item));
    return true;
}

void read_meta_body(const Json& body, const char* channel, Found& found,
                    bool (*read_change)(const Json& change, const MetaPlace& place, Found& found)) {
    found.begin_unit();
    const Json& entries = at(body, "entry");
    MetaPlace place{channel, {}, 0};
    if (!body.is_object()) {
        found.reject("", "The body is no object.", dump(body));
    } else if (!entries.is_array()) {
        const Json& listed = at(at(body, "messages"), "data");
        const Json& data = listed.is_array() ? listed : at(body, "data");
        bool any = read_graph_message(body, place, found);
        if (data.is_array())
            for (const Json& one : data) any = read_graph_message(one, place, found) || any;
        if (!any && body.contains("object") && body.contains("entry"))
            found.reject("", "entry is no list.", dump(body));
    } else {
        for (const Json& entry : entries) {
            place.own_id = text_at(entry, "id");
            place.time_ms = time_of(entry, "time");
            for (const char* list : {"messaging", "standby"})
                if (const Json& all = at(entry, list); all.is_array())
                    for (const Json& one : all) read_meta_messaging(one, place, found);
            const Json& changes = at(entry, "changes");
            if (!changes.is_array()) continue;
            for (const Json& change : changes)
                if (!read_change(change, place, found))  // a figure told again is another notification
                    found.add_unknown({}, Json{{"time", place.time_ms}, {"change", change}}, place.time_ms,
                                      {});
        }
    }
    found.end_unit();
}

}  // namespace history::connectors
