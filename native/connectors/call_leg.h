// One row of a CDR table as one leg of a call (see telephony.h).
#pragma once
#include "native/connectors/cdr_layout.h"
#include "native/connectors/csv.h"
#include "native/connectors/item.h"

namespace history::connectors {

// What the account's settings say about numbers.
class Exchange {
public:
    explicit Exchange(const Account& account);

    bool extension(
        std::string_view text) const;  // a telephone of ours, as named in dial plan and channel names
    bool outside(std::string_view number) const;  // a number that can be a customer's
    // The number without the prefix that our people dial before it, where `number` can have been dialled so.
    std::string_view dialled(std::string_view number) const;
    const Account& account() const { return account_; }

private:
    const Account& account_;
    std::vector<std::string> own_;
};

struct CallLeg {
    std::string native_id;  // of the call
    std::string id, value;  // field leg/<id>
    std::string peer,
        name;  // the outside number and the name the line showed with it; empty where the row has none
    std::uint64_t at = 0;    // of the call, ms, where every row of it says the same; else 0
    std::int64_t start = 0;  // of this row, ms
};

// Reads one row; the reason when it is no call, else null.
const char* read_leg(const Exchange& exchange, const CdrLayout& layout, const CsvRow& row, CallLeg& leg);

}  // namespace history::connectors
