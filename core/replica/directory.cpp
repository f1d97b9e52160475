#include "core/replica/directory.h"

#include <algorithm>

#include "core/base/arrange.h"

namespace history {

namespace {
void drop_stated(std::unordered_map<StreamId, std::vector<StreamId>, FixedBytesHash>& index,
                 const StreamId& about, const StreamId& stream) {
    auto found = index.find(about);
    if (found == index.end()) return;
    std::erase(found->second, stream);
    if (found->second.empty()) index.erase(found);
}

bool same_identifiers(const SubjectRecord& a, const SubjectRecord& b) {
    if (a.identifiers.size() != b.identifiers.size()) return false;
    for (std::size_t i = 0; i < a.identifiers.size(); ++i) {
        const KnownIdentifier &x = a.identifiers[i], &y = b.identifiers[i];
        if (x.type != y.type || x.scope != y.scope || x.value != y.value || x.known != y.known ||
            x.names != y.names)
            return false;
    }
    return true;
}

constexpr std::uint64_t day_ms = 24ull * 3600 * 1000;

// Does the resolver see a difference between the two, their identifiers apart?
bool same_standing(const SubjectRecord& a, const SubjectRecord& b) {
    if (a.first_gpos != b.first_gpos || a.kind != b.kind || a.name != b.name || a.owner != b.owner ||
        a.statements.size() != b.statements.size() || a.first_ms / day_ms != b.first_ms / day_ms ||
        a.last_ms / day_ms != b.last_ms / day_ms)
        return false;
    for (std::size_t i = 0; i < a.statements.size(); ++i)
        if (a.statements[i].separation != b.statements[i].separation ||
            !(a.statements[i].other == b.statements[i].other))
            return false;
    return true;
}
}  // namespace

Directory::Directory(const Directory& other) {
    for (const auto& [stream, record] : other.records_) put(record);
    revision_ = other.revision_;
    people_revision_ = other.people_revision_;
}

void Directory::put(SubjectRecord record) {
    ++revision_;
    auto [place, fresh] = records_.try_emplace(record.stream);
    SubjectRecord& before = place->second;
    if (fresh) {
        before.number = static_cast<std::uint32_t>(rows_.size());
        rows_.emplace_back();
        rows_.back().record = &before;
    }
    record.number = before.number;
    rows_[record.number].last_ms = record.last.at_ms;
    const bool known = fresh || !same_identifiers(before, record);
    const bool identifiers = known || before.references != record.references;
    if (known || before.name != record.name || before.kind != record.kind || before.traits != record.traits)
        ++people_revision_;
    const bool standing = !same_standing(before, record);
    if (identifiers || standing) {
        if (!fresh) touch(before);
        touch(record);
    }
    if (standing || fresh) {
        for (const SubjectRecord::Statement& one : before.statements)
            drop_stated(stated_, one.other, record.stream);
        for (const SubjectRecord::Statement& one : record.statements)
            stated_[one.other].push_back(record.stream);
    }
    if (before.owner != record.owner) {
        if (!before.owner.empty()) owners_.remove(RecordIndex::hash_of(before.owner), before.number);
        if (!record.owner.empty()) owners_.add(RecordIndex::hash_of(record.owner), before.number);
    }
    if (identifiers) {  // most changes are a new item of somebody known: the indexes stand
        for (const KnownIdentifier& one : before.identifiers)
            identifiers_.remove(RecordIndex::hash_of(one.key()), before.number);
        for (const KnownIdentifier& one : record.identifiers)
            identifiers_.add(RecordIndex::hash_of(one.key()), before.number);
        const auto each_missing = [](const std::vector<Reference>& of, const std::vector<Reference>& in,
                                     auto&& use) {
            for (const Reference& one : of)
                if (!std::binary_search(in.begin(), in.end(), one)) use(one);
        };
        each_missing(before.references, record.references,
                     [&](const Reference& one) { references_.remove(one.hash(), before.number); });
        each_missing(record.references, before.references,
                     [&](const Reference& one) { references_.add(one.hash(), before.number); });
    }
    if (people_ && is_somebody(record) && (known || before.name != record.name)) people_->add(record);
    record.references.shrink_to_fit();  // they stay for as long as the workspace is open
    before = std::move(record);
}

void Directory::remove(const StreamId& stream) {
    auto found = records_.find(stream);
    if (found == records_.end()) return;
    ++revision_;
    ++people_revision_;
    touch(found->second);
    for (const SubjectRecord::Statement& one : found->second.statements)
        drop_stated(stated_, one.other, stream);
    const SubjectRecord* const gone = &found->second;
    if (!gone->owner.empty()) owners_.remove(RecordIndex::hash_of(gone->owner), gone->number);
    for (const KnownIdentifier& one : gone->identifiers)
        identifiers_.remove(RecordIndex::hash_of(one.key()), gone->number);
    for (const Reference& one : gone->references) references_.remove(one.hash(), gone->number);
    if (people_) people_->remove(gone->number);
    rows_[gone->number] = Row();
    records_.erase(found);
}

void Directory::clear() {
    records_.clear();
    rows_.clear();
    owners_.clear();
    identifiers_.clear();
    references_.clear();
    stated_.clear();
    people_.reset();
    resolved_ = false;
    ++revision_;
    ++people_revision_;
}

const search::People& Directory::people() const {
    if (!people_ || people_->worn(records_.size())) {
        people_.emplace();
        for (const Row& row : rows_)
            if (row.record && is_somebody(*row.record)) people_->add(*row.record);
    }
    return *people_;
}

std::uint64_t Directory::last_ms_of_customer(std::uint32_t number) const {
    std::uint64_t last = 0;
    std::uint32_t member = number;
    do {
        last = std::max(last, rows_[member].last_ms);
        member = rows_[member].next;
    } while (member != number);
    return last;
}

const SubjectRecord* Directory::find(const StreamId& stream) const {
    auto found = records_.find(stream);
    return found == records_.end() ? nullptr : &found->second;
}

const SubjectRecord* Directory::owner(std::string_view identifier_key) const {
    const SubjectRecord* best = nullptr;
    each_owned(identifier_key, [&](const SubjectRecord& record) {
        const std::uint64_t leaf = record.first_gpos == 0 ? UINT64_MAX : record.first_gpos;
        const std::uint64_t best_leaf = !best || best->first_gpos == 0 ? UINT64_MAX : best->first_gpos;
        if (!best || leaf < best_leaf || (leaf == best_leaf && record.stream < best->stream)) best = &record;
    });
    return best;
}

std::vector<StreamId> Directory::with_identifier(const std::string& identifier_key) const {
    std::vector<StreamId> streams;
    identifiers_.each(RecordIndex::hash_of(identifier_key), [&](std::uint32_t number) {
        const SubjectRecord& one = numbered(number);
        if (how_known(one, identifier_key)) streams.push_back(one.stream);
    });
    arrange(streams.begin(), streams.end());  // the index has no order
    if (const auto thing = Reference::of(identifier_key, Known::cc)) with_reference(*thing, streams);
    return streams;
}

void Directory::with_reference(Reference thing, std::vector<StreamId>& into) const {
    references_.each(thing.hash(), [&](std::uint32_t number) {
        if (reference_in(numbered(number), thing)) into.push_back(numbered(number).stream);
    });
}

std::vector<StreamId> Directory::stating(const StreamId& about) const {
    const auto found = stated_.find(about);
    return found == stated_.end() ? std::vector<StreamId>{} : found->second;
}

}  // namespace history
