// The directory's text signature of a subject: a Bloom filter over the beginnings of its words, so that a search over the whole
// workspace opens only indexes that may answer. It may say yes wrongly, never no.
//
// In it, per key of the index: its first three letters, its first five where it has them; of joined numbers every run of four
// digits. signature_bits_each per entry and three probes: about one wrong yes in sixteen per entry asked, fewer with two.
// At most signature_bytes_max: a subject of many thousand words answers nearly always, and its index is worth reading.
#pragma once
#include "core/search/index.h"

namespace history::search {

inline constexpr std::size_t signature_bits_each = 6;
inline constexpr std::size_t signature_bytes_max = 4096;

Result<std::string> signature_of(ByteView index);

// What a search asks of signatures, hashed once.
class SignatureQuery {
public:
    explicit SignatureQuery(const std::vector<Reading>& readings);
    bool may_hold(std::string_view signature) const;  // an empty signature holds nothing
    bool all() const;                                 // some reading asks for nothing that a signature knows

private:
    struct Asked {  // a term: all of `words`, or all of `joined`
        std::vector<std::uint64_t> words, joined;
        bool has_joined = false;
    };
    std::vector<std::vector<Asked>> readings_;
};

}  // namespace history::search
