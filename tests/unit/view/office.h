// A few customers in memory for the slices: subjects as an import leaves them, records and customers made of them.
#pragma once
#include <deque>

#include "core/view/slice.h"
#include "tests/unit/identity/shelf.h"

namespace history::tests {

struct Office {
    Shelf shelf;
    std::vector<SubjectRecord> records;
    Customers customers;

    void item(Shelf::Subject& subject, const std::string& channel, const std::string& native,
              std::vector<std::pair<std::string, std::string>> fields) {
        std::vector<Op> ops;
        for (auto& [name, value] : fields)
            ops.push_back({EntityKind::item, joined_key(channel, "shop", native), name, value});
        shelf.set(subject, std::move(ops));
    }
    void resolve() {
        records = shelf.records();
        customers = resolve_all(records);
    }
    std::vector<const SubjectRecord*> all() const {
        std::vector<const SubjectRecord*> pointers;
        for (const SubjectRecord& one : records) pointers.push_back(&one);
        return pointers;
    }
    view::OpenCustomer open(const StreamId& member) const {
        view::OpenCustomer open{customers.find(member), {}};
        for (const StreamId& stream : open.customer->members)
            for (const Shelf::Subject& subject : shelf.subjects())
                if (subject.stream == stream) open.members.push_back({stream, &subject.state});
        return open;
    }
    std::string timeline(const StreamId& member, view::Window window = {}) const {
        return view::timeline(open(member), window);
    }
    std::string card(const StreamId& member) const { return view::card(open(member), customers); }
    std::string why(const StreamId& member) const { return view::why(open(member), customers, all()); }
    WorkSettings settings;
    std::uint64_t now_ms = 9'000'000;
    std::string worklist(view::WorklistView which, view::Window window = {}) const {
        return view::worklist(all(), customers, which, "Гүл & Сый", settings, now_ms, window);
    }
    std::string found(std::string_view query) const {
        Directory directory;
        for (const SubjectRecord& one : records) directory.put(one);
        return view::found(directory, query, "KZ", {});
    }
};

}  // namespace history::tests
