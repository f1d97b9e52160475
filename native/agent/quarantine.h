// What could not be read: kept raw with file, place and reason, sealed for this device, in rows of the agent's own store.
//
// row: 'q', then BLAKE2b-256 of (channel, account, base name of the file, place, reason, raw): the same file again, from whatever
//      folder, adds nothing; the same rubbish at two places is two rows
//      value sealed by the keyring's local key: at u64, channel, account, file, place, reason texts, size u64, raw blob
#pragma once
#include "core/crypto/keyring.h"
#include "native/connectors/item.h"

namespace history::agent {

struct Quarantined {
    std::string id;  // 16 hex digits of the row's key, as `list quarantine` prints and `drop` takes it
    std::uint64_t at_ms = 0;  // when it was first kept, or kept again
    std::string channel, account, file, place, reason;
    std::uint64_t raw_bytes = 0;  // of the payload; `raw` holds 1 MiB of it at most
    std::string raw;
};

inline constexpr std::size_t quarantine_raw_bytes_max = 1024 * 1024;

Row quarantine_row(const Keyring& keyring, Random& random, const Quarantined& one);
Result<Quarantined> read_quarantine_row(const Keyring& keyring, const Row& row);
Range quarantine_range(
    const std::string& after);  // rows after the key `after` (empty: from the first), a page

}  // namespace history::agent
