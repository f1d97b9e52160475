#include "core/view/searching.h"

#include <algorithm>
#include <set>

#include "core/base/arrange.h"
#include "core/base/fold.h"
#include "core/search/item_texts.h"
#include "core/search/match.h"
#include "core/view/customer_named.h"
#include "core/view/json_text.h"
#include "core/view/slice.h"

namespace history::view {

namespace {

constexpr std::size_t before_mark_bytes = 80;
constexpr std::string_view dots = "…";

struct Shown {
    std::string text;
    std::vector<search::Mark> marks;
    std::string how;
};

// The first of the item's texts that holds a mark, else its words; a long one around the first mark.
Shown shown(const search::Reading& reading, const Entity& item, const search::Forms& forms) {
    std::string text, title;
    std::vector<search::Mark> marks;
    search::each_text(item, [&](std::string_view, std::string_view one) {
        if (!marks.empty()) return;
        if (title.empty()) title = cut_utf8(one, search_text_bytes);
        marks = search::marks_of(reading, one, forms);
        if (!marks.empty()) text = one;
    });
    Shown row;
    if (marks.empty()) return row.text = title, row;
    row.how = search::how_found(reading, text, forms);
    std::size_t from = 0;
    if (text.size() > search_text_bytes && marks.front().from > before_mark_bytes) {
        from = cut_utf8(text, marks.front().from - before_mark_bytes).size();
        row.text = dots;
    }
    const std::size_t shift = row.text.size();
    const std::string_view part = cut_utf8(std::string_view(text).substr(from), search_text_bytes);
    row.text.append(part);
    if (from + part.size() < text.size()) row.text.append(dots);
    for (const search::Mark& mark : marks)
        if (mark.to <= from + part.size())
            row.marks.push_back({static_cast<std::uint32_t>(mark.from - from + shift),
                                 static_cast<std::uint32_t>(mark.to - from + shift)});
    return row;
}

using Subjects = std::vector<std::shared_ptr<const Subject>>;

std::string slice_of(const Replica& replica, const std::string& query, const SearchProgress& progress,
                     const std::vector<StreamId>& streams, const Subjects& subjects) {
    const search::Forms forms;
    std::unordered_map<StreamId, std::unordered_map<search::ItemMark, const Entity*>, FixedBytesHash> items;
    for (std::size_t i = 0; i < streams.size(); ++i)
        for (const Entity& entity : subjects[i]->current().entities())
            if (entity.kind == EntityKind::item)
                items[streams[i]].emplace(search::item_mark(entity.key), &entity);
    JsonText json;
    json.begin_object().text("slice", "search").key("query").text(query);
    json.key("searched").number(progress.searched).key("of").number(progress.of);
    json.flag("complete", progress.complete).key("total").number(progress.total);
    if (progress.reading.way == search::Way::layout) json.text("read_as", progress.reading.text);
    json.key("rows").begin_array();
    std::set<std::pair<StreamId, std::string_view>> listed;  // customer, item
    for (const SearchHit& hit : progress.hits) {
        const auto place = items.find(hit.stream);
        const Customer* customer = replica.directory().customers().find(hit.stream);
        if (place == items.end() || !customer) continue;
        const auto found = place->second.find(hit.mark);
        if (found == place->second.end() || !listed.emplace(customer->id, found->second->key).second)
            continue;
        const ItemFacts facts = item_facts(*found->second);
        const Shown row = shown(progress.reading, *found->second, forms);
        json.begin_object()
            .text("id", hex(customer->id.view()))
            .text("name", customer_name(*customer, replica.directory()));
        json.text("item", item_id(found->second->key))
            .text("channel", facts.channel)
            .text("kind", facts.kind);
        json.number("at", facts.at_ms);
        json.text("direction", facts.direction == Direction::in    ? "in"
                               : facts.direction == Direction::out ? "out"
                                                                   : "");
        json.text("text", row.text).key("marks").begin_array();
        for (const search::Mark& mark : row.marks)
            json.begin_array().number(mark.from).number(mark.to).end_array();
        json.end_array().text("how", row.how).end_object();
    }
    return json.end_array().end_object().take();
}

std::vector<std::string> listed(std::string_view text) {
    std::vector<std::string> words;
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        if (comma > 0) words.emplace_back(text.substr(0, comma));
        text.remove_prefix(std::min(text.size(), comma + 1));
    }
    return words;
}

}  // namespace

Result<search::Filter> search_filter(std::string_view channels, std::string_view kinds,
                                     std::string_view direction, std::string_view from_ms,
                                     std::string_view to_ms) {
    search::Filter filter;
    filter.channels = listed(channels);
    filter.kinds = listed(kinds);
    if (!direction.empty() && direction != "in" && direction != "out")
        return fail(Errc::usage, "The direction of a search is in or out.");
    filter.direction = direction == "in"    ? Direction::in
                       : direction == "out" ? Direction::out
                                            : Direction::none;
    filter.from_ms = number_of(from_ms);
    filter.to_ms = number_of(to_ms);
    if ((!from_ms.empty() && from_ms != "0" && filter.from_ms == 0) ||
        (!to_ms.empty() && to_ms != "0" && filter.to_ms == 0))
        return fail(Errc::usage, "A time of a search is a number of milliseconds since 1970.");
    return filter;
}

std::uint64_t search(Replica& replica, const SearchWords& words, const SearchEar& ear) {
    std::vector<StreamId> within;
    if (!words.who.empty()) {
        const auto customer = customer_named(replica.directory(), words.who, words.country);
        if (!customer.ok()) return ear(customer.error(), true), 0;
        within = (*customer)->members;
    }
    struct Telling {  // reports overtake each other while their subjects are opened: an older one is dropped
        std::uint64_t asked = 0, told = 0;
    };
    auto telling = std::make_shared<Telling>();
    return replica.search(search::read_query(words.query, words.filter), std::move(within), words.limit,
                          [&replica, query = words.query, telling, ear](Result<SearchProgress> heard) {
                              if (!heard.ok()) return ear(heard.error(), true);
                              auto progress = std::make_shared<SearchProgress>(std::move(*heard));
                              std::vector<StreamId> streams;
                              for (const SearchHit& hit : progress->hits) streams.push_back(hit.stream);
                              arrange(streams.begin(), streams.end());
                              streams.erase(std::unique(streams.begin(), streams.end()), streams.end());
                              const std::uint64_t number = ++telling->asked;
                              replica.open(streams, [&replica, query, telling, ear, progress, streams,
                                                     number](Result<Subjects> subjects) {
                                  if (number < telling->told) return;
                                  telling->told = number;
                                  if (!subjects.ok()) return ear(subjects.error(), progress->complete);
                                  ear(slice_of(replica, query, *progress, streams, *subjects),
                                      progress->complete);
                              });
                          });
}

}  // namespace history::view
