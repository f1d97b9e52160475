// people: who works at a company, or where a person works, and a person's word about it.
#pragma once
#include "core/view/workplace.h"
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

struct Suggested {
    const Customer* customer;
    std::string_view name, email;
};
inline constexpr std::size_t suggested_max = 50;
// The first so many of them, without those that are known to work there.
std::vector<Suggested> suggested_people(const view::OpenCustomer& company,
                                        const std::vector<view::Tie>& known, const Directory& directory);

}  // namespace history::agent
