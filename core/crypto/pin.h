// The PIN with which a colleague says on a shared device that it is he. It keeps colleagues apart; it is no wall: whoever holds the
// workspace's keys reads everything, and of a few digits every one can be tried, slowly hashed or not. So it is a BLAKE2b keyed
// with the workspace's own key over a random salt: who has no device of the workspace (the server, a thief of a backup) can try
// nothing at all, and it costs a tab microseconds, not the 64 MiB of Argon2id that a Wasm memory never gives back.
//
//   kept := "1:" + salt in 32 hex digits + ":" + hash in 64 hex digits
#pragma once
#include "core/crypto/keyring.h"

namespace history {

// 4 to 12 digits; Errc::usage for anything else.
Result<std::string> keep_pin(Random& random, const Keyring& keyring, std::string_view colleague,
                             std::string_view pin);
// Of an empty `kept` every PIN is right: there is none. What cannot be read is no PIN that anybody could know.
bool is_pin(const Keyring& keyring, std::string_view colleague, std::string_view pin, std::string_view kept);

}  // namespace history
