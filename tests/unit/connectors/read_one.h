// One body through a connector, and short ways to look at what came of it. For tests only.
#pragma once
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "native/connectors/connector.h"

namespace history::connectors {

inline Account test_account() {
    Account account;
    account.name = "shop";
    return account;
}

inline Parsed read_one(const Connector& connector, std::string_view body,
                       const Account& account = test_account()) {
    return connector.parse(bytes_of(body), account);
}

// The only item of the body.
inline Item only_item(const Connector& connector, std::string_view body,
                      const Account& account = test_account()) {
    Parsed parsed = read_one(connector, body, account);
    REQUIRE(parsed.items.size() == 1);
    CHECK(parsed.units == 1);
    CHECK(parsed.rejections.empty());
    return parsed.items.front();
}

// "" for a field that is not there.
inline std::string value_of(const Item& item, std::string_view name) {
    for (const auto& [field, value] : item.fields)
        if (field == name) return value;
    return {};
}

// "phone +7700 proved; cookie c given": what an item or statement says about its person.
inline std::string spelled(const std::vector<Identifier>& identifiers) {
    std::string text;
    for (const Identifier& identifier : identifiers) {
        if (!text.empty()) text += "; ";
        text += identifier.type + ' ' + identifier.value;
        text += identifier.known == Known::proved  ? " proved"
                : identifier.known == Known::given ? " given"
                                                   : " said";
    }
    return text;
}

}  // namespace history::connectors
