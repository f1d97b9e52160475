// The desk's part of work: words, changes, colleagues, ready answers, who else is here.
#include "core/crypto/pin.h"
#include "core/insight/term.h"
#include "core/view/answers.h"
#include "core/view/correction.h"
#include "core/view/customer_named.h"
#include "core/view/json_text.h"
#include "core/view/orders.h"
#include "core/view/presence.h"
#include "core/view/ringing.h"
#include "core/view/staff_word.h"
#include "web/core_desk.h"

namespace history::web {

namespace {
const std::string& word(const std::vector<std::string>& words, std::size_t index) {
    static const std::string empty;
    return index < words.size() ? words[index] : empty;
}
}  // namespace

Result<std::uint64_t> Desk::moment(const std::string& words) const {
    const auto moment = term_of(words, ports_.clock.now_ms(), settings_.calendars.main());
    if (!moment)
        return fail(Errc::usage,
                    "This is no moment; write \"2026-12-01 18:00\", \"tomorrow 12:00\" or \"+2h\".");
    return *moment;
}

void Desk::save(std::vector<StreamWrite> writes, std::function<void()> then, Answer answer) {
    if (const Result<> may = view::may_speak(replica_->status().role); !may.ok()) return answer(may.error());
    replica_->write(std::move(writes), colleague_,
                    [then = std::move(then), answer = std::move(answer)](Result<WriteReport> report) {
                        if (!report.ok()) return answer(report.error());
                        then();
                    });
}

void Desk::share(std::vector<Op> ops, std::function<void()> then, Answer answer) {
    StreamWrite write;
    write.stream = shared_stream();
    write.changes.push_back(std::move(ops));
    std::vector<StreamWrite> writes;
    writes.push_back(std::move(write));
    save(
        std::move(writes), [this, then = std::move(then)] { read_settings(then); }, std::move(answer));
}

void Desk::say(std::vector<std::string> words, Answer answer) {
    read_settings([this, words = std::move(words), answer = std::move(answer)]() mutable {
        view::StaffWord said;
        said.kind = word(words, 1);
        said.text = word(words, 2);
        said.native = word(words, 3);
        said.at_ms = ports_.clock.now_ms();
        if (const view::Colleague* self = view::colleague_with_id(colleagues_, colleague_))
            said.author = self->name;
        std::string about;
        for (std::size_t i = 4; i < words.size(); i += 2) {
            const std::string &field = words[i], &value = word(words, i + 1);
            if (field == "due") {
                if (value.empty()) continue;
                const auto due = moment(value);
                if (!due.ok()) return answer(due.error());
                said.due_ms = *due;
                continue;
            }
            std::string* place = field == "assignee"    ? &said.assignee
                                 : field == "product"   ? &said.product
                                 : field == "channel"   ? &said.channel
                                 : field == "reason"    ? &said.reason
                                 : field == "number"    ? &said.number
                                 : field == "refers_to" ? &about
                                                        : nullptr;
            if (!place)
                return answer(fail(Errc::usage, "A word has no field \"" + field.substr(0, 64) + "\"."));
            *place = value;
        }
        said.mentions = view::mentions_in(said.text, colleagues_);
        const auto finish = [this, answer, who = word(words, 0)](view::StaffWord ready) {
            auto write = view::staff_write(replica_->directory(), who, country_, ready, colleagues_,
                                           [this](const std::string& key) {
                                               const auto [begun, fresh] = begun_.try_emplace(key);
                                               if (fresh) begun->second = replica_->new_stream();
                                               return begun->second;
                                           });
            if (!write.ok()) return answer(write.error());
            view::JsonText json;
            json.begin_object().text("id", hex(write->stream.view()));
            json.text("item", view::item_id(joined_key("notes", "staff", ready.native))).end_object();
            std::vector<StreamWrite> writes;
            writes.push_back(std::move(*write));
            save(
                std::move(writes), [answer, text = json.take()] { answer(text); }, answer);
        };
        if (about.empty()) return finish(std::move(said));
        const auto customer = view::customer_named(replica_->directory(), word(words, 0), country_);
        if (!customer.ok()) return answer(customer.error());
        open(
            **customer,
            [about](const view::OpenCustomer& opened) { return view::item_with_id(opened, about); },
            [answer, finish, said = std::move(said)](Result<std::string> key) mutable {
                if (!key.ok()) return answer(key.error());
                if (key->empty()) return answer(fail(Errc::not_found, "This customer has no such item."));
                said.refers_to = std::move(*key);
                finish(std::move(said));
            });
    });
}

void Desk::change(std::vector<std::string> words, Answer answer) {
    read_settings([this, words = std::move(words), answer = std::move(answer)]() mutable {
        std::vector<view::ItemChange> changes;
        for (std::size_t i = 2; i < words.size(); i += 2) {
            view::ItemChange change{words[1], words[i], word(words, i + 1), colleague_};
            if (change.field == "due" && !change.value.empty() && change.value != "0") {
                const auto due = moment(change.value);
                if (!due.ok()) return answer(due.error());
                change.value = std::to_string(*due);
            }
            changes.push_back(std::move(change));
        }
        if (changes.empty()) return answer(fail(Errc::usage, "Nothing changes."));
        const auto customer = view::customer_named(replica_->directory(), word(words, 0), country_);
        if (!customer.ok()) return answer(customer.error());
        auto writes = std::make_shared<std::vector<StreamWrite>>();
        auto wrong = std::make_shared<Result<>>();
        open(
            **customer,
            [this, writes, wrong, changes](const view::OpenCustomer& opened) {
                view::JsonText json;
                json.begin_object().key("changes").begin_array();
                for (const view::ItemChange& one : changes) {
                    auto made = view::change_write(replica_->directory(), opened, settings_, colleagues_, one,
                                                   ports_.clock.now_ms());
                    if (!made.ok()) {
                        *wrong = made.error();
                        return std::string();
                    }
                    for (StreamWrite& write : made->writes) writes->push_back(std::move(write));
                    json.begin_object().text("field", one.field).key("value").text(one.value);
                    json.key("before").text(made->before).end_object();
                }
                return json.end_array().end_object().take();
            },
            [this, writes, wrong, answer](Result<std::string> text) {
                if (!text.ok()) return answer(text.error());
                if (!wrong->ok()) return answer(wrong->error());
                save(
                    std::move(*writes), [answer, told = *text] { answer(told); }, answer);
            });
    });
}

void Desk::correct(std::vector<std::string> words, Answer answer) {
    const auto customer = view::customer_named(replica_->directory(), word(words, 0), country_);
    if (!customer.ok()) return answer(customer.error());
    auto made = std::make_shared<Result<view::Correction>>(view::Correction{});
    open(
        **customer,
        [made, words](const view::OpenCustomer& opened) {
            *made = view::correction_of(opened, word(words, 1), word(words, 2));
            return std::string();
        },
        [this, made, answer](Result<std::string> opened) {
            if (!opened.ok()) return answer(opened.error());
            if (!made->ok()) return answer(made->error());
            view::JsonText json;
            json.begin_object().key("before").text((*made)->before).end_object();
            save(
                std::move((*made)->writes), [answer, told = json.take()] { answer(told); }, answer);
        });
}

void Desk::orders(std::vector<std::string> words, Answer answer) {
    const auto show = [this, who = word(words, 0), answer] {
        const auto customer = view::customer_named(replica_->directory(), who, country_);
        if (!customer.ok()) return answer(customer.error());
        open(
            **customer, [](const view::OpenCustomer& opened) { return view::orders(opened); }, answer);
    };
    if (word(words, 1).empty()) return show();
    const auto what = view::order_word_named(words[1]);
    if (!what)
        return answer(fail(Errc::usage, "Of orders can be said: join, divide, undo_join, undo_divide."));
    const auto customer = view::customer_named(replica_->directory(), words[0], country_);
    if (!customer.ok()) return answer(customer.error());
    auto writes = std::make_shared<Result<std::vector<StreamWrite>>>(std::vector<StreamWrite>());
    open(
        **customer,
        [words, what, writes](const view::OpenCustomer& opened) {
            *writes = view::order_write(opened, *what, word(words, 2), word(words, 3));
            return std::string();
        },
        [this, writes, show, answer](Result<std::string> opened) {
            if (!opened.ok()) return answer(opened.error());
            if (!writes->ok()) return answer(writes->error());
            save(std::move(**writes), show, answer);
        });
}

std::string Desk::colleagues_text() const {
    std::string slice = view::colleagues_slice(colleagues_);
    if (colleague_.empty()) return slice;
    view::JsonText chosen;
    chosen.text(colleague_);
    slice.pop_back();
    return slice + ",\"chosen\":" + chosen.take() + '}';
}

void Desk::colleagues(std::vector<std::string> words, Answer answer) {
    read_settings([this, words = std::move(words), answer = std::move(answer)] {
        const std::string &act = word(words, 0), &who = word(words, 1);
        const view::Colleague* stands = view::colleague_with_id(colleagues_, who);
        if (act.empty() || act == "list") return answer(colleagues_text());
        const auto knows_pin = [&] {
            return stands && is_pin(replica_->keyring(), who, word(words, 2), stands->pin);
        };
        if (act == "choose") {
            if (who.empty()) return colleague_.clear(), answer(colleagues_text());
            if (const Result<> active = view::active_colleague(colleagues_, who); !active.ok())
                return answer(active.error());
            if (!knows_pin()) return answer(fail(Errc::unauthorized, stands->name + "'s PIN is another."));
            colleague_ = who;
            return answer(colleagues_text());
        }
        view::ColleagueChange change;
        change.id = who;
        if (act == "add") {
            change.name = who;
            change.id = word(words, 2);
            change.profile = word(words, 3);
            if (change.id.empty()) {
                std::array<std::uint8_t, 4> drawn{};
                ports_.random.fill(drawn);
                change.id = hex(drawn);
            }
        } else if (act == "rename") {
            change.name = word(words, 2);
        } else if (act == "retire" || act == "return") {
            change.active = act == "return";
        } else if (act == "pin") {
            if (stands && !knows_pin() && replica_->status().role != "owner")
                return answer(fail(Errc::unauthorized, stands->name + "'s PIN is another."));
            change.pin_hash = "";
            if (!word(words, 3).empty()) {
                auto kept = keep_pin(ports_.random, replica_->keyring(), who, word(words, 3));
                if (!kept.ok()) return answer(kept.error());
                change.pin_hash = std::move(*kept);
            }
        } else {
            return answer(
                fail(Errc::usage, "Colleagues are listed, chosen, added, renamed, retired, returned."));
        }
        auto ops = view::colleague_ops(colleagues_, change, act == "add");
        if (!ops.ok()) return answer(ops.error());
        share(
            std::move(*ops), [this, answer] { answer(colleagues_text()); }, answer);
    });
}

void Desk::settings(std::vector<std::string> words, Answer answer) {
    read_settings([this, words = std::move(words), answer = std::move(answer)] {
        if (!shared_) return answer(fail(Errc::not_found, "What colleagues share has not come yet."));
        const std::string& act = word(words, 0);
        const auto list = [this, answer] {
            answer(view::answers_slice(view::ready_answers(shared_->current())));
        };
        const auto describe = [this, answer] {
            const std::uint64_t now = ports_.clock.now_ms();
            const Calendar& main = settings_.calendars.main();
            view::JsonText json;
            json.begin_object().text("slice", "settings").key("ready").begin_array();
            for (const view::ReadyAnswer& one : view::ready_answers(shared_->current())) {
                json.begin_object()
                    .text("id", one.id)
                    .text("title", one.title)
                    .text("language", one.language);
                json.text("text", one.text).number("at", one.at_ms).end_object();
            }
            json.end_array().text("rules", settings_.rules.text());
            json.key("calendars").begin_array();
            for (const std::string& name : settings_.calendars.names()) json.text(name);
            json.end_array()
                .flag("open", main.open_at(now))
                .number("next_open", main.next_open(now).value_or(0));
            json.number("quiet_until", main.quiet_until(now).value_or(0)).end_object();
            answer(json.take());
        };
        if (act == "answers") return list();
        if (act.empty() || act == "calendar" || (act == "rules" && word(words, 1).empty())) return describe();
        Result<std::vector<Op>> ops = fail(Errc::usage, "There are settings answers, rules and calendar.");
        if (act == "answer") {
            std::string id = word(words, 1);
            if (id.empty()) {
                std::array<std::uint8_t, 8> drawn{};
                ports_.random.fill(drawn);
                id = hex(drawn);
            }
            ops = view::answer_ops(shared_->current(),
                                   {id, word(words, 2), word(words, 3), word(words, 4), {}, 0});
        } else if (act == "remove" || act == "restore") {
            ops = view::answer_removal(shared_->current(), word(words, 1), act == "restore");
        } else if (act == "rules") {
            const auto rules = ReminderRules::read(settings_.rules.text() + word(words, 1) + '\n');
            if (!rules.ok()) return answer(rules.error());
            ops = std::vector<Op>{{EntityKind::setting, "reminder_rules", "value", rules->text()}};
        }
        if (!ops.ok()) return answer(ops.error());
        if (act == "rules") return share(std::move(*ops), describe, answer);
        share(std::move(*ops), list, answer);
    });
}

void Desk::presence(const std::string& who, Answer answer) {
    const auto customer = view::customer_named(replica_->directory(), who, country_);
    if (!customer.ok()) return answer(customer.error());
    if (!view::may_speak(replica_->status().role).ok()) return show_presence(who, std::move(answer));
    const StreamId own =
        view::audit_stream(replica_->directory(), view::opened_use, replica_->keyring().device());
    const StreamId opened = (*customer)->id;
    const auto mark = [this, who, opened, answer](const StreamId& stream, const State* state) {
        StreamWrite write =
            view::opened_write(stream, state, replica_->keyring().device(), opened, ports_.clock.now_ms());
        if (write.changes.empty()) return show_presence(who, answer);
        std::vector<StreamWrite> writes;
        writes.push_back(std::move(write));
        save(
            std::move(writes), [this, who, answer] { show_presence(who, answer); }, answer);
    };
    if (own.zero()) return mark(replica_->new_stream(), nullptr);
    replica_->open({own}, [own, mark, answer](Result<std::vector<std::shared_ptr<const Subject>>> subjects) {
        if (!subjects.ok()) return answer(subjects.error());
        mark(own, &subjects->front()->current());
    });
}

void Desk::show_presence(const std::string& who, Answer answer) {
    const std::vector<StreamId> streams = view::audit_streams(replica_->directory(), view::opened_use);
    replica_->open(streams, [this, who, streams, answer = std::move(answer)](
                                Result<std::vector<std::shared_ptr<const Subject>>> subjects) {
        if (!subjects.ok()) return answer(subjects.error());
        const auto customer = view::customer_named(replica_->directory(), who, country_);
        if (!customer.ok()) return answer(customer.error());
        std::vector<view::AuditStream> audits;
        for (std::size_t i = 0; i < streams.size(); ++i)
            audits.push_back({streams[i], &(*subjects)[i]->current()});
        answer(view::presence(replica_->directory(), **customer, audits, ports_.clock.now_ms()));
    });
}

void Desk::calls(Answer answer) {
    replica_->open(
        view::audit_streams(replica_->directory(), view::ringing_use),
        [this, answer = std::move(answer)](Result<std::vector<std::shared_ptr<const Subject>>> held) {
            if (!held.ok()) return answer(held.error());
            std::vector<const State*> states;
            for (const auto& subject : *held) states.push_back(&subject->current());
            answer(view::calls(replica_->directory(), states, country_, ports_.clock.now_ms()));
        });
}

}  // namespace history::web
