#include <algorithm>
#include <map>
#include <set>

#include "core/base/fold.h"
#include "core/insight/columns.h"
#include "core/insight/traffic.h"
#include "core/view/customer_facts.h"
#include "core/view/customer_items.h"
#include "core/view/joins.h"
#include "core/view/timeline_row.h"

namespace history::view {

namespace {

struct CardItem {
    const Entity* entity = nullptr;
    ItemFacts facts;
};

void write_identifiers(JsonText& json, const OpenCustomer& customer) {
    json.key("identifiers").begin_array();
    for (const Contact& one : contacts_of(customer)) {
        const KeyParts parts = key_parts(one.key);
        json.begin_object()
            .text("type", parts.first)
            .text("scope", parts.second)
            .text("value", parts.third)
            .text("raw", one.raw);
        json.text("known", known_name(one.known)).key("channels").begin_array();
        for (std::string_view channel : one.channels) json.text(channel);
        json.end_array().end_object();
    }
    json.end_array();
}

void write_purchases(JsonText& json, const std::vector<CardItem>& items) {
    std::uint64_t count = 0;
    std::map<std::string_view, std::int64_t> sums;
    const CardItem* last = nullptr;
    for (const CardItem& item : items) {
        const bool sale = item.facts.kind == "receipt" || item.facts.kind == "order";
        if (!sale && item.facts.kind != "return") continue;
        if (sale) ++count, last = &item;
        const Money money = total_of(*item.entity);
        if (money.known) sums[money.currency] += money.minor;
    }
    if (count == 0 && sums.empty()) return;
    json.key("purchases").begin_object();
    json.key("count").number(count);
    json.key("sums").begin_array();
    for (const auto& [currency, minor] : sums) {
        json.begin_object().text("currency", currency).key("minor").signed_number(minor);
        json.end_object();
    }
    json.end_array();
    if (last) {
        json.key("last")
            .begin_object()
            .number("at", last->facts.at_ms)
            .text("item", item_id(last->entity->key));
        std::string_view title = last->entity->value("title");
        last->entity->each("line", '/', [&](std::string_view, const Field& line) {
            std::string_view rest = line.value;
            take_column(rest);
            if (title.empty()) title = take_column(rest);
        });
        json.text("title", title.empty() ? last->entity->value("number") : title);
        if (const Money total = total_of(*last->entity); total.known) {
            json.text("currency", total.currency).key("minor").signed_number(total.minor);
        }
        json.end_object();
    }
    json.end_object();
}

struct ChannelUse {
    std::uint64_t items = 0, first_ms = 0, last_ms = 0;
};

void write_channels(JsonText& json, const std::vector<CardItem>& items) {
    std::map<std::string_view, ChannelUse> uses;
    for (const CardItem& item : items) {
        ChannelUse& use = uses[item.facts.channel];
        ++use.items;
        if (use.first_ms == 0) use.first_ms = item.facts.at_ms;
        use.last_ms = item.facts.at_ms;
    }
    json.key("channels").begin_array();
    for (const auto& [channel, use] : uses) {
        json.begin_object()
            .text("channel", channel)
            .number("items", use.items)
            .number("first", use.first_ms)
            .number("last", use.last_ms);
        json.end_object();
    }
    json.end_array();
}

// Where he came from, first and last.
void write_sources(JsonText& json, const std::vector<CardItem>& items) {
    TrafficSpan span;
    for (const CardItem& item : items)
        if (auto visit = traffic_of_item(*item.entity))
            span.take(item.facts.at_ms, item.entity->key, std::move(*visit));
    for (auto [name, at] : {std::pair("first_source", &span.first), std::pair("last_source", &span.last)}) {
        if (at->at_ms == 0) continue;
        json.key(name)
            .begin_object()
            .text("kind", traffic_name(at->traffic.kind))
            .text("name", at->traffic.name)
            .text("query", at->traffic.query)
            .text("campaign", at->traffic.campaign)
            .number("at", at->at_ms)
            .text("item", item_id(at->key))
            .end_object();
    }
}

// The open question: the last inbound item with nothing of ours after it on any channel; since: the first such one.
void write_waiting(JsonText& json, const std::vector<CardItem>& items) {
    std::uint64_t last_out_ms = 0;
    for (const CardItem& item : items)
        if (item.facts.answers) last_out_ms = std::max(last_out_ms, item.facts.at_ms);
    const CardItem *first = nullptr, *question = nullptr;
    for (const CardItem& item : items) {
        if (!item.facts.needs_answer || item.facts.at_ms <= last_out_ms) continue;
        if (!first) first = &item;
        question = &item;
    }
    if (!question) return;
    std::string_view words = text_of_item(*question->entity);
    if (words.empty()) words = question->entity->value("title");
    json.key("waiting")
        .begin_object()
        .number("since", first->facts.at_ms)
        .text("words", cut_utf8(words, 400))
        .text("channel", question->facts.channel);
    json.text("kind", question->facts.kind)
        .number("at", question->facts.at_ms)
        .text("item", item_id(question->entity->key));
    json.text("first_item", item_id(first->entity->key)).end_object();
}

}  // namespace

std::string card(const OpenCustomer& customer, const Customers& customers) {
    const CustomerItems found(customer);
    std::vector<CardItem> items;
    items.reserve(found.all().size());
    for (const CustomerItem& item : found.all()) items.push_back({item.entity, item_facts(*item.entity)});
    const Face face = face_of(customer);

    JsonText json;
    json.begin_object().text("slice", "card").text("id", hex(customer.customer->id.view()));
    json.key("also").begin_array();
    for (const StreamId& member : customer.customer->members)
        if (!(member == customer.customer->id)) json.text(hex(member.view()));
    json.end_array();
    json.text("kind", face.kind).text("name", face.name);
    json.key("names").begin_array();
    for (std::string_view name : names_of(customer)) json.text(name);
    json.end_array();
    json.flag("not_proved", customer.customer->not_proved);
    write_waiting(json, items);
    write_identifiers(json, customer);
    json.key("facts").begin_array();
    for (const auto& [name, fact] : facts_of(customer)) {
        if (fact.value.empty() || name == "name") continue;
        json.begin_object()
            .text("name", name)
            .text("value", fact.value)
            .text("channel", fact.channel)
            .number("at", fact.at_ms)
            .end_object();
    }
    json.end_array();
    write_purchases(json, items);
    write_channels(json, items);
    write_sources(json, items);
    write_joins(json, *customer.customer);
    write_shared(json, customer, customers);
    json.key("items").number(items.size());
    if (!items.empty())
        json.number("first", items.front().facts.at_ms).number("last", items.back().facts.at_ms);
    json.end_object();
    return json.take();
}

}  // namespace history::view
