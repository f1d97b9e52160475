#include "native/connectors/messenger.h"

#include <algorithm>

#include "native/connectors/messenger_lead.h"
#include "native/connectors/meta_content.h"
#include "native/connectors/meta_message.h"
#include "native/connectors/meta_webhook.h"
#include "native/connectors/said.h"
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
    const std::uint64_t own = meta_time(value, "created_time");
    return own != 0 ? own : place.time_ms;
}

// created_time of a change is the time of the comment or post, the same for each change of it: what names a change is the
// time of its notification.
std::string change_time(const Json& value, const MetaPlace& place) {
    return '@' + std::to_string(std::max(place.time_ms, time_of(value, place)));
}

std::vector<Identifier> identifiers_of(const Json& who, const MetaPlace& place, const Found& found) {
    std::vector<Identifier> of;
    if (const std::string id = text_at(who, "id"); !place.ours(id, found.account))
        add_identifier(of, place.channel, found.account.name, id, Known::proved, text_at(who, "name"));
    return of;
}

bool is_edit(const std::string& verb) {
    return verb == "edit" || verb == "edited";
}

void add_stub(const std::string& id, const std::string& field, std::string value, Found& found,
              std::vector<Identifier> of = {}) {
    Item stub;
    stub.native_id = id;
    stub.identifiers = std::move(of);
    stub.fields.emplace_back(field, std::move(value));
    found.add_stub(std::move(stub));
}

void read_comment(const Json& value, const MetaPlace& place, Found& found) {
    const std::string id = text_at(value, "comment_id"), verb = text_at(value, "verb"),
                      text = text_at(value, "message");
    if (id.empty()) return found.reject("", "The comment has no id.", dump(value));
    const Json who = person_of(value);
    const std::string at_text = change_time(value, place);
    if (is_edit(verb))  // only its author edits a comment; others remove and hide it
        return add_stub("comment:" + id, "edited" + at_text, text, found, identifiers_of(who, place, found));
    if (verb == "remove") return add_stub("comment:" + id, "deleted" + at_text, "1", found);
    if (verb == "hide" || verb == "unhide") return add_stub("comment:" + id, "status" + at_text, verb, found);
    MetaComment comment;
    comment.id = id;
    const std::string parent = text_at(value, "parent_id"), post = text_at(value, "post_id");
    if (parent != post) comment.parent = parent;
    if (!post.empty()) comment.thread = "post:" + post;
    comment.text = text;
    comment.at_ms = time_of(value, place);
    for (const char* kind : {"photo", "video"})
        if (const std::string url = text_at(value, kind); !url.empty())
            comment.file = columns({kind == std::string_view("photo") ? "image" : kind, "", "", "", url});
    add_meta_comment(comment, who, place, found);
}

// A visitor's own post on the page; what the page itself posts is no contact. Who names us may stay unnamed.
void add_post(const Json& value, const MetaPlace& place, bool mention, Found& found) {
    const Json who = person_of(value);
    const std::string id = text_at(value, "post_id"), author = text_at(who, "id"),
                      verb = text_at(value, "verb");
    if (id.empty() || (author.empty() && !mention) || place.ours(author, found.account)) return;
    if (is_edit(verb))
        return add_stub("post:" + id, "edited" + change_time(value, place), text_at(value, "message"), found,
                        identifiers_of(who, place, found));
    if (verb == "remove") return add_stub("post:" + id, "deleted" + change_time(value, place), "1", found);
    if (verb != "add") return;
    Item item;
    item.native_id = "post:" + id;
    put(item, "kind", "comment");
    put(item, "direction", "in");
    put(item, "at", ms_text(time_of(value, place)));
    put(item, "title", mention ? "mention" : text_at(value, "item"));
    put(item, "text", text_at(value, "message"));
    put(item, "url", text_at(value, "link"));
    item.identifiers = identifiers_of(who, place, found);
    add_said(item.identifiers, text_at(value, "message"));
    found.add(std::move(item));
}

void read_feed(const Json& value, const MetaPlace& place, Found& found) {
    const std::string what = text_at(value, "item");
    if (what == "comment") return read_comment(value, place, found);
    for (const char* post : {"post", "status", "photo", "video", "share"})
        if (what == post) return add_post(value, place, false, found);
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
    if (what != "rating" || id.empty()) return;
    const Json who = person_of(value);
    if (is_edit(verb))
        return add_stub("rating:" + id, "edited" + change_time(value, place), text_at(value, "review_text"),
                        found, identifiers_of(who, place, found));
    if (verb == "remove") return add_stub("rating:" + id, "deleted" + change_time(value, place), "1", found);
    if (verb != "add") return;
    Item item;
    item.native_id = "rating:" + id;
    put(item, "kind", "review");
    put(item, "direction", "in");
    put(item, "at", ms_text(time_of(value, place)));
    const std::string rating = text_at(value, "rating");
    put(item, "rating", rating.empty() ? text_at(value, "recommendation_type") : rating);
    put(item, "text", text_at(value, "review_text"));
    item.identifiers = identifiers_of(who, place, found);
    add_said(item.identifiers, text_at(value, "review_text"));
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
        read_meta_lead(value, text_at(value, "leadgen_id"), time_of(value, place), found);
    else if (field == "mention")
        text_at(value, "item") == "comment" ? read_comment(value, place, found)
                                            : add_post(value, place, true, found);
    else
        return false;
    return true;
}

// The answers of a form, which a webhook only announces, as the Graph API gives them: one lead or {"data":[lead, ...]}.
bool read_leads(const Json& body, Found& found) {
    const Json& data = at(body, "data");
    const bool one = at(body, "field_data").is_array();
    if (!one && (!data.is_array() || data.empty() || !at(data[0], "field_data").is_array())) return false;
    found.begin_unit();
    const auto add = [&](const Json& lead) {
        read_meta_lead(lead, text_at(lead, "id"), time_of(lead, MetaPlace{"messenger", {}, 0}), found);
    };
    if (one)
        add(body);
    else
        for (const Json& lead : data) add(lead);
    found.end_unit();
    return true;
}

void read_body(const Json& body, Found& found) {
    if (!read_leads(body, found)) read_meta_body(body, "messenger", found, read_change);
}

void read(const Json& value, Found& found) {
    if (!value.is_array()) return read_body(value, found);
    for (const Json& one : value) read_body(one, found);
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
        .about =
            {.title = "Facebook page and Messenger",
             .formats = "webhook notifications, messages and leads of the Graph API (.json, .jsonl); edits, "
                        "carts, opt-ins and payments as documented, not tried on live data",
             .fields = "mid, sender, recipient, timestamp, text, attachments, postback, referral, optin, "
                       "orders and payments; of the page created_time, message, from, rating; of lead forms "
                       "field_data, form_id, ad_id, campaign_name",
             .ways = "webhook, import",
             .authenticity = "header X-Hub-Signature-256: HMAC-SHA256 of the raw body with the app secret",
             .id_rule =
                 "mid of a message; comment:ID, post:ID, lead:ID, rating:ID, payment:ID; what has no id: "
                 "KIND:PERSON:TIME",
             .identifiers = "page-scoped id proved; phone and mail of a lead form or payment given; numbers "
                            "in words said",
             .setup = "at developers.facebook.com, in the app: Webhooks, Page, Subscribe to this object, "
                      "then Messenger, Settings, add the page: webhook https://HOST/messenger/ACCOUNT with "
                      "meta_verify_token, fields messages, "
                      "message_echoes, message_edits, messaging_optins, send_cart, feed, "
                      "leadgen, ratings; the app secret as meta_app_secret",
             .left_out = "what the page itself posts, likes of posts, hand-over between programs"},
        .webhook_secret = "meta_app_secret",
        .handshake = meta_handshake};
    return connector;
}

}  // namespace history::connectors
