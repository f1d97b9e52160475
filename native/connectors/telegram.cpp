#include "native/connectors/telegram.h"

#include "native/connectors/signature.h"
#include "native/connectors/telegram_message.h"

namespace history::connectors {
namespace {

// Kinds of Update without an item (Bot API, Update): states of chats, memberships and offers, not acts towards us.
constexpr const char* without_item[] = {
    "message_reaction_count",
    "business_connection",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "chat_boost",
    "removed_chat_boost",
    "poll",
    "managed_bot",
    "inline_query",
    "chosen_inline_result",
    "shipping_query",
    "pre_checkout_query",
};

void add_reaction(const Json& reaction, Found& found) {
    Item item;
    item.native_id = telegram_id(reaction);
    if (item.native_id.empty()) return;
    std::string shown;
    if (const Json& all = at(reaction, "new_reaction"); all.is_array())
        for (const Json& one : all) {
            std::string emoji = text_at(one, "emoji");
            shown = joined_name(shown, emoji.empty() ? text_at(one, "type") : emoji);
        }
    // No words left means that the reaction was taken back.
    item.fields.emplace_back("reaction@" + std::to_string(ms_of(int_at(reaction, "date"))), shown);
    item.identifiers = telegram_peer(at(reaction, "chat"), found.account);
    found.add_stub(std::move(item));
}

void add_deletions(const Json& deleted, Found& found) {
    const Json& ids = at(deleted, "message_ids");
    if (!ids.is_array()) return;
    for (const Json& id : ids) {
        if (!id.is_number_integer()) continue;
        Item item;
        item.native_id = telegram_id(Json{{"chat", at(deleted, "chat")}, {"message_id", id}});
        if (item.native_id.empty()) continue;
        item.fields.emplace_back("deleted@0", "1");  // Telegram does not say when
        item.identifiers = telegram_peer(at(deleted, "chat"), found.account);
        found.add_stub(std::move(item));
    }
}

// The words on the button, if the keyboard is there to see; else what the bot named it.
std::string button_text(const Json& query) {
    const std::string data = text_at(query, "data");
    const Json& rows = at(at(at(query, "message"), "reply_markup"), "inline_keyboard");
    if (rows.is_array())
        for (const Json& row : rows)
            if (row.is_array())
                for (const Json& button : row)
                    if (!data.empty() && text_at(button, "callback_data") == data)
                        return text_at(button, "text");
    return data.empty() ? text_at(query, "game_short_name") : data;
}

void add_pressed_button(const Json& query, Found& found) {
    const std::string id = text_at(query, "id");
    if (id.empty()) {
        found.reject("", "The callback query has no id.", dump(query));
        return;
    }
    Item item;
    item.native_id = "callback:" + id;
    const Json& message = at(query, "message");
    put(item, "kind", "message");
    // A query has no time of its own: it is not earlier than the message with the button.
    put(item, "at", ms_text(ms_of(int_at(message, "date"))));
    put(item, "direction", "in");
    put(item, "text", button_text(query));
    put(item, "reply_to", telegram_id(message));
    put(item, "thread", text_at(at(message, "chat"), "id"));
    item.identifiers = telegram_user(at(query, "from"), found.account);
    found.add(std::move(item));
}

void add_unknown_update(const Json& update, Found& found) {
    const std::string number = text_at(update, "update_id");
    std::vector<Identifier> of;
    std::uint64_t date = 0;
    for (const auto& [name, part] : update.items()) {
        if (!part.is_object()) continue;
        date = ms_of(int_at(part, "date"));
        of = telegram_user(at(part, at(part, "from").is_object() ? "from" : "user"), found.account);
    }
    found.add_unknown(number.empty() ? std::string() : "update:" + number, update, date, std::move(of));
}

void read_update(const Json& update, Found& found) {
    struct Kind {
        const char* name;
        TelegramWay way;
        bool edit;
    };
    constexpr Kind kinds[] = {
        {"message", TelegramWay::received, false},
        {"edited_message", TelegramWay::received, true},
        {"business_message", TelegramWay::business, false},
        {"edited_business_message", TelegramWay::business, true},
        {"channel_post", TelegramWay::channel, false},
        {"edited_channel_post", TelegramWay::channel, true},
        {"guest_message", TelegramWay::received, false},
    };
    for (const Kind& kind : kinds)
        if (const Json& message = at(update, kind.name); message.is_object())
            return kind.edit ? add_telegram_edit(message, kind.way, found)
                             : add_telegram_message(message, kind.way, found);
    if (const Json& query = at(update, "callback_query"); query.is_object())
        return add_pressed_button(query, found);
    if (const Json& reaction = at(update, "message_reaction"); reaction.is_object())
        return add_reaction(reaction, found);
    if (const Json& deleted = at(update, "deleted_business_messages"); deleted.is_object())
        return add_deletions(deleted, found);
    for (const char* name : without_item)
        if (at(update, name).is_object()) return;
    add_unknown_update(update, found);
}

void read_unit(const Json& value, TelegramWay bare, Found& found) {
    found.begin_unit();
    if (!value.is_object())
        found.reject("", "This is no Update and no Message.", dump(value));
    else if (value.contains("message_id") && value.contains("chat"))
        add_telegram_message(value, bare, found);
    else
        read_update(value, found);
    found.end_unit();
}

void read(const Json& value, Found& found) {
    const Json& result = at(value, "result");
    if (value.is_object() && value.contains("ok") && !result.is_object() && !result.is_array()) {
        found.begin_unit();  // the answer of a method that sends nothing, or an error
        found.end_unit();
        return;
    }
    const bool answer = result.is_object() || result.is_array();
    const Json& body = answer ? result : value;
    const TelegramWay bare = answer ? TelegramWay::sent : TelegramWay::received;
    if (body.is_array())
        for (const Json& one : body) read_unit(one, bare, found);  // getUpdates, sendMediaGroup
    else
        read_unit(body, bare, found);
}

Parsed parse(ByteView body, const Account& account) {
    return parse_json_body(body, account, read);
}

Authenticity check(ByteView, const Headers& headers, const Account& account) {
    return check_token(headers, account, "x-telegram-bot-api-secret-token", "telegram_secret_token");
}

}  // namespace

const Connector& telegram() {
    static const Connector connector{
        .channel = "telegram",
        .parse = parse,
        .check = check,
        .claims = claims_json,
        .split = split_json,
        .about =
            {.title = "Telegram Bot API",
             .formats =
                 "Updates as webhooks and getUpdates give them, answers of the send methods (.json, .jsonl)",
             .fields = "message_id, chat, from, date, text, caption, reply_to_message, forward_origin, media "
                       "with their names and sizes, language_code of /start, contact, location, payments; of "
                       "edits edit_date, of reactions "
                       "new_reaction, of buttons data",
             .ways = "webhook, import",
             .authenticity = "header X-Telegram-Bot-Api-Secret-Token equals the secret",
             .id_rule = "CHAT_ID:MESSAGE_ID; a pressed button callback:ID",
             .identifiers = "chat or user id proved; number of the own contact card proved; numbers and "
                            "addresses in words said",
             .setup = "setWebhook with url https://HOST/telegram/ACCOUNT and secret_token; put the same "
                      "token into agent.json as telegram_secret_token",
             .left_out = "polls, inline queries, states of chats and memberships"},
        .webhook_secret = "telegram_secret_token"};
    return connector;
}

}  // namespace history::connectors
