#include "core/view/talk.h"

#include <algorithm>

#include "core/base/fold.h"
#include "core/insight/contact_facts.h"
#include "core/insight/greeting.h"
#include "core/insight/order_work.h"
#include "core/insight/summary.h"
#include "core/view/customer_facts.h"

namespace history::view {

namespace {

constexpr std::size_t words_bytes_max = 400;

// The ways that an identifier gives. A phone has three; of messengers only those of which the channel is known.
struct Way {
    std::string_view type, channel;
};
constexpr Way ways[] = {{"phone", "telephony"},     {"phone", "whatsapp"},      {"phone", "sms"},
                        {"email", "email"},         {"telegram", "telegram"},   {"whatsapp", "whatsapp"},
                        {"instagram", "instagram"}, {"messenger", "messenger"}, {"vk", "vk"},
                        {"viber", "viber"}};

// Of a message of ours what it promises, not the greeting; of a note all of it.
std::string words_of_promise(const Entity& item) {
    const ItemFacts facts = item_facts(item);
    std::string words;
    if (may_promise(facts)) words = promising_sentences(text_of_item(item), facts.at_ms, words_bytes_max);
    return std::string(words.empty() ? words_of_entry(item) : without_greeting(words));
}

}  // namespace

FindProduct finder_of(const Shop& shop) {
    if (shop.find_product) return shop.find_product;
    return [](std::string_view product, std::string_view) { return ProductRef{std::string(product), {}}; };
}

WorkSettings work_settings_of(const Shop& shop) {
    return {shop.calendars, shop.rules, finder_of(shop), shop.elsewhere};
}

FindProduct finder_in(const Catalogue& catalogue) {
    return [&catalogue](std::string_view named, std::string_view words) -> ProductRef {
        if (!named.empty()) {
            const Product* product = catalogue.find(named);
            return product ? ProductRef{product->sku, product->category}
                           : ProductRef{std::string(named), std::string(catalogue.category_of(named))};
        }
        if (words.empty()) return {};
        // The first product that is named; of several that share the words, and of a category's name, the category.
        ProductRef category;
        const std::vector<Mention> mentions = catalogue.mentions(words);
        for (std::size_t i = 0; i < mentions.size(); ++i) {
            const bool shared = (i > 0 && mentions[i - 1].from == mentions[i].from) ||
                                (i + 1 < mentions.size() && mentions[i + 1].from == mentions[i].from);
            if (mentions[i].product && !shared)
                return {mentions[i].product->sku, mentions[i].product->category};
            if (category.category.empty()) category.category = mentions[i].category;
        }
        return category;
    };
}

std::string_view words_of_entry(const Entity& item) {
    std::string_view words = text_of_item(item);
    for (const char* field : {"title", "number"})
        if (words.empty()) words = item.value(field);
    return cut_utf8(words, words_bytes_max);
}

void write_reason(JsonText& json, const GuardReason& reason) {
    json.begin_object()
        .text("kind", guard_name(reason.kind))
        .text("decision", decision_name(reason.decision))
        .text("words", reason.words);
    if (reason.item.empty()) {
        json.text("channel", reason.channel);
    } else {
        const KeyParts parts = key_parts(reason.item);
        json.text("channel", parts.first).text("account", parts.second).text("native", parts.third);
        json.text("item", item_id(reason.item));
    }
    json.number("at", reason.at_ms).number("until", reason.until_ms).end_object();
}

Talk::Talk(const OpenCustomer& customer, const std::vector<Entry>& entries, const Shop& shop)
    : customer_(customer),
      entries_(entries),
      shop_(shop),
      as_of_ms_(shop.as_of_ms != 0 ? shop.as_of_ms
                : entries.empty()  ? 0
                                   : entries.back().facts.at_ms),
      find_product_(finder_of(shop)) {
    std::vector<const ContactFacts*> parts;
    for (const OpenMember& member : customer.members) {
        const SubjectRecord* record = member.record;
        if (!record) {
            made_.push_back(summarise(*member.state, member.stream, 0));
            record = &made_.back();
        }
        records_.push_back(record);
        parts.push_back(record->contact.get());
    }
    facts_ = joined(parts);
    shop.elsewhere.add_to(facts_);
    screen_ = first_screen(entries_, facts_, find_product_, shop.calendars.main(), as_of_ms_);
    if (!customer.customer) return;
    RecordOf by_stream;
    for (std::size_t i = 0; i < records_.size(); ++i) by_stream[customer.members[i].stream] = records_[i];
    work_ = work_of(*customer.customer, summarise_customer(*customer.customer, by_stream), by_stream,
                    work_settings_of(shop), as_of_ms_);
}

const Entity* Talk::find(std::string_view item_key) const {
    for (const OpenMember& member : customer_.members)
        if (const Entity* item = member.state->find(EntityKind::item, item_key)) return item;
    return nullptr;
}

// The work of these kinds as it stands in the lists; an order that stands still is written with its order.
void Talk::write_work(JsonText& json, WorkKind kind, bool overdue) const {
    for (const WorkEntry& one : work_) {
        if (one.kind != kind || one.overdue != overdue) continue;
        const Entity* item = one.item.empty() ? nullptr : find(one.item);
        const std::string words = !item                       ? std::string()
                                  : kind == WorkKind::promise ? words_of_promise(*item)
                                                              : std::string(words_of_entry(*item));
        json.begin_object()
            .text("kind", kind == WorkKind::late ? "delivery" : work_kind_name(kind))
            .text("words", words.empty() || kind == WorkKind::late ? one.words : words)
            .number("at", one.at_ms)
            .number("due", one.due_ms)
            .flag("overdue", one.overdue)
            .text("assignee", one.assignee);
        if (!one.item.empty()) json.text("item", item_id(one.item));
        if (kind == WorkKind::promise) json.text("state", one.overdue ? "overdue" : "open");
        if (kind == WorkKind::late) json.text("state", "late");
        json.text("rule", one.rule).text("how", one.how).text("reminder", one.reminder).end_object();
    }
}

void Talk::write_complaints(JsonText& json) const {
    for (const OpenComplaint& one : screen_.complaints) {
        const Entity* item = find(one.item);
        const std::string_view words = item ? words_of_entry(*item) : std::string_view();
        const std::string& listed = one.source.empty() ? one.item : one.source;
        json.begin_object()
            .text("kind", "complaint")
            .text("words", words.empty() ? std::string_view(one.words) : words);
        json.number("at", one.at_ms);
        for (const WorkEntry& work : work_)
            if (work.kind == WorkKind::complaint && work.item == listed)
                json.number("due", work.due_ms).flag("overdue", work.overdue).text("assignee", work.assignee);
        json.text("item", item_id(one.item))
            .text("product", one.product.sku)
            .text("category", one.product.category)
            .text("effect", "promotions")
            .end_object();
    }
}

// Orders that nobody ended, those that stand still first.
void Talk::write_open_orders(JsonText& json, const std::vector<Order>& orders) const {
    std::vector<std::pair<const Order*, const WorkEntry*>> open;
    for (const Order& order : orders) {
        if (!is_open_order(order, as_of_ms_)) continue;
        const WorkEntry* stuck = nullptr;
        for (const WorkEntry& one : work_)
            if (one.kind == WorkKind::stuck &&
                std::any_of(order.documents.begin(), order.documents.end(),
                            [&](const OrderPart& part) { return part.item->key == one.item; }))
                stuck = &one;
        open.push_back({&order, stuck});
    }
    std::size_t written = 0;
    for (const bool still : {true, false})
        for (const auto& [order, stuck] : open) {
            if ((stuck != nullptr) != still || written++ >= open_orders_max) continue;
            json.begin_object()
                .text("kind", "order")
                .text("words", order->number.empty() ? words_of_entry(order->first()) : order->number);
            json.number("at", order->at_ms);
            if (stuck) json.number("due", stuck->due_ms).flag("overdue", true).flag("stuck", true);
            json.text("item", item_id(order->first().key))
                .text("state", order->state.empty() ? order_stage_name(order->stage) : order->state)
                .end_object();
        }
}

void Talk::write_open(JsonText& json, const std::vector<Order>& orders) const {
    const bool any_order = std::any_of(orders.begin(), orders.end(),
                                       [&](const Order& one) { return is_open_order(one, as_of_ms_); });
    if (!screen_.question.last && work_.empty() && screen_.complaints.empty() && !any_order) return;
    json.key("open").begin_array();
    if (const Question& question = screen_.question; question.last) {
        json.begin_object()
            .text("kind", "question")
            .text("words", words_of_entry(*question.last->item))
            .number("at", question.first->facts.at_ms)
            .number("waiting_ms", screen_.waiting_ms);
        json.text("item", item_id(question.last->item->key))
            .text("channel", contact_channel(question.last->facts))
            .end_object();
    }
    for (const bool overdue : {true, false}) write_work(json, WorkKind::promise, overdue);
    write_complaints(json);
    write_work(json, WorkKind::late, true);
    for (const WorkKind kind : {WorkKind::task, WorkKind::reminder})
        for (const bool overdue : {true, false}) write_work(json, kind, overdue);
    write_open_orders(json, orders);
    write_work(json, WorkKind::postponed, false);
    json.end_array();
}

void Talk::write_rules(JsonText& json) const {
    struct Rule {
        std::string_view rule, channel;
        std::string item;
        std::string words;
        std::uint64_t at_ms = 0;
    };
    std::vector<Rule> rules;
    const ContactFacts::Preference* refusal = nullptr;
    for (const ContactFacts::Preference& one : facts_.preferences) {
        if (one.at_ms > as_of_ms_) continue;
        if (one.no_calls) refusal = &one;
        if (one.calls_again) refusal = nullptr;
    }
    if (refusal) rules.push_back({"no_calls", "telephony", refusal->item, {}, refusal->at_ms});
    std::vector<std::string_view> told;
    for (std::size_t i = facts_.consents.size(); i-- > 0;) {  // the last word on each channel
        const ContactFacts::Consent& one = facts_.consents[i];
        if (one.at_ms > as_of_ms_ || std::find(told.begin(), told.end(), one.channel) != told.end()) continue;
        told.push_back(one.channel);
        if (one.stop) rules.push_back({"stop", one.channel, one.item, {}, one.at_ms});
    }
    for (const OpenComplaint& one : screen_.complaints)
        rules.push_back({"no_promotions",
                         {},
                         one.item,
                         one.product.category.empty() ? one.product.sku : one.product.category,
                         one.at_ms});
    if (rules.empty()) return;
    json.key("rules").begin_array();
    for (const Rule& rule : rules) {
        const Entity* item = rule.item.empty() ? nullptr : find(rule.item);
        json.begin_object().text("rule", rule.rule).text("channel", rule.channel);
        json.text("words", !rule.words.empty() ? std::string_view(rule.words)
                           : item              ? words_of_entry(*item)
                                               : std::string_view());
        json.number("at", rule.at_ms);
        if (!rule.item.empty()) json.text("item", item_id(rule.item));
        json.end_object();
    }
    json.end_array();
}

void Talk::write_reach(JsonText& json) const {
    std::vector<std::pair<std::string_view, std::string_view>> written;  // channel, value
    bool any = false;
    const bool not_proved = customer_.customer && customer_.customer->not_proved;
    for (const view::Contact& one : contacts_of(customer_)) {
        if (one.known < Known::given) continue;
        const KeyParts parts = key_parts(one.key);
        for (const Way& way : ways) {
            if (way.type != parts.first) continue;
            // A number is on a messenger when the messenger said so, or it is the one that people use to write first.
            if (std::find(written.begin(), written.end(), std::pair(way.channel, parts.third)) !=
                written.end())
                continue;
            written.emplace_back(way.channel, parts.third);
            PlannedContact contact;
            contact.channel = way.channel;
            contact.address = one.key;
            contact.at_ms = as_of_ms_;
            const GuardAnswer answer =
                guard(records_, not_proved, contact,
                      {find_product_, shop_.calendars.main(), &shop_.elsewhere, shop_.consent_required});
            if (!any) json.key("reach").begin_array();
            any = true;
            json.begin_object()
                .text("channel", way.channel)
                .text("type", parts.first)
                .text("value", parts.third)
                .text("known", known_name(one.known))
                .text("decision", decision_name(answer.decision));
            if (!answer.reasons.empty()) {
                const GuardReason& reason = answer.reasons.front();
                json.text("reason", guard_name(reason.kind));
                if (!reason.item.empty()) json.text("item", item_id(reason.item));
                json.number("until", reason.until_ms);
            }
            json.flag("preferred", way.channel == screen_.preferred.channel).end_object();
        }
    }
    if (any) json.end_array();
}

void Talk::write(JsonText& json, const std::vector<Order>& orders) const {
    write_open(json, orders);
    if (const StandingPromise& last = screen_.last_promise; last.promise.item)
        json.key("last_promise")
            .begin_object()
            .text("item", item_id(last.promise.item->key))
            .text("words", words_of_promise(*last.promise.item))
            .number("at", last.promise.at_ms)
            .number("due", last.promise.due_ms)
            .text("state", promise_state_name(last.state))
            .end_object();
    if (const PreferredChannel& preferred = screen_.preferred; !preferred.channel.empty()) {
        json.key("preferred")
            .begin_object()
            .text("channel", preferred.channel)
            .text("basis", preferred.said ? "said" : "used");
        if (!preferred.item.empty()) json.text("item", item_id(preferred.item));
        json.number("at", preferred.at_ms).end_object();
    }
    write_rules(json);
    write_reach(json);
}

}  // namespace history::view
