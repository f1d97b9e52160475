// What people must come back to, as the facts of one subject say it. What the clock, the calendars, the rules and the customer's
// other subjects make of it is core/insight/work.h. Only what no person has closed stands here.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/bytes.h"

namespace history {

enum class DueKind : std::uint8_t {
    promise = 1,   // ours, with its term
    reminder = 2,  // set by a colleague
    task = 3,
    complaint = 4,
    stuck = 5,      // an order that stands still from `due_ms` on
    late = 6,       // a parcel that is late from `due_ms` on
    postponed = 7,  // a purchase put off: a cart left, a deal or order in such a state
    callback = 8,   // "call me back", until we spoke
    asked = 9,      // our last question
    mention = 10,   // of the assignee in a colleague's words, not seen by him yet
};
struct DueEntry {
    DueKind kind = DueKind::task;
    std::string item;   // key of its item
    std::string about;  // key of the item that it refers to, if it does
    std::uint64_t at_ms = 0;
    std::uint64_t due_ms = 0;  // 0: it has no term
    std::string assignee;      // id of a colleague
    std::string words;         // 96 bytes at most
    std::string
        wish;  // callback: the time as the customer wrote it, 64 bytes at most; promise in a message of ours: its
               // sentences, 240 bytes at most
};
inline constexpr std::size_t due_entries_max = 32;  // of one subject: the latest

// The entries of one subject in one buffer, some 60 bytes each where a DueEntry takes 340: thirty of each of fifty thousand
// customers stand in memory. Read one after another.
class DueList {
public:
    DueList() = default;
    explicit DueList(std::span<const DueEntry> entries);
    bool empty() const { return packed_.empty(); }
    std::vector<DueEntry> entries() const;

    template <class Visit>
    void each(Visit&& visit) const {  // (const DueEntry&), good until the next
        DueEntry one;
        for (Reader in(packed_); in.left() > 0 && read(in, one);) visit(static_cast<const DueEntry&>(one));
    }

    void encode(Writer& out) const { out.blob(packed_); }
    static bool decode(Reader& in, DueList& list);  // false: damaged

private:
    static bool read(Reader& in, DueEntry& one);
    Bytes packed_;
};

}  // namespace history
