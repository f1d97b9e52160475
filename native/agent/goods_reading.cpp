// goods: what the lists of stock and prices, and lines of orders, know of a product, with source and age.
#include "core/insight/columns.h"
#include "core/view/json_text.h"
#include "native/agent/commands.h"
#include "native/agent/goods.h"
#include "native/connectors/decimal.h"

namespace history::agent {

namespace {

std::string age_of(std::uint64_t at_ms, std::uint64_t now_ms) {
    if (at_ms == 0) return "of no known time";
    if (at_ms > now_ms) return "of a time to come";
    const std::uint64_t hours = (now_ms - at_ms) / 3'600'000;
    return hours < 48 ? std::to_string(hours) + " h old" : std::to_string(hours / 24) + " days old";
}

// "1290000 KZT" as 12900.00 KZT.
std::string shown_value(const KnownFact& fact) {
    const std::size_t blank = fact.value.find(' ');
    if (fact.fact != "price" || blank == std::string::npos) return fact.value;
    const std::string currency = fact.value.substr(blank + 1);
    std::string_view digits = std::string_view(fact.value).substr(0, blank);
    const std::int64_t minor = signed_column(digits);
    return connectors::decimal_text(minor, currency) + ' ' + currency;
}

std::string line_for_people(const KnownFact& fact, std::uint64_t now_ms) {
    if (fact.fact == line_name_fact)
        return fact.sku + "  as orders name it: " + fact.value + "  [" + fact.channel + ' ' + fact.account +
               ']';
    std::string text = fact.sku + "  " + fact.fact;
    if (!fact.place.empty()) text += " (" + fact.place + ')';
    text += ": " + shown_value(fact) + "  [" + fact.channel + ' ' + fact.account;
    if (!fact.source.empty()) text += ", " + fact.source;
    if (fact.at_ms != 0) text += ", " + utc_text(fact.at_ms);
    return text + ", " + age_of(fact.at_ms, now_ms) + ']';
}

std::string line_for_programs(const KnownFact& fact, std::uint64_t now_ms) {
    view::JsonText out;
    out.begin_object().text("sku", fact.sku).text("fact", fact.fact).text("place", fact.place);
    out.text("value", fact.value).text("source", fact.source).number("at", fact.at_ms);
    if (fact.at_ms != 0 && fact.at_ms <= now_ms) out.key("age_s").number((now_ms - fact.at_ms) / 1000);
    out.text("channel", fact.channel).text("account", fact.account);
    return out.end_object().take();
}

}  // namespace

Result<Catalogue> open_catalogue(Shell& shell) {
    const std::vector<StreamId> streams = goods_streams(shell.replica().directory());
    TRY_ASSIGN(subjects, shell.answer<std::vector<std::shared_ptr<const Subject>>>(
                             [&](auto done) { shell.replica().open(streams, done); }));
    std::vector<const State*> states;
    for (const auto& subject : subjects) states.push_back(&subject->current());
    return Catalogue(states);
}

Result<> goods(const ReadWords& words) {
    TRY_ASSIGN(shell, open_shell(words.data));
    const std::vector<StreamId> streams = goods_streams(shell->replica().directory());
    TRY_ASSIGN(subjects, shell->answer<std::vector<std::shared_ptr<const Subject>>>(
                             [&](auto done) { shell->replica().open(streams, done); }));
    std::vector<const State*> states;
    for (const auto& subject : subjects) states.push_back(&subject->current());
    const std::vector<KnownFact> known = known_goods(states, words.subject);
    if (known.empty() && !words.subject.empty())
        return fail(Errc::not_found, "No list of stock or prices and no order knows " + words.subject + '.');
    const std::uint64_t now_ms = shell->clock().now_ms();
    for (std::uint64_t i = words.from; i < known.size() && i - words.from < words.limit; ++i)
        print(words.json ? line_for_programs(known[i], now_ms) : line_for_people(known[i], now_ms));
    return {};
}

}  // namespace history::agent
