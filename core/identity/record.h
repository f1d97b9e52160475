// The directory's record of one subject: what stays in memory for the whole workspace, 64 to 256 bytes each. A pure summary of
// the subject's merged facts (core/insight/summary.h makes it); recomputed when facts or rules change, never synced, stored sealed.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/identity/contact_facts.h"
#include "core/identity/due.h"
#include "core/identity/reference.h"
#include "core/model/state.h"

namespace history {

inline constexpr std::uint8_t record_rules =
    12;  // grows with every change of summarise() (core/insight/summary.h): older records are stale

struct KnownIdentifier {
    std::string type;   // phone, email, telegram, whatsapp, cookie, loyalty, user ...
    std::string scope;  // account the value is unique in; empty for phone and email
    std::string value;  // normalised
    Known known = Known::said;
    std::vector<std::string> names;  // folded person names that sources gave together with it
    std::string key() const { return joined_key(type, scope, value); }
};

struct Waiting {  // an inbound item that needs an answer and has none after it inside this subject
    std::uint64_t at_ms = 0;
};

struct LastItem {
    std::uint64_t at_ms = 0;
    std::string channel;
    std::string account;
    std::string kind;
    bool inbound = false;
    std::string words;  // at most 96 bytes of the text or title
};

struct ReminderMark {  // what people did with a reminder that a rule made
    std::string id;    // 32 hex digits
    bool closed = false;
    std::uint64_t due_ms = 0;  // put off until then; 0: as the rule says
};

struct SubjectRecord {
    StreamId stream;
    std::uint32_t number = 0;      // in the directory that holds it (core/replica/directory.h); not stored
    std::uint64_t first_gpos = 0;  // of the stream's first leaf; 0 = not acknowledged yet
    std::string kind;              // person | company | unfiled
    std::string name;              // best name, as written; empty when no source gave one
    std::uint64_t name_rank =
        0;  // how it was given, then when (core/insight/summary.h): of several the greatest is shown
    std::string owner;  // key of the identifier that owns the stream's items (item key for unfiled)
    std::vector<KnownIdentifier> identifiers;
    std::vector<Reference> references;  // items and orders that are his, in order of their bits; each once
    struct Statement {
        bool separation = false;
        StreamId other;
    };
    std::vector<Statement> statements;        // standing ones
    LastItem last;                            // latest item that is not the machine's noise (page, track)
    std::shared_ptr<const LastItem> last_in;  // latest inbound item that needs an answer; null: none
    std::uint64_t last_out_ms = 0;            // latest answer of ours (message, mail, answered call)
    std::vector<std::uint64_t>
        waiting;  // times of inbound items needing an answer after last_out_ms, oldest first, 32 at most
    std::uint32_t items = 0;
    std::uint64_t first_ms = 0;  // of what the person did himself (not what we sent); 0: nothing dated
    std::uint64_t last_ms = 0;   // the same, latest
    struct Traits {              // what is compared for suggestions (suggestion.h), as sources gave it
        std::string birthday;    // eight digits YYYYMMDD; empty when none or no date
        std::string address;     // folded words of place and street, 128 bytes at most
        std::string fias;        // id of the address object, of Russian addresses
        bool operator==(const Traits&) const = default;
    } traits;
    std::string position;                 // where he works, as sources gave it, 64 bytes at most
    DueList due;                          // by kind, time and item
    std::vector<ReminderMark> reminders;  // by id; 64 at most
    std::vector<std::string>
        resolved;  // keys of items that a word "complaint resolved" refers to; 32 at most
    std::uint64_t last_call_ms =
        0;  // latest talk: an answered call, or a colleague's word that there was one
    std::uint64_t last_bought_ms = 0;             // latest order, receipt or booking
    std::shared_ptr<const ContactFacts> contact;  // what the guards ask (core/insight/guard.h); null: nothing
    std::uint32_t planned = 0;                    // sends of campaigns that are planned, not made
};

// Lists of products and of who opened which card are streams too, and nobody's card.
inline bool is_somebody(const SubjectRecord& record) {
    return record.kind != "goods" && record.kind != "audit";
}

// The subject's reference to that thing; null: it has none.
const Reference* reference_in(const SubjectRecord& record, const Reference& thing);
// How an identifier or a thing of that key is known to be the subject's; none: it is not.
std::optional<Known> how_known(const SubjectRecord& record, std::string_view key);

// The identifier of SubjectRecord::owner: a phone or mail may own together with a name, which follows it.
std::string_view owning_identifier(std::string_view owner);

// Of several subjects of one customer, whose name is shown: the same in whatever order they came. Null: nobody has a name.
template <class Members, class Find>
const SubjectRecord* naming_record(const Members& members, Find&& find) {
    const SubjectRecord* best = nullptr;
    for (const StreamId& member : members)
        if (const SubjectRecord* record = find(member); record && !record->name.empty())
            if (!best || record->name_rank > best->name_rank ||
                (record->name_rank == best->name_rank && record->name > best->name))
                best = record;
    return best;
}

Bytes encode_record(const SubjectRecord& record);  // without stream, number and first_gpos
Result<SubjectRecord> decode_subject_record(
    ByteView bytes);  // Errc::unsupported: made by other rules, recompute

}  // namespace history
