#include "core/insight/item_facts.h"
#include "core/view/joins.h"

namespace history::view {

namespace {
std::uint64_t first_item_ms(const State& state) {
    std::uint64_t first = 0;
    for (const Entity& entity : state.entities()) {
        if (entity.kind != EntityKind::item) continue;
        const ItemFacts facts = item_facts(entity);
        if (facts.arrived && facts.at_ms != 0 && (first == 0 || facts.at_ms < first)) first = facts.at_ms;
    }
    return first;
}
}  // namespace

void write_joins(JsonText& json, const Customer& customer) {
    json.key("joins").begin_array();
    for (const Join& join : customer.joins) {
        json.begin_object()
            .text("a", hex(join.a.view()))
            .text("b", hex(join.b.view()))
            .text("reason", join.reason)
            .text("value", join.value);
        json.text("known", known_name(join.known)).end_object();
    }
    json.end_array();
}

void write_shared(JsonText& json, const OpenCustomer& customer, const Customers& customers) {
    json.key("shared").begin_array();
    for (const Shared& shared : customers.shared)
        for (const OpenMember& member : customer.members)
            if (member.state->find(EntityKind::identifier, shared.key)) {
                const KeyParts parts = key_parts(shared.key);
                json.begin_object()
                    .text("type", parts.first)
                    .text("value", parts.third)
                    .text("why", shared.why)
                    .end_object();
                break;
            }
    json.end_array();
}

std::string why(const OpenCustomer& customer, const Customers& customers,
                const std::vector<const SubjectRecord*>& records) {
    JsonText json;
    json.begin_object()
        .text("slice", "why")
        .text("id", hex(customer.customer->id.view()))
        .key("members")
        .begin_array();
    for (const StreamId& member : customer.customer->members)
        for (const SubjectRecord* record : records) {
            if (!(record->stream == member)) continue;
            const KeyParts owner = key_parts(record->owner);
            json.begin_object()
                .text("subject", hex(member.view()))
                .text("name", record->name)
                .key("owner")
                .begin_object();
            json.text("type", owner.first)
                .text("scope", owner.second)
                .text("value", owner.third)
                .end_object();
            json.key("items").number(record->items);
            for (const OpenMember& open : customer.members)
                if (open.stream == member) json.number("first", first_item_ms(*open.state));
            json.end_object();
        }
    json.end_array();
    write_joins(json, *customer.customer);
    write_shared(json, customer, customers);
    json.end_object();
    return json.take();
}

}  // namespace history::view
