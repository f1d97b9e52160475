#include "core/view/card_known.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "core/base/fold.h"
#include "core/insight/columns.h"
#include "core/insight/item_facts.h"
#include "core/insight/item_work.h"
#include "core/insight/order_work.h"
#include "core/view/customer_facts.h"
#include "core/view/timeline_row.h"

namespace history::view {

namespace {

// A company's requisites, in the order in which people write them.
constexpr std::string_view requisites[] = {"short_name", "inn",     "kpp",      "ogrn",        "ogrnip",
                                           "bin",        "iin",     "okved",    "okved_name",  "okopf",
                                           "head",       "address", "position", "postal_code", "fias",
                                           "kladr",      "okato",   "oktmo",    "status"};

// Names of events as Segment's and GA4's specifications write them, folded.
constexpr std::string_view viewed[] = {"product viewed", "view_item", "product clicked", "select_item"};
constexpr std::string_view wanted[] = {"product added",   "add_to_cart", "product added to wishlist",
                                       "add_to_wishlist", "cart viewed", "view_cart"};

template <std::size_t N>
bool among(const std::string_view (&list)[N], std::string_view word) {
    return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

std::string_view way_of(const Entity& item) {
    const std::string_view kind = item.value("kind");
    if (kind == "cart") return is_closed(item) ? "" : "wanted";
    if (kind == "consultation") return "asked";
    if (kind == "request") return "wanted";
    if (kind == "page") return "viewed";
    if (kind != "track") return {};
    const std::string event = fold(item.value("title"));
    return among(viewed, event) ? "viewed" : among(wanted, event) ? "wanted" : "";
}

// Each product that an item names: its own, else those of its lines, as the source wrote them; at most 8.
std::vector<std::pair<std::string_view, std::string_view>> named_in(const Entity& item) {  // sku, name
    std::vector<std::pair<std::string_view, std::string_view>> all;
    if (const std::string_view own = item.value("product"); !own.empty()) all.emplace_back(own, own);
    item.each("line", '/', [&](std::string_view, const Field& line) {
        std::string_view rest = line.value;
        const std::string_view sku = take_column(rest), name = take_column(rest);
        if (all.size() < 8 && !(sku.empty() && name.empty())) all.emplace_back(sku, name);
    });
    return all;
}

struct Identity {
    std::string sku, name;
    std::string key() const { return sku.empty() ? fold(name) : sku; }
};
Identity identity_of(std::string_view sku, std::string_view name, const Shop& shop) {
    if (shop.catalogue)
        if (const Product* known = shop.catalogue->find(sku, name))
            return {known->sku, known->name.empty() ? std::string(name) : known->name};
    return {sku == name ? std::string() : std::string(sku), std::string(name.empty() ? sku : name)};
}

void write_list_fact(JsonText& json, const char* name, const GoodsFact& fact) {
    json.begin_object().text("fact", name).text("place", fact.place).text("value", fact.value);
    json.text("source", fact.source.empty() ? fact.account : fact.source)
        .number("at", fact.at_ms)
        .end_object();
}

const GoodsFact* latest_of(const std::vector<GoodsFact>& facts) {
    const GoodsFact* latest = nullptr;
    for (const GoodsFact& one : facts)
        if (!latest || one.at_ms > latest->at_ms) latest = &one;
    return latest;
}

std::uint64_t mixed(std::uint64_t value) {
    value ^= value >> 30;
    value *= 0xbf58476d1ce4e5b9u;
    value ^= value >> 27;
    value *= 0x94d049bb133111ebu;
    return value ^ (value >> 31);
}
std::uint64_t mixed(std::string_view text) {
    std::uint64_t sum = 0xcbf29ce484222325u;
    for (const char c : text) sum = (sum ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    return mixed(sum);
}

}  // namespace

void write_facts(JsonText& json, const OpenCustomer& customer, const CustomerItems& items) {
    const auto latest = facts_by_source(customer);
    std::map<std::pair<std::string_view, std::uint64_t>, const Entity*> told;  // by source and moment
    for (const auto& [name, sources] : latest)
        for (const auto& [channel, fact] : sources) told[{channel, fact.at_ms}] = nullptr;
    if (!told.empty())
        for (const Entry& item : items.all())
            if (const auto place = told.find({item.facts.channel, item.facts.at_ms});
                place != told.end() && !place->second)
                place->second = item.item;
    const auto put = [&](const Fact& fact) {
        json.text("value", fact.value).text("channel", fact.channel).number("at", fact.at_ms);
        if (const Entity* item = told[{fact.channel, fact.at_ms}]) json.text("item", item_id(item->key));
    };
    json.key("facts").begin_array();
    for (const auto& [name, sources] : latest) {
        const Fact stands = standing_fact(sources);
        if (stands.value.empty() || name == "name") continue;
        json.begin_object().text("name", name);
        put(stands);
        std::set<std::string> said = {fold(stands.value)};
        bool any = false;
        for (const auto& [channel, fact] : sources) {
            if (fact.value.empty() || said.size() > other_values_max || !said.insert(fold(fact.value)).second)
                continue;
            if (!std::exchange(any, true)) json.key("others").begin_array();
            json.begin_object();
            put(fact);
            json.end_object();
        }
        if (any) json.end_array();
        json.end_object();
    }
    json.end_array();
}

void write_products(JsonText& json, const CustomerItems& items, const CustomerOrders& orders,
                    const Shop& shop) {
    std::map<std::string, std::uint64_t> bought;  // when last
    for (const Order& order : orders.all())
        for (const OrderPart& document : order.documents)
            for (const auto& [sku, name] : named_in(*document.item)) {
                std::uint64_t& at = bought[identity_of(sku, name, shop).key()];
                at = std::max(at, document.at_ms);
            }
    std::set<std::string> seen;
    std::size_t written = 0;
    const std::vector<Entry>& all = items.all();
    for (std::size_t i = all.size(); i-- > 0 && written < products_max;) {  // newest first
        const Entity& item = *all[i].item;
        if (shop.as_of_ms != 0 && all[i].facts.at_ms > shop.as_of_ms) continue;
        const std::string_view how = way_of(item);
        if (how.empty()) continue;
        for (const auto& [sku, name] : named_in(item)) {
            const Identity one = identity_of(sku, name, shop);
            const auto had = bought.find(one.key());
            if (how == "wanted" && had != bought.end() && had->second >= all[i].facts.at_ms) continue;
            if (written >= products_max || !seen.insert(std::string(how) + ' ' + one.key()).second) continue;
            if (written++ == 0) json.key("products").begin_array();
            json.begin_object().text("how", how).text("sku", one.sku).text("name", one.name);
            json.number("at", all[i].facts.at_ms).text("item", item_id(item.key)).end_object();
        }
    }
    if (written != 0) json.end_array();
}

void write_goods(JsonText& json, const CustomerOrders& orders, const Shop& shop, std::uint64_t as_of_ms) {
    if (!shop.catalogue) return;
    std::set<std::string_view> seen;
    for (const Order& order : orders.all()) {
        if (!is_open_order(order, as_of_ms)) continue;
        for (const OrderPart& document : order.documents)
            for (const auto& [sku, name] : named_in(*document.item)) {
                const Product* product = shop.catalogue->find(sku, name);
                if (!product || seen.size() >= goods_max || !seen.insert(product->sku).second) continue;
                if (seen.size() == 1) json.key("goods").begin_array();
                json.begin_object().text("sku", product->sku).text("name", product->name);
                const GoodsFact* price = latest_of(product->prices);
                const GoodsFact* stock = latest_of(product->stock);
                const GoodsFact* arrival = latest_of(product->arrivals);
                if (price) write_money(json, "price", money_of(price->value));
                if (stock) json.text("stock", stock->value).text("place", stock->place);
                if (arrival) json.text("arrival", arrival->value);
                if (const GoodsFact* shown = stock ? stock : price ? price : arrival)
                    json.text("source", shown->source.empty() ? shown->account : shown->source)
                        .number("at", shown->at_ms);
                json.key("facts").begin_array();
                for (const GoodsFact& one : product->prices) write_list_fact(json, "price", one);
                for (const GoodsFact& one : product->stock) write_list_fact(json, "quantity", one);
                for (const GoodsFact& one : product->arrivals) write_list_fact(json, "arrival", one);
                json.end_array().text("order", order.number).end_object();
            }
    }
    if (!seen.empty()) json.end_array();
}

void write_company(JsonText& json, const OpenCustomer& customer, std::string_view kind) {
    const std::map<std::string_view, Fact> facts = facts_of(customer);
    const auto value = [&](std::string_view name) {
        const auto found = facts.find(name);
        return found == facts.end() ? std::string_view() : found->second.value;
    };
    if (kind != "company") {
        if (value("company").empty()) return;
        json.key("company")
            .begin_object()
            .text("name", value("company"))
            .text("position", value("position"))
            .end_object();
        return;
    }
    json.key("company").begin_object().text("name", value("company"));
    std::map<std::string_view, std::string_view> numbers;
    for (const Contact& one : contacts_of(customer))
        if (const KeyParts parts = key_parts(one.key); one.known >= Known::given)
            numbers.emplace(parts.first, parts.third);
    for (std::string_view name : requisites) {
        std::string_view stands = value(name);
        if (const auto number = numbers.find(name); stands.empty() && number != numbers.end())
            stands = number->second;
        json.text(name, stands);
    }
    json.end_object();
}

std::string version_mark(const OpenCustomer& customer) {
    std::uint64_t sum = 0;  // the order in which facts came does not matter
    for (const OpenMember& member : customer.members) {
        const std::uint64_t stream = mixed(hex(member.stream.view()));
        for (const Entity& entity : member.state->entities()) {
            if (entity.kind == EntityKind::statement && entity.value("state") == "withdrawn") continue;
            const std::uint64_t key =
                mixed(stream + static_cast<std::uint64_t>(entity.kind)) ^ mixed(entity.key);
            for (const Field& field : entity.fields) {
                if (field.unsent) continue;
                std::uint64_t one = key + field.name.size() * 131 +
                                    (field.name.empty() ? 0 : static_cast<unsigned char>(field.name.back()));
                one = mixed(one ^ field.stamp.effective_ms);
                one = mixed(one ^ field.stamp.claimed.ms);
                std::uint64_t device = 0;
                for (std::size_t i = 0; i < 8; ++i)
                    device = device << 8 | field.stamp.claimed.device.bytes[i];
                one = mixed(one ^ device);
                sum += mixed(one ^ field.stamp.claimed.counter ^ field.value.size() << 20);
            }
        }
    }
    std::array<std::uint8_t, 8> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(sum >> (56 - 8 * i));
    return hex(bytes);
}

}  // namespace history::view
