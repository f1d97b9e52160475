#include "core/view/joins.h"

namespace history::view {

void write_joins(JsonText& json, const Customer& customer) {
    json.key("joins").begin_array();
    for (const Join& join : customer.joins) {
        json.begin_object().text("a", hex(join.a.view())).text("b", hex(join.b.view())).text("reason", join.reason).text("value", join.value);
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
                json.begin_object().text("type", parts.first).text("value", parts.third).text("why", shared.why).end_object();
                break;
            }
    json.end_array();
}

std::string why(const OpenCustomer& customer, const Customers& customers, const std::vector<const SubjectRecord*>& records) {
    JsonText json;
    json.begin_object().text("slice", "why").text("id", hex(customer.customer->id.view())).key("members").begin_array();
    for (const StreamId& member : customer.customer->members)
        for (const SubjectRecord* record : records) {
            if (!(record->stream == member)) continue;
            const KeyParts owner = key_parts(record->owner);
            json.begin_object().text("subject", hex(member.view())).text("name", record->name).key("owner").begin_object();
            json.text("type", owner.first).text("scope", owner.second).text("value", owner.third).end_object();
            json.key("items").number(record->items);
            json.end_object();
        }
    json.end_array();
    write_joins(json, *customer.customer);
    write_shared(json, customer, customers);
    json.end_object();
    return json.take();
}

}  // namespace history::view
