#include "native/connectors/messenger.h"

#include "native/connectors/meta_message.h"
#include "native/connectors/meta_webhook.h"
#include "native/connectors/signature.h"

namespace history::connectors {

namespace {

// Who acted: {"from":{"id","name"}} of today, sender_id and sender_name of before.
Json person_of(const Json& value) {
    if (at(value, "from").is_object()) return at(value, "from");
    for (const char* kind : {"sender", "reviewer", "user"}) {
        const std::string id = text_at(value, (std::string(kind) + "_id").c_str());
        if (!id.empty())
            return Json{{"id", id}, {"name", text_at(value, (std::string(kind) + "_name").c_str())}};
    }
    return Json();
}

std::uint64_t time_of(const Json& value, const MetaPlace& place) {
    const std::uint64_t own = ms_of(int_at(value, "created_time"));
    return own != 0 ? own : place.time_ms;
}

void add_stub(const std::string& id, const std::string& field, std::string value, Found& found) {
    Item stub;
    stub.native_id = id;
    stub.fields.emplace_back(field, std::move(value));
    found.add_stub(std::move(stub));
}

void read_comment(const Json& value, const MetaPlace& place, Found& found) {
    const std::string id = text_at(value, "comment_id"), verb = text_at(value, "verb"),
                      text = text_at(value, "message");
    const std::string at_text = '@' + std::to_string(time_of(value, place));
    if (!id.empty() && (verb == "edit" || verb == "edited"))
        return add_stub("comment:" + id, "edited" + at_text, text, found);
    if (!id.empty() && verb == "remove") return add_stub("comment:" + id, "deleted" + at_text, "1", found);
    if (!id.empty() && (verb == "hide" || verb == "unhide"))
        return add_stub("comment:" + id, "status" + at_text, verb, found);
    MetaComment comment;
    comment.id = id;
    const std::string parent = text_at(value, "parent_id"), post = text_at(value, "post_id");
    if (parent != post) comment.parent = parent;
    comment.text = text;
    comment.at_ms = time_of(value, place);
    comment.url = text_at(value, "photo").empty() ? text_at(value, "video") : text_at(value, "photo");
    add_meta_comment(comment, person_of(value), place, found);
}

// A visitor's own post on the page; what the page itself posts is no contact.
bool add_post(const Json& value, const MetaPlace& place, Found& found) {
    const Json who = person_of(value);
    const std::string id = text_at(value, "post_id"), author = text_at(who, "id");
    if (text_at(value, "verb") != "add" || id.empty() || author.empty() || place.ours(author, found.account))
        return false;
    Item item;
    item.native_id = "post:" + id;
    put(item, "kind", "comment");
    put(item, "direction", "in");
    put(item, "at", ms_text(time_of(value, place)));
    put(item, "title", text_at(value, "item"));
    put(item, "text", text_at(value, "message"));
    put(item, "url", text_at(value, "link"));
    add_identifier(item.identifiers, place.channel, found.account.name, author, Known::proved,
                   text_at(who, "name"));
    found.add(std::move(item));
    return true;
}

void read_feed(const Json& value, const MetaPlace& place, Found& found) {
    const std::string what = text_at(value, "item");
    if (what == "comment") return read_comment(value, place, found);
    for (const char* post : {"post", "status", "photo", "video", "share"})
        if (what == post) {
            add_post(value, place, found);
            return;
        }
    const std::string comment = text_at(value, "comment_id");
    if ((what == "reaction" || what == "like") && !comment.empty()) {
        const std::string shown = what == "like" ? "like" : text_at(value, "reaction_type");
        add_stub("comment:" + comment, "reaction@" + std::to_string(time_of(value, place)),
                 text_at(value, "verb") == "remove" ? std::string() : shown, found);
    }
}

void read_rating(const Json& value, const MetaPlace& place, Found& found) {
    const std::string what = text_at(value, "item"), verb = text_at(value, "verb");
    if (what == "comment") return read_comment(value, place, found);
    const std::string id = text_at(value, "open_graph_story_id");
    if (what != "rating" || id.empty() || verb != "add") return;
    const Json who = person_of(value);
    Item item;
    item.native_id = "rating:" + id;
    put(item, "kind", "review");
    put(item, "direction", "in");
    put(item, "at", ms_text(time_of(value, place)));
    const std::string rating = text_at(value, "rating");
    put(item, "rating", rating.empty() ? text_at(value, "recommendation_type") : rating);
    put(item, "text", text_at(value, "review_text"));
    add_identifier(item.identifiers, place.channel, found.account.name, text_at(who, "id"), Known::proved,
                   text_at(who, "name"));
    found.add(std::move(item));
}

void read_lead(const Json& value, const MetaPlace& place, Found& found) {
    const std::string id = text_at(value, "leadgen_id");
    if (id.empty()) return found.reject("", "The lead has no leadgen_id.", dump(value));
    Item item;
    item.native_id = "lead:" + id;
    put(item, "kind", "request");
    put(item, "direction", "in");
    put(item, "at", ms_text(time_of(value, place)));
    put(item, "title", text_at(value, "form_id"));
    if (const std::string ad = text_at(value, "ad_id"); !ad.empty()) put(item, "click", "ad_id=" + ad);
    if (const Json& fields = at(value, "field_data"); fields.is_array())
        for (const Json& one : fields) {
            const std::string name = text_at(one, "name");
            const Json& values = at(one, "values");
            if (name.empty() || !values.is_array() || values.empty() || !values[0].is_string()) continue;
            const std::string answer = values[0].get<std::string>();
            if (name == "phone_number")
                add_identifier(item.identifiers, "phone", "", answer, Known::given);
            else if (name == "email")
                add_identifier(item.identifiers, "email", "", answer, Known::given);
            else if (item.fields.size() < 200)
                put(item, "answer/" + name.substr(0, 64), answer);
        }
    found.add(std::move(item));
}

bool read_change(const Json& change, const MetaPlace& place, Found& found) {
    const std::string field = text_at(change, "field");
    const Json& value = at(change, "value");
    if (field == "feed")
        read_feed(value, place, found);
    else if (field == "ratings")
        read_rating(value, place, found);
    else if (field == "leadgen")
        read_lead(value, place, found);
    else if (field == "mention")
        text_at(value, "item") == "comment" ? read_comment(value, place, found)
                                            : void(add_post(value, place, found));
    else
        return false;
    return true;
}

void read(const Json& value, Found& found) {
    if (!value.is_array()) return read_meta_body(value, "messenger", found, read_change);
    for (const Json& one : value) read_meta_body(one, "messenger", found, read_change);
}

Parsed parse(ByteView body, const Account& account) {
    return parse_json_body(body, account, read);
}

Authenticity check(ByteView body, const Headers& headers, const Account& account) {
    return check_hmac_sha256(body, headers, account, "x-hub-signature-256", "meta_app_secret");
}

}  // namespace

const Connector& messenger() {
    static const Connector connector{
        .channel = "messenger",
        .parse = parse,
        .check = check,
        .claims = claims_json,
        .split = split_json,
        .about = {.title = "Facebook page and Messenger",
                  .formats = "webhook notifications, messages of the Graph API (.json, .jsonl)",
                  .ways = "webhook, import",
                  .authenticity =
                      "header X-Hub-Signature-256: HMAC-SHA256 of the raw body with the app secret",
                  .id_rule = "mid of a message; comment:ID, post:ID, lead:ID, rating:ID",
                  .identifiers =
                      "page-scoped id proved; phone and mail of a lead form given; numbers in words said",
                  .setup = "webhook https://HOST/messenger/ACCOUNT with meta_verify_token, fields messages, "
                           "message_echoes, feed, "
                           "leadgen, ratings; the app secret as meta_app_secret",
                  .left_out = "what the page itself posts, likes of posts, hand-over between programs"},
        .webhook_secret = "meta_app_secret",
        .handshake = meta_handshake};
    return connector;
}

}  // namespace history::connectors
