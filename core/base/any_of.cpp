#include "core/base/any_of.h"

#include <bit>

#include "core/base/check.h"

namespace history {

AnyOf::AnyOf(std::span<const std::string_view> texts) : texts_(texts) {
    HISTORY_CHECK(texts.size() <= 64);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        HISTORY_CHECK(texts[i].size() >= 2);
        by_second_[static_cast<unsigned char>(texts[i][1])] |= std::uint64_t{1} << i;
    }
}

bool AnyOf::in(std::string_view text) const {
    for (std::size_t at = 1; at < text.size(); ++at)
        for (std::uint64_t left = by_second_[static_cast<unsigned char>(text[at])]; left != 0;
             left &= left - 1) {
            const std::string_view one = texts_[static_cast<std::size_t>(std::countr_zero(left))];
            if (one[0] == text[at - 1] && text.substr(at - 1, one.size()) == one) return true;
        }
    return false;
}

}  // namespace history
