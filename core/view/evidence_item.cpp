#include "core/view/evidence_item.h"

#include <algorithm>

#include "core/insight/item_facts.h"

namespace history::view {

namespace {

std::string digits_of(std::string_view text) {
    std::string digits;
    for (char c : text)
        if (c >= '0' && c <= '9') digits.push_back(c);
    return digits;
}

// Numbers by their last ten digits, however they are written; other values as they are.
bool shows(const Entity& item, std::string_view type, std::string_view value) {
    const std::string wanted = type == "phone" ? digits_of(value) : std::string(value);
    if (wanted.size() < 5) return false;
    const std::string_view tail =
        type == "phone" && wanted.size() > 10 ? std::string_view(wanted).substr(wanted.size() - 10) : wanted;
    for (const Field& field : item.fields) {
        const std::string_view name = field.name;
        const bool words = name == "text" || name == "title" || name == "raw" ||
                           name.substr(0, 4) == "leg/" || name.substr(0, 7) == "answer/" || name == "quote";
        if (!words || field.value.size() < tail.size()) continue;
        if (type == "phone" ? digits_of(field.value).find(tail) != std::string::npos
                            : std::string_view(field.value).find(tail) != std::string_view::npos)
            return true;
    }
    return false;
}

}  // namespace

std::string_view evidence_channel(const State& state, std::string_view type, std::string_view scope,
                                  std::string_view value) {
    const Entity* identifier = state.find(EntityKind::identifier, joined_key(type, scope, value));
    if (!identifier) return {};
    for (const char* way : {"proved", "given", "said"})
        if (const Field* told = identifier->field(way)) return told->value;
    return {};
}

const Entity* evidence_item(const State& state, std::string_view type, std::string_view scope,
                            std::string_view value) {
    const std::string_view channel = evidence_channel(state, type, scope, value);
    const Entity* identifier = state.find(EntityKind::identifier, joined_key(type, scope, value));
    const Entity* subject = state.find(EntityKind::subject, "");
    const std::string key = joined_key(type, scope, value);
    const bool owns = subject && subject->value("owner").substr(0, key.size()) == key;
    std::vector<std::uint64_t> days;  // on which it came with a name
    if (identifier)
        identifier->each("name", '@', [&](std::string_view ms, const Field&) {
            if (number_of(ms) != 0) days.push_back(number_of(ms) / name_day_ms);
        });
    const Entity* best = nullptr;
    int best_rank = 0;
    std::uint64_t best_ms = 0;
    for (const Entity& item : state.entities()) {
        if (item.kind != EntityKind::item) continue;
        const KeyParts parts = key_parts(item.key);
        int rank = 0;
        if (type == "order") {
            rank = item.value("number") == value || item.value("order_ref") == value ? 3 : 0;
        } else if (type == "item") {
            rank = parts.third == value ? 3 : 0;
        } else if (parts.first == channel) {
            const std::uint64_t at = time_of_item(item);
            if (at != 0 && std::find(days.begin(), days.end(), at / name_day_ms) != days.end())
                rank = 3;
            else
                rank = shows(item, type, value) ? 2 : owns ? 1 : 0;
        }
        if (rank == 0 || rank < best_rank) continue;
        const std::uint64_t at = time_of_item(item);
        if (!best || rank > best_rank || at < best_ms || (at == best_ms && item.key < best->key))
            best = &item, best_rank = rank, best_ms = at;
    }
    return best;
}

}  // namespace history::view
