#include "core/view/offers.h"

#include "core/insight/columns.h"
#include "core/insight/offer.h"

namespace history::view {

namespace {

std::set<std::string> products_of(const OpenCustomer& customer, bool returned) {
    std::set<std::string> products;
    for (const OpenMember& member : customer.members)
        for (const Entity& item : member.state->entities()) {
            const std::string_view kind =
                item.kind == EntityKind::item ? item.value("kind") : std::string_view();
            if (returned ? kind != "return" : kind != "order" && kind != "receipt") continue;
            item.each("line", '/', [&](std::string_view, const Field& line) {
                std::string_view rest = line.value;
                std::string_view product = take_column(rest);
                if (product.empty()) product = take_column(rest);
                if (!product.empty()) products.insert(std::string(product));
            });
        }
    return products;
}

void write_rows(JsonText& json, const OpenCustomer& customer, const Directory& directory, const Shop& shop) {
    RecordOf records;
    for (const auto& [stream, record] : directory.records()) records[stream] = &record;
    OfferFacts facts;
    facts.customer = customer.customer;
    facts.all = &directory.customers().all;
    facts.records = &records;
    facts.bought = products_of(customer, false);
    facts.returned = products_of(customer, true);
    facts.now_ms = shop.as_of_ms;
    const FindProduct find = finder_of(shop);
    const auto name_of = [&](const std::string& product) -> std::string_view {
        const Product* known = shop.catalogue ? shop.catalogue->find(product) : nullptr;
        return known ? std::string_view(known->name) : std::string_view();
    };
    json.begin_array();
    if (!facts.bought.empty())
        for (const Offer& one :
             offers_of(facts, offer_rules(shop.offers),
                       {find, shop.calendars.main(), &shop.elsewhere, shop.consent_required}))
            json.begin_object()
                .text("sku", one.product)
                .text("name", name_of(one.product))
                .text("with", one.with)
                .text("with_name", name_of(one.with))
                .number("customers", one.customers)
                .text("why", one.why)
                .end_object();
    json.end_array();
}

}  // namespace

std::string offers(const OpenCustomer& customer, const Directory& directory, const Shop& shop) {
    JsonText json;
    json.begin_object().text("slice", "offers").text("id", hex(customer.customer->id.view())).key("rows");
    write_rows(json, customer, directory, shop);
    json.end_object();
    return json.take();
}

std::string offers_member(const OpenCustomer& customer, const Directory& directory, const Shop& shop) {
    JsonText json;
    write_rows(json, customer, directory, shop);
    std::string rows = json.take();
    return rows == "[]" ? std::string() : "\"offers\":" + rows;
}

}  // namespace history::view
