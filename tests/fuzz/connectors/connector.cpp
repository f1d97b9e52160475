// Any bytes through one connector (HISTORY_CHANNEL names it): no crash, no endless work, and what comes out
// keeps the promises of native/connectors/item.h.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/base/check.h"
#include "core/base/fold.h"
#include "native/connectors/site.h"
#include "native/connectors/table.h"

namespace {

using namespace history;
using namespace history::connectors;

// What agent.json would say of the account; the names and the secret are those of the corpus.
Account account_of(std::string_view channel) {
    Account made;
    made.name = "shop@gulsyi.example";
    made.outside_prefix = "9";
    made.zone = {{0, 300}};
    if (channel == "email") made.columns = {{"authserv_id", "mx.gulsyi.example"}};
    if (channel == "site") made.secrets = {{"site_user_secret", "site secret"}};
    if (channel == "notes") made.columns = {{"whatsapp", "77070000000"}, {"viber", "shop"}};
    if (channel == "table")
        made.columns = {{"id", "no"},
                        {"at", "date"},
                        {"version", "changed"},
                        {"kind", "=order"},
                        {"direction", "dir"},
                        {"status", "state"},
                        {"total", "sum"},
                        {"currency", "money"},
                        {"text", "words"},
                        {"line.sku", "sku"},
                        {"line.name", "item"},
                        {"line.quantity", "count"},
                        {"line.price", "price"},
                        {"phone", "phone"},
                        {"user", "customer.phone"},
                        {"vk", "customer.vk.id"},
                        {"email", "mail"},
                        {"loyalty", "card"},
                        {"inn", "inn"},
                        {"name", "who"},
                        {"proved", "sure"},
                        {"file", "file"}};
    return made;
}

void keeps_promises(const Parsed& parsed, std::size_t size) {
    HISTORY_CHECK(parsed.other + parsed.rejections.size() <= size + 1);
    for (const Item& item : parsed.items) {
        HISTORY_CHECK(!item.native_id.empty());
        for (const auto& [name, value] : item.fields) HISTORY_CHECK(!name.empty() && is_utf8(value));
        for (const Identifier& identifier : item.identifiers)
            HISTORY_CHECK(!identifier.type.empty() && !identifier.value.empty());
    }
    for (const Statement& statement : parsed.statements) HISTORY_CHECK(!statement.identifiers.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const Connector& connector = *find_connector(HISTORY_CHANNEL);
    static const Account account = account_of(HISTORY_CHANNEL);
    keeps_promises(connector.parse({bytes, size}, account), size);
    if (connector.channel == "site") keeps_promises(collected().parse({bytes, size}, account), size);
    return 0;
}
