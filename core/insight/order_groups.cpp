#include "core/insight/order_groups.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "core/base/arrange.h"
#include "core/insight/columns.h"
#include "core/insight/item_facts.h"

namespace history {

namespace {

constexpr std::uint64_t year_half_ms = std::uint64_t{183} * 24 * 3600 * 1000;
constexpr std::size_t short_number = 4;  // several shops have an order 12

struct Edge {
    std::uint32_t rank = 0;  // 0 people, 1 named, 2 alike
    std::uint64_t apart_ms = 0;
    std::uint32_t a = 0, b = 0;
    auto order() const { return std::tie(rank, apart_ms, a, b); }
};

class Groups {
public:
    Groups(const std::vector<OrderDocument>& documents,
           std::span<const std::pair<std::uint32_t, std::uint32_t>> never)
        : never_(never), parent_(documents.size()), of_(documents.size()) {
        for (std::uint32_t i = 0; i < documents.size(); ++i) {
            const OrderDocument& one = documents[i];
            parent_[i] = i;
            if (!one.staff) of_[i].accounts.insert(one.account);
            if (!one.number.empty()) of_[i].numbers.insert(one.number);
            if (one.staff && !one.number.empty()) of_[i].staff_numbers.insert(one.number);
            if (!one.refers.empty()) of_[i].refers.insert(one.refers);
        }
    }
    std::uint32_t root(std::uint32_t i) {
        while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
        return i;
    }
    void join(const Edge& edge) {
        std::uint32_t a = root(edge.a), b = root(edge.b);
        if (a == b || divided(a, b) || (edge.rank == 2 && !may_be_alike(of_[a], of_[b]))) return;
        if (b < a) std::swap(a, b);  // the first document leads
        Facts &to = of_[a], &from = of_[b];
        for (auto part : {&Facts::accounts, &Facts::numbers, &Facts::staff_numbers, &Facts::refers}) {
            if ((to.*part).size() < (from.*part).size()) std::swap(to.*part, from.*part);
            (to.*part).insert((from.*part).begin(), (from.*part).end());
            (from.*part).clear();
        }
        parent_[b] = a;
    }

private:
    struct Facts {
        std::set<std::string_view> accounts, numbers, staff_numbers, refers;
    };
    bool divided(std::uint32_t a, std::uint32_t b) {
        for (const auto& [x, y] : never_) {
            const std::uint32_t at_x = root(x), at_y = root(y);
            if ((at_x == a && at_y == b) || (at_x == b && at_y == a)) return true;
        }
        return false;
    }
    // A reference to an order that is not here: whoever else has a number of his own is another order.
    static bool elsewhere(const Facts& one, const Facts& other) {
        if (other.numbers.empty()) return false;
        return std::any_of(one.refers.begin(), one.refers.end(),
                           [&](std::string_view number) { return !one.numbers.contains(number); });
    }
    static bool may_be_alike(const Facts& a, const Facts& b) {
        for (std::string_view account : a.accounts)
            if (b.accounts.contains(account)) return false;
        for (std::string_view number : a.staff_numbers)
            if (!b.staff_numbers.empty() && !b.staff_numbers.contains(number)) return false;
        return !elsewhere(a, b) && !elsewhere(b, a);
    }

    std::span<const std::pair<std::uint32_t, std::uint32_t>> never_;
    std::vector<std::uint32_t> parent_;
    std::vector<Facts> of_;
};

std::uint64_t apart(const OrderDocument& a, const OrderDocument& b) {
    return a.at_ms > b.at_ms ? a.at_ms - b.at_ms : b.at_ms - a.at_ms;
}

bool sums_differ(const OrderDocument& a, const OrderDocument& b) {
    return a.total.known && b.total.known &&
           (a.total.minor != b.total.minor || a.total.currency != b.total.currency);
}

// Equal numbers: of one account a year apart, numbers began anew; a short one may be another shop's.
bool same_number(const OrderDocument& a, const OrderDocument& b, const std::string& number) {
    const bool both_own = a.number == number && b.number == number;
    if (both_own && a.account == b.account && apart(a, b) > year_half_ms) return false;
    return !(both_own && a.account != b.account && number.size() < short_number && sums_differ(a, b));
}

bool alike(const OrderDocument& a, const OrderDocument& b, bool by_goods) {
    if (apart(a, b) > alike_ms_max || sums_differ(a, b)) return false;
    if (a.account == b.account && !(a.staff && b.staff)) return false;
    return by_goods || !a.alike.lines || !b.alike.lines;
}

}  // namespace

std::string refers_to_key(const Entity& item) {
    std::string_view rest = item.value("refers_to");
    if (rest.empty()) return {};
    const std::string_view channel = take_column(rest), account = take_column(rest);
    return rest.empty() ? std::string() : joined_key(channel, account, rest);
}

std::vector<std::uint32_t> order_groups(const std::vector<OrderDocument>& documents, const OrderNames& names,
                                        std::span<const std::pair<std::uint32_t, std::uint32_t>> one,
                                        std::span<const std::pair<std::uint32_t, std::uint32_t>> never) {
    std::vector<Edge> edges;
    const auto add = [&](std::uint32_t rank, std::uint32_t a, std::uint32_t b) {
        if (a == b) return;
        if (b < a) std::swap(a, b);
        edges.push_back({rank, apart(documents[a], documents[b]), a, b});
    };
    for (const auto& [a, b] : one) add(0, a, b);
    for (const auto& [number, list] : names.numbers)
        for (std::size_t i = 1; i < list.size(); ++i)
            if (same_number(documents[list[i - 1]], documents[list[i]], number)) add(1, list[i - 1], list[i]);
    std::unordered_map<std::string_view, std::vector<std::uint32_t>> goods, loose;
    for (std::uint32_t i = 0; i < documents.size(); ++i) {
        const OrderDocument& document = documents[i];
        if (const auto about = names.keys.find(refers_to_key(*document.item)); about != names.keys.end())
            add(1, i, about->second);
        for (const std::string& word : numbers_in(text_of_item(*document.item)))
            if (const auto named = names.numbers.find(word); named != names.numbers.end())
                for (std::uint32_t other : named->second)
                    if (documents[other].number == word) {
                        add(1, i, other);
                        break;
                    }
        for (const std::string& key : document.alike.goods) goods[key].push_back(i);
        for (const std::string& key : document.alike.loose) loose[key].push_back(i);
    }
    for (const auto* buckets : {&goods, &loose})
        for (const auto& [key, list] : *buckets)
            for (std::size_t i = 0; i < list.size(); ++i)
                for (std::size_t k = i + 1; k < list.size() && k <= i + alike_neighbours_max; ++k)
                    if (alike(documents[list[i]], documents[list[k]], buckets == &goods))
                        add(2, list[i], list[k]);
    arrange(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) { return a.order() < b.order(); });
    Groups groups(documents, never);
    for (const Edge& edge : edges) groups.join(edge);
    std::vector<std::uint32_t> group(documents.size());
    for (std::uint32_t i = 0; i < documents.size(); ++i) group[i] = groups.root(i);
    return group;
}

}  // namespace history
