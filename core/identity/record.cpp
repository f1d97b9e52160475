#include "core/identity/record.h"

#include <algorithm>

namespace history {

std::string_view known_name(Known known) {
    switch (known) {
        case Known::cc:
            return "cc";
        case Known::said:
            return "said";
        case Known::given:
            return "given";
        case Known::proved:
            return "proved";
    }
    return "";
}

const Reference* reference_in(const SubjectRecord& record, const Reference& thing) {
    const auto found =
        std::lower_bound(record.references.begin(), record.references.end(), thing, Reference::by_hash);
    return found != record.references.end() && found->hash() == thing.hash() ? &*found : nullptr;
}

std::optional<Known> how_known(const SubjectRecord& record, std::string_view key) {
    if (const auto thing = Reference::of(key, Known::cc))
        if (const Reference* own = reference_in(record, *thing)) return own->known();
    for (const KnownIdentifier& one : record.identifiers)
        if (one.key() == key) return one.known;
    return std::nullopt;
}

std::string_view owning_identifier(std::string_view owner) {
    std::size_t end = 0;
    for (int parts = 0; parts < 3 && end != std::string_view::npos; ++parts)
        end = owner.find(unit_separator, end == 0 ? 0 : end + 1);
    return owner.substr(0, end);
}

namespace {
void encode(Writer& out, const LastItem& item) {
    out.varint(item.at_ms);
    if (item.at_ms == 0) return;
    out.text(item.channel);
    out.text(item.account);
    out.text(item.kind);
    out.u8(item.inbound ? 1 : 0);
    out.text(item.words);
}

LastItem decode_last(Reader& in) {
    LastItem item;
    item.at_ms = in.varint();
    if (item.at_ms == 0) return item;
    item.channel = in.text();
    item.account = in.text();
    item.kind = in.text();
    item.inbound = in.u8() == 1;
    item.words = in.text();
    return item;
}

void encode_work(Writer& out, const SubjectRecord& record) {
    record.due.encode(out);
    out.varint(record.reminders.size());
    for (const ReminderMark& one : record.reminders) {
        out.text(one.id);
        out.u8(one.closed ? 1 : 0);
        out.varint(one.due_ms);
    }
    out.varint(record.resolved.size());
    for (const std::string& item : record.resolved) out.text(item);
    out.varint(record.last_call_ms);
    out.varint(record.last_bought_ms);
}

bool decode_work(Reader& in, SubjectRecord& record) {
    if (!DueList::decode(in, record.due)) return false;
    const std::uint64_t reminders = in.varint();
    for (std::uint64_t i = 0; i < reminders && in.ok(); ++i) {
        ReminderMark one;
        one.id = in.text();
        one.closed = in.u8() == 1;
        one.due_ms = in.varint();
        record.reminders.push_back(std::move(one));
    }
    const std::uint64_t resolved = in.varint();
    for (std::uint64_t i = 0; i < resolved && in.ok(); ++i) record.resolved.emplace_back(in.text());
    record.last_call_ms = in.varint();
    record.last_bought_ms = in.varint();
    return in.ok();
}
}  // namespace

Bytes encode_record(const SubjectRecord& record) {
    Writer out;
    out.u8(record_rules);
    out.text(record.kind);
    out.text(record.name);
    out.varint(record.name_rank);
    out.text(record.owner);
    out.varint(record.identifiers.size());
    for (const KnownIdentifier& one : record.identifiers) {
        out.text(one.type);
        out.text(one.scope);
        out.text(one.value);
        out.u8(static_cast<std::uint8_t>(one.known));
        out.varint(one.names.size());
        for (const std::string& name : one.names) out.text(name);
    }
    out.varint(record.references.size());
    for (const Reference& one : record.references) out.u64(one.bits());
    out.varint(record.statements.size());
    for (const SubjectRecord::Statement& one : record.statements) {
        out.u8(one.separation ? 1 : 0);
        out.id(one.other);
    }
    encode(out, record.last);
    encode(out, record.last_in ? *record.last_in : LastItem());
    out.varint(record.last_out_ms);
    out.varint(record.waiting.size());
    for (std::uint64_t at : record.waiting) out.varint(at);
    out.varint(record.items);
    out.varint(record.first_ms);
    out.varint(record.last_ms - record.first_ms);
    out.text(record.traits.birthday);
    out.text(record.traits.address);
    out.text(record.traits.fias);
    out.text(record.position);
    encode_contact_facts(out, record.contact ? *record.contact : ContactFacts{});
    out.varint(record.planned);
    encode_work(out, record);
    return out.take();
}

Result<SubjectRecord> decode_subject_record(ByteView bytes) {
    Reader in(bytes);
    if (in.u8() != record_rules)
        return fail(Errc::unsupported, "This directory record was made by other rules.");
    SubjectRecord record;
    record.kind = in.text();
    record.name = in.text();
    record.name_rank = in.varint();
    record.owner = in.text();
    const std::uint64_t identifiers = in.varint();
    for (std::uint64_t i = 0; i < identifiers && in.ok(); ++i) {
        KnownIdentifier one;
        one.type = in.text();
        one.scope = in.text();
        one.value = in.text();
        const std::uint8_t known = in.u8();
        if (known > static_cast<std::uint8_t>(Known::proved))
            return fail(Errc::corrupt, "A directory record is damaged.");
        one.known = static_cast<Known>(known);
        const std::uint64_t names = in.varint();
        for (std::uint64_t n = 0; n < names && in.ok(); ++n) one.names.emplace_back(in.text());
        record.identifiers.push_back(std::move(one));
    }
    const std::uint64_t references = in.varint();
    for (std::uint64_t i = 0; i < references && in.ok(); ++i)
        record.references.push_back(Reference::from(in.u64()));
    const std::uint64_t statements = in.varint();
    for (std::uint64_t i = 0; i < statements && in.ok(); ++i) {
        SubjectRecord::Statement one;
        one.separation = in.u8() == 1;
        one.other = in.id<StreamId>();
        record.statements.push_back(one);
    }
    record.last = decode_last(in);
    if (LastItem last_in = decode_last(in); last_in.at_ms != 0)
        record.last_in = std::make_shared<const LastItem>(std::move(last_in));
    record.last_out_ms = in.varint();
    const std::uint64_t waiting = in.varint();
    for (std::uint64_t i = 0; i < waiting && in.ok(); ++i) record.waiting.push_back(in.varint());
    record.items = static_cast<std::uint32_t>(in.varint());
    record.first_ms = in.varint();
    record.last_ms = record.first_ms + in.varint();
    record.traits.birthday = in.text();
    record.traits.address = in.text();
    record.traits.fias = in.text();
    record.position = in.text();
    if (ContactFacts contact = decode_contact_facts(in); !contact.empty())
        record.contact = std::make_shared<const ContactFacts>(std::move(contact));
    record.planned = static_cast<std::uint32_t>(in.varint());
    if (!decode_work(in, record)) return fail(Errc::corrupt, "A directory record is damaged.");
    if (!in.at_end()) return fail(Errc::corrupt, "A directory record is damaged.");
    return record;
}

}  // namespace history
