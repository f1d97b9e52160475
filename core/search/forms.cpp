#include "core/search/forms.h"

#include <libstemmer.h>

#include "core/base/check.h"
#include "core/base/fold.h"

namespace history::search {

Forms::Forms() : russian_(sb_stemmer_new("russian", "UTF_8")), english_(sb_stemmer_new("english", "UTF_8")) {
    HISTORY_CHECK(russian_ && english_);
}

Forms::~Forms() {
    sb_stemmer_delete(russian_);
    sb_stemmer_delete(english_);
}

std::string Forms::stem(std::string_view key) const {
    bool cyrillic = !key.empty(), latin = !key.empty();
    for (std::size_t at = 0; at < key.size();) {
        const char32_t code = next_code_point(key, at);
        cyrillic = cyrillic && code >= 0x430 && code <= 0x45F;
        latin = latin && code >= 'a' && code <= 'z';
    }
    if (!cyrillic && !latin) return std::string(key);
    sb_stemmer* stemmer = cyrillic ? russian_ : english_;
    const sb_symbol* stem = sb_stemmer_stem(stemmer, reinterpret_cast<const sb_symbol*>(key.data()),
                                            static_cast<int>(key.size()));
    if (!stem) return std::string(key);  // no memory: the word is its own form
    return std::string(reinterpret_cast<const char*>(stem),
                       static_cast<std::size_t>(sb_stemmer_length(stemmer)));
}

}  // namespace history::search
