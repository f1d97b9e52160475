// The knobs of a replica, each with its unit and its reason.
#pragma once
#include <cstddef>
#include <cstdint>

namespace history::tuning {
// Of memory for opened subjects, roughly counted (about half of what the heap takes for them): a tab has no more to give, and an
// import of a gigabyte meets nobody twice in time. The one used last stays however large it is.
inline constexpr std::size_t open_bytes_max = 8 * 1024 * 1024;
inline constexpr std::uint32_t read_rows = 512;  // rows of one storage read: bounded completions
inline constexpr std::uint32_t long_rows = 32;   // of one that may meet rows of 64 KiB: outbox, advances
inline constexpr std::uint64_t silence_ms_max =
    90 * 1000;  // a live server signs its time every minute; beyond: dead
inline constexpr std::uint64_t behind_leaves = 256;  // beyond, a device is far behind: see open_then_merge
inline constexpr std::uint64_t rebuild_envelopes = 256;   // of the subjects that are counted anew in one job
inline constexpr std::uint64_t retry_push_ms = 5 * 1000;  // after the server had no room
inline constexpr std::size_t incoming_bytes_max =
    16 * 1024 * 1024;  // batches waiting for storage: beyond, the session is dropped
inline constexpr std::size_t searches_at_once =
    32;  // subjects read at the same time: their indexes are in memory
inline constexpr std::size_t index_items_a_turn =
    2000;  // items indexed anew before others get their turn: some 20 ms
inline constexpr std::size_t index_rows_a_commit = 128;  // of subjects indexed anew
inline constexpr std::uint64_t search_tell_every = 512;  // subjects searched between two reports
inline constexpr std::size_t search_rows_max = 1000;     // hits kept of one search
}  // namespace history::tuning
