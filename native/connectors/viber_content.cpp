#include "native/connectors/viber_content.h"

namespace history::connectors {
namespace {

void put_file(const Json& message, const std::string& type, Item& item) {
    std::string name = text_at(message, "file_name");
    if (type == "url") return put(item, "file/1", columns({"link", "", "", "", text_at(message, "media")}));
    put(item, "file/1", columns({type, name, "", text_at(message, "size"), text_at(message, "media")}));
}

void put_location(const Json& message, Item& item) {
    const Json& place = at(message, "location");
    const std::string latitude = decimal_text(at(place, "lat")), longitude = decimal_text(at(place, "lon"));
    put(item, "file/1", columns({"location", "", "", "", latitude + ',' + longitude}));
}

void put_card(const Json& message, Item& item) {
    const Json& card = at(message, "contact");
    put(item, "file/1",
        columns({"contact", text_at(card, "name"), "text/vcard", "", text_at(card, "phone_number")}));
}

}  // namespace

bool put_viber_content(const Json& message, Item& item) {
    const std::string type = text_at(message, "type"), words = text_at(message, "text");
    put(item, "text", words);
    if (type == "text") {
        if (words.empty()) return false;
    } else if (type == "picture" || type == "video" || type == "file" || type == "url") {
        put_file(message, type, item);
    } else if (type == "location") {
        put_location(message, item);
    } else if (type == "contact") {
        put_card(message, item);
    } else if (type == "sticker") {
        put(item, "file/1", columns({"sticker", "", "", "", text_at(message, "sticker_id")}));
    } else if (type == "rich_media") {
        put(item, "title", text_at(message, "alt_text"));
        put(item, "file/1", columns({"rich_media", "", "", "", ""}));
    } else {
        return false;
    }
    put(item, "kind", "message");
    return true;
}

void add_viber_card(const Json& message, const std::string& sender, std::vector<Identifier>& identifiers) {
    if (text_at(message, "type") != "contact") return;
    const Json& card = at(message, "contact");
    const std::string name = text_at(card, "name");
    const bool own = !name.empty() && name == sender;
    add_identifier(identifiers, "phone", "", text_at(card, "phone_number"), own ? Known::proved : Known::said,
                   name);
}

}  // namespace history::connectors
