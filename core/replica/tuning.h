// The knobs of a replica, each with its unit and its reason.
#pragma once
#include <cstddef>
#include <cstdint>

namespace history::tuning {
inline constexpr std::size_t open_bytes_max =
    64 * 1024 * 1024;  // of memory for opened subjects, roughly counted: a tab has no more to give
inline constexpr std::uint32_t read_rows = 512;  // rows of one storage read: bounded completions
inline constexpr std::uint64_t silence_ms_max =
    90 * 1000;  // a live server signs its time every minute; beyond: dead
inline constexpr std::uint64_t retry_push_ms = 5 * 1000;  // after the server had no room
inline constexpr std::size_t incoming_bytes_max =
    16 * 1024 * 1024;  // batches waiting for storage: beyond, the session is dropped
}  // namespace history::tuning
