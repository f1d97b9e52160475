#include "core/view/ringing.h"

#include <algorithm>

#include "core/base/arrange.h"
#include "core/identity/identifier.h"
#include "core/insight/columns.h"
#include "core/view/customer_named.h"
#include "core/view/json_text.h"

namespace history::view {

namespace {

constexpr std::string_view entity_key = "ringing";

RingingCall call_of(std::string_view slot) {
    RingingCall call;
    call.at_ms = number_column(slot);
    for (std::string* text : {&call.number, &call.line, &call.extension, &call.call})
        *text = take_column(slot);
    call.over = take_column(slot) == "over";
    return call;
}

std::string slot_of(const RingingCall& call) {
    std::string slot = std::to_string(call.at_ms);
    for (const std::string* text : {&call.number, &call.line, &call.extension, &call.call}) {
        std::string cell = text->substr(0, 128);
        std::replace(cell.begin(), cell.end(), '\t', ' ');
        slot += '\t' + cell;
    }
    return slot + (call.over ? "\tover" : "\tringing");
}

std::vector<RingingCall> slots_of(const State& state) {
    std::vector<RingingCall> slots(ringing_slots);
    if (const Entity* entity = state.find(EntityKind::setting, entity_key))
        entity->each("slot", '/', [&](std::string_view number, const Field& field) {
            if (const std::uint64_t at = number_of(number); at < slots.size())
                slots[at] = call_of(field.value);
        });
    return slots;
}

}  // namespace

StreamWrite ringing_write(const StreamId& stream, const State* own, const DeviceId& device,
                          const RingingCall& call) {
    const StreamWrite nothing{stream, {}, {}, {}};
    const std::vector<RingingCall> slots = own ? slots_of(*own) : std::vector<RingingCall>(ringing_slots);
    std::size_t best = 0;
    bool same = false;
    for (std::size_t i = 0; i < slots.size() && !same; ++i) {
        same = slots[i].at_ms != 0 && slots[i].call == call.call;
        const auto free = [](const RingingCall& one) { return one.over || one.at_ms == 0; };
        if (same ||
            (free(slots[i]) != free(slots[best]) ? free(slots[i]) : slots[i].at_ms < slots[best].at_ms))
            best = i;
    }
    if (call.over && (!same || slots[best].over)) return nothing;
    RingingCall stands = call;
    if (same) {  // further telephones of one call ring: since when is the first one's
        stands.at_ms = slots[best].at_ms;
        if (stands.number.empty()) stands.number = slots[best].number;
        if (slots[best].over || slot_of(stands) == slot_of(slots[best])) return nothing;
    }
    return audit_write(
        stream, own, ringing_use, device,
        {EntityKind::setting, std::string(entity_key), "slot/" + std::to_string(best), slot_of(stands)});
}

std::string calls(const Directory& directory, const std::vector<const State*>& ringing,
                  std::string_view country, std::uint64_t now_ms) {
    std::vector<RingingCall> rows;
    for (const State* state : ringing)
        for (RingingCall& one : slots_of(*state))
            if (one.at_ms != 0 && !one.over && one.at_ms + ringing_ms_max > now_ms)
                rows.push_back(std::move(one));
    arrange(rows.begin(), rows.end(), [](const RingingCall& a, const RingingCall& b) {
        return a.at_ms != b.at_ms ? a.at_ms > b.at_ms : a.call < b.call;
    });
    JsonText json;
    json.begin_object().text("slice", "calls").number("as_of", now_ms).key("rows").begin_array();
    for (const RingingCall& one : rows) {
        const auto normal = normalise("phone", one.number, country);
        const std::string number = normal.ok() ? *normal : one.number;
        json.begin_object()
            .text("number", number)
            .text("line", one.line)
            .text("extension", one.extension)
            .number("at", one.at_ms);
        if (const auto customer = customer_named(directory, number, country);
            !number.empty() && customer.ok()) {
            json.text("id", hex((*customer)->id.view()));
            for (const StreamId& member : (*customer)->members)
                if (const SubjectRecord* record = directory.find(member); record && !record->name.empty()) {
                    json.text("name", record->name);
                    break;
                }
        }
        json.end_object();
    }
    return json.end_array().end_object().take();
}

}  // namespace history::view
