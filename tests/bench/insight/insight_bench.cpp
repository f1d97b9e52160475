// What the card says before anybody speaks, and the guards of a campaign. Natively and in Wasm.
#include "core/insight/first_screen.h"
#include "core/insight/guard.h"
#include "core/insight/matter.h"
#include "core/insight/summary.h"
#include "core/port/fakes.h"
#include "tests/bench/figure.h"

using namespace history;
using namespace history::bench;

namespace {

constexpr std::uint64_t start = 1'780'000'000'000, minute = 60'000;

constexpr std::string_view asked[] = {"Здравствуйте! Есть ли в наличии настольная лампа?",
                                      "Спасибо большое",
                                      "Когда привезут заказ?",
                                      "Жеткізу қанша тұрады?",
                                      "Можно оплатить картой при получении?",
                                      "ок",
                                      "The blender stopped working after a week",
                                      "Добрый день, сколько стоит чайник на два литра?"};
constexpr std::string_view answered[] = {
    "Добрый день! Да, есть, стоит 12 900 ₸. Оформляем?", "Перезвоню завтра до 12", "Иә, бар.",
    "Заказ передан в доставку, курьер позвонит", "Уточню на складе и напишу через час"};

// A talk of so many items: one in four ours, a visit in five.
State talk(std::size_t items) {
    State state;
    fakes::SeededRandom random(3);
    for (std::size_t i = 0; i < items; ++i) {
        Delta delta;
        delta.at.ms = start + i;
        delta.counter = i + 1;
        const std::string key = joined_key(i % 3 == 0 ? "whatsapp" : "telegram", "shop", std::to_string(i));
        const auto put = [&](const char* field, std::string value) {
            delta.ops.push_back({EntityKind::item, key, field, std::move(value)});
        };
        const bool ours = i % 4 == 3, visit = i % 5 == 4;
        put("kind", visit ? "page" : "message");
        put("at", std::to_string(start + i * minute));
        put("direction", ours && !visit ? "out" : "in");
        if (!visit)
            put("text",
                std::string(ours ? answered[i / 4 % std::size(answered)] : asked[i % std::size(asked)]));
        state.apply(std::move(delta), start);
    }
    return state;
}

template <class Work>
void time_of(const std::string& name, const std::string& unit, double scale, int times, Work&& work) {
    std::vector<double> taken;
    for (int i = 0; i < times; ++i) taken.push_back(seconds(work) * scale);
    figure(name, median(taken), unit, times);
}

ProductRef products(std::string_view product, std::string_view words) {
    if (product == "lamp" || words.find("ламп") != words.npos) return {"lamp", "light"};
    if (product == "kettle" || words.find("чайник") != words.npos) return {"kettle", "kitchen"};
    return {};
}

void screens(std::size_t items) {
    const State state = talk(items);
    std::vector<Entry> entries;
    time_of("insight_item_facts_" + std::to_string(items), "ms", 1000, 9, [&] {
        entries.clear();
        entries.reserve(items);
        for (const Entity& item : state.entities()) entries.push_back({&item, item_facts(item)});
    });
    const SubjectRecord record = summarise(state, StreamId{}, 1);
    const Calendar calendar = Calendar::of_country("KZ");
    const FindProduct find = products;
    const std::uint64_t now = start + items * minute;
    time_of("insight_first_screen_" + std::to_string(items), "ms", 1000, 9, [&] {
        const FirstScreen screen =
            first_screen(entries, record.contact ? *record.contact : ContactFacts{}, find, calendar, now);
        HISTORY_CHECK(screen.last_promise.promise.item != nullptr);
    });
    time_of("insight_summarise_" + std::to_string(items), "ms", 1000, 5,
            [&] { HISTORY_CHECK(summarise(state, StreamId{}, 1).items == items); });
    time_of("insight_matters_" + std::to_string(items), "ms", 1000, 5, [&] {
        HISTORY_CHECK(
            !matters_of(entries, {}, find, [](std::string_view key) { return std::string(key); }).empty());
    });
}

// A campaign to as many customers of two subjects each: one in fifty complained, one in a hundred stopped it.
void campaign(std::size_t sends) {
    std::vector<SubjectRecord> records(2 * sends);
    for (std::size_t i = 0; i < sends; ++i) {
        SubjectRecord& one = records[2 * i];
        const std::string number = "+7701" + std::to_string(1'000'000 + i);
        one.identifiers = {{"phone", "", number, Known::proved, {}}};
        ContactFacts facts;
        facts.last_words.push_back({"whatsapp", "shop", start});
        facts.bought.push_back({start, "kettle"});
        if (i % 50 == 0)
            facts.complaints.push_back({"whatsapp\x1fshop\x1f" + number, start, "",
                                        "Настольная лампа треснула", false, false, false, ""});
        if (i % 100 == 1) facts.consents.push_back({start, "whatsapp", true, ""});
        one.contact = std::make_shared<const ContactFacts>(std::move(facts));
        records[2 * i + 1].identifiers = one.identifiers;
    }
    const Calendar calendar = Calendar::of_country("KZ");
    const FindProduct find = products;
    time_of("insight_guard_campaign_" + std::to_string(sends), "s", 1, 5, [&] {
        std::size_t out = 0;
        for (std::size_t i = 0; i < sends; ++i) {
            PlannedContact contact;
            contact.channel = "whatsapp";
            contact.promotion = true;
            contact.product = "lamp";
            contact.address = records[2 * i].identifiers.front().key();
            contact.at_ms = start + 1000;
            out += guard({&records[2 * i], &records[2 * i + 1]}, false, contact, {find, calendar, nullptr})
                       .decision == Decision::block;
        }
        HISTORY_CHECK(out == sends / 50 + sends / 100);
    });
}

}  // namespace

int main() {
    screens(10'000);
    campaign(100'000);
}
