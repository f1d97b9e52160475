// Signs heads with the server's own key. The real one is in signing_key.h, the simulator has one from a seed.
#pragma once
#include <string_view>

#include "core/wire/ids.h"

namespace history::sync {

class Signer {
public:
    virtual ~Signer() = default;
    virtual SignKey public_key() const = 0;
    virtual Signature sign(std::string_view domain,
                           ByteView message) const = 0;  // as verify_signature (core/wire/hash.h)
};

}  // namespace history::sync
