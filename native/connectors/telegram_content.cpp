#include "native/connectors/telegram_content.h"

#include <algorithm>

namespace history::connectors {
namespace {

constexpr const char* files[] = {"document", "voice", "audio", "video", "video_note", "animation", "sticker"};

// Notices that the service writes into a chat (Bot API, Message): no words of a person. Payments are read apart.
constexpr const char* notices[] = {
    "new_chat_members",
    "new_chat_member",
    "left_chat_member",
    "new_chat_title",
    "new_chat_photo",
    "delete_chat_photo",
    "group_chat_created",
    "supergroup_chat_created",
    "channel_chat_created",
    "message_auto_delete_timer_changed",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
    "pinned_message",
    "users_shared",
    "user_shared",
    "chat_shared",
    "connected_website",
    "write_access_allowed",
    "passport_data",
    "proximity_alert_triggered",
    "boost_added",
    "chat_background_set",
    "checklist_tasks_done",
    "checklist_tasks_added",
    "direct_message_price_changed",
    "forum_topic_created",
    "forum_topic_edited",
    "forum_topic_closed",
    "forum_topic_reopened",
    "general_forum_topic_hidden",
    "general_forum_topic_unhidden",
    "giveaway_created",
    "giveaway",
    "giveaway_winners",
    "giveaway_completed",
    "paid_message_price_changed",
    "suggested_post_approved",
    "suggested_post_approval_failed",
    "suggested_post_declined",
    "suggested_post_paid",
    "suggested_post_refunded",
    "video_chat_scheduled",
    "video_chat_started",
    "video_chat_ended",
    "video_chat_participants_invited",
    "voice_chat_started",
    "voice_chat_ended",
    "gift",
    "unique_gift",
    "chat_owner_left",
    "chat_owner_changed",
    "community_chat_added",
    "community_chat_removed",
    "managed_bot_created",
    "poll_option_added",
    "poll_option_deleted",
};

// Of the sizes of one picture the largest: all have one shape, so the width decides.
const Json& largest(const Json& sizes) {
    const Json* best = &sizes[0];
    for (const Json& size : sizes)
        if (int_at(size, "width") > int_at(*best, "width")) best = &size;
    return *best;
}

int put_files(const Json& message, Item& item) {
    int count = 0;
    const auto add = [&](std::string_view kind, std::string_view name, std::string_view mime,
                         std::string_view size, std::string_view reference, const Json& source = {}) {
        put(item, "file/" + std::to_string(++count), columns({kind, name, mime, size, reference}));
        if (const std::string unique = text_at(source, "file_unique_id"); !unique.empty())
            put(item, "file_hash/" + std::to_string(count), "file_unique_id:" + unique);
    };
    if (const Json& photo = at(message, "photo"); photo.is_array() && !photo.empty()) {
        const Json& size = largest(photo);
        add("photo", "", "image/jpeg", text_at(size, "file_size"), text_at(size, "file_id"), size);
    }
    for (const char* kind : files) {
        const Json& file = at(message, kind);
        // An animation comes as a document too, for old programs.
        if (!file.is_object() ||
            (std::string_view(kind) == "document" && at(message, "animation").is_object()))
            continue;
        std::string name = text_at(file, "file_name");
        if (name.empty()) name = joined_name(text_at(file, "title"), text_at(file, "emoji"));
        add(kind, name, text_at(file, "mime_type"), text_at(file, "file_size"), text_at(file, "file_id"),
            file);
    }
    if (const Json& card = at(message, "contact"); card.is_object())
        add("contact", joined_name(text_at(card, "first_name"), text_at(card, "last_name")), "text/vcard", "",
            text_at(card, "phone_number"));
    const Json& venue = at(message, "venue");
    const Json& place = venue.is_object() ? at(venue, "location") : at(message, "location");
    if (place.is_object())
        add("location", joined_name(text_at(venue, "title"), text_at(venue, "address")), "", "",
            decimal_text(at(place, "latitude")) + ',' + decimal_text(at(place, "longitude")));
    if (const Json& story = at(message, "story"); story.is_object())
        add("story", "", "", "", text_at(story, "id"));
    if (at(message, "paid_media").is_object()) add("paid_media", "", "", "", "");
    return count;
}

// Contents that are neither words nor files but still the person's own act.
bool put_acts(const Json& message, Item& item) {
    if (const Json& poll = at(message, "poll"); poll.is_object()) {
        put(item, "title", text_at(poll, "question"));
    } else if (const Json& dice = at(message, "dice"); dice.is_object()) {
        put(item, "text", joined_name(text_at(dice, "emoji"), text_at(dice, "value")));
    } else if (const Json& game = at(message, "game"); game.is_object()) {
        put(item, "title", text_at(game, "title"));
    } else if (const Json& checklist = at(message, "checklist"); checklist.is_object()) {
        put(item, "title", text_at(checklist, "title"));
    } else if (const Json& app = at(message, "web_app_data"); app.is_object()) {
        put(item, "title", text_at(app, "button_text"));
        put(item, "text", text_at(app, "data"));
    } else if (const Json& invoice = at(message, "invoice"); invoice.is_object()) {
        put(item, "title", text_at(invoice, "title"));
        const std::string total = text_at(invoice, "total_amount");  // in minor units already
        if (!total.empty()) put(item, "total", total + ' ' + text_at(invoice, "currency"));
    } else {
        return false;
    }
    return true;
}

bool put_payment(const Json& message, Item& item) {
    for (const char* kind : {"successful_payment", "refunded_payment"}) {
        const Json& payment = at(message, kind);
        if (!payment.is_object()) continue;
        put(item, "title", kind);
        const std::string total = text_at(payment, "total_amount");
        if (!total.empty()) put(item, "total", total + ' ' + text_at(payment, "currency"));
        put(item, "number", text_at(payment, "invoice_payload"));
        put(item, "payment", text_at(payment, "telegram_payment_charge_id"));
        const Json& form = at(payment, "order_info");
        const std::string name = text_at(form, "name");
        add_identifier(item.identifiers, "phone", "", text_at(form, "phone_number"), Known::given, name);
        add_identifier(item.identifiers, "email", "", text_at(form, "email"), Known::given, name);
        return true;
    }
    return false;
}

// Whose message is passed on: name of a person, chat or channel; "?" when there is none. Empty: it is the sender's own.
std::string forwarded_from(const Json& message) {
    const auto name_of = [](const Json& person) {
        return joined_name(text_at(person, "first_name"), text_at(person, "last_name"));
    };
    const Json& origin = at(message, "forward_origin");
    const bool older = !origin.is_object();  // forward_from and its kin, until Bot API 7.0
    const Json& person = older ? at(message, "forward_from") : at(origin, "sender_user");
    const Json& chat = older                            ? at(message, "forward_from_chat")
                       : at(origin, "chat").is_object() ? at(origin, "chat")
                                                        : at(origin, "sender_chat");
    const std::string hidden =
        older ? text_at(message, "forward_sender_name") : text_at(origin, "sender_user_name");
    if (older && !person.is_object() && !chat.is_object() && hidden.empty()) return {};
    if (person.is_object() && text_at(person, "id") == text_at(at(message, "from"), "id")) return {};
    std::string name = person.is_object() ? name_of(person)
                       : chat.is_object() ? text_at(chat, "title")
                                          : hidden;
    return name.empty() ? "?" : name;
}

void add_card(const Json& message, Item& item) {
    const Json& card = at(message, "contact");
    const std::string owner = text_at(card, "user_id");
    const bool own = !owner.empty() && owner == text_at(at(message, "from"), "id");
    add_identifier(item.identifiers, "phone", "", text_at(card, "phone_number"),
                   own ? Known::proved : Known::said,
                   joined_name(text_at(card, "first_name"), text_at(card, "last_name")));
}

}  // namespace

std::string telegram_words(const Json& message) {
    std::string words = text_at(message, "text");
    return words.empty() ? text_at(message, "caption") : words;
}

const char* telegram_notice(const Json& message) {
    const auto notice = std::find_if(std::begin(notices), std::end(notices),
                                     [&](const char* name) { return !at(message, name).is_null(); });
    return notice == std::end(notices) ? nullptr : *notice;
}

bool put_telegram_content(const Json& message, Item& item) {
    const std::string words = telegram_words(message);
    const bool spoken = !words.empty();
    if (const std::string author = forwarded_from(message); author.empty())
        put(item, "text", words);
    else  // somebody else's: the sender has not said it
        put(item, "quote", words.empty() ? author : author + ": " + words);
    const bool filed = put_files(message, item) > 0;
    add_card(message, item);
    if (spoken || filed || put_acts(message, item)) {
        put(item, "kind", "message");
        return true;
    }
    if (put_payment(message, item)) {
        put(item, "kind", "system");
        return true;
    }
    const char* notice = telegram_notice(message);
    if (notice == nullptr) return false;
    put(item, "kind", "system");
    put(item, "title", notice);
    return true;
}

}  // namespace history::connectors
