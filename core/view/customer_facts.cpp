#include "core/view/customer_facts.h"

#include <algorithm>
#include <tuple>

#include "core/base/arrange.h"
#include "core/insight/columns.h"
#include "core/insight/item_facts.h"
#include "core/insight/summary.h"
#include "core/view/correction.h"

namespace history::view {

Face face_of(const OpenCustomer& customer) {
    std::string_view kind;
    BestName best;
    for (const OpenMember& member : customer.members) {
        const Entity* subject = member.state->find(EntityKind::subject, "");
        std::string_view own = subject ? kind_of_subject(*subject) : std::string_view();
        if (own.empty()) own = "person";
        if (kind.empty() || own == "company") kind = own;
        if (own != kind && kind != "company") kind = "person";
        BestName name = best_name(*member.state);
        if (!name.name.empty() && std::tie(name.rank, name.name) > std::tie(best.rank, best.name))
            best = std::move(name);
    }
    return {std::move(best.name), kind.empty() ? std::string_view("person") : kind};
}

std::set<std::string_view> names_of(const OpenCustomer& customer) {
    std::set<std::string_view> names;
    const auto add = [&](std::string_view name) {
        if (!name.empty()) names.insert(name);
    };
    for (const OpenMember& member : customer.members)
        for (const Entity& entity : member.state->entities()) {
            if (entity.kind == EntityKind::subject) {
                add(entity.value("name"));
                entity.each("name", '@', [&](std::string_view, const Field& name) {
                    std::string_view rest = name.value;
                    add(take_column(rest));
                });
            } else if (entity.kind == EntityKind::identifier &&
                       (entity.field("proved") || entity.field("given"))) {
                entity.each("name", '@', [&](std::string_view, const Field& name) { add(name.value); });
            }
        }
    return names;
}

std::vector<Contact> contacts_of(const OpenCustomer& customer) {
    std::map<std::string_view, Contact> found;
    for (const OpenMember& member : customer.members)
        for (const Entity& entity : member.state->entities()) {
            const std::string_view type = key_parts(entity.key).first;
            if (entity.kind != EntityKind::identifier || type == "item" || type == "employer") continue;
            Contact& one = found[entity.key];
            one.key = entity.key;
            for (auto [name, known] : {std::pair(std::string_view("cc"), Known::cc),
                                       {"said", Known::said},
                                       {"given", Known::given},
                                       {"proved", Known::proved}})
                if (const Field* field = entity.field(name)) {
                    one.known = std::max(one.known, known);
                    one.channels.insert(field->value);
                }
            one.raw = std::max(one.raw, entity.value("raw"));
        }
    std::vector<Contact> contacts;
    for (auto& [key, one] : found) contacts.push_back(std::move(one));
    arrange(contacts.begin(), contacts.end(),
            [](const Contact& a, const Contact& b) { return a.known > b.known; });
    return contacts;
}

namespace {
void take_later(Fact& stands, const Fact& fact) {
    if (fact.at_ms > stands.at_ms || (fact.at_ms == stands.at_ms && fact.value > stands.value)) stands = fact;
}
}  // namespace

std::map<std::string_view, std::map<std::string_view, Fact>> facts_by_source(const OpenCustomer& customer) {
    std::map<std::string_view, std::map<std::string_view, Fact>> facts;
    for (const OpenMember& member : customer.members) {
        const Entity* subject = member.state->find(EntityKind::subject, "");
        if (!subject) continue;
        for (const Field& field : subject->fields) {
            const std::size_t mark = field.name.find('@');
            if (mark == std::string::npos) {
                const auto* of =
                    std::find(std::begin(corrected_facts), std::end(corrected_facts), field.name);
                if (of != std::end(corrected_facts) && !field.value.empty())
                    take_later(facts[*of][by_colleague], {field.stamp.claimed.ms, field.value, by_colleague});
                continue;
            }
            std::string_view rest = field.value;
            const std::string_view value = take_column(rest);
            const Fact fact{number_of(std::string_view(field.name).substr(mark + 1)), value, rest};
            take_later(facts[std::string_view(field.name).substr(0, mark)][fact.channel], fact);
        }
    }
    return facts;
}

Fact standing_fact(const std::map<std::string_view, Fact>& sources) {
    if (const auto said = sources.find(by_colleague); said != sources.end()) return said->second;
    Fact stands;
    for (const auto& [channel, fact] : sources) take_later(stands, fact);
    return stands;
}

std::map<std::string_view, Fact> facts_of(const OpenCustomer& customer) {
    std::map<std::string_view, Fact> facts;
    for (const auto& [name, sources] : facts_by_source(customer)) facts[name] = standing_fact(sources);
    return facts;
}

}  // namespace history::view
