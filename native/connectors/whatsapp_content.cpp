#include "native/connectors/whatsapp_content.h"

#include <algorithm>

#include "native/connectors/file_content.h"
#include "native/connectors/list_bound.h"
#include "native/connectors/order_lines.h"

namespace history::connectors {
namespace {

constexpr std::size_t cards_max = 16, contacts_of_card_max = 8;
constexpr std::string_view files[] = {"image", "video", "audio", "voice", "document", "sticker"};

bool is_file(std::string_view type) {
    return std::find(std::begin(files), std::end(files), type) != std::end(files);
}

void put_file(const Json& message, const std::string& type, Item& item) {
    const Json& file = at(message, type.c_str());
    put(item, "file/1",
        columns({type, text_at(file, "filename"), text_at(file, "mime_type"), text_at(file, "file_size"),
                 text_at(file, "id")}));
    put(item, "file_hash/1", sha256_hash(text_at(file, "sha256")));
}

void put_cards(const Json& message, Item& item) {
    const Json& cards = at(message, "contacts");
    if (!cards.is_array()) return;
    ListBound bound(item, "file", cards_max);
    for (const Json& card : cards) {
        if (!bound.takes()) continue;
        const std::string name = text_at(at(card, "name"), "formatted_name");
        std::string first;  // number of the card, as its file shows it
        const auto each = [&](const char* list, auto add) {
            const Json& all = at(card, list);
            for (std::size_t i = 0; all.is_array() && i < all.size() && i < contacts_of_card_max; ++i)
                add(all[i]);
        };
        each("phones", [&](const Json& one) {
            const std::string id = text_at(one, "wa_id"),
                              phone = id.empty() ? text_at(one, "phone") : '+' + id;
            if (first.empty()) first = phone;
            add_identifier(item.identifiers, "phone", "", phone, Known::said, name);
        });
        each("emails", [&](const Json& one) {
            add_identifier(item.identifiers, "email", "", text_at(one, "email"), Known::said, name);
        });
        put(item, "file/" + std::to_string(bound.taken()),
            columns({"contact", name, "text/vcard", "", first}));
    }
}

void put_order(const Json& order, Item& item, const Account& account) {
    put(item, "text", text_at(order, "text"));
    const Json& products = at(order, "product_items");
    if (!products.is_array()) return;
    SummedLines lines(item);
    for (const Json& product : products) {
        OrderLine line;
        line.sku = text_at(product, "product_retailer_id");
        line.quantity = decimal_text(at(product, "quantity"));
        line.currency = text_at(product, "currency");
        if (line.currency.empty()) line.currency = account.currency;
        line.price_minor = minor_units(at(product, "item_price"), line.currency);
        lines.add(line);
    }
    lines.put_total();
}

// A form (flow) answers with a JSON text: its members, one a line, are what the person said.
std::string form_words(const Json& reply) {
    const std::optional<Json> answers = parse_json(text_at(reply, "response_json"));
    std::string words;
    if (answers && answers->is_object())
        for (const auto& [name, value] : answers->items()) {
            if (name == "flow_token") continue;
            if (!words.empty()) words.push_back('\n');
            words += name + ": " + (value.is_string() ? value.get_ref<const std::string&>() : dump(value));
        }
    return words.empty() ? text_at(reply, "body") : words;
}

std::string interactive_words(const Json& interactive) {
    for (const char* reply : {"button_reply", "list_reply"}) {
        const Json& chosen = at(interactive, reply);
        if (!chosen.is_object()) continue;
        const std::string more = text_at(chosen, "description");
        return text_at(chosen, "title") + (more.empty() ? more : '\n' + more);
    }
    if (const Json& form = at(interactive, "nfm_reply"); form.is_object()) return form_words(form);
    if (const Json& permission = at(interactive, "call_permission_reply"); permission.is_object())
        return text_at(permission, "response");
    return text_at(at(interactive, "body"), "text");  // what we sent: the text above the buttons
}

void put_advertisement(const Json& message, Item& item) {
    const Json& referral = at(message, "referral");
    put(item, "source", text_at(referral, "source_type"));
    put(item, "campaign", text_at(referral, "source_id"));
    put(item, "url", text_at(referral, "source_url"));
    if (text_at(message, "type") != "unsupported") put(item, "title", text_at(referral, "headline"));
    const std::string click = text_at(referral, "ctwa_clid");
    if (!click.empty()) put(item, "query", "ctwa_clid=" + click);
    put(item, "product", text_at(at(at(message, "context"), "referred_product"), "product_retailer_id"));
}

}  // namespace

std::string whatsapp_words(const Json& message) {
    const std::string type = text_at(message, "type");
    if (type == "text") return text_at(at(message, "text"), "body");
    if (type == "button") return text_at(at(message, "button"), "text");
    if (type == "interactive") return interactive_words(at(message, "interactive"));
    return is_file(type) ? text_at(at(message, type.c_str()), "caption") : std::string();
}

bool put_whatsapp_content(const Json& message, Item& item, const Account& account) {
    const std::string type = text_at(message, "type");
    const char* kind = "message";
    if (is_file(type)) {
        put_file(message, type, item);
    } else if (type == "location") {
        const Json& place = at(message, "location");
        put(item, "file/1",
            columns({"location", joined_name(text_at(place, "name"), text_at(place, "address")), "", "",
                     decimal_text(at(place, "latitude")) + ',' + decimal_text(at(place, "longitude"))}));
    } else if (type == "contacts") {
        put_cards(message, item);
    } else if (type == "order") {
        kind = "order";
        put_order(at(message, "order"), item, account);
    } else if (type == "system") {
        kind = "system";
        put(item, "title", text_at(at(message, "system"), "type"));
        put(item, "text", text_at(at(message, "system"), "body"));
    } else if (type == "unsupported") {  // the person wrote something that the API does not hand over
        put(item, "title", "unsupported");
    } else if (type == "template") {
        put(item, "title", text_at(at(message, "template"), "name"));
    } else if (type == "request_welcome") {
        kind = "system";
        put(item, "title", type);
    } else if (type != "text" && type != "button" && type != "interactive" && type != "media_placeholder") {
        return false;
    }
    put(item, "kind", kind);
    put(item, "text", whatsapp_words(message));
    put_advertisement(message, item);
    return true;
}

}  // namespace history::connectors
