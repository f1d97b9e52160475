// Searching: signatures choose subjects, their indexes decide; a subject whose index is not there, or is behind, is opened and
// indexed on the way. The readings of a query that are the last resort are a second pass, only when the first finds nothing.
#include <algorithm>

#include "core/base/arrange.h"
#include "core/replica/replica_impl.h"
#include "core/search/match.h"
#include "core/search/signature.h"

namespace history {

struct Replica::Impl::Searching {
    std::uint64_t id = 0;
    search::Query query;
    std::vector<StreamId> within;
    std::size_t limit = 0;
    SearchEar ear;
    search::Forms forms;

    bool second = false;
    std::vector<StreamId> candidates;  // of this pass, the last to be searched first
    std::size_t running = 0, built_items = 0;
    bool pumping = false, waiting = false;
    bool indexed = false;  // something was, on the way
    std::uint64_t of = 0, searched = 0, told = 0;
    struct Found {
        std::vector<SearchHit> hits;
        std::uint64_t total = 0;
    };
    std::vector<Found> found;  // per reading of this pass
    Batch batch;
    std::vector<std::pair<StreamId, Signature>> fresh;  // what the batch makes true

    const std::vector<search::Reading>& readings() const { return second ? query.second : query.first; }
};

namespace {

bool newer(const SearchHit& a, const SearchHit& b) {
    if (a.at_ms != b.at_ms) return a.at_ms > b.at_ms;
    return a.stream == b.stream ? a.mark > b.mark : a.stream < b.stream;
}

}  // namespace

std::uint64_t Replica::Impl::envelopes_of(const StreamId& stream) const {
    const auto row = streams_.find(stream);
    const auto unsent = outbox_of_.find(stream);
    return (row == streams_.end() ? 0 : row->second.last_pos) +
           (unsent == outbox_of_.end() ? 0 : unsent->second.size());
}

void Replica::Impl::load_signatures(Done done) {
    load_rows(
        "y", "y",
        [this](const Row& row) -> Result<> {
            if (row.first.size() != 1 + StreamId::size) return {};
            auto plain = keyring_.open_local(bytes_of(row.first), bytes_of(row.second));
            if (!plain.ok()) return {};  // it is made anew
            Reader in(*plain);
            Signature one;
            one.envelopes = in.varint();
            if (in.u8() != search::search_rules) return {};
            one.bits = in.text();
            if (in.at_end())
                signatures_.try_emplace(StreamId::from(bytes_of(row.first).subspan(1)), std::move(one));
            return {};
        },
        [this, done = std::move(done)](Result<> result) {
            signatures_loaded_ = result.ok();
            done(std::move(result));
        });
}

std::uint64_t Replica::Impl::search(search::Query query, std::vector<StreamId> within, std::size_t limit,
                                    SearchEar ear) {
    auto one = std::make_shared<Searching>();
    one->id = ++last_search_;
    one->query = std::move(query);
    one->within = std::move(within);
    one->limit = std::min(limit, tuning::search_rows_max);
    one->ear = std::move(ear);
    searches_[one->id] = one;
    const auto begin = [this, one](Result<> loaded) {
        if (searches_.count(one->id) == 0) return;
        if (!loaded.ok()) return searched(one, loaded);
        begin_pass(one);
    };
    if (signatures_loaded_)  // the first word comes in a later turn all the same
        ports_.storage.read({"y", "z", 1}, [alive = alive_, begin](Result<std::vector<Row>> read) {
            if (*alive) begin(read.ok() ? Result<>() : Result<>(read.error()));
        });
    else
        load_signatures(begin);
    return one->id;
}

void Replica::Impl::begin_pass(const std::shared_ptr<Searching>& one) {
    const search::SignatureQuery asked(one->readings());
    one->found.assign(one->readings().size(), {});
    one->candidates.clear();
    one->searched = one->told = 0;
    std::vector<std::pair<std::uint64_t, StreamId>> order;
    const auto consider = [&](const SubjectRecord& record) {
        if (record.kind == "goods" || record.items == 0) return;
        ++one->of;
        const auto known = signatures_.find(record.stream);
        if (known != signatures_.end() && known->second.envelopes == envelopes_of(record.stream) &&
            !asked.all() && !asked.may_hold(known->second.bits)) {
            ++one->searched;
            return;
        }
        order.emplace_back(record.last.at_ms, record.stream);
    };
    one->of = 0;
    if (!one->query.empty() && !one->within.empty()) {
        for (const StreamId& stream : one->within)
            if (const SubjectRecord* record = directory_.find(stream)) consider(*record);
    } else if (!one->query.empty()) {
        for (const auto& [stream, record] : directory_.records()) consider(record);
    }
    arrange(order.begin(), order.end());
    for (const auto& [at_ms, stream] : order) one->candidates.push_back(stream);
    search_on(one);
}

// As many subjects at a time as may be in memory, and a turn for others after a portion of indexing.
void Replica::Impl::search_on(const std::shared_ptr<Searching>& one) {
    if (one->pumping || one->waiting) return;
    one->pumping = true;
    while (one->running < tuning::searches_at_once && !one->candidates.empty() &&
           searches_.count(one->id) != 0) {
        if (one->built_items >= tuning::index_items_a_turn) {
            one->waiting = true;
            ports_.storage.read({"y", "z", 1}, [this, alive = alive_, one](const Result<std::vector<Row>>&) {
                if (!*alive) return;
                one->waiting = false;
                one->built_items = 0;
                search_on(one);
            });
            break;
        }
        const StreamId stream = one->candidates.back();
        one->candidates.pop_back();
        ++one->running;
        search_one(one, stream);
    }
    one->pumping = false;
    if (searches_.count(one->id) == 0 || one->running != 0 || one->waiting || !one->candidates.empty())
        return;
    const bool nothing =
        std::all_of(one->found.begin(), one->found.end(), [](const auto& f) { return f.total == 0; });
    if (nothing && !one->second && !one->query.second.empty()) {
        one->second = true;
        return begin_pass(one);
    }
    evict();
    if (!one->indexed) {
        searches_.erase(one->id);
        return tell(*one, true);
    }
    keep_indexes(one);
    one->indexed = false;
    enqueue([this, one] {  // who hears that all is found may go: what was indexed on the way is kept before
        finish_job();
        if (searches_.erase(one->id) != 0) tell(*one, true);
    });
}

void Replica::Impl::search_one(const std::shared_ptr<Searching>& one, const StreamId& stream) {
    const auto known = signatures_.find(stream);
    if (known == signatures_.end() || known->second.envelopes != envelopes_of(stream))
        return index_anew(one, stream);
    const std::string key = rows::index_key(stream);
    ports_.storage.read(
        {key, key + '\0', 1}, [this, alive = alive_, one, stream, key](Result<std::vector<Row>> read) {
            if (!*alive) return;
            const auto row = streams_.find(stream);
            if (!read.ok() || row == streams_.end())
                return searched(one, read.ok() ? Result<>() : Result<>(read.error()));
            auto secret = stream_key(row->second, stream);
            if (!secret.ok()) return searched(one, {});  // its key is gone: nobody can read it
            auto index = read->empty()
                             ? Result<Bytes>(fail(Errc::not_found, "This customer's text is not indexed."))
                             : keyring_.open_local_of(*secret, bytes_of(key), bytes_of(read->front().second));
            if (!index.ok()) return index_anew(one, stream);
            if (one->query.phrases)  // the texts decide
                return open_one(stream, [this, alive, one, stream, index = std::move(*index)](
                                            Result<std::shared_ptr<Subject>> subject) {
                    if (!*alive) return;
                    searched(one, subject.ok() ? take_index(*one, stream, index, subject->get())
                                               : Result<>(subject.error()));
                });
            if (!take_index(*one, stream, *index, nullptr).ok()) return index_anew(one, stream);
            searched(one, {});
        });
}

void Replica::Impl::index_anew(const std::shared_ptr<Searching>& one, const StreamId& stream) {
    open_one(stream, [this, alive = alive_, one, stream](Result<std::shared_ptr<Subject>> subject) {
        if (!*alive) return;
        const auto row = streams_.find(stream);
        if (!subject.ok() || row == streams_.end())
            return searched(one, subject.ok() || subject.error().code == Errc::not_found
                                     ? Result<>()
                                     : Result<>(subject.error()));
        search::IndexBuilder builder;
        for (const Entity& entity : (*subject)->current().entities())
            if (entity.kind == EntityKind::item) builder.add(entity);
        one->built_items += builder.items() + 1;
        one->indexed = true;
        const Bytes index = builder.finish();
        auto bits = search::signature_of(index);
        auto secret = stream_key(row->second, stream);
        if (bits.ok() && secret.ok()) {
            const Signature fresh{envelopes_of(stream), std::move(*bits)};
            Writer plain;
            plain.varint(fresh.envelopes);
            plain.u8(search::search_rules);
            plain.text(fresh.bits);
            const std::string index_key = rows::index_key(stream),
                              signature_key = rows::signature_key(stream);
            one->batch.puts.emplace_back(index_key, text_of(keyring_.seal_local_of(
                                                        ports_.random, *secret, bytes_of(index_key), index)));
            one->batch.puts.emplace_back(
                signature_key,
                text_of(keyring_.seal_local(ports_.random, bytes_of(signature_key), plain.view())));
            one->fresh.emplace_back(stream, fresh);
            if (one->fresh.size() >= tuning::index_rows_a_commit) keep_indexes(one);
        }
        searched(one, take_index(*one, stream, index, subject->get()));
    });
}

// Written as a job, for nothing else may change these rows meanwhile; what has changed since is dropped and indexed again.
void Replica::Impl::keep_indexes(const std::shared_ptr<Searching>& one) {
    if (one->fresh.empty()) return;
    auto batch = std::make_shared<Batch>(std::move(one->batch));
    auto fresh = std::make_shared<std::vector<std::pair<StreamId, Signature>>>(std::move(one->fresh));
    one->batch = {};
    one->fresh.clear();
    enqueue([this, batch, fresh, layout = layout_] {
        Batch kept;
        for (std::size_t i = 0; i < fresh->size(); ++i) {
            if (layout != layout_ || (*fresh)[i].second.envelopes != envelopes_of((*fresh)[i].first))
                continue;
            kept.puts.push_back(std::move(batch->puts[2 * i]));
            kept.puts.push_back(std::move(batch->puts[2 * i + 1]));
            signatures_[(*fresh)[i].first] = std::move((*fresh)[i].second);
        }
        if (kept.empty()) return finish_job();
        commit(std::move(kept), Durability::relaxed, [this](Result<>) { finish_job(); });
    });
}

Result<> Replica::Impl::take_index(Searching& one, const StreamId& stream, ByteView index,
                                   const Subject* subject) {
    const bool phrases = one.query.phrases && subject;
    auto found = search::search_index(index, one.readings(), one.query.filter,
                                      phrases ? SIZE_MAX / 4 : one.limit, one.forms);
    if (!found.ok()) return found.error();
    std::unordered_map<search::ItemMark, const Entity*> items;
    if (phrases && !found->empty())
        for (const Entity& entity : subject->current().entities())
            if (entity.kind == EntityKind::item) items.emplace(search::item_mark(entity.key), &entity);
    for (search::Hits& hits : *found) {
        if (phrases) {
            std::erase_if(hits.newest, [&](const search::Hit& hit) {
                const auto item = items.find(hit.mark);
                return item == items.end() ||
                       !search::phrases_agree(one.readings()[hits.reading], *item->second);
            });
            hits.total = hits.newest.size();
        }
        auto& all = one.found[hits.reading];
        all.total += hits.total;
        for (const search::Hit& hit : hits.newest) all.hits.push_back({stream, hit.at_ms, hit.mark});
        if (all.hits.size() > 2 * one.limit + 1024) {
            std::nth_element(all.hits.begin(), all.hits.begin() + static_cast<std::ptrdiff_t>(one.limit),
                             all.hits.end(), newer);
            all.hits.resize(one.limit);
        }
    }
    return {};
}

void Replica::Impl::searched(const std::shared_ptr<Searching>& one, Result<> result) {
    if (searches_.count(one->id) == 0) return;
    if (!result.ok()) {
        searches_.erase(one->id);
        return one->ear(result.error());
    }
    --one->running;
    ++one->searched;
    if (one->searched % 256 == 0) evict();
    const bool first = one->told == 0 && std::any_of(one->found.begin(), one->found.end(),
                                                     [](const auto& f) { return f.total != 0; });
    if (!one->pumping && (first || one->searched >= one->told + tuning::search_tell_every)) {
        one->told = one->searched;
        tell(*one, false);
    }
    search_on(one);
}

void Replica::Impl::tell(Searching& one, bool complete) {
    SearchProgress progress;
    progress.searched = one.searched;
    progress.of = one.of;
    progress.complete = complete;
    std::size_t best = 0;
    while (best + 1 < one.found.size() && one.found[best].total == 0) ++best;
    if (best < one.found.size() && one.found[best].total != 0) {
        auto& found = one.found[best];
        arrange(found.hits.begin(), found.hits.end(), newer);
        if (found.hits.size() > one.limit) found.hits.resize(one.limit);
        progress.reading = one.readings()[best];
        progress.hits = found.hits;
        progress.total = found.total;
    } else if (!one.query.first.empty()) {
        progress.reading = one.query.first.front();
    }
    one.ear(std::move(progress));
}

}  // namespace history
