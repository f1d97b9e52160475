#include "core/view/mentions.h"

#include <algorithm>

#include "core/base/arrange.h"
#include "core/view/json_text.h"

namespace history::view {

std::string mentions(const Directory& directory, std::string_view colleague, Window window) {
    struct Row {
        const SubjectRecord* record;
        DueEntry entry;
    };
    std::vector<Row> rows;
    for (const auto& [stream, record] : directory.records())
        record.due.each([&, &record = record](const DueEntry& one) {
            if (one.kind == DueKind::mention && one.assignee == colleague) rows.push_back({&record, one});
        });
    arrange(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
        if (a.entry.at_ms != b.entry.at_ms) return a.entry.at_ms > b.entry.at_ms;
        return a.entry.item != b.entry.item ? a.entry.item < b.entry.item
                                            : a.record->stream < b.record->stream;
    });
    JsonText json;
    json.begin_object().text("slice", "mentions").text("colleague", colleague);
    json.key("total").number(rows.size()).key("rows").begin_array();
    for (std::size_t i = window.from; i < rows.size() && i - window.from < window.limit; ++i) {
        const Customer* customer = directory.customers().find(rows[i].record->stream);
        json.begin_object().text("id", hex((customer ? customer->id : rows[i].record->stream).view()));
        json.text("name", rows[i].record->name).text("item", item_id(rows[i].entry.item));
        json.number("at", rows[i].entry.at_ms).text("words", rows[i].entry.words).end_object();
    }
    return json.end_array().end_object().take();
}

}  // namespace history::view
