#include "native/exports/export.h"

namespace history::exports {

std::span<const Format> table() {
    static constexpr Format formats[] = {
        {"jsonl", "everything, one JSON object a line: customers, items, goods; and the counts", jsonl, true},
        {"csv", "flat, typed tables for Power BI and the like, with a dictionary of their columns", csv,
         true},
        {"vcard", "contacts.vcf, vCard 4.0", vcard},
        {"hubspot", "contacts.csv for the contact import of HubSpot", hubspot},
        {"salesforce", "contacts.csv for Salesforce's Data Loader", salesforce},
        {"bitrix24", "contacts.csv for the contact import of Bitrix24", bitrix24},
    };
    return formats;
}

const Format* find_format(std::string_view name) {
    for (const Format& format : table())
        if (format.name == name) return &format;
    return nullptr;
}

}  // namespace history::exports
