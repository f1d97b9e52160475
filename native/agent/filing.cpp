#include "native/agent/filing.h"

#include <algorithm>

#include "core/base/fold.h"
#include "core/identity/identifier.h"
#include "core/identity/name.h"
#include "core/insight/item_facts.h"
#include "native/agent/item_values.h"

namespace history::agent {

using connectors::Identifier;

namespace {

constexpr std::size_t native_id_bytes_max = 512;
constexpr std::size_t raw_bytes_max = 256;  // of an identifier as written
constexpr std::size_t candidates_max = 16;  // of one identifier: a value that more share says nothing
constexpr std::size_t change_bytes_max = 40 * 1024;  // a change must fit one envelope of 64 KiB

std::string item_scope(std::string_view channel, std::string_view account) {
    return std::string(channel) + '/' + std::string(account);
}

std::string item_identifier(const std::string& item_key) {
    const KeyParts parts = key_parts(item_key);
    return joined_key("item", item_scope(parts.first, parts.second), parts.third);
}

std::string_view way_of(const Identifier& identifier) {
    if (identifier.cc) return "cc";
    switch (identifier.known) {
        case connectors::Known::proved:
            return "proved";
        case connectors::Known::given:
            return "given";
        case connectors::Known::said:
            return "said";
    }
    return "said";
}

// Ops of one item as changes that each fit an envelope.
void append_changes(std::vector<std::vector<Op>>& changes, std::vector<Op> ops) {
    std::size_t bytes = change_bytes_max + 1;
    for (Op& op : ops) {
        const std::size_t size = op.key.size() + op.field.size() + op.value.size() + 8;
        if (bytes + size > change_bytes_max) {
            changes.emplace_back();
            bytes = 0;
        }
        bytes += size;
        changes.back().push_back(std::move(op));
    }
}

}  // namespace

std::optional<std::string> identifier_key(const Identifier& identifier, const std::string& country) {
    const Result<std::string> value = normalise(identifier.type, identifier.value, country);
    if (!value.ok() || clean_key(identifier.value, raw_bytes_max).empty()) return std::nullopt;
    return joined_key(identifier.type, clean_key(identifier.scope, raw_bytes_max), *value);
}

std::string item_key_of(std::string_view channel, const std::string& account, const std::string& native_id) {
    std::string native = clean_key(native_id, native_id_bytes_max);
    if (native_id.size() > native_id_bytes_max)
        native = clean_key(native_id, 256) + key_mark("history native id 1", native_id);
    return joined_key(channel, clean_key(account, native_id_bytes_max), native);
}

bool of_unknown_kind(const connectors::Item& item) {
    return value_of(item.fields, "kind") == "other" && !value_of(item.fields, "raw").empty();
}

std::vector<Filing::Identified> Filing::identify(std::string_view, const connectors::Account& account,
                                                 const std::vector<Identifier>& identifiers) const {
    std::vector<Identified> known;
    for (const Identifier& identifier : identifiers) {
        Identified one;
        const std::string raw = clean_key(identifier.value, raw_bytes_max);
        if (raw.empty()) continue;
        one.name = clean_text(identifier.name, raw_bytes_max);
        one.way = way_of(identifier);
        if (auto key = identifier_key(identifier, account.country)) {
            one.key = std::move(*key);
            if (raw != key_parts(one.key).third) one.raw = raw;
        } else {  // "anonymous" is nobody's number: kept as it was written, it joins nothing
            one.key = joined_key(identifier.type, clean_key(identifier.scope, raw_bytes_max), raw);
            if (one.joins()) one.way = "said";
        }
        known.push_back(std::move(one));
    }
    return known;
}

std::string Filing::owner_of(const Entry& entry) {
    for (const Identified& one : entry.identifiers) {
        if (!one.joins()) continue;
        const std::string_view type = key_parts(one.key).first;
        std::vector<std::string> words;
        const bool shareable = type == "phone" || (type == "email" && entry.channel != type);
        if (one.way == "given" && shareable) words = name_words(one.name);
        std::sort(words.begin(), words.end());
        std::string owner = one.key;
        for (const std::string& word : words)
            owner += (owner.size() == one.key.size() ? unit_separator : ' ') + word;
        return owner;
    }
    return {};
}

void Filing::look_up(Entry& entry) const {
    std::set<StreamId> found;
    const auto take = [&](const std::string& key) {
        // Those that it owns (one for each agent that met it first), however many others used a shop's tablet.
        const std::vector<StreamId> streams = directory_.with_identifier(key);
        for (const StreamId& stream : streams)
            if (streams.size() <= candidates_max || owning_identifier(directory_.find(stream)->owner) == key)
                found.insert(stream);
    };
    if (!entry.item_key.empty()) {
        take(item_identifier(entry.item_key));
        for (const Identified& one : entry.identifiers)
            if (one.way != "said") take(one.key);
    }
    entry.candidates.assign(found.begin(), found.end());
}

bool Filing::add(std::string_view channel, const connectors::Account& account, connectors::Item item) {
    Entry entry;
    entry.channel = channel;
    entry.item_key = item_key_of(channel, account.name, item.native_id);
    entry.at = value_of(item.fields, "at");
    for (const auto& [field, value] : item.fields)  // what only its states date
        if (entry.at.empty() && field.starts_with("status@")) entry.at = field.substr(7);
    entry.counts = !item.stub && !of_unknown_kind(item);
    entry.identifiers = identify(channel, account, item.identifiers);
    entry.fields = item_values(item.fields);
    entry.owner = owner_of(entry);
    entry.unfiled = entry.owner.empty();
    const bool whose = item.fields.empty();  // a table that says nothing but whose an item is
    const std::string kind = value_of(entry.fields, "kind");
    if (entry.unfiled) entry.owner = item_identifier(entry.item_key);
    const bool told_by_many = kind == "payment" || kind == "refund" || kind == "parcel" || kind == "ticket" ||
                              kind == "order" || kind == "review";
    if (entry.unfiled || kind == "comment" || told_by_many || whose)
        entry.identifiers.push_back({item_identifier(entry.item_key), {}, {}, "proved"});
    if (const std::string answered = value_of(entry.fields, "reply_to");
        entry.unfiled && kind == "comment" && !answered.empty())
        entry.identifiers.push_back(
            {item_identifier(item_key_of(channel, account.name, answered)), {}, {}, "proved"});
    look_up(entry);
    entries_.push_back(std::move(entry));
    return !entries_.back().unfiled;
}

bool Filing::add(std::string_view channel, const connectors::Account& account,
                 connectors::Statement statement) {
    Entry entry;
    entry.channel = channel;
    entry.at = std::to_string(statement.at_ms);
    entry.identifiers = identify(channel, account, statement.identifiers);
    entry.owner = owner_of(entry);
    if (entry.owner.empty()) return false;
    for (const StreamId& stream : directory_.with_identifier(std::string(owning_identifier(entry.owner))))
        if (directory_.find(stream)->owner == entry.owner) entry.candidates.push_back(stream);
    for (auto& [fact, value] : fact_values(statement.facts)) {
        if (fact == "kind") {  // a company, whatever its subject was begun as
            if (value == "company") entry.fields.emplace_back("kind/company", entry.channel);
            continue;
        }
        std::replace(value.begin(), value.end(), '\t', ' ');
        // What tells of a cut is no fact, which an @ before the moment would make of it.
        const char mark = fact.starts_with(cut_name("")) ? '/' : '@';
        entry.fields.emplace_back(fact + mark + entry.at, value + '\t' + entry.channel);
    }
    entries_.push_back(std::move(entry));
    return true;
}

std::vector<StreamId> Filing::wanted() const {
    std::set<StreamId> streams;
    for (const Entry& entry : entries_) streams.insert(entry.candidates.begin(), entry.candidates.end());
    return {streams.begin(), streams.end()};
}

// Of an identifier that names a customer of this workspace; null: of another one, or no such identifier.
const SubjectRecord* Filing::customer_of(const std::string& key) const {
    const KeyParts parts = key_parts(key);
    if (parts.first != "customer") return nullptr;
    const auto id = unhex(parts.third);
    return id.ok() && id->size() == StreamId::size ? directory_.find(StreamId::from(*id)) : nullptr;
}

Filing::Place Filing::place(const Entry& entry, const Opened& opened, bool& stands, bool& stub_elsewhere) {
    Place place;
    const SubjectRecord* owner = directory_.owner(entry.owner);
    if (const SubjectRecord* named = customer_of(entry.owner)) {
        place.stream = named->stream;
        return place;
    }
    if (!entry.item_key.empty()) {
        // Where it stands: in what was here before, and in what this portion did.
        std::map<StreamId, Copy> standing;
        for (const StreamId& stream : entry.candidates) {
            const auto state = opened.find(stream);
            const Entity* item =
                state == opened.end() ? nullptr : state->second->find(EntityKind::item, entry.item_key);
            if (item) standing[stream].take(item->value("kind"), item->value("direction"));
        }
        if (const auto placed = placed_.find(entry.item_key); placed != placed_.end())
            for (const auto& [stream, copy] : placed->second)
                standing[stream].take(copy.kind, copy.direction);
        const StreamId *best = nullptr, *told = nullptr;
        int best_rank = 0, told_rank = 0;
        const std::string unfiled_owner = item_identifier(entry.item_key);
        Copy told_now;
        told_now.take(value_of(entry.fields, "kind"), value_of(entry.fields, "direction"));
        for (const auto& [stream, copy] : standing) {
            const SubjectRecord* record = directory_.find(stream);
            const auto begun = begun_.find(entry.owner);
            const bool own = (record && record->owner == entry.owner) ||
                             (begun != begun_.end() && begun->second == stream);
            const bool nobodys =
                !own && (record ? record->owner == unfiled_owner
                                : begun_.count(unfiled_owner) != 0 && begun_[unfiled_owner] == stream);
            // Two things of one id, one of them nobody's: whichever is filed first says nothing of the other.
            const bool whole = !copy.kind.empty(), other_thing = whole && !copy.is(told_now);
            if (other_thing && (nobodys || (entry.unfiled && !own && !told_now.kind.empty()))) continue;
            stands = stands || whole;
            stub_elsewhere = stub_elsewhere || nobodys;
            const int rank = nobodys ? 0 : own ? 3 : whole ? 2 : 1;
            if (rank > best_rank) best_rank = rank, best = &stream;
            const auto state = opened.find(stream);
            if (standing.size() > 1 && rank > told_rank && state != opened.end() &&
                says_all(entry, {stream, false, rank < 3}, false, *state->second))
                told_rank = rank, told = &stream;
        }
        // Of several that sources gave one id, each copy again is known where it was filed.
        if (told) best = told, best_rank = told_rank;
        if (best) {
            place.stream = *best;
            place.foreign = best_rank < 3;
            const auto begun = begun_.find(entry.owner);
            place.create = begun != begun_.end() && begun->second == *best;
            if (!place.create)
                for (const auto& [key, stream] : begun_) place.create = place.create || stream == *best;
            return place;
        }
    }
    const auto told =
        std::find_if(entry.candidates.begin(), entry.candidates.end(), [&](const StreamId& one) {
            const auto state = opened.find(one);
            return entry.item_key.empty() && state != opened.end() &&
                   says_all(entry, {one}, false, *state->second);
        });
    if (told != entry.candidates.end()) {  // a statement that one of the owner's subjects has
        place.stream = *told;
    } else if (const auto begun = begun_.find(entry.owner); begun != begun_.end()) {
        place.stream = begun->second;
        place.create = true;
    } else if (owner) {
        place.stream = owner->stream;
    } else {
        place.stream = begun_[entry.owner] = new_stream_();
        place.create = true;
    }
    return place;
}

std::optional<std::string_view> Filing::owner_at(const StreamId& stream) const {
    if (const SubjectRecord* record = directory_.find(stream)) return record->owner;
    for (const auto& [key, begun] : begun_)
        if (begun == stream) return key;
    return std::nullopt;
}

void Filing::write_identifiers(const Entry& entry, const Place& place, std::vector<Op>& ops) const {
    bool joins = !place.foreign;
    if (place.foreign) {
        const std::optional<std::string_view> owner = owner_at(place.stream);
        for (const Identified& one : entry.identifiers)
            joins =
                joins || (owner && one.joins() && (owner->empty() || owning_identifier(*owner) == one.key));
    }
    for (const Identified& one : entry.identifiers) {
        if (customer_of(one.key)) continue;  // the subject itself says who it is
        const std::string way(joins || !one.joins() ? one.way : std::string_view("cc"));
        ops.push_back({EntityKind::identifier, one.key, way, entry.channel});
        if (!one.raw.empty()) ops.push_back({EntityKind::identifier, one.key, "raw", one.raw});
        if (!one.name.empty())
            ops.push_back(
                {EntityKind::identifier, one.key, name_field(number_of(entry.at), one.name), one.name});
    }
}

void Filing::write_entry(const Entry& entry, const Place& place, bool stub_elsewhere,
                         std::vector<Op>& ops) const {
    write_identifiers(entry, place, ops);
    if (stub_elsewhere && !entry.unfiled)  // what came before its owner was known joins by the item itself
        ops.push_back({EntityKind::identifier, item_identifier(entry.item_key), "proved", entry.channel});
    const EntityKind kind = entry.item_key.empty() ? EntityKind::subject : EntityKind::item;
    for (const auto& [field, value] : entry.fields) ops.push_back({kind, entry.item_key, field, value});
}

// Whether this copy would change nothing where the item stands.
bool Filing::says_all(const Entry& entry, const Place& place, bool stub_elsewhere, const State& state) const {
    std::vector<Op> ops;
    write_entry(entry, place, stub_elsewhere, ops);
    return std::all_of(ops.begin(), ops.end(), [&](const Op& op) {
        const Entity* entity = state.find(op.kind, op.key);
        const Field* stands = entity ? entity->field(op.field) : nullptr;
        return stands && (!stands->stamp.of_source() || stands->value >= op.value);
    });
}

Filed Filing::file(const Opened& opened) {
    Filed filed;
    std::map<StreamId, std::size_t> write_of;
    for (const Entry& entry : entries_) {
        bool stands = false, stub_elsewhere = false;
        const Place where = place(entry, opened, stands, stub_elsewhere);
        auto [write, first] = write_of.try_emplace(where.stream, filed.writes.size());
        if (first) {
            filed.writes.emplace_back();
            filed.writes.back().stream = where.stream;
            filed.writes.back().create = where.create;
            filed.writes.back().source = true;
        }
        std::vector<Op> ops;
        if (first && where.create) {
            ops.push_back({EntityKind::subject, "", "kind", entry.unfiled ? "unfiled" : "person"});
            ops.push_back({EntityKind::subject, "", "owner", entry.owner});
        }
        write_entry(entry, where, stub_elsewhere, ops);
        const bool item = !entry.item_key.empty();
        append_changes(filed.writes[write->second].changes, std::move(ops));
        if (!item) continue;
        if (entry.counts && !stands) ++filed.fresh;
        placed_[entry.item_key][where.stream].take(value_of(entry.fields, "kind"),
                                                   value_of(entry.fields, "direction"));
    }
    return filed;
}

}  // namespace history::agent
