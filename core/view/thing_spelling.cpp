#include "core/view/thing_spelling.h"

namespace history::view {

std::string ThingSpelling::key(std::string_view type, std::string_view scope, std::string_view value) {
    std::string plain = joined_key(type, scope, value);
    if (!Reference::of(plain, Known::cc)) return plain;
    if (!keys_) {
        keys_.emplace();
        const auto add = [&](std::string key) {
            if (const auto thing = Reference::of(key, Known::cc))
                keys_->emplace(thing->value(), std::move(key));
        };
        for (const OpenMember& member : customer_.members)
            for (const Entity& entity : member.state->entities()) {
                if (entity.kind == EntityKind::identifier) add(entity.key);
                if (entity.kind != EntityKind::item) continue;
                for (const char* field : {"number", "order_ref"})
                    if (const std::string_view number = entity.value(field); !number.empty())
                        add(joined_key("order", "", number));
            }
    }
    const auto found = keys_->find(std::string(value));
    return found == keys_->end() ? plain : found->second;
}

Join ThingSpelling::spelled(const Join& join) {
    const std::string full = key(join.reason, join.scope, join.value);
    const KeyParts parts = key_parts(full);
    Join told = join;
    told.scope = parts.second;
    told.value = parts.third;
    return told;
}

}  // namespace history::view
