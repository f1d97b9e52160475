#include "core/view/correction.h"

#include <algorithm>

#include "core/base/fold.h"
#include "core/identity/placeholder.h"
#include "core/insight/summary.h"

namespace history::view {

namespace {
std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(' ');
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::string_view said(const OpenMember& member, std::string_view fact) {
    const Entity* subject = member.state->find(EntityKind::subject, "");
    return subject ? subject->value(fact) : std::string_view();
}
}  // namespace

Result<Correction> correction_of(const OpenCustomer& customer, std::string_view fact,
                                 std::string_view value) {
    if (std::find(std::begin(corrected_facts), std::end(corrected_facts), fact) == std::end(corrected_facts))
        return fail(Errc::usage,
                    "A colleague says name, city, address, language, birthday, company or position.");
    value = trimmed(value);
    const std::size_t most = fact == "name" ? name_bytes_max : correction_bytes_max;
    if (value.size() > most)
        return fail(Errc::limit, "This is too long: " + std::to_string(most) + " bytes at most.");
    if (!is_utf8(value) ||
        std::any_of(value.begin(), value.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }))
        return fail(Errc::usage, "This is one line of text.");
    if (fact == "name" && !value.empty() && placeholder_name(value))
        return fail(Errc::usage, "This names nobody in particular.");
    Correction made;
    const auto write = [&](const OpenMember& member) {
        StreamWrite& one = made.writes.emplace_back();
        one.stream = member.stream;
        one.changes.push_back({{EntityKind::subject, "", std::string(fact), std::string(value)}});
    };
    // What is said stands with the first subject; what is taken back, wherever it was said.
    const Field* last = nullptr;
    for (const OpenMember& member : customer.members) {
        if (said(member, fact).empty()) continue;
        const Field* field = member.state->find(EntityKind::subject, "")->field(fact);
        if (!last || last->stamp.claimed.ms < field->stamp.claimed.ms) last = field;
        if (value.empty()) write(member);
    }
    if (last) made.before = last->value;
    if (!value.empty() && value != made.before) write(customer.members.front());
    return made;
}

}  // namespace history::view
