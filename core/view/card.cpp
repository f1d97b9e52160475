#include <algorithm>
#include <map>
#include <set>

#include "core/base/fold.h"
#include "core/insight/columns.h"
#include "core/insight/preference.h"
#include "core/insight/traffic.h"
#include "core/view/card_known.h"
#include "core/view/customer_facts.h"
#include "core/view/customer_history.h"
#include "core/view/joins.h"
#include "core/view/talk.h"
#include "core/view/timeline_row.h"

namespace history::view {

namespace {

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

struct ChannelUse {
    std::uint64_t items = 0, first_ms = 0, last_ms = 0;
};

void write_channels(JsonText& json, const std::vector<Entry>& items) {
    std::map<std::string_view, ChannelUse> uses;
    for (const Entry& item : items) {
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
void write_sources(JsonText& json, const std::vector<Entry>& items) {
    TrafficSpan span;
    for (const Entry& item : items)
        if (auto visit = traffic_of_item(*item.item))
            span.take(item.facts.at_ms, item.item->key, std::move(*visit));
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

// The open question and since when he waits.
void write_waiting(JsonText& json, const Question& question) {
    if (!question.last) return;
    json.key("waiting")
        .begin_object()
        .number("since", question.first->facts.at_ms)
        .text("words", words_of_entry(*question.last->item))
        .text("channel", contact_channel(question.last->facts));
    json.text("kind", question.last->facts.kind)
        .number("at", question.last->facts.at_ms)
        .text("item", item_id(question.last->item->key));
    json.text("first_item", item_id(question.first->item->key)).end_object();
}

}  // namespace

std::string card(const OpenCustomer& customer, const Customers& customers, const Shop& shop,
                 const std::string& more) {
    const auto history = history_of(customer);
    const std::vector<Entry>& items = history->items().all();
    const CustomerOrders& orders = history->orders();
    const Talk talk(customer, items, shop);
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
    write_waiting(json, talk.screen().question);
    talk.write(json, orders.all());
    write_identifiers(json, customer);
    write_facts(json, customer, history->items());
    if (more.find("\"company\":{") == std::string::npos) write_company(json, customer, face.kind);
    write_products(json, history->items(), orders, shop);
    write_goods(json, orders, shop, talk.as_of_ms());
    orders.write(json);
    write_channels(json, items);
    write_sources(json, items);
    write_joins(json, customer);
    write_shared(json, customer, customers);
    json.key("items").number(items.size());
    if (!items.empty())
        json.number("first", items.front().facts.at_ms).number("last", items.back().facts.at_ms);
    json.text("version", version_mark(customer)).end_object();
    std::string text = json.take();
    if (!more.empty()) text.insert(text.rfind(",\"version\""), ',' + more);
    return text;
}

}  // namespace history::view
