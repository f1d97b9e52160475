// The commands of history-agent, each with its words as the command line gave them. One file per family; main.cpp parses.
// Every command prints for programs with --json (one JSON object a line) and for people without.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/insight/catalogue.h"
#include "core/view/colleague.h"
#include "core/view/customer_named.h"
#include "core/view/slice.h"
#include "native/agent/shell.h"
#include "native/connectors/connector.h"

namespace history::agent {

struct InitWords {
    std::string data, server, name = "", device = "agent", token_file;
    std::vector<std::string> origins;
    bool json = false;
};
struct InviteWords {
    std::string data, role = "operator", page, device;
    unsigned minutes = 30;
    bool confirm = false, json = false;
};
struct JoinWords {
    std::string data, link, device = "agent";
    bool json = false;
};
struct ImportWords {
    std::string data, channel, account;
    std::vector<std::string> paths;
    std::size_t portion = Importer::portion_default;
    bool offline = false, progress = false;
};
struct ReadWords {
    std::string data, subject;  // a customer or a query; a list's name
    std::string colleague;      // id or name
    std::string as_of;          // a moment as people write it; empty: now
    std::string matter;         // of timeline: its id, empty: all
    std::uint64_t from = 0, limit = 200;
    bool json = false;
};
struct FindWords {
    std::string data, query;
    std::vector<std::string> channels, kinds;
    std::string direction, from, to;  // from, to: moments as people write them; empty: any
    std::string customer;             // search in his history alone
    std::uint64_t limit = 20;
    bool json = false;
};
struct AddWords {
    std::string data, customer, kind, text, colleague,
        product;  // colleague: id or name, empty: nobody is named
    std::string due, assignee, channel, refers_to, reason, number;
    bool offline = false, json = false;
};
struct ChangeWords {
    std::string data, customer, item, colleague;
    std::string state, due;               // empty: stays
    std::optional<std::string> assignee;  // "": nobody's
    bool seen = false, offline = false, json = false;
};
struct CorrectWords {
    std::string data, customer, fact, value, colleague;  // value: empty takes back what a colleague said
    bool offline = false, json = false;
};
struct ColleagueWords {
    std::string data, act = "list", id, name, profile, colleague;
    std::string own_id;  // of add
    bool offline = false, json = false;
};
struct AnswerWords {
    std::string data, act = "list", id, title, language, text, colleague;
    bool offline = false, json = false;
};
struct ServeWords {
    std::string data, listen = "127.0.0.1:7071";
};
struct PollWords {
    std::string data, channel, account;  // empty: all that agent.json polls
    bool offline = false;
};
struct ExportWords {
    std::string data, format, to;
    std::string as_of;  // a moment as people write it; empty: now
    bool json = false;
};
struct KeptWords {
    std::string data, channel;     // channel: empty, all
    std::vector<std::string> ids;  // of rows of the quarantine
    std::string cookie;            // drop: held visits of this browser instead
    bool all = false, offline = false, json = false;
};
struct FileWords {
    std::string data, unfiled, customer;
    bool undo = false, offline = false, json = false;
};
struct JoinedWords {
    std::string data, reason, colleague;
    std::vector<std::string> who;
    std::size_t at = 0;
    bool undo = false, show = false, offline = false, json = false;
};
struct SourceWords {
    std::string channel, pages;  // pages: folder for the documentation
    bool json = false;
};
struct CheckWords {
    std::string data;
    bool example = false, json = false;
};
struct GuardWords {
    std::string data, who;  // a customer; of an audience: all, planned, a segment or a file of sends
    std::string segment;    // a name of agent.json
    std::string channel, purpose = "promo", product;
    std::string override_reason, colleague;
    std::string as_of;  // a moment as people write it; empty: now
    bool json = false;
};
struct DataWords {
    std::string data;
    bool json = false;
};

// membership.cpp
Result<> init(const InitWords& words);
Result<> invite(const InviteWords& words);
Result<> join(const JoinWords& words);
// import.cpp
Result<> import_payloads(const ImportWords& words);
// trying.cpp
Result<> try_payloads(const ImportWords& words);
// sources.cpp
Result<> list_connectors(const SourceWords& words);
Result<> check_config(const CheckWords& words);
// polling.cpp
Result<> poll(const PollWords& words);
// reading.cpp
Result<> card(const ReadWords& words);
Result<> timeline(const ReadWords& words);
Result<> why(const ReadWords& words);
Result<> list(const ReadWords& words);
Result<> offers(const ReadWords& words);
// finding.cpp
Result<> find(const FindWords& words);
// goods_reading.cpp
Result<> goods(const ReadWords& words);
// quarantine_work.cpp
Result<> retry(const KeptWords& words);
Result<> drop(const KeptWords& words);
// visits_reading.cpp
Result<> list_visits(const ReadWords& words);
Result<> drop_visits(const KeptWords& words);
// filing_by_hand.cpp
Result<> file(const FileWords& words);
// joining.cpp
Result<> link(const JoinedWords& words);
Result<> separate(const JoinedWords& words);
Result<> suggestions(const ReadWords& words);
// exporting.cpp
Result<> export_workspace(const ExportWords& words);
// guarding.cpp
Result<> check_contact(const GuardWords& words);
Result<> audience(const GuardWords& words);
// writing.cpp
Result<> add(const AddWords& words);
Result<> change(const ChangeWords& words);
Result<> correct(const CorrectWords& words);
// colleagues.cpp
Result<> colleagues(const ColleagueWords& words);
// answering.cpp
Result<> answers(const AnswerWords& words);
Result<> reminder_rules(const AnswerWords& words);
// auditing.cpp
Result<> audit(const ReadWords& words);
Result<> list_mentions(const ReadWords& words);
// That a colleague opened this card, at most once an hour; devices that may not write say nothing.
Result<> note_opening(Shell& shell, const Customer& customer, const std::string& colleague);
// syncing.cpp
Result<> sync(const DataWords& words);
Result<> digest(const DataWords& words);
// serving.cpp
Result<> serve(const ServeWords& words);

// --- shared by the families
void print(std::string_view line);               // to standard output, with its line end
void note(std::string_view sentence);            // to standard error
std::string readable(const std::string& slice);  // a slice as text for people (readable.cpp)
std::string utc_text(std::uint64_t ms);          // "2026-10-02 14:05:00Z"

// "tomorrow 12:00", "2026-12-01T18:00:00+05:00", ms since 1970, by the calendar's clock (core/insight/term.h); Errc::usage.
Result<std::uint64_t> moment_of(const std::string& words, std::uint64_t now_ms, const Calendar& calendar);
// The colleague who works: --as names him by id or name, HISTORY_PIN of the environment holds his PIN where he has one (a command
// line would show it to everyone). Empty words: an empty id. Errc::unauthorized for a wrong PIN.
Result<std::string> acting_colleague(Shell& shell, const State& shared,
                                     const std::string& who);  // colleagues.cpp
// Several writes of people's own words, saved; then sent, unless `offline`. Errc::unauthorized for connectors and viewers.
Result<> write_words(Shell& shell, std::vector<StreamWrite> writes, const std::string& colleague,
                     bool offline);
Result<const connectors::Connector*> connector_of(const std::string& channel);  // sources.cpp; Errc::usage
// Every row of the quarantine with its key, in order of the keys.
Result<> each_quarantined(
    Shell& shell,
    const std::function<void(const std::string& key, const Quarantined&)>& each);  // reading.cpp
// Every visit of strangers that is held here; one that names two browsers comes twice, once as their owner's.
Result<> each_visit(Shell& shell, const std::function<void(const Visit&)>& each);  // visits_reading.cpp
Result<std::unique_ptr<Shell>> open_shell(const std::string& data);
// sync() before and after work that may go on without a server: says in one sentence what could not be done now.
void try_sync(Shell& shell, std::string_view otherwise);

Result<const Customer*> find_customer(Shell& shell, const std::string& who);  // view::customer_named
struct OpenedCustomer {
    std::vector<std::shared_ptr<const Subject>> held;
    view::OpenCustomer view;
};
Result<OpenedCustomer> open_customer(Shell& shell, const Customer& customer);
// Before a colleague's word about a customer: the newest is fetched, the device may speak, the colleague works here.
struct Speaking {
    std::shared_ptr<const Subject> shared;
    std::string author;
    OpenedCustomer opened;
};
Result<Speaking> speak_of(Shell& shell, const std::string& who, const std::string& colleague, bool offline,
                          std::string_view otherwise);  // what is said when it could not be fetched
Result<Catalogue> open_catalogue(Shell& shell);         // of all goods streams; goods_reading.cpp

}  // namespace history::agent
