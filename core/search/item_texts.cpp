#include "core/search/item_texts.h"

#include "core/insight/columns.h"
#include "core/insight/item_facts.h"

namespace history::search {

namespace {

// Columns as native/connectors/item.h has them.
std::string_view column(std::string_view value, int index) {
    for (; index > 0; --index) take_column(value);
    return take_column(value);
}

constexpr std::string_view own_words[] = {"title", "quote"};  // of the text: gone when it is deleted
constexpr std::string_view facts[] = {"author", "product", "number",  "order_ref", "address",
                                      "place",  "shop",    "carrier", "company",   "stage",
                                      "query",  "reason",  "category"};

}  // namespace

void each_text(const Entity& item, const std::function<void(std::string_view, std::string_view)>& each) {
    const auto give = [&](std::string_view field, std::string_view text) {
        if (!text.empty()) each(field, text);
    };
    const bool deleted = item.latest("deleted") != nullptr;
    give("text", text_of_item(item));
    if (!deleted)
        for (std::string_view field : own_words) give(field, item.value(field));
    for (std::string_view field : facts) give(field, item.value(field));
    item.each("line", '/', [&](std::string_view, const Field& line) {
        give("line", column(line.value, 0));
        give("line", column(line.value, 1));
    });
    if (item.value("kind") == "call") {
        const ItemFacts call = item_facts(item);
        if (call.call) {
            give("call", call.call->peer);
            give("call", call.call->colleague);
        }
    }
    if (!deleted) {
        item.each("file", '/',
                  [&](std::string_view, const Field& file) { give("file", column(file.value, 1)); });
        item.each("answer", '/',
                  [&](std::string_view, const Field& answer) { give("answer", answer.value); });
    }
    if (!item.field("text") && !item.field("title")) give("url", item.value("url"));
}

}  // namespace history::search
