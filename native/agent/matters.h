// The commands about matters, with their words as the command line gave them.
#pragma once
#include "native/agent/commands.h"

namespace history::agent {

struct MatterWords {
    std::string data, customer, matter, what, value, colleague;
    bool offline = false, json = false;
};

Result<> matters(const ReadWords& words);
Result<> matter(const MatterWords& words);

}  // namespace history::agent
