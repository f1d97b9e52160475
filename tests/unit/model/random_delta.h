// Random deltas for the laws of codec and merge: the same from the same seed, natively and in Wasm.
#pragma once
#include "core/model/delta.h"
#include "core/port/fakes.h"

namespace history::tests {

inline DeviceId device(std::uint8_t number) {
    DeviceId id;
    id.bytes[0] = number;
    return id;
}

inline std::string random_value(fakes::SeededRandom& random) {
    switch (random.below(7)) {
        case 0:
            return "in";
        case 1:
            return std::to_string(random.below(1u << 20));
        case 2:
            return std::to_string(1'700'000'000'000 + random.below(1'000'000'000));
        case 3:
            return "0" + std::to_string(random.below(100));  // no number: it has another spelling
        case 4:
            return "";
        case 5:
            return "Сәлем, " + std::to_string(random.below(10));
        default:
            return std::string(random.below(300), static_cast<char>('a' + random.below(26)));
    }
}

inline Delta random_delta(fakes::SeededRandom& random, std::uint8_t devices = 3) {
    static constexpr std::string_view fields[] = {"kind",   "at",  "text",      "status@1700000000123",
                                                  "line/7", "own", "name@soon", "leg/1.2"};
    Delta delta;
    if (!random.chance(4)) {  // else a source's
        delta.at.ms = 1'700'000'000'000 + random.below(5);
        delta.at.counter = static_cast<std::uint16_t>(random.below(3));
    }
    delta.at.device = device(static_cast<std::uint8_t>(1 + random.below(devices)));
    delta.colleague = random.chance(2) ? "anna" : "";
    const std::uint64_t entities = 1 + random.below(3);
    for (std::uint64_t e = 0; e < entities; ++e) {
        const auto kind = static_cast<EntityKind>(1 + random.below(entity_kind_max));
        const std::string key =
            random.chance(3) ? "" : joined_key("telegram", "shop", std::to_string(random.below(4)));
        const std::uint64_t count = 1 + random.below(4);
        for (std::uint64_t f = 0; f < count; ++f) {
            const std::string_view field = fields[random.below(std::size(fields))];
            delta.ops.push_back({kind, key, std::string(field), random_value(random)});
        }
    }
    return delta;
}

}  // namespace history::tests
