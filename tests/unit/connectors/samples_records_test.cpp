// The connectors of mail, calls and receipts over the real payloads of their sources: what they make of every file.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

#include "native/connectors/csv.h"
#include "native/connectors/email.h"
#include "native/connectors/pos.h"
#include "native/connectors/telephony.h"
#include "tests/unit/connectors/sample_files.h"

using namespace history;
using namespace history::connectors;

namespace {

struct Counted {
    std::uint64_t files = 0, skipped = 0, units = 0, rejected = 0, repeats = 0, filed = 0, stubs = 0;
    std::set<std::string> ids;
    std::map<std::string, std::uint64_t> rejected_by_file;
    friend std::ostream& operator<<(std::ostream& out, const Counted& c) {
        return out << "files " << c.files << " skipped " << c.skipped << " units " << c.units << " rejected "
                   << c.rejected << " repeats " << c.repeats << " items " << c.ids.size() << " filed "
                   << c.filed;
    }
};

// Counts, and checks what holds for every item of every payload.
Counted count(const Connector& connector, const std::string& folder, const Account& account) {
    Counted counted;
    for (const std::filesystem::path& file : sample_files(folder)) {
        ++counted.files;
        if (!connector.claims(file.filename().string())) {
            ++counted.skipped;
            continue;
        }
        const std::string body = bytes_in(file);
        const Parsed parsed = connector.parse(bytes_of(body), account);
        counted.units += parsed.units;
        counted.rejected += parsed.rejections.size();
        counted.repeats += parsed.repeats;
        if (!parsed.rejections.empty())
            counted.rejected_by_file[file.filename().string()] = parsed.rejections.size();
        const std::uint64_t stubs = static_cast<std::uint64_t>(std::count_if(
            parsed.items.begin(), parsed.items.end(), [](const Item& one) { return one.stub; }));
        counted.stubs += stubs;
        CHECK_MESSAGE(parsed.units == parsed.items.size() - stubs + parsed.repeats +
                                          parsed.rejections.size() + parsed.unknown + parsed.other,
                      file.string());
        for (const Item& item : parsed.items) {
            if (!item.stub) counted.ids.insert(item.native_id);
            counted.filed += item.stub || item.identifiers.empty() ? 0 : 1;
            CHECK_FALSE(item.native_id.empty());
            std::set<std::string> names;
            for (const auto& [name, value] : item.fields) {
                CHECK_MESSAGE(valid_utf8(value), file.string() << " " << name);
                CHECK_MESSAGE(names.insert(name).second, file.string() << " twice " << name);
            }
            for (const Identifier& identifier : item.identifiers)
                CHECK(valid_utf8(identifier.value + identifier.name));
        }
        const Parsed again = connector.parse(bytes_of(body), account);  // pure: the same bytes say the same
        REQUIRE(again.items.size() == parsed.items.size());
        for (std::size_t i = 0; i < parsed.items.size(); ++i)
            CHECK(again.items[i].fields == parsed.items[i].fields);
    }
    MESSAGE(folder << ": " << counted);
    return counted;
}

}  // namespace

TEST_CASE("mail samples: every mail of six corpora is read, and what is none is rejected or skipped") {
    Account account;
    account.name = "shop@lavka.example";
    const Counted counted = count(email(), "email", account);
    if (counted.files == 0) return;
    CHECK(counted.files == 387);
    CHECK(counted.skipped ==
          111);  // talon's bare texts, HTML and JSON; mime4j's and mail-parser's expected answers
    CHECK(counted.units == 280);
    CHECK(counted.ids.size() ==
          202);  // mbox.rlug holds the five beside it; many samples are one mail in variants, with one id
    CHECK(counted.stubs == 4);    // what bounces say of the mails that they give back
    CHECK(counted.filed == 233);  // the rest has no address in From
    CHECK(counted.rejected_by_file == std::map<std::string, std::uint64_t>{{"erroneous.raw", 1}});
}

TEST_CASE(
    "telephony samples: Asterisk, FreePBX, Twilio and Kazoo are read, tables of other programs rejected, the "
    "rest skipped") {
    Account account;
    account.name = "office";
    const Counted counted = count(telephony(), "telephony", account);
    if (counted.files == 0) return;
    CHECK(counted.files == 7);
    CHECK(counted.skipped == 1);  // a FreeSWITCH text
    CHECK(counted.units ==
          283);  // 257 rows of FreePBX, 14 of Asterisk, 9 of Twilio, a call of Kazoo, two files of others
    CHECK(counted.ids.size() == 280);
    CHECK(counted.filed == 8);  // Twilio's; the exchanges only have calls between their own telephones
    CHECK(counted.rejected_by_file == std::map<std::string, std::uint64_t>{{"CDRImport-2015-10-26.csv", 1},
                                                                           {"hangup_cause.json", 1},
                                                                           {"twilio_call_data.csv", 1}});
}

TEST_CASE("receipt samples: every row of twenty days of a shop is a line of a receipt") {
    Account account;
    account.name = "till";
    account.currency = "GBP";
    const Counted counted = count(pos(), "retail_pos", account);
    if (counted.files == 0) return;
    CHECK(counted.files == 20);
    CHECK(counted.skipped == 0);
    CHECK(counted.units == 42481);
    CHECK(counted.ids.size() == 2025);
    CHECK(counted.repeats == 42481 - 2025);
    CHECK(counted.rejected == 0);
    CHECK(counted.filed == 1708);  // receipts with a CustomerID
}
