#include <algorithm>

#include "core/base/arrange.h"
#include "core/insight/item_facts.h"
#include "core/view/customer_joined.h"
#include "core/view/evidence_item.h"
#include "core/view/joins.h"
#include "core/view/thing_spelling.h"

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

const State* state_of(const OpenCustomer& customer, const StreamId& stream) {
    for (const OpenMember& member : customer.members)
        if (member.stream == stream) return member.state;
    return nullptr;
}

// The statement of one subject about another, as the later word has it; null when there is none.
struct Statement {
    const Entity* entity = nullptr;
    const Field* state = nullptr;
};
Statement statement_of(const OpenCustomer& customer, std::string_view kind, const StreamId& a,
                       const StreamId& b) {
    Statement latest;
    for (const auto& [own, other] : {std::pair(a, b), std::pair(b, a)}) {
        const State* state = state_of(customer, own);
        const Entity* entity =
            state ? state->find(EntityKind::statement, joined_key(kind, hex(other.view()))) : nullptr;
        const Field* said = entity ? entity->field("state") : nullptr;
        if (said && said->value == "stands" &&
            (!latest.state || compare(latest.state->stamp, said->stamp) < 0))
            latest = {entity, said};
    }
    return latest;
}

// Two records of one CRM that it merged itself: one subject carries both numbers.
bool merged_by_crm(const OpenCustomer& customer, const Join& join) {
    if (join.reason != "crm") return false;
    for (const StreamId& end : {join.a, join.b})
        if (const State* state = state_of(customer, end)) {
            std::size_t proved = 0;
            for (const Entity& entity : state->entities())
                if (entity.kind == EntityKind::identifier && entity.field("proved")) {
                    const KeyParts parts = key_parts(entity.key);
                    proved += parts.first == "crm" && parts.second == join.scope;
                }
            if (proved > 1) return true;
        }
    return false;
}

void write_evidence(JsonText& json, const OpenCustomer& customer, const Join& join) {
    json.key("evidence").begin_array();
    for (const StreamId& end : {join.a, join.b}) {
        const State* state = state_of(customer, end);
        if (!state) continue;
        json.begin_object().text("member", hex(end.view()));
        json.text("channel", evidence_channel(*state, join.reason, join.scope, join.value));
        if (const Entity* item = evidence_item(*state, join.reason, join.scope, join.value))
            json.text("item", item_id(item->key)).number("at", time_of_item(*item));
        json.end_object();
    }
    json.end_array();
}

void write_reasons(JsonText& json, const OpenCustomer& customer) {
    ThingSpelling things(customer);
    json.key("joins").begin_array();
    for (const Join& by : customer.customer->joins) {
        const Join join = things.spelled(by);
        json.begin_object()
            .text("a", hex(join.a.view()))
            .text("b", hex(join.b.view()))
            .text("reason", join.reason)
            .text("value", join.value);
        json.text("known", known_name(join.known));
        if (join.reason == "link") {
            if (const Statement said = statement_of(customer, "link", join.a, join.b); said.entity)
                json.text("who", said.state->colleague)
                    .number("at", said.state->stamp.effective_ms == unsent_time
                                      ? said.state->stamp.claimed.ms
                                      : said.state->stamp.effective_ms)
                    .text("words", said.entity->value("reason"));
        } else {
            json.flag("merged_by_crm", merged_by_crm(customer, join));
            write_evidence(json, customer, join);
        }
        // Who would go if this join broke.
        for (const Parting& parting : partings(*customer.customer, join.a, &join.b)) {
            if (parting.join != &by) continue;
            json.key("apart").begin_array();
            for (const StreamId& one : parting.right) json.text(hex(one.view()));
            json.end_array();
        }
        json.end_object();
    }
    json.end_array();
}

// What people said of these subjects: links that a separation overrules, and separations from others.
void write_statements(JsonText& json, const OpenCustomer& customer, const Customers& customers) {
    json.key("statements").begin_array();
    for (const OpenMember& member : customer.members) {
        std::vector<const Entity*> said;
        for (const Entity& entity : member.state->entities())
            if (entity.kind == EntityKind::statement && entity.field("state")) said.push_back(&entity);
        arrange(said.begin(), said.end(), [](const Entity* x, const Entity* y) { return x->key < y->key; });
        for (const Entity* entity : said) {
            const KeyParts parts = key_parts(entity->key);
            if (parts.first != "link" && parts.first != "separation") continue;
            const Field& state = *entity->field("state");
            const auto other = unhex(parts.second);
            const bool id = other.ok() && other->size() == StreamId::size;
            const Customer* theirs = id ? customers.find(StreamId::from(*other)) : nullptr;
            json.begin_object()
                .text("kind", parts.first)
                .text("subject", hex(member.stream.view()))
                .text("other", parts.second)
                .text("customer", theirs ? hex(theirs->id.view()) : std::string())
                .text("state", state.value)
                .text("who", state.colleague)
                .number("at", state.stamp.effective_ms == unsent_time ? state.stamp.claimed.ms
                                                                      : state.stamp.effective_ms)
                .text("words", entity->value("reason"));
            json.flag("overruled", parts.first == "link" && state.value == "stands" && theirs &&
                                       theirs != customers.find(member.stream));
            json.end_object();
        }
    }
    json.end_array();
}
}  // namespace

void write_joins(JsonText& json, const OpenCustomer& customer) {
    ThingSpelling things(customer);
    json.key("joins").begin_array();
    for (const Join& by : customer.customer->joins) {
        const Join join = things.spelled(by);
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
    ThingSpelling things(customer);
    for (const Shared& shared : customers.shared) {
        const KeyParts told = key_parts(shared.key);
        const std::string key = things.key(told.first, told.second, told.third);
        for (const OpenMember& member : customer.members)
            if (member.state->find(EntityKind::identifier, key)) {
                const KeyParts parts = key_parts(key);
                json.begin_object()
                    .text("type", parts.first)
                    .text("value", parts.third)
                    .text("why", shared.why)
                    .end_object();
                break;
            }
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
    write_reasons(json, customer);
    write_shared(json, customer, customers);
    write_statements(json, customer, customers);
    json.end_object();
    return json.take();
}

}  // namespace history::view
