#include "native/connectors/meta_content.h"
#include "native/connectors/meta_message.h"
#include "native/connectors/said.h"

namespace history::connectors {

void add_meta_comment(const MetaComment& comment, const Json& who, const MetaPlace& place, Found& found) {
    const std::string author = text_at(who, "id");
    // Instagram names ours by self_ig_scoped_id: their id is scoped as a person's is.
    const bool out = place.ours(author, found.account) || !text_at(who, "self_ig_scoped_id").empty();
    Item item;
    item.native_id = "comment:" + comment.id;
    put(item, "kind", "comment");
    put(item, "at", ms_text(comment.at_ms));
    put(item, "direction", out ? "out" : "in");
    const std::string username = text_at(who, "username");
    put(item, "thread", comment.thread);
    put(item, "title", comment.title.empty() && !username.empty() ? '@' + username : comment.title);
    put(item, "text", comment.text);
    put(item, "file/1", comment.file);
    if (!comment.ad.empty()) {
        put(item, "source", "ADS");
        put(item, "campaign", comment.campaign);
        put(item, "click", "ad_id=" + comment.ad);
    }
    if (!comment.parent.empty()) put(item, "reply_to", "comment:" + comment.parent);
    if (!out) {
        add_identifier(item.identifiers, place.channel, found.account.name, author, Known::proved,
                       text_at(who, "name"));
        add_said(item.identifiers, comment.text);
    }
    found.add(std::move(item));
}

namespace {

// A change may hold what `messaging` holds: {"field":"messages","value":{"sender","recipient","message"}}.
void read_one_change(const Json& change, const MetaPlace& place, Found& found,
                     bool (*read_change)(const Json& change, const MetaPlace& place, Found& found)) {
    const Json& value = at(change, "value");
    if (at(value, "sender").is_object() && at(value, "recipient").is_object())
        read_meta_messaging(value, place, found);
    else if (!read_change(change, place, found))  // a figure told again is another notification
        found.add_unknown({}, Json{{"time", place.time_ms}, {"change", change}}, place.time_ms, {});
}

}  // namespace

void read_meta_body(const Json& body, const char* channel, Found& found,
                    bool (*read_change)(const Json& change, const MetaPlace& place, Found& found)) {
    found.begin_unit();
    const Json& entries = at(body, "entry");
    MetaPlace place{channel, {}, 0};
    if (!body.is_object()) {
        found.reject("", "The body is no object.", dump(body));
    } else if (!entries.is_array()) {
        const Json& listed = at(at(body, "messages"), "data");
        const Json& data = listed.is_array() ? listed : at(body, "data");
        bool any = read_graph_message(body, place, found);
        if (data.is_array())
            for (const Json& one : data) any = read_graph_message(one, place, found) || any;
        if (!any && body.contains("object") && body.contains("entry"))
            found.reject("", "The entry is no list.", dump(body));
    } else {
        for (const Json& entry : entries) {
            place.own_id = text_at(entry, "id");
            place.time_ms = meta_time(entry, "time");
            // Instagram's own login puts one change into the entry itself.
            if (at(entry, "field").is_string() && entry.contains("value"))
                read_one_change(entry, place, found, read_change);
            for (const char* list : {"messaging", "standby"})
                if (const Json& all = at(entry, list); all.is_array())
                    for (const Json& one : all) read_meta_messaging(one, place, found);
            const Json& changes = at(entry, "changes");
            if (!changes.is_array()) continue;
            for (const Json& change : changes) read_one_change(change, place, found, read_change);
        }
    }
    found.end_unit();
}

}  // namespace history::connectors
