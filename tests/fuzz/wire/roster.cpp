// Roster records, several in a row with their lengths in front: one form each, and a roster that refuses one is unchanged.
#include "core/wire/roster.h"

using namespace history;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Reader in({data, size});
    Roster roster;
    for (std::uint64_t gpos = 1; !in.at_end() && gpos < 32; ++gpos) {
        const ByteView record = in.blob();
        if (!in.ok()) break;
        if (const Result<RosterRecord> read = decode_record(record); read.ok())
            HISTORY_CHECK(encode_record(*read) == Bytes(record.begin(), record.end()));
        const std::uint64_t position = roster.position();
        const Hash head = roster.head();
        const bool applied = roster.apply(record, gpos, 1'700'000'000'000).ok();
        HISTORY_CHECK(roster.position() == position + (applied ? 1 : 0));
        HISTORY_CHECK(applied == !(roster.head() == head));
        // Whatever was applied, somebody can still administer the workspace.
        bool owner = roster.position() == 0;
        for (const auto& [device, member] : roster.members())
            owner = owner || (member.role == Role::owner && member.void_after == UINT64_MAX);
        HISTORY_CHECK(owner);
    }
    return 0;
}
