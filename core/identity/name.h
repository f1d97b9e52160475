// Names of people, compared as people would: "Асем", "ASEM" and "Асем Гирляндина" may be one person; "Асем" and "Болат" not.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace history {

std::string latin(
    std::string_view folded);  // Cyrillic with Kazakh letters to Latin, the way people write their own names
std::vector<std::string> name_words(
    std::string_view name);  // folded, in Latin; only words of letters, at least 2 long
// Words in common, also shortened, to 3 letters at least; of "Айжан Ким" and "Болат Ким" the given names differ; empty agrees.
bool names_agree(std::string_view a, std::string_view b);

}  // namespace history
