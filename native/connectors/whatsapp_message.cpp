#include "native/connectors/whatsapp_message.h"

#include <algorithm>

#include "native/connectors/said.h"
#include "native/connectors/whatsapp_content.h"

namespace history::connectors {
namespace {

bool is_phone(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    return text.size() >= 7 && text.size() <= 15 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Business-scoped user id: country code, point, letters and digits ("KZ.1515...").
bool is_user_id(std::string_view text) {
    const auto letter = [](char c) { return c >= 'A' && c <= 'Z'; };
    return text.size() > 3 && letter(text[0]) && letter(text[1]) && text[2] == '.';
}

// Of a customer as several business portfolios share him ("KZ.ENT.1181...").
bool is_parent_id(std::string_view text) {
    return is_user_id(text) && text.substr(3).starts_with("ENT.");
}

std::string e164(const std::string& phone) {
    return phone.starts_with('+') ? phone : '+' + phone;
}

// Id, time, direction and identifiers.
Item frame_of(const Json& value, const Json& message, bool echo, const Account& account) {
    Item item;
    item.native_id = text_at(message, "id");
    put(item, "at", ms_text(ms_of(int_at(message, "timestamp"))));
    const bool system = text_at(message, "type") == "system";
    put(item, "direction", system ? "none" : echo ? "out" : "in");
    put(item, "thread", text_at(message, "group_id"));
    item.identifiers =
        whatsapp_peer(value,
                      echo ? WhatsappPeer{text_at(message, "to"), text_at(message, "to_user_id"),
                                          text_at(message, "to_parent_user_id")}
                           : WhatsappPeer{text_at(message, "from"), text_at(message, "from_user_id"),
                                          text_at(message, "from_parent_user_id")},
                      account);
    return item;
}

// The stub that carries a change of an earlier message.
Item change_of(const std::string& native_id, std::vector<Identifier> identifiers) {
    Item item;
    item.native_id = native_id;
    item.identifiers = std::move(identifiers);
    return item;
}

// Edits, revocations and reactions. True when the message was one.
bool add_change(const Json& message, Item& frame, Found& found) {
    const std::string type = text_at(message, "type");
    const std::string when = std::to_string(ms_of(int_at(message, "timestamp")));
    const Json& body = at(message, type.c_str());
    if (type != "edit" && type != "revoke" && type != "reaction") return false;
    Item item = change_of(text_at(body, type == "reaction" ? "message_id" : "original_message_id"),
                          std::move(frame.identifiers));
    if (item.native_id.empty()) {
        found.reject("", "The " + type + " names no message.", dump(message));
        return true;
    }
    if (type == "edit")
        item.fields.emplace_back("edited@" + when, whatsapp_words(at(body, "message")));
    else if (type == "revoke")
        item.fields.emplace_back("deleted@" + when, "1");
    else
        item.fields.emplace_back("reaction@" + when, text_at(body, "emoji"));  // empty: taken back
    found.add_stub(std::move(item));
    return true;
}

}  // namespace

std::vector<Identifier> whatsapp_peer(const Json& value, WhatsappPeer peer, const Account& account) {
    std::string phone = is_phone(peer.address) ? peer.address : std::string();
    std::string id = is_user_id(peer.user_id)   ? peer.user_id
                     : is_user_id(peer.address) ? peer.address
                                                : std::string();
    std::string name;
    const Json& contacts = at(value, "contacts");
    int contacts_left = 256;  // Meta sends one or a few; each message of the change looks through them
    if (contacts.is_array())
        for (const Json& contact : contacts) {
            if (--contacts_left < 0) break;
            const std::string contact_phone = text_at(contact, "wa_id"),
                              contact_id = text_at(contact, "user_id");
            const bool same_phone = !phone.empty() && contact_phone == phone;
            const bool same_id = !id.empty() && (contact_id == id || contact_phone == id);
            if (!same_phone && !same_id) continue;
            if (phone.empty() && is_phone(contact_phone)) phone = contact_phone;
            if (id.empty() && is_user_id(contact_id)) id = contact_id;
            if (peer.parent.empty()) peer.parent = text_at(contact, "parent_user_id");
            name = text_at(at(contact, "profile"), "name");
            break;
        }
    std::vector<Identifier> found;
    if (!is_parent_id(id)) add_identifier(found, "whatsapp", account.name, id, Known::proved, name);
    if (!phone.empty()) add_identifier(found, "phone", "", e164(phone), Known::proved, name);
    for (const std::string& parent : {peer.parent, id})  // an address may be the parent's
        if (is_parent_id(parent)) add_identifier(found, "whatsapp", "", parent, Known::proved, name);
    return found;
}

void add_whatsapp_message(const Json& value, const Json& message, bool echo, Found& found) {
    if (!message.is_object() || text_at(message, "id").empty()) {
        found.reject("", "The message has no id.", dump(message));
        return;
    }
    Item item = frame_of(value, message, echo, found.account);
    if (add_change(message, item, found)) return;
    const std::uint64_t when = ms_of(int_at(message, "timestamp"));
    if (!put_whatsapp_content(message, item, found.account)) {
        found.add_unknown(std::move(item.native_id), message, when, std::move(item.identifiers));
        return;
    }
    put(item, "reply_to", text_at(at(message, "context"), "id"));
    const Json& system = at(message, "system");
    if (const std::string type = text_at(system, "type");
        type == "user_changed_number" || type == "user_changed_user_id") {
        std::string now = text_at(system, "wa_id");
        if (now.empty()) now = text_at(system, "new_wa_id");  // the spelling of older versions of the API
        for (Identifier& identifier : whatsapp_peer(
                 Json(), {now, text_at(system, "user_id"), text_at(system, "parent_user_id")}, found.account))
            add_identifier(item.identifiers, identifier.type, identifier.scope, identifier.value,
                           Known::proved);
    }
    if (!echo) add_said(item.identifiers, whatsapp_words(message));
    found.add(std::move(item));
}

}  // namespace history::connectors
