// The knobs of the wire, each with its unit and its reason.
#pragma once
#include <cstddef>
#include <cstdint>

namespace history::limits {
inline constexpr std::size_t envelope_bytes_max =
    64 * 1024 + 256;                                            // ciphertext of 64 KiB after padding + header
inline constexpr std::size_t ciphertext_bytes_max = 64 * 1024;  // padded to powers of two
inline constexpr std::size_t ciphertext_bytes_min = 128;        // smaller would tell a tick from a word
inline constexpr std::size_t deltas_per_envelope_max = 256;
inline constexpr std::size_t envelopes_per_push_max = 256;
inline constexpr std::size_t push_bytes_max = 1024 * 1024;  // one signature check at most per megabyte
inline constexpr std::size_t message_bytes_max = 2 * 1024 * 1024;
inline constexpr std::size_t batch_bytes_max =
    1024 * 1024;  // a catch-up batch; one larger push is sent alone
inline constexpr std::size_t roster_record_bytes_max = 4096;
inline constexpr std::size_t bundle_bytes_max = 64 * 1024;
inline constexpr std::uint64_t hello_ms_max = 30 * 1000;  // a challenge older than this is expired
inline constexpr std::uint64_t clock_lead_ms_max =
    2 * 60 * 1000;                                         // effective time = min(claimed, leaf time + this)
inline constexpr std::uint64_t head_every_ms = 60 * 1000;  // signed time and root at least this often
inline constexpr std::uint64_t invite_ms_default = 30 * 60 * 1000;
inline constexpr std::size_t session_queue_bytes_max =
    4 * 1024 * 1024;  // outbound; beyond: live stops, the device pulls
}  // namespace history::limits
