#include "core/identity/evidence.h"

#include <algorithm>
#include <iterator>

#include "core/identity/name.h"

namespace history {

namespace {
// Two different ones contradict like two names.
bool names_one_person(std::string_view type) {
    return type == "user" || type == "loyalty";
}

bool messenger(std::string_view type) {
    return type == "telegram" || type == "whatsapp" || type == "viber" || type == "vk" ||
           type == "instagram" || type == "messenger";
}

std::span<const std::string> names_of(const Holder& holder) {
    if (!holder.identifier->names.empty()) return holder.identifier->names;
    const std::string& own = holder.record->name;
    return {&own, own.empty() ? std::size_t{0} : std::size_t{1}};
}

bool names_contradict(const Holder& x, const Holder& y) {
    const std::span<const std::string> names = names_of(x), others = names_of(y);
    if (names.empty() || others.empty()) return false;
    for (const std::string& one : names)
        for (const std::string& other : others)
            if (names_agree(one, other)) return false;
    return true;
}

// Both have one of these types in one account, and no value of it in common.
template <class OfType>
bool differ(const SubjectRecord& x, const SubjectRecord& y, Known least, OfType of_type) {
    for (const KnownIdentifier& one : x.identifiers) {
        if (one.known < least || !of_type(one.type)) continue;
        bool other_value = false, same_value = false;
        for (const KnownIdentifier& other : y.identifiers) {
            if (other.type != one.type || other.scope != one.scope || other.known < least) continue;
            (other.value == one.value ? same_value : other_value) = true;
        }
        if (other_value && !same_value) return true;
    }
    return false;
}
}  // namespace

std::size_t sharing_max(std::string_view type) {
    if (type == "phone" || type == "email") return 24;
    if (type == "cookie" || type == "ga") return 16;
    if (type == "order") return 8;
    return 64;
}

std::uint8_t reason_rank(std::string_view type) {
    static constexpr std::string_view order[] = {"link",     "item",    "user",  "phone", "whatsapp",
                                                 "telegram", "loyalty", "order", "email", "cookie"};
    for (std::uint8_t i = 0; i < std::size(order); ++i)
        if (order[i] == type) return i;
    return static_cast<std::uint8_t>(std::size(order) - 1);
}

bool has_name(const Holder& holder) {
    return !names_of(holder).empty();
}

bool names_before(const Holder& x, const Holder& y) {
    const auto words = [](const Holder& holder) {
        std::size_t most = 0;
        for (const std::string& name : names_of(holder))
            most = std::max<std::size_t>(most,
                                         static_cast<std::size_t>(std::count(name.begin(), name.end(), ' ')));
        return most;
    };
    const std::size_t left = words(x), right = words(y);
    if (left != right) return left > right;
    const std::span<const std::string> names = names_of(x), others = names_of(y);
    return std::lexicographical_compare(names.begin(), names.end(), others.begin(), others.end());
}

bool contradict(const Holder& x, const Holder& y) {
    if (names_contradict(x, y)) return true;
    for (const KnownIdentifier& one : x.record->identifiers) {
        if (!names_one_person(one.type) || one.known < Known::given) continue;
        for (const KnownIdentifier& other : y.record->identifiers)
            if (other.type == one.type && other.scope == one.scope && other.known >= Known::given &&
                other.value != one.value)
                return true;
    }
    return false;
}

bool silence_between(const SubjectRecord& x, const SubjectRecord& y) {
    if (x.last_ms == 0 || y.last_ms == 0) return false;
    const SubjectRecord &earlier = x.last_ms <= y.last_ms ? x : y, &later = x.last_ms <= y.last_ms ? y : x;
    return later.first_ms > earlier.last_ms && later.first_ms - earlier.last_ms >= recycling_silence_ms;
}

bool recycled(const Holder& x, const Holder& y) {
    return x.identifier->type == "phone" && x.known == Known::proved && y.known == Known::proved &&
           silence_between(*x.record, *y.record) && names_contradict(x, y) &&
           differ(*x.record, *y.record, Known::proved, messenger);
}

}  // namespace history
