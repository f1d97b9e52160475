#include "native/connectors/meta_content.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "native/connectors/iso_time.h"
#include "native/connectors/list_bound.h"

namespace history::connectors {
namespace {

constexpr std::size_t files_max = 50;

void put_once(Item& item, const char* name, std::string value) {
    const auto named = [&](const auto& field) { return field.first == name; };
    if (std::none_of(item.fields.begin(), item.fields.end(), named)) put(item, name, std::move(value));
}

// The product that a template shows: the first, most show one.
const Json& product_of(const Json& payload) {
    static const Json none;
    const Json& elements = at(at(payload, "product"), "elements");
    return elements.is_array() && !elements.empty() ? elements[0] : none;
}

}  // namespace

std::uint64_t meta_time(const Json& object, const char* name) {
    const std::int64_t number = int_at(object, name);
    if (number <= 0) return iso_ms(text_at(object, name));
    return number > 100'000'000'000
               ? static_cast<std::uint64_t>(std::min<std::int64_t>(number, 253402300799999))
               : ms_of(number);  // ms since 2013, seconds before
}

void put_meta_referral(const Json& referral, Item& item) {
    if (!referral.is_object()) return;
    const Json& ad = at(referral, "ads_context_data");
    put(item, "source", text_at(referral, "source"));
    std::string campaign = text_at(ad, "ad_title");
    put(item, "campaign", campaign.empty() ? text_at(referral, "ref") : campaign);
    if (const std::string id = text_at(referral, "ad_id"); !id.empty()) put(item, "click", "ad_id=" + id);
    std::string product = text_at(at(referral, "product"), "id");
    put_once(item, "product", product.empty() ? text_at(ad, "product_id") : product);
    put(item, "referrer", text_at(referral, "referer_uri"));
}

void put_meta_attachments(const Json& attachments, Item& item, const Json& shares) {
    const Json& list = attachments.is_object() ? at(attachments, "data") : attachments;
    ListBound files(item, "file", files_max);
    // What was shared stands apart in the answers of the Graph API: a link, or a product.
    if (const Json& shared = at(shares, "data"); shared.is_array())
        for (const Json& one : shared) {
            if (!files.takes()) continue;
            const Json& elements =
                at(at(at(at(at(one, "template"), "payload"), "product"), "elements"), "data");
            const Json& product = elements.is_array() && !elements.empty() ? elements[0] : one;
            put_once(item, "product", text_at(product, "retailer_id"));
            std::string link = text_at(one, "link");
            if (link.empty()) link = text_at(product, "image_url");
            put(item, "file/" + std::to_string(files.taken()),
                columns({"share", text_at(product, "name"), "", "", link}));
        }
    if (!list.is_array()) return;
    for (const Json& one : list) {
        if (!files.takes()) continue;
        const Json& payload = at(one, "payload");
        const Json& card = at(one, "generic_template");
        const Json& product = product_of(payload);
        const auto first = [](std::initializer_list<std::pair<const Json*, const char*>> places) {
            std::string value;
            for (const auto& [object, member] : places)
                if (value.empty()) value = text_at(*object, member);
            return value;
        };
        const std::string name = first(
            {{&one, "title"}, {&payload, "title"}, {&one, "name"}, {&product, "title"}, {&card, "title"}});
        std::string type = text_at(one, "type");
        std::string url = first({{&payload, "url"},
                                 {&one, "url"},
                                 {&one, "URL"},
                                 {&one, "file_url"},
                                 {&at(one, "image_data"), "url"},
                                 {&at(one, "video_data"), "url"},
                                 {&product, "image_url"},
                                 {&card, "media_url"}});
        if (type.empty() && at(one, "image_data").is_object()) type = "image";
        if (type.empty() && at(one, "video_data").is_object()) type = "video";
        put_once(item, "product", first({{&product, "retailer_id"}, {&product, "id"}}));
        if (const Json& spot = at(payload, "coordinates"); spot.is_object())
            url = decimal_text(at(spot, "lat")) + ',' + decimal_text(at(spot, "long"));
        if (type.empty()) type = "file";
        put(item, "file/" + std::to_string(files.taken()),
            columns({type, name, text_at(one, "mime_type"), text_at(one, "size"), url}));
    }
}

}  // namespace history::connectors
