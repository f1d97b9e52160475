// Ready answers: texts that colleagues send again and again, with language and age, in the stream that all devices share.
#pragma once
#include <string>
#include <vector>

#include "core/model/state.h"

namespace history::view {

struct ReadyAnswer {
    std::string id;  // 16 hex digits, drawn once
    std::string title, language, text, colleague;
    std::uint64_t at_ms = 0;  // when its text was last changed
};

// By title, then language; removed ones are left out.
std::vector<ReadyAnswer> ready_answers(const State& shared);
// {"slice":"answers","rows":[{"id","title","language","text","at","colleague"}]}
std::string answers_slice(const std::vector<ReadyAnswer>& answers);

// A new one, or another text of one that stands. Errc::usage, Errc::limit: title 1 to 128 bytes, language two or three letters or
// empty, text 1 byte to 8 KiB; 500 answers at most.
Result<std::vector<Op>> answer_ops(const State& shared, const ReadyAnswer& answer);
Result<std::vector<Op>> answer_removal(const State& shared, const std::string& id, bool undo);

}  // namespace history::view
