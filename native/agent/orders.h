// The command about a customer's orders, with its words as the command line gave them.
#pragma once
#include "native/agent/commands.h"

namespace history::agent {

struct OrderWords {
    std::string data, customer, colleague;
    std::vector<std::string> join, divide;  // one of them at most; of divide one or two
    bool undo = false, offline = false, json = false;
};

// Without join and divide: the customer's orders with their documents, newest first. Else what is said, and then the orders.
Result<> orders(const OrderWords& words);

}  // namespace history::agent
