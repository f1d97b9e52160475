// A question as the end of the name answer/<question>: cut in the middle only where a whole character ends, and then its number
// keeps two long ones apart.
#pragma once
#include <string>

#include "core/base/fold.h"

namespace history::connectors {

inline std::string question_name(const std::string& question, std::size_t number) {
    constexpr std::size_t bytes_max = 64;
    if (question.size() <= bytes_max) return question;
    return std::string(cut_utf8(question, bytes_max)) + ' ' + std::to_string(number);
}

}  // namespace history::connectors
