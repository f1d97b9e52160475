// The desk of core.wasm: the page's questions, answered from the replica as slices (core/view/slice.h) or one sentence why not.
#pragma once
#include <memory>

#include "core/insight/work.h"
#include "core/replica/replica.h"
#include "core/view/colleague.h"
#include "core/view/customer_history.h"
#include "core/view/offers.h"
#include "core/view/slice.h"
#include "core/view/suggested.h"

namespace history::web {

// Numbers are for ever the same on both sides: web/src/office.ts holds the other list. Arguments are texts; every answer is
// a text, JSON unless noted. `who` is a customer's id, an id of any of its members, or an identifier in any spelling.
enum class Ask : std::uint8_t {
    restore =
        0,  // secrets: a device that joined earlier                       -> {"workspace","device","url"}
    join =
        1,  // link: becomes a new device                                  -> the same, once the keys are safe
    start = 2,  // rows are there: read them; afterwards everything below works -> ""
    status = 3,
    worklist = 4,  // view, from, limit
    // who, from, limit: newest first; then, each '' = any: channels, kinds (with commas), in | out, from ms, matter
    customer = 5,  //                                                              -> card LF timeline
    found = 6,     // query, from, limit
    why = 7,       // who
    write = 8,  // who, kind (note | consultation), text, native id (32 hex digits: the same again is the same
                // note) -> ""
    check =
        10,  // who, channel, purpose (promo | service), product, address, override (reason of one's own: kept)  -> check
    matters = 11,  // who                                                                          -> matters
    matter_statement =
        20,  // who, matter, what, value (core/view/matters.h)                                  -> ""
    orders =
        19,  // who; then, to say something: join | divide | undo_join | undo_divide, an order, another ('' of the
             // last three: all of it) (core/view/orders.h)                 -> orders slice, as it is then
    search =
        12,  // query, who ('' = everybody), from (0), limit; then, each '' = any: channels, kinds (with commas), in | out,
    // from ms, to ms. Answers with what is found so far; `changed` is called when there is more: the same
    // words again answer with that, other words end this search
    digest = 9,  //                                                              -> 64 hex digits
    // Work (core_desk_work.cpp). Times are ms, or words such as "tomorrow 12:00" (core/insight/term.h).
    say = 13,  // who, kind, text, native id, then name and value of each field (StaffWord) -> {"id","item"}
    change = 14,  // who, item, then name (state | assignee | due | seen) and value of each
                  // -> {"changes":[{"field","value","before"}]}: the same with what was before is the undo
    // list | choose, id, PIN | add, name, id, profile | rename, id, name | retire, id | return, id | pin, id, PIN, new PIN
    // -> colleagues slice, with "chosen": who works at this device until the page ends; every change names him
    colleagues = 18,
    // answers | answer, id, title, language, text | remove, id | restore, id -> answers slice;
    // nothing | rules, text -> settings slice {"ready":[{"title","language","text"}],"rules","calendars","open","next_open",..}
    settings = 21,
    correct = 26,   // who, fact, value ('' takes it back; core/view/correction.h) -> {"before"}
    calls = 23,     // who rings now -> calls slice (core/view/ringing.h)
    presence = 22,  // who: says that the chosen colleague opened this card (once an hour) -> presence slice
    // People's statements (core/view/customer_joined.h); who: a subject's id, as `why` names them, or a customer -> ""
    link = 15,      // reason, colleague, who, who ...
    separate = 16,  // reason, colleague, which join breaks (0: the weakest), who, or who and who
    withdraw = 17,  // reason (may be empty), colleague, kind (link | separation), who, or who and who
    // '' (count only) | take, rows 'o' of a former device's storage as core_ports.h packs them (Replica::rescue)
    rescue = 25,       // -> {"words","revoked"}
    suggestions = 24,  // who (empty: all pairs of the workspace), from, limit
};

class Desk {
public:
    using Answer = std::function<void(Result<std::string>)>;

    Desk(Ports ports, std::string country) : ports_(ports), country_(std::move(country)) {}
    // `changed` is called whenever something visible may have changed; it must not call back.
    void on_change(std::function<void()> changed) { changed_ = std::move(changed); }
    void ask(Ask what, std::vector<std::string> words, Answer answer);
    Replica* replica() { return replica_.get(); }

private:
    Result<std::string> settle(Result<Keyring> keyring);
    void join(const std::string& link, Answer answer);
    void start(Answer answer);
    std::string status() const;
    void worklist(std::vector<std::string> words, Answer answer);
    void read_settings(std::function<void()> then);
    void with_shop(std::function<void(const view::Shop&)> then);
    void check(std::vector<std::string> words, Answer answer);
    void correct(std::vector<std::string> words, Answer answer);
    void matters(Ask what, std::vector<std::string> words, Answer answer);
    void orders(std::vector<std::string> words, Answer answer);
    Result<std::string> found(const std::vector<std::string>& words) const;
    void customer(const std::vector<std::string>& words, Answer answer);
    void why(const std::string& who, Answer answer);
    void write(std::vector<std::string> words, Answer answer);
    void digest(Answer answer);
    void rescue(const std::vector<std::string>& words, Answer answer);
    void say(std::vector<std::string> words, Answer answer);
    void change(std::vector<std::string> words, Answer answer);
    void colleagues(std::vector<std::string> words, Answer answer);
    void settings(std::vector<std::string> words, Answer answer);
    void presence(const std::string& who, Answer answer);
    void show_presence(const std::string& who, Answer answer);
    void calls(Answer answer);
    void share(std::vector<Op> ops, std::function<void()> then, Answer answer);
    void save(std::vector<StreamWrite> writes, std::function<void()> then, Answer answer);
    std::string colleagues_text() const;
    Result<std::uint64_t> moment(const std::string& words) const;
    Result<std::string> suggestions(const std::vector<std::string>& words);
    void search(std::vector<std::string> words, Answer answer);
    void state(Ask what, std::vector<std::string> words, Answer answer);

    void nobody_yet(const std::string& who, const Error& otherwise, const Answer& answer) const;
    void open(const Customer& customer, std::function<std::string(const view::OpenCustomer&)> show,
              Answer answer);

    Ports ports_;
    std::string country_;  // for numbers written without one, until the workspace's own setting is read
    WorkSettings settings_;
    std::vector<view::Colleague> colleagues_;
    std::string colleague_;                  // id of whom the device's user chose
    std::shared_ptr<const Subject> shared_;  // what colleagues share, as read_settings() saw it
    std::string name_;                       // of the business, as colleagues set it
    std::function<void()> changed_;
    std::unique_ptr<Replica> replica_;
    bool started_ = false;
    view::CustomerHistories histories_;
    struct Goods {                            // what with_shop() made last, and of what
        std::uint64_t revision = UINT64_MAX;  // of the directory
        std::string country;
        std::vector<std::pair<std::shared_ptr<const Subject>, std::uint64_t>> subjects;
        view::Shop shop;
    };
    Goods goods_;
    view::Suggested suggested_;
    view::Baskets baskets_;
    struct Seeking {  // the one search that the page looks at
        std::vector<std::string> words;
        std::uint64_t number = 0, revision = 0;  // revision: of the directory when it began
        bool complete = false;
        std::string slice;  // what was heard last
        std::vector<Answer> waiting;
    };
    std::shared_ptr<Seeking> seeking_;
    std::map<std::string, StreamId>
        begun_;  // customers that begin with a word written here, by identifier key
};

}  // namespace history::web
