// One portion of an import: strangers' visits are held first, the rest is filed, then what it made known comes in.
// Every step is durable before the next and changes nothing when it is done twice, so a crash anywhere only repeats work.
#include <algorithm>

#include "native/agent/importer.h"

namespace history::agent {

struct Importer::Portion {
    std::size_t count = 0;           // of the front of waiting_
    std::vector<bool> held;          // of those: visits of strangers
    std::set<std::string> browsers;  // that the others name
    std::uint64_t unfiled = 0, held_items = 0;
};

namespace {

bool is_counted(const Told& told) {
    return told.is_item && !told.item.stub && !of_unknown_kind(told.item);
}

bool add(Filing& filing, const Told& told) {
    connectors::Account account;
    account.name = told.account;
    account.country = told.country;
    return told.is_item ? filing.add(told.channel, account, told.item)
                        : filing.add(told.channel, account, told.statement);
}

}  // namespace

void Importer::save_portion(Done done) {
    if (!met_.empty())  // of the portion before, or of one whose visits could not be read
        return ports_.visits.load([this, done = std::move(done)](Result<> loaded) {
            if (!loaded.ok()) return done(loaded);
            come_in([this, done](Result<> in) {
                if (!in.ok()) return done(in);
                save_portion(done);
            });
        });
    if (waiting_.empty()) return done({});
    auto portion = std::make_shared<Portion>();
    portion->count = std::min({waiting_.size(), portion_, room_});
    portion->held.resize(portion->count);
    for (std::size_t i = 0; i < portion->count; ++i)
        if (!browsers_named(waiting_[i].told).empty())
            return ports_.visits.load([this, portion, done = std::move(done)](Result<> loaded) {
                if (!loaded.ok()) return done(loaded);
                if (!looked_) meet_known();
                hold_strangers(portion, done);
            });
    file_portion(std::move(portion), std::move(done));
}

// Browsers become known by the workspace, by anything else of this portion, and by a visit that names a known one too.
void Importer::hold_strangers(std::shared_ptr<Portion> portion, Done done) {
    std::set<std::string> known;
    std::vector<std::vector<std::string>> named(portion->count);
    std::vector<std::size_t> strange;
    const Directory& directory = ports_.replica.directory();
    for (std::size_t i = 0; i < portion->count; ++i) {
        const Told& told = waiting_[i].told;
        named[i] = browsers_named(told);
        if (of_stranger(told)) {
            strange.push_back(i);
            for (const std::string& browser : named[i])
                if (!known.count(browser) && knows(directory, browser)) known.insert(browser);
        } else {
            known.insert(named[i].begin(), named[i].end());
        }
    }
    for (bool changed = true; changed;)
        changed = std::erase_if(strange, [&](std::size_t i) {
                      const bool met = std::any_of(named[i].begin(), named[i].end(),
                                                   [&](const auto& browser) { return known.count(browser); });
                      if (met) known.insert(named[i].begin(), named[i].end());
                      return met;
                  }) != 0;
    portion->browsers = std::move(known);
    std::vector<Told> held;
    for (std::size_t i : strange) {
        portion->held[i] = true;
        portion->held_items += waiting_[i].first;
        held.push_back(waiting_[i].told);
    }
    if (held.empty()) return file_portion(std::move(portion), std::move(done));
    ports_.visits.hold(held, [this, portion, done = std::move(done)](Result<> kept) {
        if (!kept.ok()) return done(kept);
        file_portion(portion, done);
    });
}

void Importer::file_portion(std::shared_ptr<Portion> portion, Done done) {
    auto filing =
        std::make_shared<Filing>(ports_.replica.directory(), [this] { return ports_.replica.new_stream(); });
    for (std::size_t i = 0; i < portion->count; ++i)
        if (const Told& told = waiting_[i].told; !portion->held[i])
            if (!add(*filing, told) && is_counted(told)) ++portion->unfiled;
    write(filing, [this, portion, done = std::move(done)](Result<std::uint64_t> fresh) {
        if (!fresh.ok()) return done(fresh.error());
        waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(portion->count));
        counts_.fresh += *fresh;
        counts_.unfiled += portion->unfiled;
        counts_.held += portion->held_items;
        met_.merge(portion->browsers);
        save_portion(done);
    });
}

void Importer::write(std::shared_ptr<Filing> filing, std::function<void(Result<std::uint64_t>)> done) {
    if (filing->size() == 0) return done(std::uint64_t{0});
    std::vector<StreamId> wanted = filing->wanted();
    ports_.replica.open(wanted, [this, filing, wanted, done = std::move(done)](
                                    Result<std::vector<std::shared_ptr<const Subject>>> subjects) {
        if (!subjects.ok()) return done(subjects.error());
        Filing::Opened opened;
        std::size_t bytes = 1;
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            opened[wanted[i]] = &(*subjects)[i]->current();
            bytes += (*subjects)[i]->bytes();
        }
        // Where most items are of one and the same, smaller portions would only read him more often.
        const bool scattered = 2 * wanted.size() > filing->size();
        room_ = scattered ? std::clamp(filing->size() * open_bytes_max / bytes,
                                       std::min(portion_min, portion_), portion_)
                          : portion_;
        Filed filed = filing->file(opened);
        ports_.replica.write(std::move(filed.writes), "",
                             [fresh = filed.fresh, done](Result<WriteReport> report) {
                                 if (!report.ok()) return done(report.error());
                                 done(fresh);
                             });
    });
}

void Importer::meet_known() {
    for (std::string& browser : ports_.visits.held_and_known(ports_.replica.directory()))
        met_.insert(std::move(browser));
    looked_ = true;
}

void Importer::release(Done done) {
    ports_.visits.load([this, done = std::move(done)](Result<> loaded) {
        if (!loaded.ok()) return done(loaded);
        ports_.visits.expire([this, done](Result<> expired) {
            if (!expired.ok()) return done(expired);
            meet_known();
            come_in(done);
        });
    });
}

void Importer::come_in(Done done) {
    std::erase_if(met_, [this](const std::string& browser) { return !ports_.visits.holds(browser); });
    if (met_.empty()) return done({});
    auto page = std::make_shared<std::vector<Visit>>();
    gather({met_.begin(), met_.end()}, page, [this, page, done = std::move(done)](Result<> gathered) {
        if (!gathered.ok()) return done(gathered);
        file_visits(page, [this, done](Result<> filed) {
            if (!filed.ok()) return done(filed);
            come_in(done);
        });
    });
}

void Importer::gather(std::deque<std::string> browsers, std::shared_ptr<std::vector<Visit>> page, Done done) {
    if (browsers.empty() || page->size() >= portion_) return done({});
    const std::string browser = std::move(browsers.front());
    browsers.pop_front();
    ports_.visits.read(browser, static_cast<std::uint32_t>(portion_ - page->size()),
                       [this, browsers = std::move(browsers), page,
                        done = std::move(done)](Result<std::vector<Visit>> visits) {
                           if (!visits.ok()) return done(visits.error());
                           for (Visit& visit : *visits) page->push_back(std::move(visit));
                           gather(browsers, page, done);
                       });
}

// A visit that names a second browser makes that one known, too.
void Importer::file_visits(std::shared_ptr<std::vector<Visit>> page, Done done) {
    auto filing =
        std::make_shared<Filing>(ports_.replica.directory(), [this] { return ports_.replica.new_stream(); });
    for (const Visit& visit : *page) {
        add(*filing, visit.told);
        for (std::string& browser : browsers_named(visit.told)) met_.insert(std::move(browser));
    }
    write(filing, [this, page, done = std::move(done)](Result<std::uint64_t> fresh) {
        if (!fresh.ok()) return done(fresh.error());
        counts_.released += *fresh;
        ports_.visits.forget(*page, done);
    });
}

}  // namespace history::agent
