// What must be known before a customer is written to or called, of one subject: complaints, preferences, stops, last words of
// his. A
// part of the directory record, so that a campaign of any size is checked without opening a customer. Small: a subject holds
// at most contact_facts_max of each kind, the newest; most have none. core/insight/contact_facts.h makes it.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/bytes.h"

namespace history {

inline constexpr std::size_t contact_facts_max = 16;
inline constexpr std::size_t bought_max = 8;  // products: what a complaint without a name may be about
inline constexpr std::size_t complaint_words_max = 160;  // bytes: where the product is named

struct ContactFacts {
    struct Complaint {
        std::string
            item;  // key of the item that complains: of a tag, the item that it is about, if it names one
        std::uint64_t at_ms = 0;
        std::string product;  // sku or name as the tag has it; empty: look for it in the words
        std::string words;    // at most complaint_words_max
        bool tagged = false;  // by a colleague; else by its own words
        bool asks_after =
            false;  // asks what became of an earlier one: a complaint of its own only where none stands
        bool closed = false;  // a colleague set its state
        std::string source;   // key of the tag; empty for one by its words
    };
    struct Bought {
        std::uint64_t at_ms = 0;
        std::string product;  // sku, else name
    };
    struct Resolution {
        std::string of;  // key of the item that it is about; may be empty
        std::uint64_t at_ms = 0;
        std::string product;
    };
    struct Preference {
        std::uint64_t at_ms = 0;
        std::string item;     // key; empty where a source told it without an item
        std::string channel;  // preferred; empty: only what is not wanted
        bool no_calls = false, calls_again = false;
        bool survey = false;
    };
    struct Consent {  // to marketing on one channel
        std::uint64_t at_ms = 0;
        std::string channel;
        bool stop = false;
        std::string item;  // key of the message that said it, if one did
    };
    struct LastWord {  // inbound, for the windows of messengers
        std::string channel, account;
        std::uint64_t at_ms = 0;
    };
    std::vector<Complaint> complaints;    // oldest first
    std::vector<Resolution> resolutions;  // oldest first
    std::vector<Preference> preferences;  // oldest first
    std::vector<Consent> consents;        // oldest first
    std::vector<Bought> bought;           // the latest bought_max, oldest first
    std::vector<LastWord> last_words;     // one for a channel and account that has a window

    bool empty() const {
        return complaints.empty() && resolutions.empty() && preferences.empty() && consents.empty() &&
               bought.empty() && last_words.empty();
    }
};

void encode_contact_facts(Writer& out, const ContactFacts& facts);
ContactFacts decode_contact_facts(Reader& in);  // a damaged one makes in.ok() false

}  // namespace history
