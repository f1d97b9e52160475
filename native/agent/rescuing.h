// rescue: what a former device of this person had not sent, found in its data folder, is sent under this device's name.
#pragma once
#include <string>

#include "core/base/result.h"

namespace history::agent {

struct RescueWords {
    std::string data, from;                 // from: the former device's folder
    bool send = false, throw_away = false;  // the answer when an owner had revoked it
    bool json = false;
};
// A clone's words are sent at once; those of a revoked device wait for an answer. From the first word sent on the former folder is
// a device no more, so that it can never send them too; killed at any moment, the same command goes on where it was.
// Errc::conflict: a program works in the former folder, or it is this one's; Errc::network: this device must be up to date first.
Result<> rescue(const RescueWords& words);

}  // namespace history::agent
