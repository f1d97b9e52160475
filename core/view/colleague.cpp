#include "core/view/colleague.h"

#include <algorithm>

#include "core/base/arrange.h"
#include "core/base/fold.h"
#include "core/view/json_text.h"

namespace history::view {

namespace {
constexpr std::size_t id_bytes_max = 32, name_bytes_max = 128, colleagues_max = 1000;
constexpr std::string_view profiles[] = {"seller", "instagram", "operator", "marketer", "manager"};

bool is_id(std::string_view id) {
    return !id.empty() && id.size() <= id_bytes_max && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_';
    });
}

bool ends_word(std::string_view text) {
    if (text.empty()) return true;
    const unsigned char next = static_cast<unsigned char>(text.front());
    return next < 0x80 && !is_id(text.substr(0, 1));
}
}  // namespace

std::vector<Colleague> colleagues_of(const State& shared) {
    std::vector<Colleague> all;
    for (const Entity& entity : shared.entities()) {
        if (entity.kind != EntityKind::colleague || !is_id(entity.key)) continue;
        all.push_back({entity.key, std::string(cut_utf8(entity.value("name"), name_bytes_max)),
                       std::string(cut_utf8(entity.value("profile"), id_bytes_max)),
                       std::string(entity.value("pin")), entity.value("state") != "retired"});
    }
    arrange(all.begin(), all.end(), [](const Colleague& a, const Colleague& b) {
        const std::string first = fold(a.name), second = fold(b.name);
        return first != second ? first < second : a.id < b.id;
    });
    return all;
}

const Colleague* colleague_with_id(const std::vector<Colleague>& colleagues, std::string_view id) {
    for (const Colleague& one : colleagues)
        if (one.id == id) return &one;
    return nullptr;
}

Result<const Colleague*> colleague_named(const std::vector<Colleague>& colleagues, std::string_view who) {
    if (const Colleague* one = colleague_with_id(colleagues, who)) return one;
    const std::string folded = fold(who);
    const Colleague* found = nullptr;
    for (const Colleague& one : colleagues) {
        if (folded.empty() || fold(one.name) != folded) continue;
        if (found) return fail(Errc::conflict, "Several colleagues are called so; name one by his id.");
        found = &one;
    }
    if (!found)
        return fail(Errc::not_found, "There is no colleague \"" + std::string(cut_utf8(who, 64)) + "\".");
    return found;
}

Result<> active_colleague(const std::vector<Colleague>& colleagues, std::string_view id) {
    const Colleague* one = colleague_with_id(colleagues, id);
    if (!one)
        return fail(Errc::not_found, "There is no colleague \"" + std::string(cut_utf8(id, 64)) + "\".");
    if (!one->active) return fail(Errc::conflict, one->name + " does not work here any more.");
    return {};
}

std::string colleagues_slice(const std::vector<Colleague>& colleagues) {
    JsonText json;
    json.begin_object().text("slice", "colleagues").key("rows").begin_array();
    for (const Colleague& one : colleagues)
        json.begin_object()
            .text("id", one.id)
            .text("name", one.name)
            .text("profile", one.profile)
            .flag("pin", !one.pin.empty())
            .flag("retired", !one.active)
            .end_object();
    return json.end_array().end_object().take();
}

Result<std::vector<Op>> colleague_ops(const std::vector<Colleague>& colleagues, const ColleagueChange& change,
                                      bool add) {
    const Colleague* stands = colleague_with_id(colleagues, change.id);
    if (!is_id(change.id))
        return fail(Errc::usage, "A colleague's id is 1 to 32 Latin letters, digits, - and _.");
    if (add && stands) return fail(Errc::conflict, "The id \"" + change.id + "\" is " + stands->name + "'s.");
    if (add && colleagues.size() >= colleagues_max)
        return fail(Errc::limit, "There are 1000 colleagues at most.");
    if (!add && !stands) return fail(Errc::not_found, "There is no colleague \"" + change.id + "\".");
    if (change.name.size() > name_bytes_max || !is_utf8(change.name) || (add && fold(change.name).empty()))
        return fail(Errc::usage, "A colleague has a name of 128 bytes at most.");
    if (!change.profile.empty() &&
        std::find(std::begin(profiles), std::end(profiles), change.profile) == std::end(profiles))
        return fail(Errc::usage, "A profile is seller, instagram, operator, marketer or manager.");
    std::vector<Op> ops;
    const auto put = [&](const char* field, const std::string& value) {
        ops.push_back({EntityKind::colleague, change.id, field, value});
    };
    if (!change.name.empty()) put("name", change.name);
    if (!change.profile.empty()) put("profile", change.profile);
    if (change.pin_hash) put("pin", *change.pin_hash);
    if (change.active) put("state", *change.active ? "active" : "retired");
    return ops;
}

std::vector<std::string> mentions_in(std::string_view text, const std::vector<Colleague>& colleagues) {
    std::vector<std::string> ids;
    for (std::size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
        if (at > 0 && is_id(text.substr(at - 1, 1))) continue;  // an e-mail address
        const std::string rest = fold(text.substr(at + 1, 2 * name_bytes_max));
        const Colleague* best = nullptr;
        std::size_t longest = 0;
        for (const Colleague& one : colleagues) {
            if (!one.active) continue;
            for (const std::string& called : {fold(one.id), fold(one.name)})
                if (called.size() > longest && rest.starts_with(called) &&
                    ends_word(std::string_view(rest).substr(called.size())))
                    best = &one, longest = called.size();
        }
        if (best && std::find(ids.begin(), ids.end(), best->id) == ids.end()) ids.push_back(best->id);
    }
    return ids;
}

}  // namespace history::view
