#include "web/core_desk.h"

#include "core/identity/identifier.h"
#include "core/view/card_more.h"
#include "core/view/customer_joined.h"
#include "core/view/customer_named.h"
#include "core/view/json_text.h"
#include "core/view/matters.h"
#include "core/view/searching.h"
#include "core/view/shop.h"
#include "core/view/slice.h"
#include "core/wire/sentences.h"
#include "web/core_ports.h"

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
        case Ask::matters:
        case Ask::matter_statement:
            return matters(what, std::move(words), std::move(answer));
        case Ask::orders:
            return orders(std::move(words), std::move(answer));
        case Ask::check:
            return check(std::move(words), std::move(answer));
        case Ask::digest:
            return digest(std::move(answer));
        case Ask::rescue:
            return rescue(words, std::move(answer));
        case Ask::say:
            return say(std::move(words), std::move(answer));
        case Ask::change:
            return change(std::move(words), std::move(answer));
        case Ask::correct:
            return correct(std::move(words), std::move(answer));
        case Ask::colleagues:
            return colleagues(std::move(words), std::move(answer));
        case Ask::settings:
            return settings(std::move(words), std::move(answer));
        case Ask::presence:
            return presence(word(words, 0), std::move(answer));
        case Ask::calls:
            return calls(std::move(answer));
        case Ask::suggestions:
            return answer(suggestions(words));
        case Ask::search:
            return search(std::move(words), std::move(answer));
        case Ask::link:
        case Ask::separate:
        case Ask::withdraw:
            return state(what, std::move(words), std::move(answer));
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
        read_settings([answer] { answer(std::string()); });
    });
}

std::string Desk::status() const {
    const Status& now = replica_->status();
    view::JsonText json;
    const bool revoked = now.state == ReplicaState::refused && now.sentence == sentence_revoked;
    json.begin_object().key("slice").text("status").key("state").text(revoked ? "revoked"
                                                                      : now.state == ReplicaState::joining
                                                                          ? "opening"
                                                                          : state_name(now.state));
    json.text("role", now.role).text("workspace", hex(replica_->keyring().workspace().view()));
    json.text("device", hex(replica_->keyring().device().view()));
    json.key("gpos").number(now.gpos).key("head").number(now.head_gpos);
    json.number("current_to", now.current_to_ms).key("unsent").number(now.unsent);
    json.number("counting", replica_->stale_records());
    json.text(now.state == ReplicaState::alarm ? "alarm" : "message", now.sentence);
    return json.end_object().take();
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
            shared_ = opened->front();
            colleagues_ = view::colleagues_of(shared);
            settings_ = work_settings(shared, Calendars(Calendar::of_country(country_)));
        }
        then();
    });
}

void Desk::worklist(std::vector<std::string> words, Answer answer) {
    read_settings([this, words = std::move(words), answer = std::move(answer)]() mutable {
        with_shop([this, words = std::move(words), answer = std::move(answer)](const view::Shop& shop) {
            const view::WorklistView which =
                view::worklist_view_named(word(words, 0)).value_or(view::WorklistView::waiting);
            answer(view::worklist(view::all_records(replica_->directory()), replica_->directory().customers(),
                                  which, name_, view::work_settings_of(shop), shop.as_of_ms, window(words)));
        });
    });
}

// Calendars, products and resolutions, as they are now.
void Desk::with_shop(std::function<void(const view::Shop&)> then) {
    std::vector<StreamId> streams = view::goods_of(replica_->directory());
    streams.push_back(shared_stream());
    replica_->open(
        streams, [this, then = std::move(then)](Result<std::vector<std::shared_ptr<const Subject>>> opened) {
            Goods now{replica_->directory().revision(), country_, {}, {}};
            if (opened.ok())
                for (const auto& subject : *opened) now.subjects.emplace_back(subject, subject->revision());
            if (now.revision != goods_.revision || now.country != goods_.country ||
                now.subjects != goods_.subjects) {
                std::vector<const State*> states;
                for (const auto& [subject, revision] : now.subjects) states.push_back(&subject->current());
                const State* shared = states.empty() ? nullptr : states.back();
                if (shared) states.pop_back();
                // The last is what is shared; of the same lists the catalogue is the same.
                const bool same_lists =
                    !now.subjects.empty() && goods_.subjects.size() == now.subjects.size() &&
                    std::equal(now.subjects.begin(), std::prev(now.subjects.end()), goods_.subjects.begin());
                now.shop = view::shop_of(shared, states, replica_->directory(), country_, 0,
                                         same_lists ? goods_.shop.catalogue : nullptr);
                goods_ = std::move(now);
            }
            goods_.shop.as_of_ms = ports_.clock.now_ms();
            then(goods_.shop);
        });
}

void Desk::check(std::vector<std::string> words, Answer answer) {
    const auto customer = view::customer_named(replica_->directory(), word(words, 0), country_);
    if (!customer.ok()) return answer(customer.error());
    const std::string& reason = word(words, 5);
    const StreamId id = (*customer)->id;
    PlannedContact contact;
    contact.channel = word(words, 1);
    contact.promotion = word(words, 2) == "promo";
    contact.product = word(words, 3);
    contact.at_ms = ports_.clock.now_ms();
    const std::string& address = word(words, 4).empty() ? word(words, 0) : word(words, 4);
    if (const std::string type = guess_type(address); !type.empty())
        if (const auto normal = normalise(type, address, country_); normal.ok())
            contact.address = joined_key(type, "", *normal);
    auto asked = [this, id, contact, answer](const view::Shop& shop) {
        const Customer* now = replica_->directory().customers().find(id);
        if (!now) return answer(fail(Errc::not_found, "This customer is gone."));
        std::vector<const SubjectRecord*> members;
        for (const StreamId& member : now->members)
            if (const SubjectRecord* record = replica_->directory().find(member)) members.push_back(record);
        answer(view::check(members, *now, contact, shop));
    };
    if (reason.empty()) return with_shop(std::move(asked));
    std::array<std::uint8_t, 16> drawn{};
    ports_.random.fill(drawn);
    std::vector<StreamWrite> writes(1);
    writes.front().stream = id;
    writes.front().changes.push_back(view::contact_ops(hex(drawn), contact, reason, {}));
    replica_->write(std::move(writes), "",
                    [this, asked = std::move(asked), answer](Result<WriteReport> written) mutable {
                        if (!written.ok()) return answer(written.error());
                        with_shop(std::move(asked));
                    });
}

void Desk::matters(Ask what, std::vector<std::string> words, Answer answer) {
    const auto customer = view::customer_named(replica_->directory(), word(words, 0), country_);
    if (!customer.ok()) return answer(customer.error());
    with_shop([this, what, words = std::move(words), id = (*customer)->id,
               answer = std::move(answer)](const view::Shop& shop) mutable {
        const Customer* now = replica_->directory().customers().find(id);
        if (!now) return answer(fail(Errc::not_found, "This customer is gone."));
        if (what == Ask::matters)
            return open(
                *now, [shop](const view::OpenCustomer& opened) { return view::matters(opened, shop); },
                std::move(answer));
        auto writes = std::make_shared<Result<std::vector<StreamWrite>>>(std::vector<StreamWrite>());
        open(
            *now,
            [shop, words, writes](const view::OpenCustomer& opened) {
                *writes = view::matter_write(opened, shop, word(words, 1), word(words, 2), word(words, 3));
                return std::string();
            },
            [this, writes, answer](Result<std::string> shown) {
                if (!shown.ok()) return answer(std::move(shown));
                if (!writes->ok()) return answer(writes->error());
                replica_->write(std::move(**writes), "", [answer](Result<WriteReport> written) {
                    if (!written.ok()) return answer(written.error());
                    answer(std::string());
                });
            });
    });
}

Result<std::string> Desk::found(const std::vector<std::string>& words) const {
    return view::found(replica_->directory(), word(words, 0), country_, window(words));
}

void Desk::nobody_yet(const std::string& who, const Error& otherwise, const Answer& answer) const {
    const auto named = view::new_customer_named(who, country_);
    if (!named.ok()) return answer(otherwise);
    view::JsonText json;
    json.begin_object().text("slice", "card").text("id", who).text("kind", "person");
    json.key("identifiers").begin_array().begin_object();
    json.text("type", named->type).text("value", named->value).end_object().end_array();
    std::string both = json.key("items").number(0).end_object().take() + '\n';
    view::JsonText empty;
    empty.begin_object().text("slice", "timeline").text("id", who).key("total").number(0);
    empty.key("from").number(0).text("order", "newest").key("rows").begin_array().end_array().end_object();
    answer(both + empty.take());
}

// The customer's members opened, then what `show` makes of them.
void Desk::open(const Customer& customer, std::function<std::string(const view::OpenCustomer&)> show,
                Answer answer) {
    std::vector<StreamId> members = customer.members;
    replica_->open(members, [this, members, show = std::move(show), answer = std::move(answer)](
                                Result<std::vector<std::shared_ptr<const Subject>>> subjects) {
        if (!subjects.ok()) return answer(subjects.error());
        view::OpenCustomer open;
        open.customer = replica_->directory().customers().find(members.front());  // perhaps joined anew
        if (!open.customer) return answer(fail(Errc::not_found, "This customer is gone."));
        for (std::size_t i = 0; i < members.size(); ++i)
            open.members.push_back(
                {members[i], &(*subjects)[i]->current(), replica_->directory().find(members[i])});
        open.history = histories_.of(open.members, *subjects);
        answer(show(open));
    });
}

void Desk::customer(const std::vector<std::string>& words, Answer answer) {
    const std::string& who = word(words, 0);
    const auto customer = view::customer_named(replica_->directory(), who, country_);
    if (!customer.ok()) {
        if (customer.error().code != Errc::not_found) return answer(customer.error());
        return nobody_yet(who, customer.error(), answer);  // an empty card, saved at its first word
    }
    view::HistoryFilter filter{word(words, 3), word(words, 4), word(words, 5), number_of(word(words, 6)),
                               word(words, 7)};
    with_shop([this, id = (*customer)->id, range = window(words), filter = std::move(filter),
               answer = std::move(answer)](const view::Shop& shop) mutable {
        const Customer* now = replica_->directory().customers().find(id);
        if (!now) return answer(fail(Errc::not_found, "This customer is gone."));
        open(
            *now,
            [this, range, filter, shop](const view::OpenCustomer& opened) {
                const Directory& directory = replica_->directory();
                return view::card(opened, directory.customers(), shop,
                                  view::card_more(opened, directory, baskets_.over(directory), shop)) +
                       '\n' + view::timeline(opened, range, filter, shop);
            },
            std::move(answer));
    });
}

void Desk::why(const std::string& who, Answer answer) {
    const auto customer = view::customer_named(replica_->directory(), who, country_);
    if (!customer.ok()) return answer(customer.error());
    open(
        **customer,
        [this](const view::OpenCustomer& opened) {
            const Directory& directory = replica_->directory();
            std::string slice = view::why(opened, directory.customers(), view::all_records(directory));
            view::JsonText json;
            json.begin_object();
            view::write_suggestions(json, *opened.customer, directory, suggested_.over(directory));
            const std::string more = json.end_object().take();  // who may be one with him as well
            if (more.size() > 2) slice.replace(slice.size() - 1, 1, ',' + more.substr(1));
            return slice;
        },
        std::move(answer));
}

void Desk::write(std::vector<std::string> words, Answer answer) {
    words.resize(4);
    say(std::move(words), [answer = std::move(answer)](Result<std::string> said) {
        if (!said.ok()) return answer(said.error());
        answer(std::string());
    });
}

void Desk::rescue(const std::vector<std::string>& words, Answer answer) {
    auto rows = decode_rows(bytes_of(word(words, 1)));
    if (!rows.ok()) return answer(rows.error());
    replica_->rescue(std::move(*rows), word(words, 0) == "take",
                     [answer = std::move(answer)](Result<Rescue> rescued) {
                         if (!rescued.ok()) return answer(rescued.error());
                         view::JsonText json;
                         json.begin_object().key("words").number(rescued->words);
                         answer(json.flag("revoked", rescued->revoked).end_object().take());
                     });
}

void Desk::digest(Answer answer) {
    replica_->digest([answer = std::move(answer)](Result<Hash> digest) {
        if (!digest.ok()) return answer(digest.error());
        answer(hex(digest->view()));
    });
}

Result<std::string> Desk::suggestions(const std::vector<std::string>& words) {
    const Directory& directory = replica_->directory();
    const Customer* customer = nullptr;
    if (!word(words, 0).empty()) {
        TRY_ASSIGN(named, view::customer_named(directory, word(words, 0), country_));
        customer = named;
    }
    return view::suggestions(customer, directory, suggested_.over(directory), window(words));
}

void Desk::state(Ask what, std::vector<std::string> words, Answer answer) {
    const std::size_t named = what == Ask::link ? 2 : 3;
    if (words.size() <= named) return answer(fail(Errc::usage, "Nobody is named."));
    const std::vector<std::string> who(words.begin() + static_cast<std::ptrdiff_t>(named), words.end());
    const Directory& directory = replica_->directory();
    auto said = what == Ask::link ? view::link_write(directory, who, country_, words[0])
                : what == Ask::separate
                    ? view::separate_write(directory, who, country_, words[0], number(words, 2, 0))
                    : view::withdraw_write(directory, words[2], who, country_, words[0]);
    if (!said.ok()) return answer(said.error());
    replica_->write(std::move(said->writes), words[1],
                    [answer = std::move(answer)](Result<WriteReport> report) {
                        if (!report.ok()) return answer(report.error());
                        answer(std::string());
                    });
}

void Desk::search(std::vector<std::string> words, Answer answer) {
    const std::uint64_t revision = replica_->directory().revision();
    if (seeking_ && seeking_->words == words && (!seeking_->complete || seeking_->revision == revision)) {
        if (seeking_->slice.empty()) return seeking_->waiting.push_back(std::move(answer));
        return answer(seeking_->slice);
    }
    view::SearchWords asked;
    asked.query = word(words, 0);
    asked.who = word(words, 1);
    asked.country = country_;
    asked.limit = number(words, 3, 100);
    auto filter =
        view::search_filter(word(words, 4), word(words, 5), word(words, 6), word(words, 7), word(words, 8));
    if (!filter.ok()) return answer(filter.error());
    asked.filter = std::move(*filter);
    if (seeking_) {
        replica_->cancel_search(seeking_->number);
        view::JsonText json;
        json.begin_object().text("slice", "search").key("query").text(word(seeking_->words, 0));
        const std::string nothing = json.key("rows").begin_array().end_array().end_object().take();
        for (const Answer& one : std::exchange(seeking_->waiting, {})) one(nothing);
    }
    const auto seeking = std::make_shared<Seeking>();
    seeking->words = std::move(words);
    seeking->revision = revision;
    seeking->waiting.push_back(std::move(answer));
    seeking_ = seeking;
    seeking->number = view::search(*replica_, asked, [this, seeking](Result<std::string> slice, bool last) {
        if (seeking_ != seeking) return;  // other words are looked for by now
        seeking->complete = last;
        if (slice.ok())
            seeking->slice = *slice;
        else
            seeking_.reset();
        const auto waiting = std::exchange(seeking->waiting, {});
        for (const Answer& one : waiting) one(slice);
        if (waiting.empty()) changed_();
    });
}

}  // namespace history::web
