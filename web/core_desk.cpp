#include "web/core_desk.h"

#include "core/identity/identifier.h"
#include "core/view/json_text.h"
#include "core/view/slice.h"

namespace history::web {

namespace {
std::uint32_t number(const std::vector<std::string>& words, std::size_t index, std::uint32_t otherwise) {
    if (index >= words.size() || words[index].empty() || words[index].size() > 9) return otherwise;
    std::uint32_t value = 0;
    for (const char digit : words[index]) {
        if (digit < '0' || digit > '9') return otherwise;
        value = value * 10 + static_cast<std::uint32_t>(digit - '0');
    }
    return value;
}

view::Window window(const std::vector<std::string>& words) {
    constexpr std::uint32_t limit_max = 1000;  // rows of one slice: a screen and what is around it
    return {number(words, 1, 0), std::min(number(words, 2, 200), limit_max), true};
}

const std::string& word(const std::vector<std::string>& words, std::size_t index) {
    static const std::string empty;
    return index < words.size() ? words[index] : empty;
}

Error nobody() {
    return fail(Errc::not_found, "No customer here has this id, number or address.");
}
}  // namespace

void Desk::ask(Ask what, std::vector<std::string> words, Answer answer) {
    const bool before = what == Ask::restore || what == Ask::join || what == Ask::start;
    if (before == started_)
        return answer(
            fail(Errc::usage, started_ ? "This device has joined already." : "Join a workspace first."));
    switch (what) {
        case Ask::restore: {
            auto settled = settle(Keyring::restore(bytes_of(word(words, 0))));
            volatile char* wiped = words.empty() ? nullptr : words[0].data();
            for (std::size_t i = 0; wiped && i < words[0].size(); ++i) wiped[i] = 0;
            return answer(std::move(settled));
        }
        case Ask::join:
            return join(word(words, 0), std::move(answer));
        case Ask::start:
            return start(std::move(answer));
        case Ask::status:
            return answer(status());
        case Ask::worklist:
            return worklist(std::move(words), std::move(answer));
        case Ask::customer:
            return customer(words, std::move(answer));
        case Ask::found:
            return answer(found(words));
        case Ask::why:
            return why(word(words, 0), std::move(answer));
        case Ask::write:
            return write(std::move(words), std::move(answer));
        case Ask::digest:
            return digest(std::move(answer));
    }
    answer(fail(Errc::usage, "The page asks for something that this version does not know."));
}

Result<std::string> Desk::settle(Result<Keyring> keyring) {
    if (!keyring.ok()) return keyring.error();
    if (replica_) return fail(Errc::usage, "This device has joined already.");
    view::JsonText json;
    json.begin_object()
        .text("workspace", hex(keyring->workspace().view()))
        .text("device", hex(keyring->device().view()));
    json.text("url", keyring->server_url()).end_object();
    replica_ = std::make_unique<Replica>(ports_, std::move(*keyring));
    replica_->on_change([this] { changed_(); });
    return json.take();
}

void Desk::join(const std::string& link, Answer answer) {
    auto read = read_link(link);
    if (!read.ok()) return answer(read.error());
    auto settled = settle(Keyring::from_link(ports_.random, *read));
    if (!settled.ok()) return answer(settled);
    // The one-time secret must be safe before the server may hand out its bundle.
    ports_.vault.store(replica_->keyring().secrets(), [settled, answer = std::move(answer)](Result<> stored) {
        if (!stored.ok()) return answer(stored.error());
        answer(settled);
    });
}

void Desk::start(Answer answer) {
    if (!replica_) return answer(fail(Errc::usage, "Join a workspace first."));
    replica_->start([this, answer = std::move(answer)](Result<> result) {
        if (!result.ok()) return answer(result.error());
        started_ = true;
        answer(std::string());
    });
}

std::string Desk::status() const {
    const Status& now = replica_->status();
    view::JsonText json;
    json.begin_object().key("slice").text("status").key("state").text(
        now.state == ReplicaState::joining ? "opening" : state_name(now.state));
    json.text("role", now.role).text("workspace", hex(replica_->keyring().workspace().view()));
    json.text("device", hex(replica_->keyring().device().view()));
    json.key("gpos").number(now.gpos).key("head").number(now.head_gpos);
    json.number("current_to", now.current_to_ms).key("unsent").number(now.unsent);
    json.text(now.state == ReplicaState::alarm ? "alarm" : "message", now.sentence);
    return json.end_object().take();
}

std::vector<const SubjectRecord*> Desk::records() const {
    std::vector<const SubjectRecord*> records;
    records.reserve(replica_->directory().size());
    for (const auto& [stream, record] : replica_->directory().records()) records.push_back(&record);
    return records;
}

// Settings that colleagues share; those that nobody has set stay as they were.
void Desk::read_settings(std::function<void()> then) {
    replica_->open({shared_stream()}, [this, then = std::move(then)](
                                          Result<std::vector<std::shared_ptr<const Subject>>> opened) {
        if (opened.ok()) {
            const State& shared = opened->front()->current();
            if (const Entity* name = shared.find(EntityKind::setting, "name")) name_ = name->value("value");
            if (const Entity* country = shared.find(EntityKind::setting, "country"))
                country_ = country->value("value");
        }
        then();
    });
}

void Desk::worklist(std::vector<std::string> words, Answer answer) {
    read_settings([this, words = std::move(words), answer = std::move(answer)] {
        const std::string& name = word(words, 0);
        const view::WorklistView which = name == "unfiled" ? view::WorklistView::unfiled
                                         : name == "all"   ? view::WorklistView::all
                                                           : view::WorklistView::waiting;
        answer(view::worklist(records(), replica_->directory().customers(), which, name_,
                              ports_.clock.now_ms(), window(words)));
    });
}

Result<std::string> Desk::found(const std::vector<std::string>& words) const {
    return view::found(records(), replica_->directory().customers(), word(words, 0), country_, window(words));
}

std::optional<Desk::Identified> Desk::identified(const std::string& who) const {
    const std::string type = guess_type(who);
    if (type.empty()) return std::nullopt;
    auto value = normalise(type, who, country_);
    if (!value.ok()) return std::nullopt;
    return Identified{type, *value};
}

const Customer* Desk::find(const std::string& who) const {
    const Directory& directory = replica_->directory();
    if (who.size() == 2 * StreamId::size) {
        auto bytes = unhex(who);
        if (bytes.ok()) {
            if (const Customer* customer = directory.customers().find(StreamId::from(*bytes)))
                return customer;
        }
    }
    if (const auto by = identified(who)) {
        for (const StreamId& stream : directory.with_identifier(joined_key(by->type, "", by->value)))
            if (const Customer* customer = directory.customers().find(stream)) return customer;
    }
    // Any other identifier, as a messenger id or a card's number: equal to the letter.
    for (const Customer& customer : directory.customers().all)
        for (const StreamId& member : customer.members)
            if (const SubjectRecord* record = directory.find(member))
                for (const KnownIdentifier& identifier : record->identifiers)
                    if (identifier.value == who && identifier.known != Known::cc) return &customer;
    return nullptr;
}

void Desk::customer(const std::vector<std::string>& words, Answer answer) {
    const std::string who = word(words, 0);
    const Customer* customer = find(who);
    if (!customer) {
        const auto by = identified(who);
        if (!by) return answer(nobody());
        // Nobody yet: an empty card, saved at its first word.
        view::JsonText json;
        json.begin_object()
            .key("slice")
            .text("card")
            .key("id")
            .text(who)
            .key("kind")
            .text("person")
            .key("identifiers")
            .begin_array();
        json.begin_object()
            .text("type", by->type)
            .text("value", by->value)
            .end_object()
            .end_array()
            .key("items")
            .number(0);
        std::string both = json.end_object().take() + '\n';
        view::JsonText empty;
        empty.begin_object()
            .key("slice")
            .text("timeline")
            .key("id")
            .text(who)
            .key("total")
            .number(0)
            .key("from")
            .number(0);
        empty.text("order", "newest").key("rows").begin_array().end_array().end_object();
        return answer(both + empty.take());
    }
    std::vector<StreamId> members = customer->members;
    const view::Window range = window(words);
    replica_->open(members, [this, members, range, answer = std::move(answer)](
                                Result<std::vector<std::shared_ptr<const Subject>>> subjects) {
        if (!subjects.ok()) return answer(subjects.error());
        const Customers& customers = replica_->directory().customers();
        view::OpenCustomer open;
        open.customer = customers.find(members.front());  // it may have been joined anew meanwhile
        if (!open.customer) return answer(nobody());
        for (std::size_t i = 0; i < members.size(); ++i)
            open.members.push_back({members[i], &(*subjects)[i]->current()});
        answer(view::card(open, customers) + '\n' + view::timeline(open, range));
    });
}

void Desk::why(const std::string& who, Answer answer) {
    const Customer* customer = find(who);
    if (!customer) return answer(nobody());
    std::vector<StreamId> members = customer->members;
    replica_->open(members, [this, members, answer = std::move(answer)](
                                Result<std::vector<std::shared_ptr<const Subject>>> subjects) {
        if (!subjects.ok()) return answer(subjects.error());
        const Customers& customers = replica_->directory().customers();
        view::OpenCustomer open;
        open.customer = customers.find(members.front());
        if (!open.customer) return answer(nobody());
        for (std::size_t i = 0; i < members.size(); ++i)
            open.members.push_back({members[i], &(*subjects)[i]->current()});
        answer(view::why(open, customers, records()));
    });
}

void Desk::write(std::vector<std::string> words, Answer answer) {
    const std::string &who = word(words, 0), &kind = word(words, 1), &text = word(words, 2),
                      &native = word(words, 3);
    if (kind != "note" && kind != "consultation")
        return answer(fail(Errc::usage, "Only notes and consultations are written here."));
    if (text.empty()) return answer(fail(Errc::usage, "There are no words to save."));
    if (text.size() > value_bytes_max)
        return answer(fail(Errc::limit, "A note holds 32 KiB at most; this one is longer."));
    if (native.size() != 32 || !unhex(native).ok())
        return answer(fail(Errc::usage, "A note needs an id of 32 hex digits."));

    StreamWrite write;
    std::vector<Op> ops;
    if (const Customer* customer = find(who)) {
        write.stream = customer->id;
    } else if (const auto by = identified(who)) {
        const std::string key = joined_key(by->type, "", by->value);
        auto [begun, fresh] = begun_.try_emplace(key);
        if (fresh) begun->second = replica_->new_stream();
        write.stream = begun->second;
        write.create = true;
        ops.push_back({EntityKind::subject, "", "kind", "person"});
        ops.push_back({EntityKind::subject, "", "owner", key});
        ops.push_back({EntityKind::identifier, key, "given", "notes"});
        if (by->value != who) ops.push_back({EntityKind::identifier, key, "raw", who});
    } else {
        return answer(nobody());
    }
    const std::string item = joined_key("notes", "staff", native);
    ops.push_back({EntityKind::item, item, "kind", kind});
    ops.push_back({EntityKind::item, item, "at", std::to_string(ports_.clock.now_ms())});
    ops.push_back({EntityKind::item, item, "direction", "none"});
    ops.push_back({EntityKind::item, item, "text", text});
    write.changes.push_back(std::move(ops));
    std::vector<StreamWrite> writes;
    writes.push_back(std::move(write));
    replica_->write(std::move(writes), "", [answer = std::move(answer)](Result<WriteReport> report) {
        if (!report.ok()) return answer(report.error());
        answer(std::string());
    });
}

void Desk::digest(Answer answer) {
    replica_->digest([answer = std::move(answer)](Result<Hash> digest) {
        if (!digest.ok()) return answer(digest.error());
        answer(hex(digest->view()));
    });
}

}  // namespace history::web
