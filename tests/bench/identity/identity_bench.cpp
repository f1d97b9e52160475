// Identity and slices: who is who from nothing, finding among many, the lists, one long timeline. Natively and in Wasm.
#include <malloc.h>

#include "core/base/fold.h"
#include "core/identity/suggestion.h"
#include "core/insight/summary.h"
#include "core/port/fakes.h"
#include "core/replica/directory.h"
#include "core/view/offers.h"
#include "core/view/shop.h"
#include "core/view/slice.h"
#include "tests/bench/figure.h"
#include "tests/bench/replica/mix.h"

using namespace history;
using namespace history::bench;

namespace {

// Three subjects a customer, as channels see him: a messenger with his number, the shop's account, a browser.
std::vector<SubjectRecord> subjects(std::size_t count) {
    static constexpr std::string_view given[] = {"Асем",   "Болат", "Юлия",  "Ерлан", "Гульнара",
                                                 "Виктор", "Айжан", "Серик", "Жанар", "Артём"};
    static constexpr std::string_view family[] = {"Ким",     "Смагулова", "Оспанов",  "Иванова",
                                                  "Есенова", "Соколов",   "Морозова", "Кабдулов"};
    static constexpr std::string_view syllable[] = {"ба", "вы", "го", "де", "жу",
                                                    "зи", "ку", "ля", "ме", "ни"};
    fakes::SeededRandom random(1);
    std::vector<SubjectRecord> records(count);
    for (std::size_t i = 0; i < count; ++i) {
        SubjectRecord& one = records[i];
        const std::string person = std::to_string(i / 3);
        // Families as different as their numbers: a digit a syllable.
        std::string ending;
        for (std::size_t rest = i / 3; rest > 0; rest /= 10) ending += syllable[rest % 10];
        const std::string name = std::string(given[i / 3 % std::size(given)]) + ' ' +
                                 std::string(family[i / 30 % std::size(family)]) + ending;
        const std::string number =
            "+7701" + std::string(7 - std::min<std::size_t>(7, person.size()), '0') + person;
        random.fill(one.stream.bytes);
        one.first_gpos = i + 1;
        one.kind = "person";
        one.name = i % 3 == 2 ? "" : name;
        if (i % 3 == 0)
            one.identifiers = {{"telegram", "shop", "5" + person, Known::proved, {fold(name)}},
                               {"phone", "", number, Known::proved, {fold(name)}}};
        if (i % 3 == 1)
            one.identifiers = {{"user", "site", "u" + person, Known::proved, {fold(name)}},
                               {"phone", "", number, Known::given, {fold(name)}},
                               {"email", "", "p" + person + "@mail.example", Known::given, {fold(name)}},
                               {"cookie", "site", "c" + person, Known::given, {}}};
        if (i % 3 == 2) one.identifiers = {{"cookie", "site", "c" + person, Known::given, {}}};
        one.last = {static_cast<std::uint64_t>(1'760'000'000'000 + i),
                    "telegram",
                    "shop",
                    "message",
                    true,
                    "Есть гирлянды?"};
        one.last_in = std::make_shared<const LastItem>(one.last);
        if (random.chance(20)) one.waiting = {one.last.at_ms};
        one.items = 20;
    }
    return records;
}

std::vector<const SubjectRecord*> pointers_to(const std::vector<SubjectRecord>& records) {
    std::vector<const SubjectRecord*> pointers;
    for (const SubjectRecord& one : records) pointers.push_back(&one);
    return pointers;
}

template <class Work>
void time_of(const std::string& name, int rounds, Work&& work) {
    std::vector<double> spent;
    for (int round = 0; round < rounds; ++round) spent.push_back(1000 * seconds(work));
    figure(name, median(spent), "ms", rounds);
}

void resolving(std::size_t count) {
    const std::vector<SubjectRecord> records = subjects(count);
    const std::vector<const SubjectRecord*> pointers = pointers_to(records);
    time_of("rematch_" + std::to_string(count) + "_subjects", 5,
            [&] { HISTORY_CHECK(resolve(pointers).all.size() == (count + 2) / 3); });
}

// A form brings a number to a subject of nobody known yet: one customer more or less, among all.
void resolving_one(std::size_t count) {
    const std::vector<SubjectRecord> records = subjects(count);
    Directory directory;
    for (const SubjectRecord& one : records) directory.put(one);
    HISTORY_CHECK(directory.customers().all.size() == (count + 2) / 3);
    std::vector<double> spent;
    for (std::size_t round = 0; round < 101; ++round) {
        SubjectRecord one = records[round * 97 % count / 3 * 3 + 2];  // a browser that is known by its cookie
        const SubjectRecord& other = records[(round * 97 + 999) % count / 3 * 3];
        one.identifiers.push_back({"phone", "", other.identifiers[1].value, Known::given, {}});
        spent.push_back(1000 * seconds([&] {
                            directory.put(std::move(one));
                            HISTORY_CHECK(directory.customers().all.size() <= (count + 2) / 3);
                        }));
    }
    figure("rematch_one_identifier_among_" + std::to_string(count) + "_subjects", median(spent), "ms", 101);
    figure("rematch_one_identifier_among_" + std::to_string(count) + "_subjects_longest",
           *std::max_element(spent.begin(), spent.end()), "ms", 1);
}

// Memory that the program asked for and holds.
std::size_t heap_bytes() {
#ifdef __EMSCRIPTEN__
    return static_cast<std::size_t>(mallinfo().uordblks);
#else
    const struct mallinfo2 told = mallinfo2();
    return told.uordblks + told.hblkhd;
#endif
}

// What an unlocked workspace holds in memory whoever is open: who everybody is, resolved.
void holding(std::size_t count) {
    std::vector<Bytes> stored;
    for (const SubjectRecord& one : subjects(count)) stored.push_back(encode_record(one));
    fakes::SeededRandom random(1);
    const std::size_t before = heap_bytes();
    Directory directory;
    for (const Bytes& bytes : stored) {
        SubjectRecord record = *decode_subject_record(bytes);
        random.fill(record.stream.bytes);
        directory.put(std::move(record));
    }
    HISTORY_CHECK(directory.customers().all.size() == (count + 2) / 3);
    figure("directory_memory_of_" + std::to_string(count) + "_subjects",
           static_cast<double>(heap_bytes() - before) / 1e6, "MB", 1);
}

void suggesting(std::size_t count) {
    std::vector<SubjectRecord> records = subjects(count);
    fakes::SeededRandom random(2);
    for (SubjectRecord& one : records) {
        one.traits.birthday = std::to_string(19'500'101 + random.below(60) * 10'000 + random.below(12) * 100 +
                                             random.below(28));
        one.traits.address =
            "almaty abaya " + std::to_string(random.below(200)) + ' ' + std::to_string(random.below(90));
    }
    const std::vector<const SubjectRecord*> pointers = pointers_to(records);
    const Customers customers = resolve(pointers);
    const std::string among = "_among_" + std::to_string(count) + "_subjects";
    time_of("suggestions_index" + among, 3, [&] { Suggestions made(pointers); });
    const Suggestions suggestions(pointers);
    std::size_t next = 0;
    time_of("suggestions_of_one" + among, 101,
            [&] { suggestions.of(customers.all[next++ * 31 % customers.all.size()], customers, 20); });
    time_of("suggestions_all" + among, 1, [&] { suggestions.all(customers); });
}

void finding(std::size_t count) {
    std::vector<SubjectRecord> records = subjects(count);
    Directory directory;
    for (SubjectRecord& one : records) directory.put(std::move(one));
    const std::string among = "_among_" + std::to_string(directory.customers().all.size()) + "_customers";
    const auto has_rows = [](const std::string& slice) {
        return slice.find("\"total\":0") == std::string::npos;
    };
    const auto find = [&](const std::string& name, std::string_view query) {
        time_of("find_by_" + name + among, 9,
                [&] { HISTORY_CHECK(has_rows(view::found(directory, query, "KZ", {}))); });
    };
    time_of("find_first_ever" + among, 1,
            [&] { HISTORY_CHECK(has_rows(view::found(directory, "Смагуловавывы", "KZ", {}))); });
    find("phone", "8 (701) 000-01-23");
    find("part_of_number", "000123");
    find("part_of_name", "Смагуловавывы");
    find("name_of_an_eighth", "Смаг");
    find("part_of_name_in_latin", "smagulovavyvy");
    find("name_on_the_wrong_layout", "cvfuekjdfdsds");
    find("name_with_a_slip", "Смогуловавывы");
}

void listing(std::size_t count) {
    const std::vector<SubjectRecord> records = subjects(count);
    const std::vector<const SubjectRecord*> pointers = pointers_to(records);
    const Customers customers = resolve(pointers);
    time_of("worklist_among_" + std::to_string(count) + "_subjects", 5, [&] {
        HISTORY_CHECK(
            view::worklist(pointers, customers, view::WorklistView::waiting, "", {}, 1'761'000'000'000, {})
                .find("\"total\":0") == std::string::npos);
    });
}

void reading(std::size_t items) {
    State state;
    std::uint64_t ms = 1'760'000'000'000;
    for (Event& event : mix(items)) {
        Delta delta;
        delta.at.ms = ++ms;
        delta.ops = std::move(event.ops);
        state.apply(delta, ms);
    }
    StreamId stream;
    const SubjectRecord record = summarise(state, stream, 1);
    const Customers customers = resolve({&record});
    const view::OpenCustomer open{&customers.all[0], {{stream, &state}}};
    const std::string of = "_of_" + std::to_string(items) + "_items";
    time_of("summarise" + of, 9, [&] { HISTORY_CHECK(summarise(state, stream, 1).items > 0); });
    time_of("timeline_window_200" + of, 9, [&] { HISTORY_CHECK(view::timeline(open, {}).size() > 1000); });
    time_of("timeline_whole" + of, 5, [&] {
        HISTORY_CHECK(view::timeline(open, {0, UINT32_MAX, false}).size() > 1000);
    });
    time_of("card" + of, 9, [&] { HISTORY_CHECK(view::card(open, customers).size() > 100); });
}

// What may be offered when a card opens: a shop of 500 products, every third subject bought up to eight of them.
void offering(std::size_t count) {
    std::vector<SubjectRecord> records = subjects(count);
    fakes::SeededRandom random(4);
    const auto product = [&] { return "SKU" + std::to_string(random.below(25) * random.below(21)); };
    for (std::size_t i = 0; i < count; i += 3) {
        ContactFacts facts;
        for (std::uint64_t bought = 0; bought < 1 + random.below(8); ++bought)
            facts.bought.push_back({1'760'000'000'000 + bought, product()});
        records[i].contact = std::make_shared<const ContactFacts>(std::move(facts));
    }
    State goods, state;
    Delta list, orders;
    list.at.ms = orders.at.ms = 1;
    for (int i = 0; i < 500; ++i)
        list.ops.push_back({EntityKind::product, joined_key("SKU" + std::to_string(i), ""), "name@5",
                            "Товар номер " + std::to_string(i) + "\t1C"});
    for (int i = 0; i < 5; ++i)
        orders.ops.push_back({EntityKind::item, joined_key("pos", "till", "o"), "line/" + std::to_string(i),
                              product() + "\tТовар\t1\t5\t5\tKZT"});
    orders.ops.push_back({EntityKind::item, joined_key("pos", "till", "o"), "kind", "receipt"});
    goods.apply(std::move(list), 1);
    state.apply(std::move(orders), 1);
    Directory directory;
    for (const SubjectRecord& one : records) directory.put(one);
    const State* lists[] = {&goods};
    view::Shop shop = view::shop_of(nullptr, lists, directory, "KZ", 1'761'000'000'000);
    const auto open = [&] {
        return view::OpenCustomer{directory.customers().find(records[0].stream),
                                  {{records[0].stream, &state}}};
    };
    const std::string among = "_among_" + std::to_string(count) + "_subjects";
    const std::string before = view::offers_member(open(), directory, view::Baskets().over(directory), shop);
    HISTORY_CHECK(before.find("\"customers\":") != std::string::npos);
    view::Baskets baskets;
    time_of("offers_first_card" + among, 1, [&] {
        HISTORY_CHECK(view::offers_member(open(), directory, baskets.over(directory), shop) == before);
    });
    time_of("offers_card" + among, 21, [&] {
        HISTORY_CHECK(view::offers_member(open(), directory, baskets.over(directory), shop) == before);
    });
    std::size_t next = 0;
    time_of("offers_card_after_a_change" + among, 21, [&] {
        directory.put(records[next++ * 3]);
        HISTORY_CHECK(!view::offers_member(open(), directory, baskets.over(directory), shop).empty());
    });
}

}  // namespace

int main() {
    resolving(10'000);
    resolving(50'000);
    resolving_one(10'000);
    resolving_one(50'000);
    holding(50'000);
    suggesting(50'000);
    finding(50'000);
#ifndef __EMSCRIPTEN__  // they need more memory than Wasm can address
    finding(3'000'000);
#endif
    listing(50'000);
    reading(10'000);
    offering(50'000);
}
