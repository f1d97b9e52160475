// The benchmark's own mix of events over channels: 12,000 of them unless told otherwise, the same from the same seed.
#pragma once
#include <string>
#include <vector>

#include "core/model/delta.h"
#include "core/port/fakes.h"

namespace history::bench {

struct Event {
    std::vector<Op> ops;
    std::size_t own_bytes = 0;  // its encoded field values (length and text), without ids and times
};

inline Event event(fakes::SeededRandom& random, std::uint64_t number) {
    static constexpr std::string_view words[] = {"здравствуйте", "гирлянда", "доставка", "заказ",   "когда",
                                                 "привезёте",    "спасибо",  "хочу",     "вернуть", "секция",
                                                 "не",           "горит",    "есть",     "в",       "наличии",
                                                 "сәлеметсіз",   "бе",       "қанша",    "тұрады",  "order"};
    const auto text = [&](std::uint64_t count) {
        std::string line;
        for (std::uint64_t i = 0; i < count; ++i)
            line.append(i ? " " : "").append(words[random.below(std::size(words))]);
        return line;
    };
    const std::uint64_t at = 1'760'000'000'000 + number * 61'000 + random.below(50'000);
    Event made;
    std::string key;
    const auto set = [&](std::string field, std::string value, bool own = true) {
        if (own) made.own_bytes += value.size() + (value.size() >= 32 ? 2 : 1);
        made.ops.push_back({EntityKind::item, key, std::move(field), std::move(value)});
    };
    const std::uint64_t kind = random.below(10);
    if (kind < 5) {  // a message and when it was delivered and read
        key = joined_key("telegram", "shop_bot",
                         "51" + std::to_string(100'000 + number % 97) + ":" + std::to_string(number));
        set("kind", "message");
        set("at", std::to_string(at), false);
        set("direction", random.chance(2) ? "in" : "out");
        set("text", text(3 + random.below(24)));
        if (random.chance(3)) set("author", "Айна");
        if (random.chance(2)) set("delivered_at", std::to_string(at + 900), false);
        if (random.chance(2)) set("read_at", std::to_string(at + 60'000), false);
    } else if (kind < 7) {  // a page
        key = joined_key("segment", "site", "ajs-" + std::to_string(number));
        set("kind", "page");
        set("at", std::to_string(at), false);
        set("direction", "in");
        set("title", text(4));
        set("url", "https://shop.example/catalog/" + std::to_string(random.below(400)));
        if (random.chance(4)) set("referrer", "https://search.example/?q=garland");
    } else if (kind < 8) {  // a call of two legs
        key = joined_key("telephony", "pbx", std::to_string(at / 1000) + "." + std::to_string(number));
        set("kind", "call");
        for (int leg = 0; leg < 2; ++leg)
            set("leg/" + std::to_string(at / 1000) + "." + std::to_string(leg),
                std::to_string(at) + "\t" + std::to_string(at + 8000) + "\t" + std::to_string(at + 90'000) +
                    "\t82\t+77010000001\t101\tANSWERED\tАйна\tsales\t");
    } else if (kind < 9) {  // a receipt
        key = joined_key("pos", "till-1", std::to_string(500'000 + number));
        set("kind", "receipt");
        set("at", std::to_string(at), false);
        const std::uint64_t lines = 1 + random.below(4);
        for (std::uint64_t line = 0; line < lines; ++line)
            set("line/" + std::to_string(line),
                "SKU" + std::to_string(random.below(900)) + "\t" + text(3) + "\t1\t990000\t990000");
        set("total", std::to_string(990'000 * lines) + " KZT");
    } else {  // a mail
        key = joined_key("email", "shop@shop.example", "<" + std::to_string(number) + ".77@mail.example>");
        set("kind", "mail");
        set("at", std::to_string(at), false);
        set("direction", "in");
        set("title", text(5));
        set("text", text(20 + random.below(60)));
    }
    return made;
}

inline std::vector<Event> mix(std::size_t count, std::uint64_t seed = 1) {
    fakes::SeededRandom random(seed);
    std::vector<Event> events;
    for (std::size_t i = 0; i < count; ++i) events.push_back(event(random, i));
    return events;
}

}  // namespace history::bench
