// Who may be one person with a customer, as a slice; never joined automatically (core/identity/suggestion.h).
#pragma once
#include <optional>

#include "core/identity/suggestion.h"
#include "core/replica/directory.h"
#include "core/view/json_text.h"
#include "core/view/slice.h"

namespace history::view {

// The index over the directory, made at the first question and again when people in it have: a new message leaves it.
class Suggested {
public:
    const Suggestions& over(const Directory& directory);

private:
    std::optional<Suggestions> made_;
    std::uint64_t revision_ = 0;
};

inline constexpr std::size_t suggestions_max = 20;  // for one customer

// "suggestions":[{"id","name","score","reasons","subject","other"}], best first
void write_suggestions(JsonText& json, const Customer& customer, const Directory& directory,
                       const Suggestions& suggestions);
// Of one customer, or with null all pairs of the workspace, each once, as
// {"id","name","score","reasons","subject","other","with":{"id","name"}}.
std::string suggestions(const Customer* customer, const Directory& directory, const Suggestions& suggestions,
                        Window window);

}  // namespace history::view
