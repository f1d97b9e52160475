// Subjects in memory, filled the way an import fills a workspace: one per owning identifier, fields as
// core/model/entity.h names them. No log, no storage: identity is a pure function of the facts.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "core/identity/identifier.h"
#include "core/identity/resolver.h"
#include "core/insight/summary.h"

namespace history::tests {

inline StreamId stream(std::uint32_t number) {
    StreamId id;
    for (int i = 0; i < 4; ++i)
        id.bytes[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(number >> (24 - 8 * i));
    id.bytes[15] = 1;
    return id;
}

struct ShelfIdentifier {
    std::string type, scope, raw;
    Known known = Known::proved;
    std::string name;
};

class Shelf {
public:
    struct Subject {
        StreamId stream;
        std::uint64_t first_gpos = 0;
        State state;
    };

    // The subject that `key` owns, made when there is none.
    Subject& owned_by(const std::string& key, const std::string& kind) {
        auto [place, fresh] = by_owner_.try_emplace(key, subjects_.size());
        if (fresh) {
            subjects_.push_back(
                {stream(static_cast<std::uint32_t>(subjects_.size() + 1)), subjects_.size() + 1, {}});
            set(subjects_.back(),
                {{EntityKind::subject, "", "kind", kind}, {EntityKind::subject, "", "owner", key}});
        }
        return subjects_[place->second];
    }

    // A new subject that owns nothing yet.
    Subject& add() { return owned_by("subject " + std::to_string(subjects_.size()), "person"); }

    void set(Subject& subject, std::vector<Op> ops) {
        Delta delta;
        delta.at.ms = ++ms_;
        delta.ops = std::move(ops);
        subject.state.apply(delta, ms_);
    }

    // False when core cannot normalise it: kept raw elsewhere, it is no identifier.
    bool know(Subject& subject, const ShelfIdentifier& one, const std::string& channel) {
        auto value = normalise(one.type, one.raw, "KZ");
        if (!value.ok()) return false;
        const std::string key = joined_key(one.type, one.scope, *value);
        std::vector<Op> ops = {{EntityKind::identifier, key, std::string(known_name(one.known)), channel},
                               {EntityKind::identifier, key, "raw", one.raw}};
        if (!one.name.empty()) ops.push_back({EntityKind::identifier, key, "name@" + channel, one.name});
        set(subject, std::move(ops));
        return true;
    }

    const std::vector<Subject>& subjects() const { return subjects_; }
    std::vector<Subject>& subjects() { return subjects_; }
    std::vector<SubjectRecord> records() const {
        std::vector<SubjectRecord> records;
        for (const Subject& one : subjects_)
            records.push_back(summarise(one.state, one.stream, one.first_gpos));
        return records;
    }

private:
    std::vector<Subject> subjects_;
    std::map<std::string, std::size_t> by_owner_;
    std::uint64_t ms_ = 1'700'000'000'000;
};

inline Customers resolve_all(const std::vector<SubjectRecord>& records) {
    std::vector<const SubjectRecord*> pointers;
    for (const SubjectRecord& one : records) pointers.push_back(&one);
    return resolve(pointers);
}

}  // namespace history::tests
