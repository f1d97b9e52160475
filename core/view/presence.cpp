#include "core/view/presence.h"

#include <algorithm>

#include "core/base/arrange.h"
#include "core/insight/item_facts.h"
#include "core/view/json_text.h"

namespace history::view {

namespace {
constexpr std::size_t rows_max = 200;
}  // namespace

StreamWrite opened_write(const StreamId& stream, const State* own, const DeviceId& device,
                         const StreamId& customer, std::uint64_t now_ms) {
    const std::string key = hex(customer.view()), field = "opened/" + std::to_string(now_ms / presence_ms);
    const Entity* card = own ? own->find(EntityKind::setting, key) : nullptr;
    if (card && card->field(field)) return {stream, {}, {}, {}};
    return audit_write(stream, own, opened_use, device,
                       {EntityKind::setting, key, field, std::to_string(now_ms)});
}

std::string presence(const Directory& directory, const Customer& customer,
                     const std::vector<AuditStream>& audits, std::uint64_t now_ms) {
    struct Row {
        std::uint64_t at_ms;
        std::string_view colleague, device;
    };
    std::vector<Row> rows;
    for (const AuditStream& audit : audits) {
        const SubjectRecord* record = directory.find(audit.stream);
        const std::string_view device = record ? key_parts(record->owner).second : std::string_view();
        for (const StreamId& member : customer.members)
            if (const Entity* card = audit.state->find(EntityKind::setting, hex(member.view())))
                card->each("opened", '/', [&](std::string_view, const Field& one) {
                    rows.push_back({number_of(one.value), one.colleague, device});
                });
    }
    arrange(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
        if (a.at_ms != b.at_ms) return a.at_ms > b.at_ms;
        return a.colleague != b.colleague ? a.colleague < b.colleague : a.device < b.device;
    });
    if (rows.size() > rows_max) rows.resize(rows_max);
    JsonText json;
    json.begin_object()
        .text("slice", "presence")
        .text("id", hex(customer.id.view()))
        .key("rows")
        .begin_array();
    for (const Row& row : rows)
        json.begin_object()
            .text("colleague", row.colleague)
            .text("device", row.device)
            .number("at", row.at_ms)
            .flag("here", row.at_ms + presence_ms > now_ms && row.at_ms <= now_ms)
            .end_object();
    return json.end_array().end_object().take();
}

}  // namespace history::view
