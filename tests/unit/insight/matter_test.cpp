// Matters over all channels: suggested by references, products, numbers, talks and words; people's words stand above.
#include <doctest/doctest.h>

#include <algorithm>

#include "core/insight/matter.h"
#include "tests/unit/insight/said.h"

using namespace history;
using namespace history::tests;

namespace {

constexpr std::uint64_t hour = 60ull * 60 * 1000, day = 24 * hour, start = 1'780'000'000'000;

ProductRef products(std::string_view product, std::string_view words) {
    for (const auto& [name, category] :
         {std::pair("кресло", "мебель"), {"шкаф", "мебель"}, {"чайник", "кухня"}})
        if (product == name || words.find(name) != words.npos) return {name, category};
    return {};
}

std::vector<Entry> entries_of(const State& state) {
    std::vector<Entry> entries;
    for (const Entity& item : state.entities())
        if (item.kind == EntityKind::item) entries.push_back({&item, item_facts(item)});
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
        return a.facts.at_ms != b.facts.at_ms ? a.facts.at_ms < b.facts.at_ms : a.item->key < b.item->key;
    });
    return entries;
}

// "root: native native; root: native", in order of the roots' natives.
std::string told(const State& state) {
    const std::vector<Entry> entries = entries_of(state);
    std::vector<const Entity*> said;
    for (const Entity& entity : state.entities())
        if (entity.kind == EntityKind::matter) said.push_back(&entity);
    const FindProduct find = products;
    std::vector<std::string> lines;
    for (const Matter& matter : matters_of(
             entries, said, find, [](std::string_view key) { return std::string(key_parts(key).third); })) {
        std::string line(matter.kind + (matter.suggested ? "? " : " ") +
                         (matter.stage.empty() ? "" : matter.stage + ' ') + matter.state + ':');
        for (const Entry* item : matter.items) line += ' ' + std::string(item->facts.native);
        lines.push_back(std::move(line));
    }
    std::sort(lines.begin(), lines.end());
    std::string all;
    for (const std::string& line : lines) all += (all.empty() ? "" : "; ") + line;
    return all;
}

Said& call(Said& said, const std::string& native, std::uint64_t at_ms, const char* direction) {
    const std::string ms = std::to_string(at_ms), later = std::to_string(at_ms + 60'000);
    return said.item(
        "telephony", native,
        {{"kind", "call"},
         {"at", ms},
         {"direction", direction},
         {"leg/1", ms + '\t' + ms + '\t' + later + "\t60\t+77001112233\t101\tANSWERED\t101\t\t\t" +
                       direction + "\t+77001112233"}});
}

Said& note(Said& said, const std::string& native, std::uint64_t at_ms, const char* kind,
           const std::string& about, const std::string& product = {}) {
    Fields fields{{"kind", kind}, {"direction", "none"}, {"at", std::to_string(at_ms)}, {"refers_to", about}};
    if (!product.empty()) fields.emplace_back("product", product);
    return said.item("notes", native, fields);
}

}  // namespace

TEST_CASE("A complaint told on the phone and followed up in a messenger is one matter") {
    Said said;
    call(said, "call", start, "in");
    note(said, "tag", start + hour, "complaint", "telephony\tshop\tcall", "кресло");
    said.in("whatsapp", "ask", start + 2 * day, "Что с моей жалобой на кресло?");
    said.in("whatsapp", "other", start + 3 * day, "Сколько стоит чайник?");
    CHECK(told(said.state) == "complaint? open: call tag ask; question? open: other");
    note(said, "end", start + 4 * day, "complaint_resolved", "telephony\tshop\tcall");
    CHECK(told(said.state) == "complaint? done: call tag ask end; question? open: other");
}

TEST_CASE("A loan is a request, a call and papers signed in the branch, with stages of people") {
    Said said;
    said.item("callback", "form",
              {{"kind", "request"},
               {"direction", "in"},
               {"at", std::to_string(start)},
               {"text", "Рассрочка на шкаф, 12 месяцев"}});
    call(said, "call", start + day, "out");
    note(said, "paper", start + 2 * day, "in_person", "callback\tshop\tform");
    CHECK(told(said.state) == "request? done: form call paper");
    said.apply({{EntityKind::matter, "form", "stage", "invited"}});
    CHECK(told(said.state) == "case invited done: form call paper");
    said.apply(
        {{EntityKind::matter, "form", "stage", "signed"}, {EntityKind::matter, "form", "state", "open"}});
    CHECK(told(said.state) == "case signed open: form call paper");
    said.apply({{EntityKind::matter, "form", "kind", "request"}});
    CHECK(told(said.state) == "request signed open: form call paper");
}

TEST_CASE("Our first call within a day of an order is about that order") {
    Said said;
    said.in("instagram", "take", start, "Да, беру лампу");
    note(said, "order", start + hour, "order", "instagram\tshop\ttake");
    call(said, "confirm", start + 2 * hour, "out");
    CHECK(told(said.state) == "question? done: take order confirm");
    Said late;
    late.in("instagram", "take", start, "Да, беру лампу");
    note(late, "order", start + hour, "order", "instagram\tshop\ttake");
    call(late, "confirm", start + 30 * hour, "out");
    CHECK(told(late.state) == "question? open: take order");
}

TEST_CASE("One order's number joins what different channels say of it") {
    Said said;
    said.in("email", "mail", start, "Где мой заказ AB-10427?");
    said.in("telegram", "chat", start + day, "Здравствуйте, по AB-10427 нужен другой адрес");
    said.in("telegram", "else", start + 5 * day, "Во сколько вы закрываетесь?");
    CHECK(told(said.state) == "question? open: else; question? open: mail chat");
}

TEST_CASE("An answer belongs to its talk, thanks begin nothing") {
    Said said;
    said.in("vk", "1", start, "Есть кресло?")
        .out("vk", "2", start + hour / 2, "Да, есть")
        .in("vk", "3", start + hour, "Спасибо!");
    said.in("viber", "4", start + 60 * day, "Рахмет!");
    CHECK(told(said.state) == "question? done: 1 2 3");
}

TEST_CASE("People put items in and out, and take it back") {
    Said said;
    said.in("email", "a", start, "Есть кресло?").in("vk", "b", start + day, "Есть чайник?");
    const std::string before = told(said.state);
    CHECK(before == "question? open: a; question? open: b");
    said.apply({{EntityKind::matter, "a", "item/b", "in"}});
    CHECK(told(said.state) == "question open: a b");
    said.apply({{EntityKind::matter, "a", "item/b", "out"}});
    CHECK(told(said.state) == "question open: a; question? open: b");
    // Of two matters that claim an item the later word stands.
    said.in("sms", "c", start + 2 * day, "Где вы находитесь?");
    said.apply({{EntityKind::matter, "a", "item/c", "in"}});
    said.apply({{EntityKind::matter, "b", "item/c", "in"}});
    CHECK(told(said.state) == "question open: a; question open: b c");
}

TEST_CASE("Matters are the same in every order of arrival; hostile texts are no matter") {
    const std::vector<std::pair<std::string, std::string>> words{{"1", "Кресло сломалось, кресло с браком"},
                                                                 {"2", "Есть чайник?"},
                                                                 {"3", "Что с моей жалобой на кресло?"},
                                                                 {"4", "Спасибо"}};
    std::vector<std::size_t> order{0, 1, 2, 3};
    std::string first;
    do {
        Said said;
        for (const std::size_t i : order)
            said.in(i % 2 ? "vk" : "email", words[i].first, start + i * day, words[i].second);
        const std::string now = told(said.state);
        if (first.empty()) first = now;
        CHECK(now == first);
    } while (std::next_permutation(order.begin(), order.end()));
    Said hostile;
    std::string emoji;
    for (int i = 0; i < 16000; ++i) emoji += "\xF0\x9F\x98\xA1";
    hostile.in("vk", "1", start, std::string(65536, 'x'))
        .in("vk", "2", start + 1, emoji)
        .in("vk", "3", start + 2, std::string(65536, '\xFE'));
    CHECK_FALSE(told(hostile.state).empty());
    for (int i = 0; i < 3000; ++i)
        hostile.in("vk", "n" + std::to_string(i), start + 100 * day + static_cast<std::uint64_t>(i) * day,
                   "Есть чайник?");
    CHECK_FALSE(told(hostile.state).empty());
}

TEST_CASE("A matter is titled by what is wanted, not by the greeting") {
    Said said;
    said.in("whatsapp", "a", start, "Здравствуйте!");
    said.in("whatsapp", "b", start + 1000, "Добрый день, Анна! Сколько стоит чайник? Он мне нравится.");
    said.in("email", "c", start + 200 * day, "Hello");
    const std::vector<Entry> entries = entries_of(said.state);
    const std::vector<Matter> matters =
        matters_of(entries, {}, products, [](std::string_view key) { return std::string(key); });
    REQUIRE(matters.size() == 2);
    CHECK(matters[0].title == "Hello");
    CHECK(matters[1].title == "Сколько стоит чайник?");
}

TEST_CASE("A call is about what the note of it says: a complaint written before is its matter") {
    Said said;
    said.in("whatsapp", "w", start, "Половина не работает! Верните деньги за кресло.");
    call(said, "call", start + day, "in");
    note(said, "tag", start + day + hour, "complaint", "telephony\tshop\tcall", "кресло");
    call(said, "again", start + 9 * day, "in");
    note(said, "tag2", start + 9 * day + hour, "complaint", "telephony\tshop\tagain", "кресло");
    call(said, "other", start + 10 * day, "in");
    note(said, "asks", start + 10 * day + hour, "consultation", "telephony\tshop\tother", "чайник");
    CHECK(told(said.state) == "complaint? open: w call tag again tag2; question? done: other asks");
    note(said, "end", start + 11 * day, "complaint_resolved", "notes\tshop\ttag2");
    CHECK(told(said.state) == "complaint? done: w call tag again tag2 end; question? done: other asks");
}
