#include "core/view/offers.h"

#include <algorithm>

#include "core/base/arrange.h"
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

// Whoever bought one of these, whatever name its source has for it.
std::vector<const Customer*> buyers_of(const std::set<std::string>& bought, const Directory& directory,
                                       const Baskets& baskets, const FindProduct& find) {
    const auto known = [&](const std::string& product) {
        std::string sku = find(product, {}).sku;
        return sku.empty() ? product : sku;
    };
    std::set<std::string> own;
    for (const std::string& one : bought) own.insert(known(one));
    std::vector<const Customer*> others;
    for (const auto& [product, streams] : baskets.buyers())
        if (own.count(known(product)) != 0)
            for (const StreamId& stream : streams)
                if (const Customer* other = directory.customers().find(stream)) others.push_back(other);
    arrange(others.begin(), others.end(), [](const Customer* a, const Customer* b) { return a->id < b->id; });
    others.erase(std::unique(others.begin(), others.end()), others.end());
    return others;
}

void write_rows(JsonText& json, const OpenCustomer& customer, const Directory& directory,
                const Baskets& baskets, const Shop& shop) {
    OfferFacts facts;
    facts.customer = customer.customer;
    facts.record = [&](const StreamId& stream) { return directory.find(stream); };
    facts.bought = products_of(customer, false);
    facts.returned = products_of(customer, true);
    facts.now_ms = shop.as_of_ms;
    const FindProduct find = finder_of(shop);
    if (!facts.bought.empty()) facts.others = buyers_of(facts.bought, directory, baskets, find);
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

const Baskets& Baskets::over(const Directory& directory) {
    if (revision_ == directory.revision()) return *this;
    revision_ = directory.revision();
    std::size_t there = 0;
    for (const auto& [stream, record] : directory.records()) {
        const auto seen = seen_.find(stream);
        if (seen != seen_.end() ? seen->second == record.contact
                                : !record.contact || record.contact->bought.empty()) {
            there += seen != seen_.end();
            continue;
        }
        take(stream, record.contact);
        there += seen_.count(stream);
    }
    if (there == seen_.size()) return *this;
    std::vector<StreamId> gone;  // erased since
    for (const auto& [stream, facts] : seen_)
        if (!directory.find(stream)) gone.push_back(stream);
    for (const StreamId& stream : gone) take(stream, nullptr);
    return *this;
}

// What is known of a subject now in place of what was.
void Baskets::take(const StreamId& stream, const std::shared_ptr<const ContactFacts>& facts) {
    const auto products = [](const ContactFacts& of) {
        std::set<std::string> names;
        for (const ContactFacts::Bought& one : of.bought) names.insert(one.product);
        return names;
    };
    if (const auto seen = seen_.find(stream); seen != seen_.end()) {
        for (const std::string& one : products(*seen->second))
            if (const auto found = buyers_.find(one); found != buyers_.end()) {
                std::erase(found->second, stream);
                if (found->second.empty()) buyers_.erase(found);
            }
        seen_.erase(seen);
    }
    if (!facts || facts->bought.empty()) return;
    seen_.emplace(stream, facts);
    for (const std::string& one : products(*facts)) buyers_[one].push_back(stream);
}

std::string offers(const OpenCustomer& customer, const Directory& directory, const Baskets& baskets,
                   const Shop& shop) {
    JsonText json;
    json.begin_object().text("slice", "offers").text("id", hex(customer.customer->id.view())).key("rows");
    write_rows(json, customer, directory, baskets, shop);
    json.end_object();
    return json.take();
}

std::string offers_member(const OpenCustomer& customer, const Directory& directory, const Baskets& baskets,
                          const Shop& shop) {
    JsonText json;
    write_rows(json, customer, directory, baskets, shop);
    std::string rows = json.take();
    return rows == "[]" ? std::string() : "\"offers\":" + rows;
}

}  // namespace history::view
