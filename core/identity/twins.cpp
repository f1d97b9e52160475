#include "core/identity/twins.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "core/base/arrange.h"

namespace history {

namespace {
std::size_t words_of(std::string_view name) {
    return static_cast<std::size_t>(std::count(name.begin(), name.end(), ' '));
}

void take_identifiers(SubjectRecord& whole, const SubjectRecord& part) {
    for (const KnownIdentifier& one : part.identifiers) {
        const auto same = std::find_if(
            whole.identifiers.begin(), whole.identifiers.end(), [&](const KnownIdentifier& other) {
                return other.value == one.value && other.type == one.type && other.scope == one.scope;
            });
        if (same == whole.identifiers.end()) {
            whole.identifiers.push_back(one);
            continue;
        }
        same->known = std::max(same->known, one.known);
        same->names.insert(same->names.end(), one.names.begin(), one.names.end());
        arrange(same->names.begin(), same->names.end());
        same->names.erase(std::unique(same->names.begin(), same->names.end()), same->names.end());
    }
}

// What the resolver reads of a record; the same whoever of them was the first.
SubjectRecord put_together(const std::vector<const SubjectRecord*>& twins) {
    SubjectRecord whole;
    whole.stream = twins.front()->stream;
    whole.first_gpos = twins.front()->first_gpos;
    whole.kind = twins.front()->kind;
    whole.owner = twins.front()->owner;
    for (const SubjectRecord* one : twins) {
        const std::size_t most = words_of(whole.name), words = words_of(one->name);
        if (!one->name.empty() &&
            (whole.name.empty() || words > most || (words == most && one->name < whole.name)))
            whole.name = one->name;
        take_identifiers(whole, *one);
        for (const Reference& reference : one->references) {
            const auto place = std::lower_bound(whole.references.begin(), whole.references.end(), reference,
                                                Reference::by_hash);
            if (place == whole.references.end() || place->hash() != reference.hash())
                whole.references.insert(place, reference);
            else if (place->known() < reference.known())
                *place = reference;
        }
        whole.statements.insert(whole.statements.end(), one->statements.begin(), one->statements.end());
        if (one->first_ms != 0)
            whole.first_ms = whole.first_ms == 0 ? one->first_ms : std::min(whole.first_ms, one->first_ms);
        whole.last_ms = std::max(whole.last_ms, one->last_ms);
    }
    return whole;
}
}  // namespace

bool are_twins(const std::vector<const SubjectRecord*>& of_one_owner) {
    for (const SubjectRecord* one : of_one_owner)
        for (const SubjectRecord::Statement& statement : one->statements)
            if (statement.separation && !(statement.other == one->stream) &&
                std::any_of(of_one_owner.begin(), of_one_owner.end(),
                            [&](const SubjectRecord* other) { return other->stream == statement.other; }))
                return false;
    return true;
}

Twins::Twins(std::vector<const SubjectRecord*> given) : all(std::move(given)) {
    struct Owned {
        std::vector<const SubjectRecord*> records;
        std::uint32_t place = 0;
    };
    std::unordered_map<std::string_view, Owned> of_owner;
    of_owner.reserve(all.size());
    for (const SubjectRecord* one : all)
        if (!one->owner.empty()) of_owner[one->owner].records.push_back(one);
    subjects.reserve(all.size());
    at.reserve(all.size());
    for (const SubjectRecord* one : all) {
        Owned* owned = one->owner.empty() ? nullptr : &of_owner.at(one->owner);
        if (owned && (owned->records.size() < 2 || !are_twins(owned->records))) owned = nullptr;
        if (owned && owned->records.front() != one) {
            at.push_back(owned->place);
            continue;
        }
        at.push_back(static_cast<std::uint32_t>(subjects.size()));
        if (owned) {
            owned->place = at.back();
            together_.push_back(put_together(owned->records));
            one = &together_.back();
        }
        subjects.push_back(one);
    }
}

}  // namespace history
