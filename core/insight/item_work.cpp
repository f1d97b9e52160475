#include "core/insight/item_work.h"

#include <algorithm>

#include "core/base/arrange.h"
#include "core/base/fold.h"
#include "core/insight/columns.h"
#include "core/insight/greeting.h"
#include "core/insight/order_work.h"
#include "core/insight/promise.h"

namespace history {

namespace {

constexpr std::size_t words_bytes_max = 96, wish_bytes_max = 64, key_bytes_max = 512;
constexpr std::size_t promise_bytes_max = 240;
constexpr std::size_t said_max = 16, marks_max = 64, resolved_max = 32;
constexpr std::uint64_t cart_left_ms =
    24 * 60 * 60 * 1000;  // a cart is left when nothing was bought for a day

// Words with which programs say that a thing is over, folded: CRMs, help desks and shops, in English and Russian.
constexpr std::string_view over[] = {
    "done",     "cancelled", "canceled",   "completed",  "complete",    "closed",
    "resolved", "recovered", "bought",     "lost",       "won",         "converted",
    "deferred", "выполнена", "выполнено",  "завершена",  "завершено",   "закрыта",
    "закрыто",  "отменена",  "отменено",   "отменен",    "решено",      "орындалды",
    "жабылды",  "closedwon", "closedlost", "closed won", "closed lost",
};
constexpr std::string_view put_off[] = {
    "postponed",          "on hold", "on-hold",  "on_hold",  "onhold",
    "deferred",           "отложен", "отложена", "отложено", "отложенный",
    "кейінге қалдырылды",
};
// Steps towards a purchase, as Segment's and GA4's specifications name the events, folded.
constexpr std::string_view cart_events[] = {"product added",        "cart viewed", "checkout started",
                                            "checkout step viewed", "add_to_cart", "view_cart",
                                            "begin_checkout"};
constexpr std::string_view later_phrases[] = {
    "куплю позже",
    "куплю потом",
    "возьму позже",
    "возьму потом",
    "закажу позже",
    "закажу потом",
    "отложу покупку",
    "отложим покупку",
    "отложить покупку",
    "пока не готов покупать",
    "пока не готова покупать",
    "куплю после зарплаты",
    "возьму после зарплаты",
    "закажу после зарплаты",
    "куплю в следующем месяце",
    "возьму в следующем месяце",
    "закажу в следующем месяце",
    "подумаю и вернусь",
    "подумаю и напишу",
    "подумаю и перезвоню",
    "мне надо подумать",
    "мне нужно подумать",
    "кейінірек аламын",
    "кейін аламын",
    "кейінірек тапсырыс беремін",
    "ойланып көрейін",
    "айлықтан кейін аламын",
    "buy later",
    "buy it later",
    "order later",
    "order it later",
    "think about it",
    "buy next month",
    "order next month",
    "not ready to buy",
    "after payday",
};

template <std::size_t N>
bool among(const std::string_view (&list)[N], std::string_view word) {
    return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

// The source's own word for where a thing stands: the latest that it dated, else its stage.
std::string source_state(const Entity& item) {
    const Field* latest = item.latest("status");
    return fold(cut_utf8(latest ? std::string_view(latest->value) : item.value("stage"), words_bytes_max));
}

std::string words_of(const Entity& item) {
    std::string_view words = text_of_item(item);
    for (const char* field : {"title", "product", "number"})
        if (words.empty()) words = item.value(field);
    return std::string(cut_utf8(without_greeting(words), words_bytes_max));
}

struct Gathering {
    SubjectRecord& record;
    std::vector<DueEntry> due;
    DueEntry cart, asked;  // the latest of each
    std::uint64_t last_inbound_ms = 0;
    std::vector<std::pair<std::uint64_t, const Entity*>> heard;  // the customer's words

    DueEntry entry(DueKind kind, const Entity& item, const ItemFacts& facts) const {
        DueEntry one;
        one.kind = kind;
        one.item = item.key;
        one.about = item_referred(item);
        one.at_ms = facts.at_ms;
        one.due_ms = due_of_item(item);
        one.assignee = cut_utf8(item.value("assignee"), wish_bytes_max);
        one.words = words_of(item);
        return one;
    }

    void word(const Entity& item, const ItemFacts& facts) {
        const bool request = facts.kind == "request" && facts.direction == Direction::in;
        if (facts.kind == "promise" || facts.kind == "reminder" || facts.kind == "task" ||
            facts.kind == "complaint") {
            if (is_closed(item)) return;
            due.push_back(entry(facts.kind == "promise"    ? DueKind::promise
                                : facts.kind == "reminder" ? DueKind::reminder
                                : facts.kind == "task"     ? DueKind::task
                                                           : DueKind::complaint,
                                item, facts));
        } else if (facts.kind == "note" || facts.kind == "consultation") {
            item.each("mention", '/', [&](std::string_view colleague, const Field&) {
                if (item.field("seen/" + std::string(colleague))) return;
                DueEntry one = entry(DueKind::mention, item, facts);
                one.assignee = colleague.substr(0, wish_bytes_max);
                due.push_back(std::move(one));
            });
        } else if (facts.kind == "complaint_resolved") {
            std::string about = item_referred(item);
            if (!about.empty()) record.resolved.push_back(std::move(about));
        } else if (request &&
                   (facts.channel == "callback" || !wish_of(item).empty() || !item.value("due").empty())) {
            if (is_closed(item)) return;
            DueEntry one = entry(DueKind::callback, item, facts);
            one.wish = cut_utf8(wish_of(item), wish_bytes_max);
            due.push_back(std::move(one));
        }
    }

    static std::string_view wish_of(const Entity& item) {
        for (const char* field : {"answer/wish_time", "answer/callback_time", "answer/call_time"})
            if (!item.value(field).empty()) return item.value(field);
        return {};
    }

    void purchase(const Entity& item, const ItemFacts& facts) {
        if (facts.kind == "cart") {
            if (is_closed(item)) return;
            DueEntry one = entry(DueKind::postponed, item, facts);
            one.due_ms = facts.at_ms + cart_left_ms;
            due.push_back(std::move(one));
        } else if (facts.kind == "deal" || facts.kind == "order") {
            const std::string_view said = item.value("state");
            const std::string state =
                said.empty() ? source_state(item) : fold(cut_utf8(said, words_bytes_max));
            if (among(put_off, state)) due.push_back(entry(DueKind::postponed, item, facts));
        } else if (facts.kind == "track" && facts.at_ms > cart.at_ms &&
                   among(cart_events, fold(item.value("title")))) {
            cart = entry(DueKind::postponed, item, facts);
            cart.due_ms = facts.at_ms + cart_left_ms;
        } else if (facts.needs_answer && facts.kind != "call") {
            heard.emplace_back(facts.at_ms, &item);
        }
    }

    // What he said of buying later: only his latest words are read, for a purchase put off long ago is none.
    void read_heard() {
        const auto newest_first = [](const auto& a, const auto& b) {
            return a.first != b.first ? a.first > b.first : a.second->key > b.second->key;
        };
        const auto end = heard.begin() + static_cast<std::ptrdiff_t>(std::min(heard.size(), said_max));
        std::partial_sort(heard.begin(), end, heard.end(), newest_first);
        for (auto one = heard.begin(); one != end; ++one)
            if (postpones_purchase(text_of_item(*one->second)) && !is_closed(*one->second))
                due.push_back(entry(DueKind::postponed, *one->second, item_facts(*one->second)));
    }

    // Words of ours with a term, while nothing of ours came after them: what we answered since then is kept, or said anew.
    void promised(const Entity& item, const ItemFacts& facts) {
        if (facts.at_ms < record.last_out_ms || !may_promise(facts) || is_closed(item)) return;
        std::string words = promising_sentences(text_of_item(item), facts.at_ms, promise_bytes_max);
        if (words.empty()) return;
        DueEntry one = entry(DueKind::promise, item, facts);
        one.due_ms = item.field("moved_due") ? one.due_ms : 0;
        one.words = cut_utf8(without_greeting(words), words_bytes_max);
        one.wish = std::move(words);
        due.push_back(std::move(one));
    }

    void add(const Entity& item) {
        const ItemFacts facts = item_facts(item);
        if (!facts.arrived || facts.at_ms == 0 || item.key.size() > key_bytes_max) return;
        word(item, facts);
        promised(item, facts);
        purchase(item, facts);
        const bool talk = (facts.call && facts.call->answered) || facts.kind == "in_person" ||
                          (facts.kind == "contact" && item.value("channel") == "telephony");
        if (talk) record.last_call_ms = std::max(record.last_call_ms, facts.at_ms);
        if (facts.kind == "order" || facts.kind == "receipt" || facts.kind == "booking")
            if (!among(put_off, source_state(item)))
                record.last_bought_ms = std::max(record.last_bought_ms, facts.at_ms);
        if (facts.direction == Direction::in) last_inbound_ms = std::max(last_inbound_ms, facts.at_ms);
        if (facts.answers && facts.kind != "call" && facts.at_ms > asked.at_ms &&
            text_of_item(item).find('?') != std::string_view::npos)
            asked = entry(DueKind::asked, item, facts);
    }
};

}  // namespace

bool is_closed(const Entity& item) {
    const std::string_view said = item.value("state");
    if (!said.empty()) return said == "done" || said == "cancelled";
    return among(over, source_state(item));
}

std::uint64_t due_of_item(const Entity& item) {
    const Field* moved = item.field("moved_due");
    return number_of(moved ? std::string_view(moved->value) : item.value("due"));
}

std::string item_referred(const Entity& item) {
    std::string_view rest = item.value("refers_to");
    const std::string_view channel = take_column(rest), account = take_column(rest),
                           native = take_column(rest);
    if (native.empty() || channel.size() + account.size() + native.size() > key_bytes_max) return {};
    return joined_key(channel, account, native);
}

bool postpones_purchase(std::string_view text) {
    if (text.empty() || text.size() > 4096) return false;
    const std::string folded = fold(text);
    return std::any_of(std::begin(later_phrases), std::end(later_phrases),
                       [&](std::string_view phrase) { return folded.find(phrase) != std::string::npos; });
}

void add_work(const State& state, SubjectRecord& record) {
    Gathering gathering{record, {}, {}, {}, 0, {}};
    std::vector<DueEntry>& due = gathering.due;
    for (const Entity& entity : state.entities()) {
        if (entity.kind == EntityKind::item) gathering.add(entity);
        if (entity.kind != EntityKind::reminder || entity.key.size() != 32) continue;
        const std::string_view said = entity.value("state");
        record.reminders.push_back(
            {entity.key, said == "done" || said == "cancelled", number_of(entity.value("due"))});
    }
    gathering.read_heard();
    if (gathering.cart.at_ms > record.last_bought_ms) due.push_back(std::move(gathering.cart));
    if (gathering.asked.at_ms > gathering.last_inbound_ms) due.push_back(std::move(gathering.asked));
    add_order_work(state, due);
    const auto newest_first = [](const DueEntry& a, const DueEntry& b) {
        return a.at_ms != b.at_ms ? a.at_ms > b.at_ms : a.item > b.item;
    };
    arrange(due.begin(), due.end(), newest_first);
    if (due.size() > due_entries_max) due.resize(due_entries_max);
    arrange(due.begin(), due.end(), [](const DueEntry& a, const DueEntry& b) {
        if (a.kind != b.kind) return a.kind < b.kind;
        return a.at_ms != b.at_ms ? a.at_ms < b.at_ms : a.item < b.item;
    });
    record.due = DueList(due);
    arrange(record.reminders.begin(), record.reminders.end(),
            [](const ReminderMark& a, const ReminderMark& b) { return a.id < b.id; });
    if (record.reminders.size() > marks_max) record.reminders.resize(marks_max);
    arrange(record.resolved.begin(), record.resolved.end());
    record.resolved.erase(std::unique(record.resolved.begin(), record.resolved.end()), record.resolved.end());
    if (record.resolved.size() > resolved_max) record.resolved.resize(resolved_max);
}

}  // namespace history
