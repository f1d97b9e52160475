#include "core/view/customer_named.h"

#include <algorithm>

#include "core/identity/identifier.h"

namespace history::view {

namespace {

using Found = std::vector<const Customer*>;

void add(Found& list, const Customer* customer) {
    if (customer && std::find(list.begin(), list.end(), customer) == list.end()) list.push_back(customer);
}

Found with_key(const Directory& directory, const std::string& key) {
    Found sure, unsure;
    for (const StreamId& stream : directory.with_identifier(key))
        if (const auto known = how_known(*directory.find(stream), key))
            add(*known >= Known::given ? sure : unsure, directory.customers().find(stream));
    return sure.empty() ? unsure : sure;
}

// Any identifier of that value, whatever its type and scope: a messenger id, a card's number.
Found with_value(const Directory& directory, const std::string& type, const std::string& value) {
    Found found;
    if (type.empty() || type == "order")
        for (const StreamId& stream : directory.with_identifier(joined_key("order", "", value)))
            add(found, directory.customers().find(stream));
    for (const auto& [stream, record] : directory.records())
        for (const KnownIdentifier& one : record.identifiers)
            if (one.value == value && one.known != Known::cc && one.known != Known::said &&
                (type.empty() || one.type == type))
                add(found, directory.customers().find(stream));
    return found;
}

}  // namespace

std::string_view customer_name(const Customer& customer, const Directory& directory) {
    const SubjectRecord* record =
        naming_record(customer.members, [&](const StreamId& member) { return directory.find(member); });
    return record ? std::string_view(record->name) : std::string_view();
}

std::vector<const SubjectRecord*> all_records(const Directory& directory) {
    std::vector<const SubjectRecord*> records;
    records.reserve(directory.size());
    for (const auto& [stream, record] : directory.records())
        if (is_somebody(record)) records.push_back(&record);
    return records;
}

Result<const Customer*> customer_named(const Directory& directory, const std::string& who,
                                       std::string_view country) {
    if (who.size() == 2 * StreamId::size)
        if (const auto id = unhex(who); id.ok())
            if (const Customer* customer = directory.customers().find(StreamId::from(*id))) return customer;
    std::string type = guess_type(who), value = who;
    const std::size_t colon = who.find(':');
    if (type.empty() && colon != std::string::npos) {
        type = who.substr(0, colon);
        value = who.substr(colon + 1);
    }
    Found found;
    if (const auto normal = normalise(type.empty() ? "text" : type, value, country); normal.ok()) {
        if (!type.empty()) found = with_key(directory, joined_key(type, "", *normal));
        if (found.empty()) found = with_value(directory, type, *normal);
    }
    if (found.empty())
        return fail(Errc::not_found,
                    "There is no customer \"" + who + "\"; search finds part of a number or name.");
    if (found.size() == 1) return found.front();
    std::string ids;
    for (std::size_t i = 0; i < found.size() && i < 5; ++i) ids += (i ? ", " : "") + hex(found[i]->id.view());
    return fail(Errc::conflict, std::to_string(found.size()) + " customers have \"" + who +
                                    "\", open one by its id: " + ids + '.');
}

std::string Named::key() const {
    return joined_key(type, "", value);
}

Result<Named> new_customer_named(const std::string& who, std::string_view country) {
    const std::string type = guess_type(who);
    if (type.empty())
        return fail(Errc::not_found, "No customer here has the id, number or address \"" + who + "\".");
    TRY_ASSIGN(value, normalise(type, who, country));
    return Named{type, value};
}

}  // namespace history::view
