// Who waits for an answer: over all subjects of a customer, for an answer on any channel is an answer.
#pragma once
#include "core/identity/resolver.h"

namespace history {

struct CustomerSummary {
    const SubjectRecord* main =
        nullptr;  // gives the name (naming_record); the first member when nobody has one
    const SubjectRecord* last = nullptr;     // member with the latest item
    const SubjectRecord* last_in = nullptr;  // member with the latest item that needed an answer
    std::uint64_t waiting_since_ms = 0;      // 0: nobody waits
    std::uint32_t items = 0;
    bool unfiled = false;  // every member is
    bool unsent = false;   // a member is not acknowledged yet
};

using RecordOf = std::unordered_map<StreamId, const SubjectRecord*, FixedBytesHash>;
CustomerSummary summarise_customer(const Customer& customer, const RecordOf& records);

}  // namespace history
