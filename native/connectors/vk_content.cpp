#include "native/connectors/vk_content.h"
#include "native/connectors/list_bound.h"

namespace history::connectors {
namespace {

constexpr std::size_t files_max = 50, quotes_max = 20;

std::string without_breaks(std::string_view text) {
    constexpr std::string_view mark = "<br>";
    std::string out;
    for (std::size_t found; (found = text.find(mark)) != std::string_view::npos;) {
        out.append(text.substr(0, found)).push_back('\n');
        text.remove_prefix(found + mark.size());
    }
    return out.append(text);
}

// Address of the largest picture: of the list of sizes, or the photo_<width> of older versions.
std::string picture_of(const Json& photo) {
    std::string address;
    std::int64_t width = -1;
    if (const Json& sizes = at(photo, "sizes"); sizes.is_array())
        for (const Json& size : sizes)
            if (int_at(size, "width") > width && !text_at(size, "url").empty()) {
                width = int_at(size, "width");
                address = text_at(size, "url");
            }
    for (const char* name : {"photo_2560", "photo_1280", "photo_807", "photo_604", "photo_130", "photo_75"})
        if (address.empty()) address = text_at(photo, name);
    return address;
}

// "photo-12_34": how VK itself writes an attachment; empty without both numbers.
std::string reference_of(const std::string& kind, const Json& body) {
    std::string owner = text_at(body, "owner_id");
    if (owner.empty()) owner = text_at(body, "to_id");
    if (owner.empty()) owner = text_at(body, "from_id");
    const std::string id = text_at(body, "id");
    return owner.empty() || id.empty() ? std::string() : kind + owner + '_' + id;
}

std::string address_of(const std::string& kind, const Json& body) {
    if (kind == "photo") return picture_of(body);
    for (const char* name : {"url", "link_mp3", "link_ogg", "player"})
        if (std::string address = text_at(body, name); !address.empty()) return address;
    const std::string sticker = text_at(body, "sticker_id");
    return sticker.empty() && kind == "sticker" ? text_at(body, "id") : sticker;
}

std::string name_of(const std::string& kind, const Json& body) {
    if (kind == "call") return text_at(body, "state");
    std::string name = text_at(body, "title");
    if (name.empty() && kind.starts_with("wall")) name = text_at(body, "text");
    if (name.empty() && kind == "poll") name = text_at(body, "question");
    return name;
}

void put_place(const Json& message, Item& item, std::size_t number) {
    const Json& geo = at(message, "geo");
    const Json& point = at(geo, "coordinates");
    std::string coordinates =
        point.is_object() ? decimal_text(at(point, "latitude")) + ',' + decimal_text(at(point, "longitude"))
                          : text_at(geo, "coordinates");
    if (coordinates.size() < 2) return;
    put(item, "file/" + std::to_string(number),
        columns({"location", text_at(at(geo, "place"), "title"), "", "", coordinates}));
}

std::string forwarded_words(const Json& message, Item& item) {
    std::string quote;
    const Json& forwarded = at(message, "fwd_messages");
    if (!forwarded.is_array()) return quote;
    ListBound quotes(item, "quote", quotes_max);
    for (const Json& one : forwarded) {
        const std::string words = vk_words(one);
        if (words.empty() || !quotes.takes()) continue;
        if (!quote.empty()) quote.push_back('\n');
        quote += words;
    }
    return quote;
}

std::string template_title(const Json& message) {
    const Json& form = at(message, "template");
    const Json& cards = at(form, "elements");
    std::string title;
    if (cards.is_array() && !cards.empty()) title = text_at(cards[0], "title");
    return title.empty() ? text_at(form, "type") : title;
}

}  // namespace

std::string vk_words(const Json& message) {
    std::string words = text_at(message, "text");
    return words.empty() ? without_breaks(text_at(message, "body")) : words;
}

void put_vk_files(const Json& message, Item& item) {
    ListBound files(item, "file", files_max);
    if (const Json& attachments = at(message, "attachments"); attachments.is_array())
        for (const Json& attachment : attachments) {
            const std::string kind = text_at(attachment, "type");
            if (kind.empty() || !files.takes()) continue;
            const Json& body = at(attachment, kind.c_str());
            const std::string address = address_of(kind, body);
            put(item, "file/" + std::to_string(files.taken()),
                columns({kind, name_of(kind, body), text_at(body, "ext"), text_at(body, "size"),
                         address.empty() ? reference_of(kind, body) : address}));
        }
    put_place(message, item, files.taken() + 1);
}

bool put_vk_content(const Json& message, Item& item) {
    const std::size_t before = item.fields.size();
    put(item, "text", vk_words(message));
    put_vk_files(message, item);
    put(item, "quote", forwarded_words(message, item));
    put(item, "title", template_title(message));
    const Json& forwarded = at(message, "fwd_messages");
    const bool passed_on = forwarded.is_array() && !forwarded.empty();
    const Json& action = at(message, "action");
    const std::string notice = action.is_object() ? text_at(action, "type") : std::string();
    if (!notice.empty() && item.fields.size() == before) {
        put(item, "kind", "system");
        put(item, "title", notice);
        put(item, "text", text_at(action, "text"));
        return true;
    }
    if (item.fields.size() == before && !passed_on) return false;
    put(item, "kind", "message");
    return true;
}

}  // namespace history::connectors
