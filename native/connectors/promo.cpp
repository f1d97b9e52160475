#include "native/connectors/promo.h"

#include <algorithm>
#include <iterator>

#include "native/connectors/bodies.h"
#include "native/connectors/local_time.h"
#include "native/connectors/named_table.h"

namespace history::connectors {

namespace {

constexpr std::string_view needed[] = {"send_id", "planned_at", "channel", "to"};
constexpr std::string_view messengers[] = {"telegram", "instagram", "messenger", "vk", "viber"};
constexpr std::string_view by_phone[] = {"sms", "call", "telephony", "phone"};

template <std::size_t N>
bool one_of(const std::string_view (&names)[N], std::string_view name) {
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

// A number as people write it; WhatsApp's own ids hold letters.
bool looks_like_phone(std::string_view text) {
    return !text.empty() && text.find_first_not_of("+0123456789 ()-.") == std::string_view::npos;
}

void add_recipient(Item& item, const std::string& channel, const std::string& to, const Account& account) {
    const auto scope = [&] {
        const auto named = account.columns.find(channel);
        return named == account.columns.end() ? std::string() : named->second;
    };
    const bool phone =
        one_of(by_phone, channel) || ((channel == "whatsapp" || channel == "viber") && looks_like_phone(to));
    if (phone)
        add_identifier(item.identifiers, "phone", "", to, Known::given);
    else if (channel == "email" || channel == "mail")
        add_identifier(item.identifiers, "email", "", to, Known::given);
    else if (channel == "whatsapp" || one_of(messengers, channel))
        add_identifier(item.identifiers, channel, scope(), to, Known::given);
}

void add_send(const NamedTable& table, Found& found) {
    const std::string id = table.cell("send_id"), channel = table.cell("channel");
    const std::uint64_t planned_ms = written_ms(table.cell("planned_at"), found.account.zone);
    const auto refuse = [&](const char* reason) {
        found.reject(table.place(), reason, std::string(table.raw()));
    };
    if (table.broken() != nullptr) return refuse(table.broken());
    if (id.empty()) return refuse("The row has no send_id.");
    if (planned_ms == 0) return refuse("The row has no planned_at that is a time.");
    if (channel.empty() || table.cell("to").empty())
        return refuse("The row does not say by which channel to whom.");
    Item item;
    item.native_id = id;
    put(item, "kind", "mailing");
    put(item, "direction", "out");
    put(item, "bot", "1");
    put(item, "at", ms_text(planned_ms));
    put(item, "due", ms_text(planned_ms));
    put(item, "stage", "planned");
    put(item, "via", channel);
    put(item, "campaign", table.cell("campaign_id"));
    put(item, "product", table.cell("product_sku"));
    put(item, "category", table.cell("category"));
    put(item, "text", table.cell("text"));
    add_recipient(item, channel, table.cell("to"), found.account);
    found.add(std::move(item));
}

Parsed parse(ByteView body, const Account& account) {
    Found found(account);
    NamedTable table(body, account);
    const bool planned =
        body.size() <= body_limit && std::all_of(std::begin(needed), std::end(needed),
                                                 [&](std::string_view column) { return table.has(column); });
    if (!planned) {
        found.reject_body(body.size() > body_limit
                              ? "The body is larger than 16 MiB."
                              : "The body is no table with the columns send_id, planned_at, channel and to.",
                          body);
        return found.take();
    }
    while (table.next()) {
        found.begin_unit();
        add_send(table, found);
        found.end_unit();
    }
    return found.take();
}

}  // namespace

const Connector& promo() {
    static const Connector connector{
        .channel = "promo",
        .parse = parse,
        .claims = claims_csv,
        .split = split_json,
        .about = {.title = "Planned sends of campaigns",
                  .formats = "tables of sends that are planned and not yet made (.csv)",
                  .fields = "send_id, planned_at, channel, to, campaign_id, product_sku, category, text",
                  .ways = "import",
                  .authenticity = "",
                  .id_rule = "send_id",
                  .identifiers = "the recipient given: phone, e-mail or the messenger's id, by the channel",
                  .setup = "export the plan with the columns send_id, planned_at, channel, to, campaign_id, "
                           "product_sku, category and text, or name yours in columns",
                  .left_out = "nothing"}};
    return connector;
}

}  // namespace history::connectors
