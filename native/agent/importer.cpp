#include "native/agent/importer.h"

#include <algorithm>

#include "core/view/json_text.h"
#include "native/agent/beside.h"
#include "native/agent/file_bodies.h"
#include "native/agent/goods.h"
#include "native/connectors/site.h"

namespace history::agent {

std::string ImportCounts::json() const {
    view::JsonText out;
    out.begin_object();
    const std::pair<const char*, std::uint64_t> words[] = {
        {"read", read},           {"items", items},       {"new", fresh},
        {"duplicate", duplicate}, {"rejected", rejected}, {"unknown", unknown},
        {"other", other},         {"forged", forged},     {"suppressed", suppressed},
        {"unfiled", unfiled},     {"held", held},         {"released", released},
        {"skipped", skipped}};
    for (const auto& [word, count] : words) out.key(word).number(count);
    return out.end_object().take();
}

namespace {

bool dated(const connectors::Item& item) {
    return std::any_of(item.fields.begin(), item.fields.end(), [](const auto& field) {
        return field.first == "at" || field.first.starts_with("leg/") ||
               (field.first.starts_with("status@") &&
                field.first.size() > 16);  // ms of our time, no mere order of states
    });
}

}  // namespace

void Importer::take(const connectors::Connector& connector, const connectors::Account& account, ByteView body,
                    const std::string& file, std::uint64_t line, std::uint64_t received_ms,
                    std::uint64_t skipped) {
    connectors::Parsed parsed = connector.parse(body, account);
    counts_.read += parsed.units;
    counts_.unknown += parsed.unknown;
    counts_.other += parsed.other;
    counts_.duplicate += parsed.repeats;
    const std::string channel(connector.channel);
    for (connectors::Rejection& rejection : parsed.rejections) {
        rejection.place = place_in_file(rejection.place, skipped);
        if (line != 0)
            rejection.place =
                "line " + std::to_string(line) + (rejection.place.empty() ? "" : ", " + rejection.place);
        reject(channel, account, file, std::move(rejection));
    }
    for (connectors::Item& item : parsed.items) {
        bool first = false;
        if (!item.stub && !of_unknown_kind(item)) {
            first = seen_.insert(item_key_of(channel, account.name, item.native_id));
            if (first)
                ++counts_.items;
            else
                ++counts_.duplicate;
        }
        if (received_ms != 0 && !item.stub && !dated(item))
            item.fields.emplace_back("at", std::to_string(received_ms));
        if (&connector != &connectors::collected())  // anybody may write there
            take_names(channel, account.name, item);
        if (beside_) add_contents_beside(file, account, item);
        waiting_.push_back({{channel, account.name, account.country, true, std::move(item), {}}, first});
    }
    counts_.items += parsed.goods_units;
    goods_waiting_ += parsed.goods.size();
    for (connectors::ProductFact& fact : parsed.goods) {
        if (fact.at_ms == 0) fact.at_ms = received_ms;
        goods_[{channel, account.name}].push_back(std::move(fact));
    }
    for (connectors::Statement& statement : parsed.statements) {
        if (statement.at_ms == 0) statement.at_ms = received_ms;
        waiting_.push_back({{channel, account.name, account.country, false, {}, std::move(statement)}});
    }
}

// Each name once a run: a thousand orders name the same product.
void Importer::take_names(const std::string& channel, const std::string& account,
                          const connectors::Item& item) {
    for (connectors::ProductFact& fact : names_in(item)) {
        if (!named_.insert(joined_key(joined_key(channel, account), fact.sku, fact.value))) continue;
        goods_[{channel, account}].push_back(std::move(fact));
        ++goods_waiting_;
    }
}

void Importer::reject(const std::string& channel, const connectors::Account& account, const std::string& file,
                      connectors::Rejection rejection) {
    ++counts_.rejected;
    Quarantined one;
    one.at_ms = ports_.clock.now_ms();
    one.channel = channel;
    one.account = account.name;
    one.file = file;
    one.place = std::move(rejection.place);
    one.reason = std::move(rejection.reason);
    one.raw_bytes = rejection.raw.size();
    one.raw = std::move(rejection.raw);
    one.raw.resize(std::min(one.raw.size(), quarantine_raw_bytes_max));
    rejected_.push_back(std::move(one));
}

void Importer::save(Done done) {
    save_quarantine([this, done = std::move(done)](Result<> kept) {
        if (!kept.ok()) return done(kept);
        save_portion([this, done](Result<> saved) {
            if (!saved.ok()) return done(saved);
            save_goods(done);
        });
    });
}

void Importer::save_quarantine(Done done) {
    if (rejected_.empty()) return done({});
    Batch batch;
    for (const Quarantined& one : rejected_)
        batch.puts.push_back(quarantine_row(ports_.replica.keyring(), ports_.random, one));
    const std::size_t count = rejected_.size();
    ports_.storage.commit(
        std::move(batch), Durability::strict, [this, count, done = std::move(done)](Result<> kept) {
            if (kept.ok())
                rejected_.erase(rejected_.begin(), rejected_.begin() + static_cast<std::ptrdiff_t>(count));
            done(kept);
        });
}

void Importer::save_goods(Done done) {
    if (goods_.empty()) return done({});
    const std::vector<StreamId> lists = goods_streams(ports_.replica.directory());
    ports_.replica.open(
        lists, [this, done = std::move(done)](Result<std::vector<std::shared_ptr<const Subject>>> opened) {
            if (!opened.ok()) return done(opened.error());
            std::vector<const State*> known;
            for (const auto& list : *opened) known.push_back(&list->current());
            std::vector<StreamWrite> writes;
            for (const auto& [source, facts] : goods_) {
                StreamWrite write = write_of_goods(
                    ports_.replica.directory(), [this] { return ports_.replica.new_stream(); }, source.first,
                    source.second, facts, known);
                if (!write.changes.empty()) writes.push_back(std::move(write));
            }
            const auto saved = [this, done](const Result<WriteReport>& report) {
                if (!report.ok()) return done(report.error());
                goods_.clear();  // nothing is taken while a portion is being saved
                goods_waiting_ = 0;
                done({});
            };
            if (writes.empty()) return saved(WriteReport{});
            ports_.replica.write(std::move(writes), "", saved);
        });
}

}  // namespace history::agent
