// The server's own knobs; those of the wire stand in core/wire/limits.h.
#pragma once
#include "core/wire/limits.h"

namespace history::limits {
inline constexpr std::size_t sessions_max = 10'000;  // per server; one more is refused with a sentence
inline constexpr std::size_t unacked_pushes_max =
    32;  // per session; then its socket is not read until a commit
inline constexpr std::size_t group_bytes_max =
    8 * 1024 * 1024;  // staged and not committed; then no socket is read
inline constexpr std::size_t open_bundles_max =
    256;  // per workspace: sealed bundles waiting for their invite
inline constexpr std::uint64_t goaway_retry_ms = 2'000;
inline constexpr std::uint64_t drain_ms_max = 10 * 1000;  // from SIGTERM to exit at the latest
inline constexpr std::uint64_t close_ms_max = 1'000;  // of that, for devices to answer the closing handshake
inline constexpr std::uint64_t tick_ms = 1'000;       // how often the shell calls Server::tick
inline constexpr std::uint64_t http_ms_max = 10 * 1000;  // from accept to a complete request
inline constexpr std::uint64_t idle_ms_max = 75 * 1000;  // without a word or pong; pings go out at half of it
inline constexpr std::size_t http_header_bytes_max = 8 * 1024;
inline constexpr std::size_t origin_bytes_max = 256;
}  // namespace history::limits
