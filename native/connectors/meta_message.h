// Messages and comments as Meta's webhooks tell of them, the same for Instagram and Messenger. Inside of instagram.cpp and
// messenger.cpp.
#pragma once
#include "native/connectors/bodies.h"

namespace history::connectors {

// Where a piece of a notification belongs.
struct MetaPlace {
    const char* channel;    // "instagram", "messenger": the type of the peer's identifier
    std::string own_id;     // entry.id: the page or the business's account
    std::uint64_t time_ms;  // entry.time
    bool ours(const std::string& id, const Account& account) const;
};

// One element of `messaging` or `standby`: message, echo, postback, referral, reaction, read, delivery ...
void read_meta_messaging(const Json& messaging, const MetaPlace& place, Found& found);

// A comment: native id comment:ID, `id` not empty; `who` {"id","name","username"}. parent_id is what it answers. `file`: columns of
// file/1; `ad`, `campaign`: the advertisement under which it stands.
struct MetaComment {
    std::string id, parent, thread, text, file, title, ad, campaign;
    std::uint64_t at_ms = 0;
};
void add_meta_comment(const MetaComment& comment, const Json& who, const MetaPlace& place, Found& found);

// A message as the Graph API lists it: {"id","created_time","from","to":{"data"},"message","attachments"}. False: it is none.
bool read_graph_message(const Json& message, const MetaPlace& place, Found& found);

// The entries of a notification, or what the Graph API answers; `read_change` reads one of `changes` and gives false for a
// field that nobody knows.
void read_meta_body(const Json& body, const char* channel, Found& found,
                    bool (*read_change)(const Json& change, const MetaPlace& place, Found& found));

}  // namespace history::connectors
