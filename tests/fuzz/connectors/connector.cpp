// Any bytes through one connector (HISTORY_CHANNEL names it): no crash, no endless work, and what comes out
// keeps the promises of native/connectors/item.h.
#include <cstdint>
#include <cstdlib>

#include "core/base/check.h"
#include "core/base/fold.h"
#include "native/connectors/table.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace history;
    using namespace history::connectors;
    static const Connector& connector = *find_connector(HISTORY_CHANNEL);
    static const Account account = [] {
        Account made;
        made.name = "shop@gulsyi.example";
        made.outside_prefix = "9";
        made.zone = {{0, 300}};
        return made;
    }();
    const Parsed parsed = connector.parse({bytes, size}, account);
    HISTORY_CHECK(parsed.other + parsed.rejections.size() <= size + 1);
    for (const Item& item : parsed.items) {
        HISTORY_CHECK(!item.native_id.empty());
        for (const auto& [name, value] : item.fields) HISTORY_CHECK(!name.empty() && is_utf8(value));
        for (const Identifier& identifier : item.identifiers)
            HISTORY_CHECK(!identifier.type.empty() && !identifier.value.empty());
    }
    for (const Statement& statement : parsed.statements) HISTORY_CHECK(!statement.identifiers.empty());
    return 0;
}
