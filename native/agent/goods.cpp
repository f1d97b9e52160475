#include "native/agent/goods.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "core/base/fold.h"
#include "core/insight/catalogue.h"
#include "core/insight/columns.h"
#include "core/insight/words.h"
#include "native/agent/item_values.h"

namespace history::agent {

using connectors::ProductFact;

namespace {

constexpr std::size_t key_bytes_max = 256;
constexpr std::size_t change_bytes_max = 32 * 1024;  // a change must fit one envelope of 64 KiB

// UTF-8 without separators of keys and columns; empty for what is no text.
std::string clean(const std::string& text, std::size_t bytes_max, std::size_t* left_out = nullptr) {
    if (!is_utf8(text)) return {};
    std::string kept = clean_text(text, bytes_max, left_out);
    for (char& c : kept)
        if (c == unit_separator || c == '\t' || c == '\n' || c == '\r') c = ' ';
    return kept;
}

// One that is too long keeps its beginning, and its hash tells it from others that begin so.
std::string clean_key_part(const std::string& text) {
    std::size_t left_out = 0;
    std::string part = clean(text, key_bytes_max, &left_out);
    if (left_out == 0) return part;
    const std::string mark = key_mark("history product key 1", text);
    return clean(text, key_bytes_max - mark.size()) + mark;
}

std::string key_of(const ProductFact& fact) {
    const std::string sku = clean_key_part(fact.sku);
    const std::string& place = fact.name == "alias" ? fact.value : fact.place;  // a product has many
    return sku.empty() ? sku : joined_key(sku, clean_key_part(place));
}

KnownFact fact_of(const Entity& product, const Field& field, const KeyParts& owner) {
    KnownFact known;
    std::string_view moment = field.name;
    known.fact = moment.substr(0, moment.find('@'));
    moment.remove_prefix(std::min(known.fact.size() + 1, moment.size()));
    known.at_ms = number_column(moment);
    const KeyParts key = key_parts(product.key);
    known.sku = key.first;
    known.place = known.fact == "alias" ? std::string_view() : key.second;
    known.channel = owner.second;
    known.account = owner.third;
    std::string_view cells = field.value;
    known.value = take_column(cells);
    known.source = take_column(cells);
    return known;
}

std::set<std::string> skus_asked(const std::vector<const State*>& streams, const std::string& asked) {
    std::set<std::string> skus;
    const std::string folded = fold(asked);
    for (const State* state : streams)
        for (const Entity& entity : state->entities()) {
            if (entity.kind != EntityKind::product) continue;
            const KeyParts key = key_parts(entity.key);
            const bool alias = entity.latest("alias") != nullptr || entity.field("alias") != nullptr;
            if (fold(key.first) == folded || (alias && fold(key.second) == folded))
                skus.insert(std::string(key.first));
        }
    return skus;
}

auto place_of(const KnownFact& fact) {
    return std::tie(fact.sku, fact.fact, fact.place, fact.channel, fact.account);
}

// Of a value that a later whole one took the place of, nothing is left out any more. `known`: in order, the latest of each.
std::vector<KnownFact> without_old_cuts(std::vector<KnownFact> known) {
    const std::string prefix = cut_name("");
    const auto tells_of_cut = [&](const KnownFact& fact) { return fact.fact.starts_with(prefix); };
    if (std::none_of(known.begin(), known.end(), tells_of_cut)) return known;
    std::vector<KnownFact> kept;
    for (const KnownFact& one : known) {
        KnownFact value = one;
        if (tells_of_cut(one)) value.fact.erase(0, prefix.size());
        const auto stands = std::lower_bound(
            known.begin(), known.end(), value,
            [](const KnownFact& a, const KnownFact& b) { return place_of(a) < place_of(b); });
        const bool beside =
            stands != known.end() && place_of(*stands) == place_of(value) && stands->at_ms == one.at_ms;
        if (!tells_of_cut(one) || value.fact == "alias" || beside) kept.push_back(one);
    }
    return kept;
}

}  // namespace

std::vector<ProductFact> names_in(const connectors::Item& item) {
    static const Phrases services("доставк*,упаковк*,жеткізу*,delivery,shipping,packing,postage");
    const std::string kind = value_of(item.fields, "kind");
    std::vector<ProductFact> names;
    if (kind != "order" && kind != "receipt" && kind != "return") return names;
    for (const auto& [field, value] : item.fields) {
        if (!field.starts_with("line/")) continue;
        std::string_view cells = value;
        const std::string sku(take_column(cells)), name(take_column(cells));
        const Words words(name);
        if (words.size() == 0 || services.at(words, 0) != 0) continue;
        names.push_back({sku.empty() ? name : sku, std::string(line_name_fact), "", name, "", 0});
    }
    return names;
}

std::vector<ProductFact> goods_values(const std::vector<ProductFact>& facts) {
    std::vector<ProductFact> values;
    values.reserve(facts.size());
    for (const ProductFact& fact : facts) {
        std::size_t left_out = 0;
        ProductFact kept = fact;
        kept.value = clean(fact.value, goods_value_bytes_max, &left_out);
        if (left_out != 0) {
            ProductFact told = kept;
            told.name = cut_name(fact.name);
            told.value = std::to_string(left_out);
            // An alias stands under its own key: so does what is told of it.
            if (fact.name == "alias") told.place = kept.value;
            values.push_back(std::move(told));
        }
        values.push_back(std::move(kept));
    }
    return values;
}

StreamWrite write_of_goods(const Directory& directory, const std::function<StreamId()>& new_stream,
                           const std::string& channel, const std::string& account,
                           const std::vector<ProductFact>& facts, const std::vector<const State*>& known) {
    const std::string owner = joined_key("goods", channel, clean_key_part(account));
    const SubjectRecord* record = directory.owner(owner);
    StreamWrite write;
    write.stream = record ? record->stream : new_stream();
    write.create = record == nullptr;
    write.source = true;
    if (write.create)
        write.changes.push_back({{EntityKind::subject, "", "kind", "goods"},
                                 {EntityKind::subject, "", "owner", owner},
                                 {EntityKind::identifier, owner, "proved", channel}});
    std::map<std::string, std::map<std::string, std::string>> products;  // ops of one entity stand together
    for (const ProductFact& fact : goods_values(facts)) {
        const std::string key = key_of(fact);
        if (key.empty() || fact.value.empty()) continue;
        std::string field = clean(fact.name, key_bytes_max);
        if (fact.at_ms != 0) field += '@' + std::to_string(fact.at_ms);
        std::string& cell = products[key][field];
        cell = std::max(cell, fact.value + '\t' + clean(fact.source, key_bytes_max));
    }
    // Another agent's stream of the account may say it.
    std::vector<const State*> lists;
    for (const State* state : known)
        if (const Entity* subject = state->find(EntityKind::subject, "");
            subject && subject->value("owner") == owner)
            lists.push_back(state);
    const auto stands = [&](const std::string& key, const std::string& field, const std::string& cell) {
        return std::any_of(lists.begin(), lists.end(), [&](const State* state) {
            const Entity* product = state->find(EntityKind::product, key);
            const Field* said = product ? product->field(field) : nullptr;
            return said && said->value >= cell;
        });
    };
    std::size_t bytes = change_bytes_max + 1;
    for (auto& [key, fields] : products)
        for (auto& [field, cell] : fields) {
            if (stands(key, field, cell)) continue;
            const std::size_t size = key.size() + field.size() + cell.size() + 8;
            if (bytes + size > change_bytes_max) {
                write.changes.emplace_back();
                bytes = 0;
            }
            bytes += size;
            write.changes.back().push_back({EntityKind::product, key, field, std::move(cell)});
        }
    return write;
}

std::vector<StreamId> goods_streams(const Directory& directory) {
    std::vector<StreamId> streams;
    for (const auto& [stream, record] : directory.records())
        if (record.kind == "goods") streams.push_back(stream);
    std::sort(streams.begin(), streams.end());
    return streams;
}

std::vector<KnownFact> all_goods(const std::vector<const State*>& streams) {
    std::vector<KnownFact> known;
    for (const State* state : streams) {
        const Entity* subject = state->find(EntityKind::subject, "");
        const std::string owner(subject ? subject->value("owner") : std::string_view());
        for (const Entity& entity : state->entities())
            if (entity.kind == EntityKind::product)
                for (const Field& field : entity.fields)
                    known.push_back(fact_of(entity, field, key_parts(owner)));
    }
    std::sort(known.begin(), known.end(), [](const KnownFact& a, const KnownFact& b) {
        if (place_of(a) != place_of(b)) return place_of(a) < place_of(b);
        return a.at_ms != b.at_ms ? a.at_ms > b.at_ms : a.value > b.value;
    });
    const auto alike = [](const KnownFact& a, const KnownFact& b) {
        return place_of(a) == place_of(b) && a.at_ms == b.at_ms && a.value == b.value;
    };
    known.erase(std::unique(known.begin(), known.end(), alike), known.end());
    return known;
}

// Of two agents' streams of one account the later fact; of one moment the larger value, as streams merge it.
std::vector<KnownFact> known_goods(const std::vector<const State*>& streams, const std::string& asked) {
    std::vector<KnownFact> known = all_goods(streams);
    if (!asked.empty()) {
        const std::set<std::string> skus = skus_asked(streams, asked);
        std::erase_if(known, [&](const KnownFact& fact) { return !skus.contains(fact.sku); });
    }
    const auto older = [](const KnownFact& a, const KnownFact& b) {
        return a.fact != "alias" && place_of(a) == place_of(b);
    };
    known.erase(std::unique(known.begin(), known.end(), older), known.end());
    return without_old_cuts(std::move(known));
}

}  // namespace history::agent
