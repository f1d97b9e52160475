// How a customer wants to be reached: said ("пишите в WhatsApp", "не звоните", "жазыңыз, қоңырау шалмаңыз", an answer of a survey,
// a colleague's note), else what he uses most. Pure.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/identity/contact_facts.h"
#include "core/insight/item_facts.h"

namespace history {

struct PreferenceWords {
    std::string channel;       // empty: none is named
    bool no_calls = false;     // "не звоните"
    bool calls_again = false;  // "звоните в любое время", "лучше позвоните"
    bool stated() const { return !channel.empty() || no_calls || calls_again; }
};

// What these words ask for. `own_channel`: where they were said, for "пишите сюда". A request for one call ("перезвоните") is none.
PreferenceWords preference_words(std::string_view text, std::string_view own_channel);

// The channel that a word or a survey's answer names: "WhatsApp", "директ", "по телефону"; empty for none. Names as FORMAT's.
std::string channel_named(std::string_view words);

// The channel of an item as people know it: the chat of a site is `sitechat`.
std::string_view contact_channel(const ItemFacts& facts);
// An inbound contact that counts for what he uses: message, mail, call, visit in person, request for a call.
bool counts_as_contact(const ItemFacts& facts);

}  // namespace history
