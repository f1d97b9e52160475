#include "core/view/timeline_row.h"

#include <algorithm>
#include <vector>

#include "core/insight/columns.h"
#include "core/insight/item_states.h"
#include "core/insight/item_work.h"
#include "core/insight/receipt.h"
#include "core/view/customer_orders.h"
#include "core/view/slice.h"

namespace history::view {

namespace {

Receipt receipt_of(const Entity& item) {
    std::vector<std::string_view> lines;
    item.each("line", '/', [&](std::string_view, const Field& line) { lines.push_back(line.value); });
    return whole_receipt(lines);
}

void write_lines(JsonText& json, const Entity& item) {
    const Receipt receipt = receipt_of(item);
    if (receipt.lines.empty()) return;
    json.key("lines").begin_array();
    for (const ReceiptLine& line : receipt.lines) {
        json.begin_object().text("sku", line.sku).text("name", line.name).text("quantity", line.quantity);
        if (line.price_minor != 0) json.key("price").signed_number(line.price_minor);
        json.key("sum").signed_number(line.sum_minor);
        json.text("currency", line.currency).end_object();
    }
    json.end_array();
}

void write_call(JsonText& json, const Call& call) {
    json.key("call").begin_object().boolean("answered", call.answered).number("seconds", call.billed_s);
    const std::uint64_t until = call.answer_ms != 0 ? call.answer_ms : call.end_ms;
    if (until > call.start_ms) json.number("waited", (until - call.start_ms) / 1000);
    json.text("operator", call.colleague)
        .text("queue", call.queue)
        .text("recording", call.recording)
        .text("number", call.peer)
        .end_object();
}

void write_files(JsonText& json, const Entity& item, std::size_t& previews_left) {
    bool any = false;
    item.each("file", '/', [&](std::string_view number, const Field& file) {
        std::string_view rest = file.value;
        if (!any) json.key("files").begin_array();
        any = true;
        json.begin_object();
        for (std::string_view name : {"kind", "name", "mime"}) json.text(name, take_column(rest));
        json.number("size", number_column(rest));
        const std::string_view hash = item.value("file_hash/" + std::string(number));
        json.text("ref", rest).text("hash", hash);
        std::string_view preview = item.value("file_preview/" + std::string(number));
        // Of other bytes than the hash (two versions of one file met in a merge): it would show the wrong file.
        if (take_column(preview) == hash && preview.size() <= previews_left) {
            json.text("preview", preview);
            previews_left -= preview.size();
        }
        json.end_object();
    });
    if (any) json.end_array();
}

void write_states(JsonText& json, const Entity& item) {
    const std::vector<ItemState> states = states_of_item(item);
    if (states.size() < 2) return;
    json.key("states").begin_array();
    for (const ItemState& one : states)
        json.begin_object()
            .number("at", one.at_ms)
            .text("state", one.state)
            .text("text", one.text)
            .text("place", one.place)
            .end_object();
    json.end_array();
}

void write_answers(JsonText& json, const Entity& item) {
    bool any = false;
    item.each("answer", '/', [&](std::string_view question, const Field& answer) {
        if (!any) json.key("answers").begin_array();
        any = true;
        json.begin_object().text("q", question).text("a", answer.value).end_object();
    });
    if (any) json.end_array();
}

// What the source has and the history has not: the rest of the text, further entries of a list.
void write_left_out(JsonText& json, const Entity& item) {
    bool any = false, cut = item.field("cut/text") != nullptr;
    item.each("left_out", '/', [&](std::string_view list, const Field& count) {
        cut = cut || list == "text";
        if (list == "text") return;
        if (!any) json.key("left_out").begin_object();
        any = true;
        json.number(list, number_of(count.value));
    });
    if (any) json.end_object();
    json.flag("cut", cut);
}

}  // namespace

void write_money(JsonText& json, std::string_view name, const Money& money) {
    if (!money.known) return;
    json.key(name).begin_object().text("currency", money.currency);
    json.key("minor").signed_number(money.minor);
    json.end_object();
}

// What people changed of it, and who: a task that two took has both claims, the later one holds.
void write_work(JsonText& json, const Entity& item) {
    const Field* moved = item.field("moved_due");
    const Field* due = item.latest("due");
    json.number(
        "due", moved ? due_of_item(item) : number_of(due ? std::string_view(due->value) : item.value("due")));
    json.text("refers_to", item.value("refers_to").empty() ? std::string() : item_id(item_referred(item)));
    json.text("state", item.value("state"))
        .text("about_channel", item.value("channel"))
        .text("reason", item.value("reason"));
    const Field* assignee = item.field("assignee");
    if (!assignee) return;
    json.text("assignee", assignee->value);
    if (assignee->value.empty()) return;
    json.key("taken").begin_object().text("by", assignee->colleague);
    json.number("at", assignee->stamp.effective_ms == unsent_time ? assignee->stamp.claimed.ms
                                                                  : assignee->stamp.effective_ms);
    json.end_object();
    std::size_t claims = 0;
    item.each("claim", '/', [&](std::string_view, const Field&) { ++claims; });
    if (claims < 2) return;
    json.key("claims").begin_array();
    item.each("claim", '/', [&](std::string_view colleague, const Field& claim) {
        json.begin_object()
            .text("assignee", colleague)
            .number("at", number_of(claim.value))
            .text("by", claim.colleague);
        json.end_object();
    });
    json.end_array();
}

void write_row(JsonText& json, const Entity& item, const ItemFacts& facts, const Order* order,
               std::string_view matter, std::size_t& previews_left) {
    json.begin_object();
    json.text("item", item_id(item.key))
        .text("channel", facts.channel)
        .text("account", facts.account)
        .text("native", facts.native);
    json.text("kind", facts.kind).number("at", facts.at_ms);
    json.text("direction", facts.direction == Direction::in    ? "in"
                           : facts.direction == Direction::out ? "out"
                                                               : "");
    json.text("text", text_of_item(item));
    for (std::string_view name : {"title", "author"}) json.text(name, item.value(name));
    json.flag("bot", facts.bot);
    for (std::string_view name : {"thread", "reply_to"}) json.text(name, item.value(name));
    for (std::string_view name : {"edited", "deleted"})
        if (const Field* field = item.latest(name))
            json.number(name, number_of(std::string_view(field->name).substr(name.size() + 1)));
    for (std::string_view name : {"sent_at", "delivered_at", "read_at", "failed_at"})
        json.number(name, number_of(item.value(name)));
    if (const Field* status = item.latest("status")) json.text("status", status->value);
    write_states(json, item);
    write_money(json, "total", total_of(item));
    json.text("number", item.value("number"));
    json.text("order_ref", item.value("order_ref"));
    if (order) {
        json.text("order", item_id(order->first().key));
        if (order->first().key == item.key) write_also(json, *order, item);
    }
    write_lines(json, item);
    if (facts.call) write_call(json, *facts.call);
    write_files(json, item, previews_left);
    for (std::string_view name :
         {"url",   "referrer", "source",  "campaign", "query",    "product", "shop",
          "till",  "place",    "payment", "method",   "delivery", "address", "carrier",
          "stage", "device",   "rating",  "reaction", "quote",    "raw"})
        json.text(name, item.value(name));
    write_work(json, item);
    for (std::string_view name : {"eta", "starts", "ends"}) {
        const Field* latest = item.latest(name);
        json.number(name, number_of(latest ? std::string_view(latest->value) : item.value(name)));
    }
    write_answers(json, item);
    write_left_out(json, item);
    bool clamped = false, unsent = false;
    std::string_view colleague;
    for (const Field& field : item.fields) {
        clamped = clamped || field.stamp.clamped();
        unsent = unsent || field.unsent;
        if (field.name == "kind") colleague = field.colleague;
    }
    json.text("colleague", colleague).flag("clamped", clamped).flag("unsent", unsent);
    json.text("matter", matter).end_object();
}

}  // namespace history::view
