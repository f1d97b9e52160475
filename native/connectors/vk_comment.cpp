#include <algorithm>

#include "core/wire/hash.h"
#include "native/connectors/said.h"
#include "native/connectors/vk_content.h"
#include "native/connectors/vk_event.h"
#include "native/connectors/vk_message.h"

namespace history::connectors {
namespace {

struct Place {
    const char* event;  // what names of its events begin with
    const char* id;     // what native ids begin with
    const char *owner, *thing;
};
constexpr Place places[] = {
    {"wall_reply_", "wall:", "post_owner_id", "post_id"},
    {"photo_comment_", "photo:", "photo_owner_id", "photo_id"},
    {"video_comment_", "video:", "video_owner_id", "video_id"},
    {"market_comment_", "market:", "market_owner_id", "item_id"},
    {"board_post_", "board:", "topic_owner_id", "topic_id"},
};

// A deletion says owner_id for all but topics.
std::string owner_of(const Place& place, const Json& comment) {
    std::string owner = text_at(comment, place.owner);
    return owner.empty() ? text_at(comment, "owner_id") : owner;
}

// "wall:OWNER_POST"; empty without both numbers.
std::string thing_of(const Place& place, const Json& comment) {
    const std::string owner = owner_of(place, comment), thing = text_at(comment, place.thing);
    return owner.empty() || thing.empty() ? std::string() : place.id + owner + '_' + thing;
}

// Events come from our own community alone: what it comments on is its own, and so is a comment in its name.
bool is_ours(const Place& place, const Json& comment, const Account& account) {
    const std::string author = text_at(comment, "from_id");
    if (author.empty()) return false;
    return author == owner_of(place, comment) ||
           std::find(account.own.begin(), account.own.end(), author) != account.own.end();
}

Item frame_of(const Place& place, const Json& comment, const Account& account) {
    Item item;
    const std::string thing = thing_of(place, comment), id = text_at(comment, "id");
    if (!thing.empty() && !id.empty()) item.native_id = thing + ':' + id;
    put(item, "kind", "comment");
    if (!is_ours(place, comment, account)) item.identifiers = vk_user(int_at(comment, "from_id"), account);
    return item;
}

void add_new(const Place& place, const Json& comment, Item item, Found& found) {
    const bool ours = is_ours(place, comment, found.account);
    put(item, "at", ms_text(ms_of(int_at(comment, "date"))));
    put(item, "direction", ours ? "out" : "in");
    put(item, "text", vk_words(comment));
    put_vk_files(comment, item);
    const std::string thing = thing_of(place, comment), answered = text_at(comment, "reply_to_comment");
    put(item, "thread", thing);
    if (!answered.empty() && answered != "0") put(item, "reply_to", thing + ':' + answered);
    if (!ours) add_said(item.identifiers, vk_words(comment));
    found.add(std::move(item));
}

// Neither an edit nor a return has a time of its own. Some ms, taken from the words, keep several edits apart.
void add_change(const std::string& change, const Json& comment, Item item, Found& found) {
    const std::uint64_t date = ms_of(int_at(comment, "date"));
    if (change == "delete") {
        put(item, "deleted@0", "1");
    } else if (change == "restore") {
        put(item, "status@" + std::to_string(date), "restored");
    } else {
        const std::string words = vk_words(comment);
        const Hash hash = hash_of("history vk edit 1", bytes_of(words));
        const auto bytes = hash.view();
        const std::uint64_t apart = (bytes[0] * 256u + bytes[1]) % 1000u;
        item.fields.emplace_back("edited@" + std::to_string(date + apart), words);
    }
    found.add_stub(std::move(item));
}

}  // namespace

bool add_vk_comment(const std::string& type, const Json& comment, Found& found) {
    for (const Place& place : places) {
        const std::string_view prefix = place.event;
        if (!type.starts_with(prefix)) continue;
        const std::string change = type.substr(prefix.size());
        if (change != "new" && change != "edit" && change != "delete" && change != "restore") return false;
        Item item = frame_of(place, comment, found.account);
        if (item.native_id.empty())
            found.reject("", "The comment has no id, or does not say what it stands under.", dump(comment));
        else if (change == "new")
            add_new(place, comment, std::move(item), found);
        else
            add_change(change, comment, std::move(item), found);
        return true;
    }
    return false;
}

}  // namespace history::connectors
