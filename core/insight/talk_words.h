// The same as closes_talk(), complaint_words() and preference_words() of a text whose words are read already.
#pragma once
#include "core/insight/closing.h"
#include "core/insight/complaint.h"
#include "core/insight/preference.h"
#include "core/insight/words.h"

namespace history {

inline constexpr std::size_t preference_bytes_max = 2000;  // a longer text states no preference in passing

bool closes_talk(std::string_view text, const Words& words);
ComplaintWords complaint_words(const Words& words);
PreferenceWords preference_words(const Words& words,
                                 std::string_view own_channel);  // of at most preference_bytes_max

}  // namespace history
