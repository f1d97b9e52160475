// Colleagues: named members of staff, in the stream that all devices share. Chosen on a device in one tap; every change names the
// colleague (Delta::colleague is his id), the device's signature proves the device, and the screen says so.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/model/state.h"

namespace history::view {

struct Colleague {
    std::string id;    // 1 to 32 letters, digits, - and _: for ever
    std::string name;  // to 128 bytes
    std::string
        profile;  // seller | instagram | operator | marketer | manager, or empty: layout and first list, never rights
    std::string pin;     // hash (core/crypto/pin.h); empty: chosen without one
    bool active = true;  // false: retired; his words keep his name
};

std::vector<Colleague> colleagues_of(const State& shared);  // by name, then id
const Colleague* colleague_with_id(const std::vector<Colleague>& colleagues, std::string_view id);
// By id, else by the whole name in any case; Errc::not_found, Errc::conflict when several have it.
Result<const Colleague*> colleague_named(const std::vector<Colleague>& colleagues, std::string_view who);
// Errc::not_found for nobody, Errc::conflict for one who is retired.
Result<> active_colleague(const std::vector<Colleague>& colleagues, std::string_view id);

// {"slice":"colleagues","rows":[{"id","name","profile","pin":true,"retired":true}]}
std::string colleagues_slice(const std::vector<Colleague>& colleagues);

// What changes in the shared stream. Errc::usage for a name, id or profile that cannot be.
struct ColleagueChange {
    std::string id, name, profile;        // empty: stays
    std::optional<std::string> pin_hash;  // "": none from now on
    std::optional<bool> active;
};
Result<std::vector<Op>> colleague_ops(const std::vector<Colleague>& colleagues, const ColleagueChange& change,
                                      bool add);

// Colleagues that the text names as @id or @name, each once.
std::vector<std::string> mentions_in(std::string_view text, const std::vector<Colleague>& colleagues);

}  // namespace history::view
