#include "native/connectors/instagram.h"

#include "native/connectors/meta_content.h"
#include "native/connectors/meta_message.h"
#include "native/connectors/meta_webhook.h"
#include "native/connectors/signature.h"

namespace history::connectors {

namespace {

bool read_change(const Json& change, const MetaPlace& place, Found& found) {
    const std::string field = text_at(change, "field");
    const Json& value = at(change, "value");
    MetaComment comment;
    comment.at_ms = place.time_ms;
    if (field == "comments" || field == "live_comments") {
        comment.id = text_at(value, "id");
        comment.parent = text_at(value, "parent_id");
        comment.text = text_at(value, "text");
        if (const std::string media = text_at(at(value, "media"), "id"); !media.empty())
            comment.thread = "media:" + media;
        comment.ad = text_at(at(value, "media"), "ad_id");
        comment.campaign = text_at(at(value, "media"), "ad_title");
        if (comment.id.empty())
            found.reject("", "The comment has no id.", dump(value));
        else
            add_meta_comment(comment, at(value, "from"), place, found);
        return true;
    }
    if (field == "mentions") {  // somebody named us; the words have to be asked for
        const std::string id = text_at(value, "comment_id");
        comment.id = id.empty() ? text_at(value, "media_id") : id;
        comment.title = "mention";
        if (comment.id.empty())
            found.reject("", "The mention names no comment and no media.", dump(value));
        else
            add_meta_comment(comment, at(value, "from"), place, found);
        return true;
    }
    return false;
}

// A comment as the Graph API answers it; it alone tells when it was written.
bool is_comment(const Json& value) {
    return !text_at(value, "id").empty() && at(value, "text").is_string() &&
           meta_time(value, "timestamp") != 0;
}

void add_comment(const Json& value, const std::string& parent, Found& found) {
    MetaComment comment;
    comment.id = text_at(value, "id");
    comment.parent = text_at(value, "parent_id");
    if (comment.parent.empty()) comment.parent = parent;
    comment.text = text_at(value, "text");
    comment.at_ms = meta_time(value, "timestamp");
    const Json& from = at(value, "from");
    Json who = from.is_object() ? from : at(value, "user");
    if (!who.is_object()) who = Json::object();
    if (text_at(who, "username").empty()) who["username"] = text_at(value, "username");
    add_meta_comment(comment, who, {"instagram", {}, 0}, found);
    const Json& replies = at(at(value, "replies"), "data");
    if (!parent.empty() || !replies.is_array()) return;  // Instagram knows one level of answers
    for (const Json& reply : replies)
        if (is_comment(reply)) add_comment(reply, comment.id, found);
}

void read_body(const Json& body, Found& found) {
    const Json& listed = at(at(body, "comments"), "data");
    const Json& data = listed.is_array() ? listed : at(body, "data");
    if (!is_comment(body) && (!data.is_array() || data.empty() || !is_comment(data[0])))
        return read_meta_body(body, "instagram", found, read_change);
    if (is_comment(body)) {
        found.begin_unit();
        add_comment(body, "", found);
        return found.end_unit();
    }
    for (const Json& one : data) {
        found.begin_unit();
        if (is_comment(one))
            add_comment(one, "", found);
        else
            found.reject("", "The comment has no id, no text or no timestamp.", dump(one));
        found.end_unit();
    }
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

const Connector& instagram() {
    static const Connector connector{
        .channel = "instagram",
        .parse = parse,
        .check = check,
        .claims = claims_json,
        .split = split_json,
        .about =
            {.title = "Instagram: Direct and comments",
             .formats = "webhook notifications, messages and comments of the Graph API (.json, .jsonl)",
             .fields = "mid, sender, recipient, timestamp, text, attachments, reply_to, referral (ad_id, "
                       "ad_title, source), reactions; of the Graph API also story, shares; of comments id, "
                       "parent_id, media, text, from, timestamp, replies",
             .ways = "webhook, import",
             .authenticity = "header X-Hub-Signature-256: HMAC-SHA256 of the raw body with the app secret",
             .id_rule = "mid of a message, comment:ID of a comment",
             .identifiers = "Instagram-scoped id proved; numbers and addresses in words said",
             .setup =
                 "at developers.facebook.com, in the app: Webhooks, Instagram, Subscribe to this object: "
                 "webhook https://HOST/instagram/ACCOUNT with meta_verify_token, fields messages, "
                 "comments, mentions; the "
                 "app secret as meta_app_secret",
             .left_out = "who watched a story; insights are kept as they came, of kind other"},
        .webhook_secret = "meta_app_secret",
        .handshake = meta_handshake};
    return connector;
}

}  // namespace history::connectors
