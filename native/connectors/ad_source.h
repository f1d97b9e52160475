// Where a visit came from: campaign marks and click ids of an address, words searched before.
#pragma once
#include <string>
#include <string_view>

namespace history::connectors {

// The decoded value of a parameter in "https://shop.example/?a=1&b=2#x" or in "?a=1&b=2"; empty when there is none.
std::string url_parameter(std::string_view url, std::string_view name);

// The advertising system whose click id the address has (gclid, yclid, fbclid ...); empty when it has none.
std::string_view click_source(std::string_view url);

// What the visitor searched for, as the referring search engine shows it (most hide it); empty when it does not.
std::string searched_words(std::string_view referrer);

}  // namespace history::connectors
