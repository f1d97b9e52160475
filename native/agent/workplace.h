// people: who works at a company, or where a person works, and a person's word about it.
#pragma once
#include "native/agent/commands.h"

namespace history::agent {

struct PeopleWords {
    std::string data, customer;  // a company or a person
    std::string add, remove;     // the other: who works there, or does not
    std::string reason, colleague;
    bool offline = false, json = false;
};
// {"slice":"people","id","rows":[{"id","name","by":"statement"|"source"}],"suggested":[{"id","name","email"}]}
// suggested: of a company, who has an e-mail address of its own domain; nobody is linked by that.
Result<> people(const PeopleWords& words);

}  // namespace history::agent
