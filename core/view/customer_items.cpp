#include "core/view/customer_items.h"

#include <algorithm>

#include "core/base/arrange.h"
#include "core/wire/hash.h"

namespace history::view {

namespace {
// Field by field the later stamp wins, as everywhere; ties by value.
void merge_into(Entity& entity, const Entity& other) {
    for (const Field& field : other.fields) {
        auto found = std::lower_bound(entity.fields.begin(), entity.fields.end(), field.name,
                                      [](const Field& a, std::string_view name) { return a.name < name; });
        if (found == entity.fields.end() || found->name != field.name) {
            entity.fields.insert(found, field);
            continue;
        }
        const int order = compare(field.stamp, found->stamp);
        if (order > 0 || (order == 0 && field.value > found->value)) *found = field;
    }
}
}  // namespace

CustomerItems::CustomerItems(const std::vector<OpenMember>& members) {
    std::vector<const Entity*> entities;
    for (const OpenMember& member : members)
        for (const Entity& entity : member.state->entities())
            if (entity.kind == EntityKind::item) entities.push_back(&entity);
    if (members.size() > 1) {
        arrange(entities.begin(), entities.end(),
                [](const Entity* a, const Entity* b) { return a->key < b->key; });
        std::size_t kept = 0;
        for (std::size_t i = 0; i < entities.size();) {
            std::size_t end = i + 1;
            while (end < entities.size() && entities[end]->key == entities[i]->key) ++end;
            const Entity* one = entities[i];
            if (end - i > 1) {
                merged_.push_back(*entities[i]);
                for (std::size_t other = i + 1; other < end; ++other)
                    merge_into(merged_.back(), *entities[other]);
                one = &merged_.back();
            }
            entities[kept++] = one;
            i = end;
        }
        entities.resize(kept);
    }
    items_.reserve(entities.size());
    for (const Entity* entity : entities) {
        if (!entity->value("kind").empty())
            items_.push_back({entity, item_facts(*entity)});  // else: only a status so far
    }
    arrange(items_.begin(), items_.end(), [](const Entry& a, const Entry& b) {
        return a.facts.at_ms != b.facts.at_ms ? a.facts.at_ms < b.facts.at_ms : a.item->key < b.item->key;
    });
}

std::string item_id(std::string_view item_key) {
    return item_id_of(item_key);
}

}  // namespace history::view
