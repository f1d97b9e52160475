// What we promised, and until when: sentences of ours with a term, and notes of kind promise. Pure. Rules of language:
//
//   ru  a verb of doing in the first person (or "курьер приедет", "будет готов") and a term in one sentence
//   kk  a verb with an ending of the first person (-амын, -ймыз ...), or -ады/-еді of the known verbs, and a term
//   en  "I will", "we'll", "will call", "going to" and a term
//
// A question, a refusal ("не сможем") and what a shop always does ("работаем до 20:00") are no promises; nor are machines' notices.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/insight/calendar.h"
#include "core/insight/item_facts.h"

namespace history {

struct Promise {
    const Entity* item = nullptr;
    std::uint64_t at_ms = 0, due_ms = 0;
    bool note = false;  // of kind promise
};

// Terms promised in these words, in their order. At most promises_max of one text.
inline constexpr std::size_t promises_max = 8;
std::vector<std::uint64_t> terms_promised(std::string_view text, std::uint64_t at_ms,
                                          const Calendar& calendar);

// The sentences of these words that promise something, as they were written, to `bytes_max`: what a directory record keeps of them.
// Which they are does not depend on the calendar; terms_promised() of them by any calendar gives the terms.
std::string promising_sentences(std::string_view text, std::uint64_t at_ms, std::size_t bytes_max);
// Ours, written to him, not a machine's: what may hold worded promises.
bool may_promise(const ItemFacts& facts);
// When a promise without a term of its own is due: the first term in its words, else the end of its day.
std::uint64_t note_term(std::string_view words, std::uint64_t at_ms, const Calendar& calendar);

// The promises of one item (none for most). A note's own `due` wins over its words; without any term it stands as due at its
// end of day.
std::vector<Promise> promises_of(const Entity& item, const ItemFacts& facts, const Calendar& calendar);

}  // namespace history
