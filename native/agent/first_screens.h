// first_screen.jsonl of an export, one line for every phone number and e-mail address that opens one card alone:
// {"ask","customer_id","open_question":{"channel","account","native_id"},"waiting_since","last_promise":{"item":{..},
//            "due","state"},
// "preferred_channel","preferred_basis":"said"|"used"}; times by the clock of the main calendar; what there is none of
//            is left out.
#pragma once
#include <memory>
#include <string>

#include "core/view/customer_named.h"
#include "core/view/slice.h"

namespace history::agent {

class FirstScreens {
public:
    explicit FirstScreens(const std::string& folder);  // which exists
    ~FirstScreens();
    void put(const view::OpenCustomer& customer, const Directory& directory, const view::Shop& shop,
             std::string_view country);
    Result<> finish();

private:
    struct File;
    static std::string screen_of(const view::OpenCustomer& customer, const view::Shop& shop);
    std::unique_ptr<File> file_;
};

}  // namespace history::agent
