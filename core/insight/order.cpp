#include "core/insight/order.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "core/base/arrange.h"
#include "core/insight/item_facts.h"
#include "core/insight/item_states.h"
#include "core/insight/order_groups.h"

namespace history {

namespace {

using Pair = std::pair<std::uint32_t, std::uint32_t>;

bool about_money_or_goods(std::string_view kind) {
    return kind == "payment" || kind == "refund" || kind == "return" || kind == "parcel";
}

OrderRole role_of(std::string_view kind) {
    return kind == "payment"  ? OrderRole::payment
           : kind == "refund" ? OrderRole::refund
           : kind == "return" ? OrderRole::returned
           : kind == "parcel" ? OrderRole::parcel
                              : OrderRole::touch;
}

OrderDocument document_of(const Entity& item, std::string_view kind, const Catalogue* catalogue) {
    OrderDocument one;
    const KeyParts key = key_parts(item.key);
    one.item = &item;
    one.at_ms = time_of_item(item);
    one.receipt = kind == "receipt";
    one.staff = key.first == "notes";
    one.account = joined_key(key.first, key.second);
    (one.receipt ? one.till_number : one.number) = order_number_key(item.value("number"));
    one.refers = order_number_key(item.value("order_ref"));
    one.total = total_of(item);
    one.alike = alike_keys(item, one.total, catalogue);
    return one;
}

class Gathering {
public:
    Gathering(std::span<const Entity* const> items, std::span<const OrderStatement> statements,
              const Catalogue* catalogue) {
        for (const Entity* item : items) {
            const std::string_view kind = item->value("kind");
            if (kind == "order" || kind == "receipt")
                documents_.push_back(document_of(*item, kind, catalogue));
            else if (!kind.empty())
                others_.push_back(item);
        }
        arrange(documents_.begin(), documents_.end(), [](const OrderDocument& a, const OrderDocument& b) {
            return std::tie(a.at_ms, a.item->key) < std::tie(b.at_ms, b.item->key);
        });
        for (std::uint32_t i = 0; i < documents_.size(); ++i) {
            const OrderDocument& one = documents_[i];
            names_.keys.emplace(one.item->key, i);
            if (!one.number.empty()) names_.numbers[one.number].push_back(i);
            if (!one.refers.empty() && one.refers != one.number) names_.numbers[one.refers].push_back(i);
            if (!one.till_number.empty()) names_.receipts[one.till_number].push_back(i);
        }
        read(statements);
        group_ = order_groups(documents_, names_, one_, never_);
    }

    std::vector<Order> orders();

private:
    void read(std::span<const OrderStatement> statements) {
        if (statements.empty()) return;
        std::unordered_map<std::string, std::uint32_t> documents, others;
        for (std::uint32_t i = 0; i < documents_.size(); ++i)
            documents.emplace(item_id_of(documents_[i].item->key), i);
        for (const OrderStatement& said : statements) {
            const auto a = documents.find(said.first), b = documents.find(said.second);
            if (a != documents.end() && b != documents.end()) {
                (said.one ? one_ : never_).push_back({a->second, b->second});
            } else if (a != documents.end() || b != documents.end()) {
                const bool first = a != documents.end();
                said_of_[first ? said.second : said.first].push_back(
                    {first ? a->second : b->second, said.one});
            }
        }
    }
    std::uint32_t nearest(const std::vector<std::uint32_t>& list, std::uint64_t at_ms) const {
        std::uint32_t best = list.front();
        const auto far = [&](std::uint32_t i) {
            const std::uint64_t at = documents_[i].at_ms;
            return at > at_ms ? at - at_ms : at_ms - at;
        };
        for (std::uint32_t i : list)
            if (far(i) < far(best)) best = i;
        return best;
    }
    static constexpr std::uint32_t nobody = UINT32_MAX;
    std::uint32_t document_of_part(const Entity& item, std::uint64_t at_ms) const;
    void finish(Order& order) const;

    std::vector<OrderDocument> documents_;
    std::vector<const Entity*> others_;
    OrderNames names_;
    std::vector<Pair> one_, never_;
    std::unordered_map<std::string, std::vector<std::pair<std::uint32_t, bool>>> said_of_;  // by item id
    std::vector<std::uint32_t> group_;
    std::unordered_map<std::string, std::uint32_t> meant_;  // key of an item that a document is about
};

std::uint32_t Gathering::document_of_part(const Entity& item, std::uint64_t at_ms) const {
    std::set<std::uint32_t> never;  // groups that people divided it from
    if (!said_of_.empty())
        if (const auto said = said_of_.find(item_id_of(item.key)); said != said_of_.end())
            for (const auto& [document, one] : said->second) {
                if (one) return document;
                never.insert(group_[document]);
            }
    const auto unless = [&](std::uint32_t document) {
        return never.contains(group_[document]) ? nobody : document;
    };
    if (const auto found = names_.keys.find(refers_to_key(item)); found != names_.keys.end())
        return unless(found->second);
    for (const char* field : {"order_ref", "number"}) {
        const std::string number = order_number_key(item.value(field));
        if (number.empty()) continue;
        if (const auto found = names_.numbers.find(number); found != names_.numbers.end())
            return unless(nearest(found->second, at_ms));
        if (field == std::string_view("order_ref"))
            if (const auto found = names_.receipts.find(number); found != names_.receipts.end())
                return unless(nearest(found->second, at_ms));
    }
    if (const auto found = meant_.find(item.key); found != meant_.end()) return unless(found->second);
    if (names_.numbers.empty() || about_money_or_goods(item.value("kind"))) return nobody;
    for (std::string_view words : {item.value("title"), text_of_item(item)})
        for (const std::string& word : numbers_in(words))
            if (const auto found = names_.numbers.find(word); found != names_.numbers.end())
                return unless(nearest(found->second, at_ms));
    return nobody;
}

void add_moves(Order& order, const OrderPart& part) {
    const KeyParts key = key_parts(part.item->key);
    const std::string_view author = part.item->value("author");
    const auto add = [&](std::uint64_t at_ms, std::string_view state, std::string_view who) {
        order.moves.push_back(
            {at_ms != 0 ? at_ms : part.at_ms, state, key.first, who.empty() ? author : who, part.role});
    };
    for (const ItemState& one : states_of_item(*part.item))
        if (!one.state.empty()) add(one.at_ms, one.state, one.colleague);
    for (std::string_view flag : {"cancelled", "deleted"})
        if (const Field* field = part.item->latest(flag); field && !field->value.empty())
            add(number_of(std::string_view(field->name).substr(flag.size() + 1)), "cancelled",
                field->colleague);
    if (const Field* state = part.item->field("state"); state && !state->value.empty())
        add(state->stamp.claimed.ms, state->value, state->colleague);
}

void settle_moves(Order& order) {
    arrange(order.moves.begin(), order.moves.end(), [](const OrderMove& a, const OrderMove& b) {
        return std::tie(a.at_ms, a.channel, a.state) < std::tie(b.at_ms, b.channel, b.state);
    });
    std::vector<OrderMove> kept;
    for (const OrderMove& move : order.moves) {
        const auto last = std::find_if(kept.rbegin(), kept.rend(), [&](const OrderMove& one) {
            return one.channel == move.channel && one.role == move.role;
        });
        if (last == kept.rend() || last->state != move.state) kept.push_back(move);
    }
    order.moves = std::move(kept);
}

// What ends an order stands against later words that only go on: 1C learns of the payment after the parcel was given.
void settle_stage(Order& order) {
    const OrderMove *ended = nullptr, *last = nullptr, *parcel = nullptr;
    bool paid = false;
    for (const OrderMove& move : order.moves) {
        const OrderStage stage = order_stage_of(move.state);
        if (move.role == OrderRole::payment) paid = paid || stage == OrderStage::paid;
        if (move.role == OrderRole::parcel) parcel = &move;
        if (move.role != OrderRole::order && move.role != OrderRole::receipt) continue;
        last = &move;
        if (final_stage(stage)) ended = &move;
    }
    const OrderMove* tells = ended ? ended : last;
    if (tells) order.state = tells->state, order.stage = order_stage_of(tells->state);
    if (!final_stage(order.stage) && parcel) {
        const OrderStage stage = order_stage_of(parcel->state);
        if (stage == OrderStage::done) order.stage = stage;
        if (stage == OrderStage::sent || stage == OrderStage::ready) order.stage = stage;
    }
    if (order.stage == OrderStage::open && paid) order.stage = OrderStage::paid;
    const bool sold = std::any_of(order.documents.begin(), order.documents.end(),
                                  [](const OrderPart& part) { return part.role == OrderRole::receipt; });
    if (sold && !final_stage(order.stage)) order.stage = OrderStage::done;
    const bool all_back = order.returned.known && order.total.known && order.total.minor > 0 &&
                          order.returned.currency == order.total.currency &&
                          order.returned.minor >= order.total.minor;
    if (all_back && order.stage != OrderStage::cancelled) order.stage = OrderStage::returned;
}

Money returned_of(const Order& order, OrderRole role) {
    Money sum;
    for (const OrderPart& part : order.parts) {
        if (part.role != role) continue;
        const Money money = total_of(*part.item);
        if (!money.known || (sum.known && sum.currency != money.currency)) continue;
        sum.minor += money.minor < 0 ? -money.minor : money.minor;
        sum.currency = money.currency;
        sum.known = true;
    }
    return sum;
}

void Gathering::finish(Order& order) const {
    const auto by_time = [](const OrderPart& a, const OrderPart& b) {
        return std::tie(a.at_ms, a.item->key) < std::tie(b.at_ms, b.item->key);
    };
    arrange(order.parts.begin(), order.parts.end(), by_time);
    order.at_ms = order.changed_ms = order.documents.front().at_ms;
    int best = -1;
    for (const OrderPart& part : order.documents) {
        if (order.number.empty() && part.role == OrderRole::order) order.number = part.item->value("number");
        const Money total = total_of(*part.item);
        const int rank =
            (key_parts(part.item->key).first != "notes" ? 2 : 0) + (part.role == OrderRole::order);
        if (total.known && rank > best) order.total = total, best = rank;
        add_moves(order, part);
    }
    if (order.number.empty()) order.number = order.first().value("number");
    for (const OrderPart& part : order.parts)
        if (part.role != OrderRole::touch) add_moves(order, part);
    for (const auto* list : {&order.documents, &order.parts})
        for (const OrderPart& part : *list)
            if (part.role != OrderRole::touch) order.changed_ms = std::max(order.changed_ms, part.at_ms);
    settle_moves(order);
    if (!order.moves.empty()) order.changed_ms = std::max(order.changed_ms, order.moves.back().at_ms);
    order.returned = returned_of(order, OrderRole::returned);
    if (!order.returned.known) order.returned = returned_of(order, OrderRole::refund);
    settle_stage(order);
}

std::vector<Order> Gathering::orders() {
    std::vector<Order> orders;
    std::vector<std::uint32_t> place(documents_.size(), nobody);
    for (std::uint32_t i = 0; i < documents_.size(); ++i) {
        std::uint32_t& at = place[group_[i]];
        if (at == nobody) {
            at = static_cast<std::uint32_t>(orders.size());
            orders.emplace_back();
        }
        const OrderDocument& one = documents_[i];
        orders[at].documents.push_back(
            {one.item, one.at_ms, one.receipt ? OrderRole::receipt : OrderRole::order});
        if (std::string about = refers_to_key(*one.item); !about.empty()) meant_.emplace(std::move(about), i);
    }
    if (!documents_.empty())
        for (const Entity* item : others_) {
            const std::uint64_t at_ms = time_of_item(*item);
            const std::uint32_t document = document_of_part(*item, at_ms);
            if (document != nobody)
                orders[place[group_[document]]].parts.push_back({item, at_ms, role_of(item->value("kind"))});
        }
    for (Order& order : orders) finish(order);
    arrange(orders.begin(), orders.end(), [](const Order& a, const Order& b) {
        return a.at_ms != b.at_ms ? a.at_ms > b.at_ms : a.first().key < b.first().key;
    });
    return orders;
}

}  // namespace

std::string_view order_role_name(OrderRole role) {
    constexpr std::string_view names[] = {"order",  "receipt", "return", "payment",
                                          "refund", "parcel",  "touch"};
    return names[static_cast<std::size_t>(role)];
}

std::vector<Order> orders_of(std::span<const Entity* const> items, std::span<const OrderStatement> statements,
                             const Catalogue* catalogue) {
    return Gathering(items, statements, catalogue).orders();
}

}  // namespace history
