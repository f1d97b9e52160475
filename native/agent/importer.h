// Bodies of a source into the workspace: parsed by the connector, counted, filed, written in portions.
// The words of the counts are those of design "Command lines" and of the test world's FORMAT.md section 4.
#pragma once
#include <deque>

#include "native/agent/filing.h"
#include "native/agent/quarantine.h"
#include "native/agent/seen_keys.h"
#include "native/agent/visits.h"
#include "native/connectors/connector.h"

namespace history::agent {

struct ImportCounts {
    std::uint64_t read = 0;        // units: bodies, mails, data rows
    std::uint64_t items = 0;       // distinct native ids in this run
    std::uint64_t fresh = 0;       // "new": stood nowhere in the workspace before; counted when saved
    std::uint64_t duplicate = 0;   // further occurrences in this run
    std::uint64_t rejected = 0;    // could not be read: quarantine
    std::uint64_t unknown = 0;     // of no known kind: kept as items of kind `other`, counted here only
    std::uint64_t other = 0;       // readable without an item
    std::uint64_t forged = 0;      // wrong signature: not taken
    std::uint64_t suppressed = 0;  // of erased customers (comes with erasure; always 0 until then)
    std::uint64_t unfiled = 0;     // of the items: of nobody known
    std::uint64_t held = 0;        // of the items: visits of strangers, kept by this agent alone (visits.h)
    std::uint64_t released = 0;    // visits held until now whose browser became known: new in the workspace
    std::uint64_t skipped = 0;     // files whose names the connector does not claim
    std::string json() const;      // one object, one line
};

class Importer {
public:
    struct Ports {
        Replica& replica;
        Storage& storage;
        Clock& clock;
        Random& random;
        Visits& visits;
    };
    static constexpr std::size_t portion_default =
        500;  // items of one write: large ones seal tighter, of small ones fewer customers are open at once
    // Of the customers whom one write opens, as they count themselves (half of what the heap takes): where they have long
    // histories a portion holds fewer items, portion_min at least.
    static constexpr std::size_t open_bytes_max = 4 * 1024 * 1024;
    static constexpr std::size_t portion_min = 50;
    explicit Importer(Ports ports, std::size_t portion = portion_default)
        : ports_(ports), portion_(portion), room_(portion) {}

    // Parses one body at once; what it holds waits for save(). `file` and `line` (0: the whole file) name the place.
    // received_ms: when a webhook brought it; the time of items and statements whose source tells none. 0: nobody knows.
    // skipped: of a portion of a long file, the rows or mails before it (file_bodies.h).
    void take(const connectors::Connector& connector, const connectors::Account& account, ByteView body,
              const std::string& file, std::uint64_t line, std::uint64_t received_ms = 0,
              std::uint64_t skipped = 0);
    // Files beside the imported ones are read too (beside.h): an import, no webhook and no retry.
    void read_beside() { beside_ = true; }
    void count_forged() { ++counts_.read, ++counts_.forged; }
    void count_skipped() { ++counts_.skipped; }
    // A file or line that is too large to be parsed: into the quarantine.
    using Done = std::function<void(Result<>)>;
    void reject(const std::string& channel, const connectors::Account& account, const std::string& file,
                connectors::Rejection rejection);

    std::size_t waiting() const { return waiting_.size() + rejected_.size() + goods_waiting_; }
    bool full() const { return waiting() >= portion_; }
    // Files and writes what waits. done after the strict commits; on an error what was not written waits on.
    void save(Done done);
    // Files the visits held here whose browsers the workspace knows by now, whoever made them known. It looks at every
    // browser that is held: once after each sync, not after each delivery.
    void release(Done done);
    const ImportCounts& counts() const { return counts_; }

private:
    struct Waiting {
        Told told;
        bool first = false;  // an item to count, met the first time in this run
    };
    struct Portion;  // of the waiting ones, while it is being saved
    void take_names(const std::string& channel, const std::string& account, const connectors::Item& item);
    void save_quarantine(Done done);
    void save_goods(Done done);
    // importer_portion.cpp
    void save_portion(Done done);
    void hold_strangers(std::shared_ptr<Portion> portion, Done done);
    void file_portion(std::shared_ptr<Portion> portion, Done done);
    void write(std::shared_ptr<Filing> filing, std::function<void(Result<std::uint64_t>)> done);
    void meet_known();
    void come_in(Done done);  // what is held of met_, a page of several browsers at a time
    void gather(std::deque<std::string> browsers, std::shared_ptr<std::vector<Visit>> page, Done done);
    void file_visits(std::shared_ptr<std::vector<Visit>> page, Done done);

    Ports ports_;
    std::size_t portion_;
    std::size_t room_;  // items of the next portion, after what the last one opened
    bool beside_ = false;
    ImportCounts counts_;
    SeenKeys seen_;   // items of this run
    SeenKeys named_;  // names of products in orders of this run
    std::deque<Waiting> waiting_;
    std::set<std::string> met_;  // browsers made known here, whose held visits are still to come in
    bool looked_ = false;        // at all that is held: a run before this one may have been killed
    std::vector<Quarantined> rejected_;
    std::map<std::pair<std::string, std::string>, std::vector<connectors::ProductFact>>
        goods_;  // by channel and account
    std::size_t goods_waiting_ = 0;
};

}  // namespace history::agent
