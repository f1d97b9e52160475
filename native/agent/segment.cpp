#include "native/agent/segment.h"

#include <algorithm>

#include "core/base/fold.h"
#include "core/insight/columns.h"
#include "core/insight/complaint.h"
#include "core/view/customer_facts.h"
#include "core/view/customer_items.h"
#include "core/view/customer_orders.h"
#include "core/view/talk.h"

namespace history::agent {

namespace {

constexpr std::size_t segments_max = 256;
constexpr std::uint64_t day_ms = 24ull * 3600 * 1000;

bool among(const std::vector<std::string>& list, std::string_view value) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

ContactFacts contact_of(const view::OpenCustomer& customer) {
    std::vector<const ContactFacts*> parts;
    for (const view::OpenMember& member : customer.members)
        if (member.record && member.record->contact) parts.push_back(member.record->contact.get());
    return joined(parts);
}

// What he did himself; what we sent or planned is no contact of his.
bool of_his_own(const Entry& entry) {
    return entry.facts.direction == Direction::in && entry.facts.arrived;
}

bool agreed(const ContactFacts& facts, const std::string& channel, std::uint64_t now_ms) {
    const ContactFacts::Consent* last = nullptr;
    for (const ContactFacts::Consent& one : facts.consents)
        if (one.channel == channel && one.at_ms <= now_ms) last = &one;
    return last && !last->stop;
}

// Each product of his orders, once as the catalogue knows it.
std::vector<ProductRef> products_of(const std::vector<Order>& orders, const FindProduct& find) {
    std::vector<ProductRef> products;
    for (const Order& order : orders)
        for (const OrderPart& document : order.documents)
            document.item->each("line", '/', [&](std::string_view, const Field& line) {
                std::string_view rest = line.value;
                const std::string_view sku = take_column(rest), name = take_column(rest);
                ProductRef product = find(sku.empty() ? name : sku, {});
                if (product.sku.empty()) product.sku = sku.empty() ? name : sku;
                products.push_back(std::move(product));
            });
    return products;
}

bool bought_one(const Segment& segment, const std::vector<Order>& orders, const FindProduct& find) {
    const std::vector<ProductRef> products = products_of(orders, find);
    const auto one_of = [&](const std::vector<std::string>& wanted, const auto& is) {
        return wanted.empty() || std::any_of(wanted.begin(), wanted.end(), [&](const std::string& one) {
                   return std::any_of(products.begin(), products.end(),
                                      [&](const ProductRef& product) { return is(product, one); });
               });
    };
    return one_of(segment.bought,
                  [&](const ProductRef& product, const std::string& one) {
                      const ProductRef known = find(one, {});
                      return fold(product.sku) == fold(known.sku.empty() ? one : known.sku);
                  }) &&
           one_of(segment.categories, [](const ProductRef& product, const std::string& one) {
               return !product.category.empty() && fold(product.category) == fold(one);
           });
}

std::int64_t spent(const std::vector<Order>& orders, const std::string& currency) {
    std::int64_t sum = 0;
    for (const Order& order : orders) {
        if (order.stage == OrderStage::cancelled || !order.total.known || order.total.currency != currency)
            continue;
        sum += order.total.minor;
        if (order.returned.known && order.returned.currency == currency) sum -= order.returned.minor;
    }
    return sum;
}

Error wrong(const std::string& name, const std::string& what) {
    return fail(Errc::usage, "agent.json: the segment \"" + name + "\": " + what + '.');
}

Result<std::vector<std::string>> texts(const Json& rules, const char* rule, const std::string& name) {
    std::vector<std::string> list;
    const Json& value = at(rules, rule);
    if (value.is_null()) return list;
    if (value.is_string()) {
        list.push_back(value.get<std::string>());
        return list;
    }
    if (!value.is_array()) return wrong(name, std::string("\"") + rule + "\" is a text or a list of texts");
    for (const Json& one : value) {
        if (!one.is_string())
            return wrong(name, std::string("\"") + rule + "\" is a text or a list of texts");
        list.push_back(one.get<std::string>());
    }
    return list;
}

Result<Span> span(const Json& rules, const char* rule, std::int64_t unit, const std::string& name) {
    Span read;
    const Json& value = at(rules, rule);
    if (value.is_null()) return read;
    constexpr std::int64_t most = 1'000'000'000'000;
    for (auto [word, to] : {std::pair("from", &read.from), {"to", &read.to}}) {
        const Json& number = at(value, word);
        if (number.is_null()) continue;
        if (!number.is_number_integer() || number.get<std::int64_t>() < 0 ||
            number.get<std::int64_t>() > most)
            return wrong(name,
                         std::string("\"") + rule + "\" has whole numbers from 0 as \"from\" and \"to\"");
        *to = number.get<std::int64_t>() * unit;
    }
    if (!read.given())
        return wrong(name, std::string("\"") + rule + "\" is {\"from\": 1, \"to\": 2}, or one of both");
    return read;
}

Result<Segment> read_segment(const std::string& name, const Json& rules, const std::string& currency) {
    static constexpr std::string_view known[] = {"channel",  "contact_days", "spent",   "bought",
                                                 "category", "city",         "consent", "complaint"};
    if (!rules.is_object()) return wrong(name, "it is an object of rules");
    for (const auto& [rule, value] : rules.items())
        if (std::find(std::begin(known), std::end(known), rule) == std::end(known))
            return wrong(name, "no rule is called \"" + rule + "\"");  // left out it would mean everybody
    Segment segment;
    segment.currency = currency;
    for (auto [rule, to] : {std::pair("channel", &segment.channels),
                            {"bought", &segment.bought},
                            {"category", &segment.categories},
                            {"city", &segment.cities}}) {
        TRY_ASSIGN(list, texts(rules, rule, name));
        *to = std::move(list);
    }
    for (std::string& city : segment.cities) city = fold(city);
    TRY_ASSIGN(days, span(rules, "contact_days", 1, name));
    segment.contact_days = days;
    TRY_ASSIGN(sum, span(rules, "spent", 100, name));
    segment.spent_minor = sum;
    segment.consent = text_at(rules, "consent");
    if (!at(rules, "consent").is_null() && segment.consent.empty())
        return wrong(name, "\"consent\" is a channel");
    if (const Json& complaint = at(rules, "complaint"); !complaint.is_null()) {
        if (!complaint.is_boolean()) return wrong(name, "\"complaint\" is true or false");
        segment.complaint = complaint.get<bool>();
    }
    return segment;
}

}  // namespace

bool Segment::holds(const view::OpenCustomer& customer, const view::Shop& shop) const {
    if (!consent.empty() || complaint) {
        ContactFacts facts = contact_of(customer);
        if (!consent.empty() && !agreed(facts, consent, shop.as_of_ms)) return false;
        if (complaint) {
            shop.elsewhere.add_to(facts);
            if (open_complaints(facts, view::finder_of(shop), shop.as_of_ms).empty() == *complaint)
                return false;
        }
    }
    if (!cities.empty()) {
        const auto facts = view::facts_of(customer);
        const auto city = facts.find("city");
        if (city == facts.end() || !among(cities, fold(city->second.value))) return false;
    }
    const view::CustomerItems items(customer.members);
    if (!channels.empty() || contact_days.given()) {
        bool used = channels.empty();
        std::uint64_t last_ms = 0;
        for (const Entry& entry : items.all()) {
            if (!of_his_own(entry) || entry.facts.at_ms > shop.as_of_ms) continue;
            used = used || among(channels, entry.facts.channel);
            last_ms = std::max(last_ms, entry.facts.at_ms);
        }
        if (!used) return false;
        if (contact_days.given() && (last_ms == 0 || !contact_days.holds(static_cast<std::int64_t>(
                                                         (shop.as_of_ms - last_ms) / day_ms))))
            return false;
    }
    if (!spent_minor.given() && bought.empty() && categories.empty()) return true;
    const view::CustomerOrders orders(customer.members, items);
    return (!spent_minor.given() || spent_minor.holds(spent(orders.all(), currency))) &&
           bought_one(*this, orders.all(), view::finder_of(shop));
}

Result<std::map<std::string, Segment>> read_segments(const Json& json, const std::string& currency) {
    std::map<std::string, Segment> segments;
    if (json.is_null()) return segments;
    if (!json.is_object() || json.size() > segments_max)
        return fail(Errc::usage, "agent.json: \"segments\" is an object of at most 256 segments by name.");
    for (const auto& [name, rules] : json.items()) {
        if (name == "all" || name == "planned" || name.empty())
            return fail(Errc::usage, "agent.json: a segment cannot be called \"" + name + "\".");
        TRY_ASSIGN(segment, read_segment(name, rules, currency));
        segments[name] = std::move(segment);
    }
    return segments;
}

}  // namespace history::agent
