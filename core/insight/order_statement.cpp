#include <algorithm>
#include <map>

#include "core/insight/order.h"

namespace history {

std::string order_statement_key(bool one, std::string_view item_a, std::string_view item_b) {
    if (item_b < item_a) std::swap(item_a, item_b);
    return joined_key(one ? "one_order" : "two_orders", std::string(item_a) + '-' + std::string(item_b));
}

std::vector<OrderStatement> order_statements(std::span<const State* const> states) {
    std::map<std::pair<std::string_view, std::string_view>, OrderStatement> latest;
    constexpr std::size_t id_size = 32;
    for (const State* state : states)
        for (const Entity& entity : state->entities()) {
            if (entity.kind != EntityKind::statement) continue;
            const KeyParts key = key_parts(entity.key);
            const bool one = key.first == "one_order";
            if (!one && key.first != "two_orders") continue;
            if (key.second.size() != 2 * id_size + 1 || key.second[id_size] != '-') continue;
            const Field* stands = entity.field("state");
            if (!stands || stands->value != "stands") continue;
            const auto pair = std::pair(key.second.substr(0, id_size), key.second.substr(id_size + 1));
            OrderStatement said{std::string(pair.first), std::string(pair.second), one, stands->stamp,
                                stands->colleague};
            const auto [found, fresh] = latest.try_emplace(pair, said);
            if (fresh) continue;
            // The later word counts; of one moment the careful one, as two orders hide nothing.
            const int order = compare(said.stamp, found->second.stamp);
            if (order > 0 || (order == 0 && !one)) found->second = std::move(said);
        }
    std::vector<OrderStatement> statements;
    for (auto& [pair, said] : latest) statements.push_back(std::move(said));
    return statements;
}

}  // namespace history
