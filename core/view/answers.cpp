#include "core/view/answers.h"

#include <algorithm>

#include "core/base/arrange.h"
#include "core/base/fold.h"
#include "core/view/json_text.h"

namespace history::view {

namespace {
constexpr std::size_t title_bytes_max = 128, text_bytes_max = 8 * 1024, answers_max = 500;

std::string key_of(std::string_view id) {
    return joined_key("answer", id);
}
}  // namespace

std::vector<ReadyAnswer> ready_answers(const State& shared) {
    std::vector<ReadyAnswer> all;
    for (const Entity& entity : shared.entities()) {
        const KeyParts parts = key_parts(entity.key);
        const Field* text = entity.field("text");
        if (entity.kind != EntityKind::setting || parts.first != "answer" || !text ||
            entity.value("state") == "removed")
            continue;
        all.push_back({std::string(parts.second), std::string(entity.value("title")),
                       std::string(entity.value("language")), text->value, text->colleague,
                       text->stamp.claimed.ms});
    }
    arrange(all.begin(), all.end(), [](const ReadyAnswer& a, const ReadyAnswer& b) {
        if (a.title != b.title) return a.title < b.title;
        return a.language != b.language ? a.language < b.language : a.id < b.id;
    });
    return all;
}

std::string answers_slice(const std::vector<ReadyAnswer>& answers) {
    JsonText json;
    json.begin_object().text("slice", "answers").key("rows").begin_array();
    for (const ReadyAnswer& one : answers)
        json.begin_object()
            .text("id", one.id)
            .text("title", one.title)
            .text("language", one.language)
            .text("text", one.text)
            .number("at", one.at_ms)
            .text("colleague", one.colleague)
            .end_object();
    return json.end_array().end_object().take();
}

Result<std::vector<Op>> answer_ops(const State& shared, const ReadyAnswer& answer) {
    const bool language =
        answer.language.empty() || ((answer.language.size() == 2 || answer.language.size() == 3) &&
                                    std::all_of(answer.language.begin(), answer.language.end(),
                                                [](char c) { return c >= 'a' && c <= 'z'; }));
    if (answer.id.size() != 16 || !unhex(answer.id).ok())
        return fail(Errc::usage, "An answer has an id of 16 hex digits.");
    if (fold(answer.title).empty() || answer.title.size() > title_bytes_max || !is_utf8(answer.title))
        return fail(Errc::usage, "A ready answer has a title of 128 bytes at most.");
    if (!language) return fail(Errc::usage, "A language is two or three small letters: ru, kk, en.");
    if (answer.text.empty()) return fail(Errc::usage, "There are no words to save.");
    if (answer.text.size() > text_bytes_max) return fail(Errc::limit, "A ready answer holds 8 KiB at most.");
    if (!shared.find(EntityKind::setting, key_of(answer.id)) && ready_answers(shared).size() >= answers_max)
        return fail(Errc::limit, "There are 500 ready answers at most.");
    std::vector<Op> ops;
    for (const auto& [field, value] :
         {std::pair("title", answer.title), {"language", answer.language}, {"text", answer.text}})
        ops.push_back({EntityKind::setting, key_of(answer.id), field, value});
    ops.push_back({EntityKind::setting, key_of(answer.id), "state", "active"});
    return ops;
}

Result<std::vector<Op>> answer_removal(const State& shared, const std::string& id, bool undo) {
    if (!shared.find(EntityKind::setting, key_of(id)))
        return fail(Errc::not_found, "There is no ready answer \"" + id.substr(0, 64) + "\".");
    return std::vector<Op>{{EntityKind::setting, key_of(id), "state", undo ? "active" : "removed"}};
}

}  // namespace history::view
