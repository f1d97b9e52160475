#include "core/view/matters.h"

#include <algorithm>

#include "core/base/fold.h"
#include "core/view/customer_history.h"
#include "core/view/json_text.h"

namespace history::view {

namespace {

constexpr std::size_t text_bytes_max = 256;

struct Known {
    const OpenMember* member = nullptr;
    const Entity* item = nullptr;
};

// The item of this name, in the member that is first among those that have it.
Known item_named(const OpenCustomer& customer, const std::string& name) {
    for (const OpenMember& member : customer.members)
        for (const Entity& entity : member.state->entities())
            if (entity.kind == EntityKind::item && item_id(entity.key) == name) return {&member, &entity};
    return {};
}

bool one_of(const std::string& value, std::initializer_list<std::string_view> allowed) {
    return std::find(allowed.begin(), allowed.end(), value) != allowed.end();
}

}  // namespace

std::string matters(const OpenCustomer& customer, const Shop& shop) {
    const auto history = history_of(customer);
    JsonText json;
    json.begin_object().text("slice", "matters").text("id", hex(customer.customer->id.view()));
    json.key("rows").begin_array();
    for (const Matter& matter : history->matters(shop)) {
        json.begin_object()
            .text("matter", item_id(matter.root))
            .text("title", matter.title)
            .text("kind", matter.kind)
            .text("state", matter.state)
            .text("stage", matter.stage)
            .text("assignee", matter.assignee);
        json.key("items").number(matter.items.size());
        json.number("first", matter.items.front()->facts.at_ms)
            .number("last", matter.last_ms)
            .flag("suggested", matter.suggested);
        std::vector<std::string_view> channels;
        for (const Entry* entry : matter.items)
            if (std::find(channels.begin(), channels.end(), entry->facts.channel) == channels.end())
                channels.push_back(entry->facts.channel);
        json.key("channels").begin_array();
        for (std::string_view channel : channels) json.text(channel);
        json.end_array().key("rows").begin_array();
        const std::size_t from =
            matter.items.size() > matter_rows_max ? matter.items.size() - matter_rows_max : 0;
        for (std::size_t i = from; i < matter.items.size(); ++i)
            json.text(item_id(matter.items[i]->item->key));
        json.end_array().end_object();
    }
    json.end_array().end_object();
    return json.take();
}

Result<std::vector<StreamWrite>> matter_write(const OpenCustomer& customer, const Shop& shop,
                                              const std::string& matter, const std::string& what,
                                              const std::string& value) {
    const Known root = item_named(customer, matter);
    if (!root.item)
        return fail(Errc::not_found,
                    "This customer has no item " + matter + " that a matter could begin with.");
    std::vector<Op> ops;
    const auto put = [&](const std::string& field, const std::string& text) {
        ops.push_back({EntityKind::matter, matter, field, text});
    };
    if (what == "confirm") {
        const auto history = history_of(customer);
        const std::vector<Matter>& all = history->matters(shop);
        const auto found = std::find_if(all.begin(), all.end(),
                                        [&](const Matter& one) { return one.root == root.item->key; });
        if (found == all.end())
            return fail(Errc::not_found, "No matter begins with this item; `in` begins one.");
        put("kind", found->kind);
        put("title", found->title);
        for (const Entry* entry : found->items)
            if (ops.size() < 256) put("item/" + item_id(entry->item->key), "in");
    } else if (what == "in" || what == "out") {
        if (!item_named(customer, value).item)
            return fail(Errc::not_found, "This customer has no item " + value + '.');
        put("item/" + value, what);
    } else if (what == "state" && one_of(value, {"open", "done"})) {
        put("state", value);
    } else if (what == "kind" && one_of(value, {"question", "complaint", "request", "case"})) {
        put("kind", value);
    } else if (what == "stage" || what == "title" || what == "assignee") {
        put(what, std::string(cut_utf8(value, text_bytes_max)));
    } else {
        return fail(Errc::usage,
                    "Of a matter can be said: confirm, in ITEM, out ITEM, state open or done, kind question, "
                    "complaint, "
                    "request or case, stage, title, assignee TEXT.");
    }
    std::vector<StreamWrite> writes(1);
    writes.front().stream = root.member->stream;
    writes.front().changes.push_back(std::move(ops));
    return writes;
}

}  // namespace history::view
