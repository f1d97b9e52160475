#include "native/connectors/adobe_xdm.h"

#include <doctest/doctest.h>

#include "tests/unit/connectors/folder.h"
#include "tests/unit/connectors/read_one.h"

using namespace history;
using namespace history::connectors;

namespace {

const std::string who =
    R"("identityMap":{"ECID":[{"id":"c-1"}],"CRMID":[{"id":"u-1","authenticatedState":"authenticated"}],
    "Email":[{"id":"d@post.example"}],"Email_LC_SHA256":[{"id":"0a0b"}]},)";

Item event(const std::string& type, const std::string& more) {
    return only_item(adobe_xdm(), R"({"_id":"e-1","timestamp":"2026-08-24T08:00:00Z",)" + who +
                                      R"("eventType":")" + type + "\"," + more + "}");
}

}  // namespace

TEST_CASE("a purchase is an order with its lines, total and the person's identities, strongest first") {
    const Item item =
        event("commerce.purchases", R"("commerce":{"order":{"purchaseID":"A-1","currencyCode":"KZT",
        "priceTotal":1150.5,"payments":[{"paymentType":"card"}]},"shipping":{"shippingMethod":"Курьер"}},
        "productListItems":[{"SKU":"LT-2","name":"Лампа","quantity":2,"priceTotal":1150.5}])");
    CHECK(item.native_id == "e-1");
    CHECK(value_of(item, "kind") == "order");
    CHECK(value_of(item, "at") == "1787558400000");
    CHECK(value_of(item, "number") == "A-1");
    CHECK(value_of(item, "total") == "115050 KZT");
    CHECK(value_of(item, "line/1") == "LT-2\tЛампа\t2\t57525\t115050\tKZT");
    CHECK(value_of(item, "method") == "card");
    CHECK(value_of(item, "delivery") == "Курьер");
    CHECK(spelled(item.identifiers) == "user u-1 proved; email d@post.example given; cookie c-1 given");
}

TEST_CASE("pages, carts, mailings and tracks are told by the type of event") {
    const Item page = event("web.webpagedetails.pageViews", R"("web":{"webPageDetails":{"name":"Букеты",
        "URL":"https://shop.example/?utm_source=news"},"webReferrer":{"URL":"https://mail.example/"}})");
    CHECK(value_of(page, "kind") == "page");
    CHECK(value_of(page, "title") == "Букеты");
    CHECK(value_of(page, "source") == "news");
    CHECK(value_of(page, "referrer") == "https://mail.example/");
    CHECK(value_of(event("commerce.productListAdds", R"("commerce":{})"), "kind") == "cart");
    const Item mailing = event("directMarketing.emailSent", R"("directMarketing":{})");
    CHECK(value_of(mailing, "kind") == "mailing");
    CHECK(value_of(mailing, "direction") == "out");
    CHECK(value_of(event("x.y", R"("search":{"keywords":"роза"})"), "query") == "роза");
}

TEST_CASE(
    "names with and without the prefix are one, and a message of the streaming ingestion is its record") {
    const Item item = only_item(adobe_xdm(), R"({"header":{},"body":{"xdmMeta":{},"xdmEntity":{"@id":"e-2",
        "xdm:timestamp":"2026-08-24T08:00:00Z","xdm: eventType":"x","xdm:identityMap":{"CRM":[{"xdm:id":"u-2","xdm:authenticatedState":"ambiguous"}]}}}})");
    CHECK(item.native_id == "e-2");
    CHECK(spelled(item.identifiers) == "user u-2 given");
}

TEST_CASE("a profile is a statement, and consents are wishes") {
    const auto consents = [](const std::string& text) {
        return read_one(adobe_xdm(), "{" + who + R"("person":{"name":{"firstName":"Дана","lastName":"Ким"}},
            "homeAddress":{"city":"Астана"},"_repo":{"modifyDate":"2026-08-24T08:00:00Z"},)" +
                                         text + "}")
            .statements;
    };
    const auto no = consents(R"("consents":{"marketing":{"any":{"val":"n"},"email":{"val":"y"}}})");
    REQUIRE(no.size() == 2);
    CHECK(no[0].facts.size() == 2);
    CHECK(no[0].identifiers[0].name == "Дана Ким");
    CHECK(no[1].facts[0].second == "stop");
    const auto yes = consents(
        R"("consents":{"marketing":{"email":{"val":"y"},"push":{"val":"n"}},"metadata":{"time":"2026-08-24T07:00:00Z"}})");
    REQUIRE(yes.size() == 2);
    CHECK(yes[1].facts[0].second == "resume");
    CHECK(yes[1].at_ms == 1787554800000u);
    CHECK(consents(R"("optInOut":{"globalOptout":true})")[1].facts[0].second == "stop");
    const Parsed untimed = read_one(adobe_xdm(), "{" + who + R"("optInOut":{"sms":"in"}})");
    CHECK_MESSAGE(untimed.statements.size() == 1, "a resume without a time could undo a later stop");
}

TEST_CASE("records that are cut, foreign or of wrong types never end the reading of XDM") {
    CHECK(read_one(adobe_xdm(), "").rejections.size() == 1);
    CHECK(read_one(adobe_xdm(), "[1,\"x\"]").rejections.size() == 2);
    CHECK(read_one(adobe_xdm(), R"({"x":1})").unknown == 1);
    CHECK(read_one(adobe_xdm(), R"({"xdm:productID":"1"})").other == 1);
    for (const char* wrong : {"1", "[]", "{}", "\"x\"", "null", "[[1]]", "-1e300"}) {
        const std::string value = wrong;
        std::string body = R"({"_id":"e","timestamp":"2026-08-24T08:00:00Z")";
        for (const char* name :
             {"identityMap", "endUserIDs", "commerce", "productListItems", "web", "person", "consents",
              "optInOut", "loyalty", "media", "placeContext", "eventType", "directMarketing"})
            body += std::string(",\"") + name + "\":" + value;
        CHECK(read_one(adobe_xdm(), body + "}").units == 1);
        CHECK(read_one(adobe_xdm(), R"({"identityMap":{"ECID":)" + value + R"(},"consents":{"marketing":)" +
                                        value + R"(},"whatsappWebhook":)" + value + "}")
                  .units == 1);
    }
    CHECK(read_one(adobe_xdm(), std::string(100000, '[')).rejections.size() == 1);
}

TEST_CASE("the sample records of XDM: events, profiles, WhatsApp; parts of records are kept whole") {
    const auto files = sample_files("adobe_xdm");
    if (files.empty()) return;
    const FolderCounts counts = read_folder(adobe_xdm(), "adobe_xdm", test_account());
    CHECK(files.size() == 119);
    CHECK(counts.skipped == 0);
    CHECK(counts.units == 119);
    CHECK(counts.items.size() == 12);  // 9 events and 3 messages of WhatsApp
    CHECK(counts.stubs.size() == 1);
    CHECK(counts.statements.size() == 4);
    CHECK(counts.rejected == 0);
    CHECK(counts.repeats == 2);   // the examples name two events twice
    CHECK(counts.unknown == 94);  // parts of records: an address, a consent, an identity map alone
    CHECK(counts.other == 13);    // profiles, and goods, campaigns and segments of nobody
    const Item& order = counts.items.at("https://data.adobe.io/experienceid-123456");
    CHECK(field(order, "kind") == "order");
    CHECK(field(order, "number") == "a8g784hjq1mnp3");
}
