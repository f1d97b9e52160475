#include "native/connectors/ga4.h"

#include <doctest/doctest.h>

#include "tests/unit/connectors/folder.h"

using namespace history;
using namespace history::connectors;

namespace {

const std::string header =
    "bundle_sequence_id,name,timestamp,user_id,user_pseudo_id,ecommerce_transaction_id,param_gclid,param_"
    "source,param_medium,"
    "batch_event_index,device_category,name\n";

Parsed parse(const std::string& rows) {
    Account account;
    account.name = "320";
    account.columns["user"] = "site";
    return ga4().parse(bytes_of(header + rows), account);
}

}  // namespace

TEST_CASE("a row is a visit of its browser, and of the user who is signed in") {
    const Parsed parsed =
        parse("7,purchase,2026-08-24 11:26:41.294000,u1,4.5,GS-1,Cj0,google,cpc,1,mobile,other\n");
    REQUIRE(parsed.items.size() == 1);
    const Item& item = parsed.items[0];
    CHECK(item.native_id == "4.5|2026-08-24 11:26:41.294000|purchase|7|1");
    CHECK(field(item, "kind") == "track");
    CHECK(field(item, "title") == "purchase");
    CHECK(field(item, "at") == "1787570801294");
    CHECK(field(item, "order_ref") == "GS-1");
    CHECK(field(item, "source") == "google cpc");
    CHECK(field(item, "click") == "gclid=Cj0");
    REQUIRE(item.identifiers.size() == 2);
    CHECK(item.identifiers[0].scope == "site");
    CHECK(item.identifiers[0].known == Known::proved);
    CHECK(item.identifiers[1].type == "ga");
    CHECK(item.identifiers[1].known == Known::given);
}

TEST_CASE("without consent a visit is nobody's, and the same row twice is one item") {
    const std::string row = "7,page_view,2026-08-24 11:26:41.294000,,,,,,,1,mobile,\n";
    const Parsed parsed = parse(row + row);
    REQUIRE(parsed.items.size() == 1);
    CHECK(parsed.repeats == 1);
    CHECK(parsed.items[0].native_id.starts_with("none|"));
    CHECK(parsed.items[0].identifiers.empty());
}

TEST_CASE("rows that are cut, without a time, and tables of something else are rejected") {
    CHECK(parse("7,page_view\n").rejections.size() == 1);
    CHECK(parse("7,page_view,yesterday,,,,,,,1,mobile,\n").rejections.size() == 1);
    CHECK(parse("7,,2026-08-24 11:26:41,,,,,,,1,mobile,\n").rejections.size() == 1);
    Account account;
    for (const char* body : {"", "a,b\n1,2\n", "<html>"})
        CHECK(ga4().parse(bytes_of(body), account).rejections.size() == 1);
}

TEST_CASE("samples of GA4: six events; the list of sources is no export") {
    Account account;
    account.name = "320";
    const FolderCounts found = read_folder(ga4(), "ga4", account);
    if (found.units == 0) return;
    CHECK(found.units == 7);
    CHECK(found.items.size() == 6);
    CHECK(found.rejected == 1);
}
