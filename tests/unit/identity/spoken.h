// Records made by hand, a directory of them, and people who speak of them.
#pragma once
#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "core/replica/directory.h"
#include "core/replica/replica.h"
#include "core/view/customer_joined.h"

namespace history::tests {

inline StreamId stream(std::uint8_t number) {
    StreamId id;
    id.bytes[0] = number;
    return id;
}

inline SubjectRecord subject(std::uint8_t number, std::string name,
                             std::vector<KnownIdentifier> identifiers) {
    SubjectRecord record;
    record.stream = stream(number);
    record.first_gpos = number;
    record.kind = "person";
    record.name = std::move(name);
    record.identifiers = std::move(identifiers);
    return record;
}

inline KnownIdentifier phone(std::string value, Known known, std::vector<std::string> names = {}) {
    return {"phone", "", std::move(value), known, std::move(names)};
}

inline Customers resolve_all(const std::vector<SubjectRecord>& records) {
    std::vector<const SubjectRecord*> pointers;
    for (const SubjectRecord& one : records) pointers.push_back(&one);
    return resolve(pointers);
}

inline bool joined(const Customers& customers, std::uint8_t a, std::uint8_t b) {
    return customers.find(stream(a)) == customers.find(stream(b));
}

// Everything that can be seen of an answer, for comparing two.
inline std::string text_of_answer(const Customers& customers, bool with_shared = true) {
    std::string text;
    for (const Customer& customer : customers.all) {
        text += hex(customer.id.view()) + (customer.not_proved ? " not proved:" : ":");
        for (const StreamId& member : customer.members) text += ' ' + hex(member.view()).substr(0, 6);
        for (const Join& join : customer.joins)
            text += " [" + hex(join.a.view()).substr(0, 6) + '-' + hex(join.b.view()).substr(0, 6) + ' ' +
                    join.reason + ' ' + join.value + ' ' + std::string(known_name(join.known)) + ']';
        text += '\n';
        for (const StreamId& member : customer.members) REQUIRE(customers.find(member) == &customer);
    }
    text += std::to_string(customers.of.size()) + '\n';
    for (const Shared& shared : customers.shared)
        if (with_shared) text += shared.key + ' ' + std::to_string(shared.subjects) + ' ' + shared.why + '\n';
    return text;
}

struct Spoken {
    Directory directory;

    void put(SubjectRecord record) { directory.put(std::move(record)); }
    // As the merge would: a statement stands or is withdrawn in each stream that it is written to.
    void say(const Result<view::Said>& said) {
        REQUIRE(said.ok());
        REQUIRE_FALSE(said->writes.empty());
        for (const StreamWrite& write : said->writes) {
            SubjectRecord record = *directory.find(write.stream);
            for (const std::vector<Op>& ops : write.changes)
                for (const Op& op : ops) {
                    if (op.field != "state") continue;
                    const KeyParts parts = key_parts(op.key);
                    const StreamId other = StreamId::from(*unhex(parts.second));
                    std::erase_if(record.statements, [&](const SubjectRecord::Statement& one) {
                        return one.separation == (parts.first == "separation") && one.other == other;
                    });
                    if (op.value == "stands")
                        record.statements.push_back({parts.first == "separation", other});
                }
            directory.put(std::move(record));
        }
    }
    bool together(std::uint8_t a, std::uint8_t b) const { return joined(directory.customers(), a, b); }
    std::string seen() const { return text_of_answer(directory.customers()); }
    std::string seen_without_shared() const {
        std::string text = text_of_answer(directory.customers(), false);
        return text;
    }
};

}  // namespace history::tests
