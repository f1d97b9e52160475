#include "core/model/state.h"

#include <algorithm>

#include "core/base/arrange.h"

namespace history {

namespace {
std::string indexed(EntityKind kind, std::string_view key) {
    std::string text;
    text.reserve(key.size() + 1);
    text.push_back(static_cast<char>(kind));
    return text.append(key);
}
bool name_before(const Field& field, std::string_view name) {
    return field.name < name;
}
}  // namespace

const Field* Entity::field(std::string_view name) const {
    auto found = std::lower_bound(fields.begin(), fields.end(), name, name_before);
    return found != fields.end() && found->name == name ? &*found : nullptr;
}

std::string_view Entity::value(std::string_view name) const {
    const Field* found = field(name);
    return found ? std::string_view(found->value) : std::string_view{};
}

const Field* Entity::latest(std::string_view base) const {
    const Field* best = nullptr;
    std::string_view best_suffix;
    each(base, '@',
         [&](std::string_view suffix, const Field& one) {  // decimal ms: the longer text is the later time
             if (!best || suffix.size() > best_suffix.size() ||
                 (suffix.size() == best_suffix.size() && suffix > best_suffix)) {
                 best = &one;
                 best_suffix = suffix;
             }
         });
    return best;
}

bool State::apply(Delta delta, std::uint64_t leaf_time_ms) {
    bool changed = false;
    const Stamp stamp = judged(delta.at, leaf_time_ms);
    if (stamp.of_source()) delta.colleague.clear();
    Entity* entity = nullptr;
    for (auto next = delta.ops.begin(); next != delta.ops.end(); ++next) {
        Op& op = *next;
        if (!entity || entity->kind != op.kind || entity->key != op.key) {
            auto [place, fresh] =
                index_.try_emplace(indexed(op.kind, op.key), static_cast<std::uint32_t>(entities_.size()));
            if (fresh) {
                const auto other = std::find_if(next, delta.ops.end(), [&](const Op& one) {
                    return one.kind != op.kind || one.key != op.key;
                });
                Entity& made = entities_.emplace_back(Entity{op.kind, op.key, {}});
                made.fields.reserve(static_cast<std::size_t>(other - next));
            }
            entity = &entities_[place->second];
        }
        auto& fields = entity->fields;
        auto found = fields.empty() || fields.back().name < op.field
                         ? fields.end()
                         : std::lower_bound(fields.begin(), fields.end(), op.field, name_before);
        if (found == fields.end() || found->name != op.field) {
            fields.insert(found, Field{std::move(op.field), std::move(op.value), stamp, delta.colleague,
                                       leaf_time_ms == unsent_time});
            changed = true;
            continue;
        }
        const int order = compare(stamp, found->stamp);
        if (order == 0 && op.value == found->value && found->unsent && leaf_time_ms != unsent_time) {
            found->unsent = false;  // the same words, now in the log
            changed = true;
        }
        if (order < 0 || (order == 0 && op.value <= found->value)) continue;
        found->value = std::move(op.value);
        found->stamp = stamp;
        found->colleague = delta.colleague;
        found->unsent = leaf_time_ms == unsent_time;
        changed = true;
    }
    return changed;
}

const Entity* State::find(EntityKind kind, std::string_view key) const {
    auto found = index_.find(indexed(kind, key));
    return found == index_.end() ? nullptr : &entities_[found->second];
}

void State::digest(Hasher& hasher) const {
    std::vector<const Entity*> sorted;
    sorted.reserve(entities_.size());
    for (const Entity& entity : entities_) sorted.push_back(&entity);
    arrange(sorted.begin(), sorted.end(), [](const Entity* a, const Entity* b) {
        return a->kind != b->kind ? a->kind < b->kind : a->key < b->key;
    });
    Writer out;
    for (const Entity* entity : sorted) {
        out.u8(static_cast<std::uint8_t>(entity->kind));
        out.text(entity->key);
        out.varint(entity->fields.size());
        for (const Field& field : entity->fields) {
            out.text(field.name);
            out.text(field.value);
            out.varint(field.stamp.effective_ms);
            out.varint(field.stamp.claimed.ms);
            out.u16(field.stamp.claimed.counter);
            out.id(field.stamp.claimed.device);
        }
    }
    hasher.update(out.view());
}

}  // namespace history
