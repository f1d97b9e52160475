#include "native/connectors/telegram_message.h"

#include <algorithm>

#include "native/connectors/said.h"
#include "native/connectors/telegram_content.h"

namespace history::connectors {
namespace {

bool is_private(const Json& chat) {
    return text_at(chat, "type") == "private";
}

bool is_true(const Json& value) {
    return value.is_boolean() && value.get<bool>();
}

bool is_own(const std::string& id, const Account& account) {
    return std::find(account.own.begin(), account.own.end(), id) != account.own.end();
}

const char* direction_of(const Json& message, TelegramWay way, const Account& account) {
    const Json& chat = at(message, "chat");
    const Json& from = at(message, "from");
    const std::string from_id = text_at(from, "id"), chat_id = text_at(chat, "id");
    if (telegram_notice(message) != nullptr && telegram_words(message).empty()) return "none";
    if (way == TelegramWay::sent) return "out";
    if (way == TelegramWay::channel || text_at(chat, "type") == "channel") return "none";
    if (way == TelegramWay::business) return from_id == chat_id ? "in" : "out";
    // A message in the name of the group itself comes from an anonymous administrator.
    const bool ours = is_true(at(from, "is_bot")) || is_own(from_id, account) ||
                      (!is_private(chat) && text_at(at(message, "sender_chat"), "id") == chat_id);
    return ours ? "out" : "in";
}

// The language of a person's Telegram: every message tells it, the beginning of a talk is enough.
void add_language(const Json& message, const Item& item, Found& found) {
    const std::string language = text_at(at(message, "from"), "language_code");
    if (language.empty() || !is_private(at(message, "chat")) ||
        !telegram_words(message).starts_with("/start") || item.identifiers.empty())
        return;
    Statement statement;
    statement.identifiers = {item.identifiers.front()};
    statement.facts.emplace_back("language", language);
    statement.at_ms = ms_of(int_at(message, "date"));
    found.add(std::move(statement));
}

// Id, time, direction, thread and identifiers: what an edit of the message says too.
Item frame_of(const Json& message, TelegramWay way, const Account& account) {
    Item item;
    item.native_id = telegram_id(message);
    const Json& chat = at(message, "chat");
    const Json& from = at(message, "from");
    const std::string direction = direction_of(message, way, account);
    put(item, "at", ms_text(ms_of(int_at(message, "date"))));
    put(item, "direction", direction);
    std::string thread = text_at(chat, "id");
    if (is_true(at(message, "is_topic_message"))) thread += '/' + text_at(message, "message_thread_id");
    put(item, "thread", thread);
    if (direction == "out") {
        const Json& bot = at(message, "sender_business_bot");
        const Json& author = bot.is_object() ? bot : from;
        put(item, "author", joined_name(text_at(author, "first_name"), text_at(author, "last_name")));
        // A bot's account carries the words of colleagues too; only a bot that answers for a business account is told apart.
        if (bot.is_object()) put(item, "bot", "1");
    }
    if (is_private(chat))
        item.identifiers = telegram_peer(chat, account);
    else if (direction != "out" && way != TelegramWay::channel)
        item.identifiers = telegram_user(from, account);
    return item;
}

}  // namespace

std::string telegram_id(const Json& message) {
    const std::string chat = text_at(at(message, "chat"), "id"), id = text_at(message, "message_id");
    return chat.empty() || id.empty() ? std::string() : chat + ':' + id;
}

std::vector<Identifier> telegram_user(const Json& user, const Account& account) {
    std::vector<Identifier> identifiers;
    if (!is_true(at(user, "is_bot")))
        add_identifier(identifiers, "telegram", account.name, text_at(user, "id"), Known::proved,
                       joined_name(text_at(user, "first_name"), text_at(user, "last_name")));
    return identifiers;
}

std::vector<Identifier> telegram_peer(const Json& chat, const Account& account) {
    return is_private(chat) ? telegram_user(chat, account) : std::vector<Identifier>();
}

void add_telegram_message(const Json& message, TelegramWay way, Found& found) {
    Item item = frame_of(message, way, found.account);
    if (item.native_id.empty()) {
        found.reject("", "The message has no chat or no message_id.", dump(message));
        return;
    }
    const std::uint64_t date = ms_of(int_at(message, "date"));
    if (!put_telegram_content(message, item)) {
        found.add_unknown(std::move(item.native_id), message, date, std::move(item.identifiers));
        return;
    }
    if (const Json& answered = at(message, "reply_to_message"); answered.is_object())
        put(item, "reply_to", telegram_id(answered));
    put(item, "quote", text_at(at(message, "quote"), "text"));  // the part of it that is answered
    if (direction_of(message, way, found.account) == std::string_view("in"))
        add_said(item.identifiers, telegram_words(message));
    add_language(message, item, found);
    found.add(std::move(item));
}

void add_telegram_edit(const Json& message, TelegramWay way, Found& found) {
    Item item = frame_of(message, way, found.account);
    if (item.native_id.empty()) {
        found.reject("", "The edited message has no chat or no message_id.", dump(message));
        return;
    }
    put(item, "kind", "message");
    const std::uint64_t edited = ms_of(int_at(message, "edit_date", int_at(message, "date")));
    item.fields.emplace_back("edited@" + std::to_string(edited), telegram_words(message));
    found.add_stub(std::move(item));
}

}  // namespace history::connectors
