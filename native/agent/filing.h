// From a source's items to ops of subjects: who owns an item, where it stands already, and what is written.
//
// Rules (design: protocol 2 and 8; fields: core/model/entity.h):
//   owner     the first identifier that is neither said nor another recipient's (cc) and that core can normalise. A phone or mail
//             that is given with a name owns together with that name (its words in any order): a family shares a number, and
//             what two of them ordered must never lie in one subject, for a subject is never divided. (Not in the mail itself: a
//             mailbox is one correspondent, whatever names are written beside it.)
//   subject   the one where the item stands already; else the one that the owner owns; else a new one. An item that stands
//             under another owner stays there: its identifiers join only when they hold that owner too, else they are cc
//   unfiled   an item that nobody owns is a subject of its own, owned by the identifier item(channel/account, native id), so
//             that two agents' copies join. Does a copy with an owner come later, that subject gets the same identifier, unless
//             kind or direction say that sources gave one id to two things
//   comments  are public, and our answers name nobody: a comment has its own item identifier, our answer that of the comment it
//             answers (reply_to), so that the two join, whichever came first
//   payments  and refunds, parcels, tickets, orders and reviews are told of by several systems or in several payloads, some without
//             the person (an order's lines in a table of their own, a review that was removed): each has its own item identifier,
//             so that what one agent could file and another could not is one
//   copies    of an id that sources gave to several things stay where each was filed: the same told again writes nothing
//   names     beside the identifier, once for each day they were used on (name_field, core/model/entity.h): what stands follows
//             from the items alone, in whatever order and by whichever agent they were told
//   limits    values are cut to 32 KiB at a character, and the item says so (item_values.h); native ids of more than 512
//             bytes by a hash
// One Filing holds one portion of an import: add() all, open what wanted() names, then file() once.
#pragma once
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <unordered_set>

#include "core/replica/replica.h"
#include "native/connectors/item.h"

namespace history::agent {

struct Filed {
    std::vector<StreamWrite> writes;
    std::uint64_t fresh = 0;  // items (no stubs, no unknown kinds) that stood nowhere in the workspace before
};

class Filing {
public:
    Filing(const Directory& directory, std::function<StreamId()> new_stream)
        : directory_(directory), new_stream_(std::move(new_stream)) {}

    // False: the item is of nobody known (unfiled).
    bool add(std::string_view channel, const connectors::Account& account, connectors::Item item);
    // False: it names nobody, and is dropped.
    bool add(std::string_view channel, const connectors::Account& account, connectors::Statement statement);
    std::size_t size() const { return entries_.size(); }

    std::vector<StreamId> wanted() const;
    using Opened = std::map<StreamId, const State*>;
    Filed file(const Opened& opened);

private:
    struct Identified {
        std::string key;  // of the identifier entity
        std::string raw;  // empty: as the key says
        std::string name;
        std::string_view way;  // field name: proved | given | said | cc
        bool joins() const { return way == "proved" || way == "given"; }
    };
    struct Entry {
        std::string channel;
        std::string item_key;  // empty: a statement
        std::string at;        // its time, ms: names the versions of names
        std::vector<std::pair<std::string, std::string>> fields;
        std::vector<Identified> identifiers;
        std::string owner;
        bool counts = false;  // an item of its own: no stub, no unknown kind
        bool unfiled = false;
        std::vector<StreamId> candidates;
    };
    struct Place {
        StreamId stream;
        bool create = false;
        bool foreign = false;  // filed under another owner than its own
    };
    // What stands of an item in one subject; without a kind: states alone, of whatever it will be.
    struct Copy {
        std::string kind, direction;
        void take(std::string_view its_kind, std::string_view its_direction) {
            if (kind.empty()) kind = its_kind, direction = its_direction;
        }
        bool is(const Copy& other) const { return kind == other.kind && direction == other.direction; }
    };
    static std::string owner_of(const Entry& entry);  // empty: nobody's
    std::vector<Identified> identify(std::string_view channel, const connectors::Account& account,
                                     const std::vector<connectors::Identifier>& identifiers) const;
    void look_up(Entry& entry) const;
    const SubjectRecord* customer_of(const std::string& key) const;
    Place place(const Entry& entry, const Opened& opened, bool& stands, bool& stub_elsewhere);
    std::optional<std::string_view> owner_at(
        const StreamId& stream) const;  // of what was here before, or what this portion began
    void write_identifiers(const Entry& entry, const Place& place, std::vector<Op>& ops) const;
    void write_entry(const Entry& entry, const Place& place, bool stub_elsewhere, std::vector<Op>& ops) const;
    bool says_all(const Entry& entry, const Place& place, bool stub_elsewhere, const State& state) const;

    const Directory& directory_;
    std::function<StreamId()> new_stream_;
    std::vector<Entry> entries_;

    // While filing: what this portion placed itself.
    std::map<std::string, StreamId> begun_;                   // owner key -> new stream
    std::map<std::string, std::map<StreamId, Copy>> placed_;  // item key -> streams
};

// type, scope and normalised value, as entities are keyed; nothing when core cannot normalise it, so that it joins nothing.
std::optional<std::string> identifier_key(const connectors::Identifier& identifier,
                                          const std::string& country);
std::string item_key_of(std::string_view channel, const std::string& account, const std::string& native_id);
bool of_unknown_kind(const connectors::Item& item);  // counted as `unknown` only

}  // namespace history::agent
