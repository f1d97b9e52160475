// The directory: one record per subject in memory, indexes over them, and the customers the resolver makes of them.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/identity/resolver.h"
#include "core/replica/record_index.h"
#include "core/search/people.h"

namespace history {

class Directory {
public:
    Directory() = default;
    Directory(const Directory& other);  // filled anew: rows_ points at records_
    Directory(Directory&&) = default;
    Directory& operator=(Directory&&) = default;
    Directory& operator=(const Directory& other) { return *this = Directory(other); }

    void put(SubjectRecord record);  // new or changed
    void remove(const StreamId& stream);
    void clear();
    const SubjectRecord* find(const StreamId& stream) const;
    std::size_t size() const { return records_.size(); }
    const std::unordered_map<StreamId, SubjectRecord, FixedBytesHash>& records() const { return records_; }

    // The stream whose items this identifier key owns: that of the earliest first leaf; null when there is none yet.
    const SubjectRecord* owner(std::string_view identifier_key) const;
    // Every subject that has this identifier in any way.
    std::vector<StreamId> with_identifier(const std::string& identifier_key) const;

    // The same of a thing, behind what stands there.
    void with_reference(Reference thing, std::vector<StreamId>& into) const;

    // Subjects whose statements name this one.
    std::vector<StreamId> stating(const StreamId& about) const;

    // Resolved lazily: after a change of identifiers or statements the next call resolves what hangs together with it, or
    // everything where that is much. Always what resolve() makes of all records.
    const Customers& customers() const;
    // Where a customer is looked for by a part of a name or number. Made when first asked for, then kept.
    const search::People& people() const;

    // Subjects by number: dense, of this directory alone, given by the first put() and never again. What is asked of very many at
    // once stands in rows by it, for a record lies somewhere in memory.
    const SubjectRecord& numbered(std::uint32_t number) const { return *rows_[number].record; }
    // Of the member whose id is the customer's; nobody: no customer has it. As of the last customers().
    static constexpr std::uint32_t nobody = UINT32_MAX;
    std::uint32_t customer_of(std::uint32_t number) const { return rows_[number].customer; }
    // Time of the latest item of all members; of a number that customer_of() gave.
    std::uint64_t last_ms_of_customer(std::uint32_t number) const;
    std::uint64_t revision() const { return revision_; }  // grows with every put and remove
    // Grows when somebody comes, goes, or has another name, identifier, birthday or address.
    std::uint64_t people_revision() const { return people_revision_; }

private:
    using Streams = std::unordered_set<StreamId, FixedBytesHash>;
    void touch(const SubjectRecord& record);  // before and after a change that the resolver sees
    bool twinned(const SubjectRecord& record) const;
    void resolve_all() const;
    bool resolve_touched() const;                              // false: too much hangs together
    void enter(const std::vector<Customer>& customers) const;  // into rows_

    std::unordered_map<StreamId, SubjectRecord, FixedBytesHash> records_;
    template <class Use>
    void each_owned(std::string_view owner, Use&& use) const {  // every subject that it owns
        owners_.each(RecordIndex::hash_of(owner), [&](std::uint32_t number) {
            if (numbered(number).owner == owner) use(numbered(number));
        });
    }

    struct Row {
        const SubjectRecord* record = nullptr;  // null: it was removed
        std::uint32_t customer = nobody;
        std::uint32_t next = 0;  // member of the customer, in a ring
        std::uint64_t last_ms = 0;
    };
    mutable std::vector<Row> rows_;
    RecordIndex owners_, identifiers_, references_;
    std::unordered_map<StreamId, std::vector<StreamId>, FixedBytesHash>
        stated_;  // subjects whose statements name this one
    mutable Customers customers_;
    mutable bool resolved_ = false;  // once, and since then touched_ alone
    mutable Streams touched_;
    mutable std::unordered_set<std::string> touched_keys_;
    mutable std::unordered_set<std::uint64_t> touched_references_;  // their bits
    mutable std::optional<search::People> people_;
    std::uint64_t revision_ = 0, people_revision_ = 0;
};

}  // namespace history
