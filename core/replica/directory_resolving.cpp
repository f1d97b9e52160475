// Who is who after a change: only what hangs together with it is resolved again. Two subjects hang together by an identifier
// that may join (proved or given, within its limit), by a statement or by their owner; what no such step leads out of is
// resolved by itself as it would be among all (core/identity/resolver.h).
#include <algorithm>

#include "core/base/arrange.h"
#include "core/identity/evidence.h"
#include "core/identity/twins.h"
#include "core/replica/directory.h"

namespace history {

namespace {
constexpr std::size_t together_max = 4096;  // more than this: everything, which is one pass

bool by_key(const Shared& a, const Shared& b) {
    return a.key < b.key;
}
}  // namespace

void Directory::touch(const SubjectRecord& record) {
    if (!resolved_) return;
    if (touched_.size() > together_max || touched_keys_.size() > together_max ||
        touched_references_.size() > 16 * together_max) {
        resolved_ = false;
        return;
    }
    touched_.insert(record.stream);
    const auto touch_keys = [&](const SubjectRecord& of) {
        for (const KnownIdentifier& one : of.identifiers)
            if (one.known >= Known::given) touched_keys_.insert(one.key());
        for (const Reference& one : of.references)
            if (one.known() >= Known::given) touched_references_.insert(one.bits());
    };
    touch_keys(record);
    // Whether they count as one may have changed, and with it who shares what they know.
    each_owned(record.owner, touch_keys);
    for (const SubjectRecord::Statement& one : record.statements) touched_.insert(one.other);
    const auto stated = stated_.find(record.stream);
    if (stated != stated_.end()) touched_.insert(stated->second.begin(), stated->second.end());
}

void Directory::resolve_all() const {
    std::vector<const SubjectRecord*> subjects;
    subjects.reserve(records_.size());
    for (const Row& row : rows_)
        if (row.record && is_somebody(*row.record)) subjects.push_back(row.record);
    customers_ = resolve(subjects);
    for (Row& row : rows_) row.customer = nobody;
    enter(customers_.all);
}

void Directory::enter(const std::vector<Customer>& customers) const {
    for (const Customer& customer : customers) {
        std::uint32_t before = nobody, first = nobody;
        for (const StreamId& member : customer.members) {
            const std::uint32_t number = records_.find(member)->second.number;
            if (first == nobody) first = number;
            rows_[number].customer = first;
            rows_[number].next = first;
            if (before != nobody) rows_[before].next = number;
            before = number;
        }
    }
}

// Is there another of its owner, with which it counts as one?
bool Directory::twinned(const SubjectRecord& record) const {
    std::vector<const SubjectRecord*> records;
    each_owned(record.owner, [&](const SubjectRecord& one) {
        if (is_somebody(one)) records.push_back(&one);
    });
    return records.size() > 1 && are_twins(records);
}

bool Directory::resolve_touched() const {
    Streams together;
    std::vector<StreamId> open(touched_.begin(), touched_.end());
    IgnoredKeys over;
    std::unordered_map<std::string, std::uint32_t> over_count;
    std::unordered_set<std::string> seen;
    const auto was_over = [&](const std::string& key) {
        const auto place =
            std::lower_bound(customers_.shared.begin(), customers_.shared.end(), Shared{key, 0, {}}, by_key);
        return place != customers_.shared.end() && place->key == key && place->why == "limit";
    };
    // Everybody who may be joined by that identifier; of one beyond its limit nobody, unless it has just gone there.
    const auto follow = [&](const std::string& key, bool changed, const Reference* thing = nullptr) {
        if (!seen.insert(key).second) return;
        std::vector<StreamId> holders;
        std::unordered_set<std::string_view> twins;  // owners of those that count as one
        std::size_t sharing = 0;
        const auto hold = [&](const SubjectRecord& record) {
            holders.push_back(record.stream);
            if (!twinned(record) || twins.insert(record.owner).second) ++sharing;
        };
        identifiers_.each(RecordIndex::hash_of(key), [&](std::uint32_t number) {
            const SubjectRecord& record = numbered(number);
            if (is_somebody(record) && how_known(record, key).value_or(Known::cc) >= Known::given)
                hold(record);
        });
        if (thing)
            references_.each(thing->hash(), [&](std::uint32_t number) {
                const SubjectRecord& record = numbered(number);
                const Reference* own = reference_in(record, *thing);
                if (is_somebody(record) && own && own->known() >= Known::given) hold(record);
            });
        if (sharing > sharing_max(key_parts(key).first)) {
            over.insert(key);
            over_count[key] = static_cast<std::uint32_t>(sharing);
            if (!changed || was_over(key)) return;
        }
        open.insert(open.end(), holders.begin(), holders.end());
    };
    // Most things are one subject's alone.
    const auto follow_thing = [&](const Reference& thing, bool changed) {
        std::size_t holders = 0;
        references_.each(thing.hash(), [&](std::uint32_t) { ++holders; });
        if (holders > 1 || changed) follow(joined_key(thing.type(), "", thing.value()), changed, &thing);
    };
    for (const std::string& key : touched_keys_) follow(key, true);
    for (const std::uint64_t bits : touched_references_) follow_thing(Reference::from(bits), true);
    std::vector<StreamId> former;  // public ids that are resolved anew
    std::vector<const SubjectRecord*> subjects;
    while (!open.empty()) {
        const StreamId stream = open.back();
        open.pop_back();
        if (!together.insert(stream).second) continue;
        if (together.size() > together_max) return false;
        if (const Customer* before = customers_.find(stream)) {
            former.push_back(before->id);
            open.insert(open.end(), before->members.begin(), before->members.end());
        }
        const auto record = records_.find(stream);
        if (record == records_.end() || !is_somebody(record->second)) continue;
        subjects.push_back(&record->second);
        for (const KnownIdentifier& one : record->second.identifiers)
            if (one.known >= Known::given) follow(one.key(), false);
        for (const Reference& one : record->second.references)
            if (one.known() >= Known::given) follow_thing(one, false);
        for (const SubjectRecord::Statement& one : record->second.statements) open.push_back(one.other);
        each_owned(record->second.owner, [&](const SubjectRecord& one) { open.push_back(one.stream); });
        if (const auto stated = stated_.find(stream); stated != stated_.end())
            open.insert(open.end(), stated->second.begin(), stated->second.end());
    }
    Customers part = resolve(subjects, &over);
    for (const StreamId& stream : together)
        if (const auto record = records_.find(stream); record != records_.end())
            rows_[record->second.number].customer = nobody;
    enter(part.all);

    arrange(former.begin(), former.end());
    std::erase_if(customers_.all, [&](const Customer& one) {
        return std::binary_search(former.begin(), former.end(), one.id);
    });
    for (const StreamId& stream : together) customers_.of.erase(stream);
    customers_.of.insert(part.of.begin(), part.of.end());
    customers_.all.insert(customers_.all.end(), std::make_move_iterator(part.all.begin()),
                          std::make_move_iterator(part.all.end()));
    arrange(customers_.all.begin(), customers_.all.end(),
            [](const Customer& a, const Customer& b) { return a.id < b.id; });

    for (const auto& [key, count] : over_count) part.shared.push_back({key, count, "limit"});
    arrange(part.shared.begin(), part.shared.end(), by_key);
    std::erase_if(customers_.shared, [&](const Shared& one) { return seen.count(one.key) != 0; });
    customers_.shared.insert(customers_.shared.end(), part.shared.begin(), part.shared.end());
    arrange(customers_.shared.begin(), customers_.shared.end(), by_key);
    return true;
}

const Customers& Directory::customers() const {
    const bool touched = !touched_.empty() || !touched_keys_.empty() || !touched_references_.empty();
    if (!resolved_ || (touched && !resolve_touched())) resolve_all();
    touched_.clear();
    touched_keys_.clear();
    touched_references_.clear();
    resolved_ = true;
    return customers_;
}

}  // namespace history
