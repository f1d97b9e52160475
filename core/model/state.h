// The merged facts of one stream: a cache of its deltas. One merge rule: per field, the later stamp wins
// (timestamp.h). Laws, each a property test: apply is commutative, associative and idempotent.
#pragma once
#include <functional>
#include <unordered_map>
#include <vector>

#include "core/model/delta.h"
#include "core/wire/hash.h"

namespace history {

struct Field {
    std::string name;
    std::string value;
    Stamp stamp;
    std::string colleague;
    bool unsent = false;  // stands in the overlay: not acknowledged yet
};

struct Entity {
    EntityKind kind = EntityKind::item;
    std::string key;
    std::vector<Field> fields;  // sorted by name

    const Field* field(std::string_view name) const;
    std::string_view value(std::string_view name) const;  // empty when absent
    // The field `base@<ms>` with the largest ms (a source's latest version); null when there is none.
    const Field* latest(std::string_view base) const;
    // Calls each(suffix, field) for the fields `base@suffix` (mark '@') or `base/suffix` (mark '/'), in order of names.
    template <class Each>
    void each(std::string_view base, char mark, Each&& each_field) const {
        for (const Field& one : fields)
            if (one.name.size() > base.size() && one.name[base.size()] == mark &&
                one.name.compare(0, base.size(), base) == 0)
                each_field(std::string_view(one.name).substr(base.size() + 1), one);
    }
};

class State {
public:
    // True when something changed. leaf_time_ms = server time of the delta's leaf, or unsent_time for the overlay.
    bool apply(Delta delta, std::uint64_t leaf_time_ms);

    const Entity* find(EntityKind kind, std::string_view key) const;
    const std::vector<Entity>& entities() const { return entities_; }  // in order of first arrival
    std::size_t size() const { return entities_.size(); }
    // Merged facts only: entities and fields in order of kind, key and name, values and stamps; equal on
    // every replica that merged the same deltas, in whatever order. The overlay must not be in this state.
    void digest(Hasher& hasher) const;

private:
    std::vector<Entity> entities_;
    std::unordered_map<std::string, std::uint32_t> index_;  // kind byte + key
};

}  // namespace history
