// The number of an order that stands in somebody's words: "Заказ GS-10326", "Kaspi 310001002", "из Instagram @name, IG-1022".
#pragma once
#include <string>
#include <string_view>

namespace history::connectors {

// After a word that announces a number (Заказ, Возврат, Тапсырыс, Order, Kaspi, Satu): letters, digits and dashes with a digit
// among them; else the first word of capitals, a dash and digits. Empty when there is none. Looks at the first 4 KiB.
std::string order_in_words(std::string_view words);

}  // namespace history::connectors
