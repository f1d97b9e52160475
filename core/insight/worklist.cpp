#include "core/insight/worklist.h"

#include <algorithm>

namespace history {

CustomerSummary summarise_customer(const Customer& customer, const RecordOf& records) {
    CustomerSummary summary;
    summary.unfiled = true;
    std::uint64_t last_out_ms = 0;
    for (const StreamId& member : customer.members) {
        auto found = records.find(member);
        if (found == records.end()) continue;
        const SubjectRecord& record = *found->second;
        if (!summary.main) summary.main = &record;
        if (record.last.at_ms != 0 && (!summary.last || record.last.at_ms > summary.last->last.at_ms))
            summary.last = &record;
        if (record.last_in && (!summary.last_in || record.last_in->at_ms > summary.last_in->last_in->at_ms))
            summary.last_in = &record;
        last_out_ms = std::max(last_out_ms, record.last_out_ms);
        summary.items += record.items;
        summary.unfiled = summary.unfiled && record.kind == "unfiled";
        summary.unsent = summary.unsent || record.first_gpos == 0;
    }
    const SubjectRecord* named = naming_record(customer.members, [&](const StreamId& member) {
        const auto found = records.find(member);
        return found == records.end() ? nullptr : found->second;
    });
    if (named) summary.main = named;
    for (const StreamId& member : customer.members) {
        auto found = records.find(member);
        if (found == records.end()) continue;
        for (std::uint64_t at : found->second->waiting)
            if (at > last_out_ms && (summary.waiting_since_ms == 0 || at < summary.waiting_since_ms))
                summary.waiting_since_ms = at;
    }
    return summary;
}

}  // namespace history
