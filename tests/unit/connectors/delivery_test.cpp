#include "native/connectors/delivery.h"

#include <doctest/doctest.h>
#include <sodium.h>

#include "tests/unit/connectors/folder.h"
#include "tests/unit/connectors/read_one.h"

using namespace history;
using namespace history::connectors;

namespace {

std::string detail(const char* state, const char* at, const char* words) {
    return std::string(R"({"object":"TrackingDetail","status":")") + state + R"(","datetime":")" + at +
           R"(","message":")" + words +
           R"(","tracking_location":{"city":"АЛМАТЫ","state":null,"country":"KZ"}})";
}

std::string tracker(const char* state, const char* updated, const std::string& details) {
    return std::string(R"({"id":"trk_1","object":"Tracker","tracking_code":"GS1KZ","status":")") + state +
           R"(","created_at":"2026-08-25T09:59:24Z","updated_at":")" + updated +
           R"(","est_delivery_date":"2026-08-27T09:59:24Z","carrier":"SaryCourier","reference":"IG-1125","tracking_details":[)" +
           details + "]}";
}

std::string event(const std::string& result) {
    return R"({"id":"evt_1","object":"Event","description":"tracker.updated","created_at":"2026-08-26T12:30:53.000Z","result":)" +
           result + "}";
}

const std::string accepted = detail("pre_transit", "2026-08-25T10:23:40Z", "Заказ принят");
const std::string sent = detail("in_transit", "2026-08-25T16:27:57Z", "Передан в доставку");

std::string signature(const std::string& body, const std::string& key) {
    unsigned char mac[crypto_auth_hmacsha256_BYTES];
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char*>(key.data()), key.size());
    crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(body.data()), body.size());
    crypto_auth_hmacsha256_final(&state, mac);
    char hex[2 * sizeof mac + 1];
    sodium_bin2hex(hex, sizeof hex, mac, sizeof mac);
    return std::string("hmac-sha256-hex=") + hex;
}

Authenticity checked(const std::string& body, const Headers& headers, const std::string& secret) {
    Account account = test_account();
    if (!secret.empty()) account.secrets["delivery_webhook_secret"] = secret;
    return delivery().check(bytes_of(body), headers, account);
}

}  // namespace

TEST_CASE("a parcel is one item of its tracking code, whose steps and states are fields of their own") {
    const Item first = only_item(delivery(), event(tracker("pre_transit", "2026-08-25T10:23:40Z", accepted)));
    const Item later =
        only_item(delivery(), event(tracker("in_transit", "2026-08-25T16:27:57Z", accepted + ',' + sent)));
    CHECK(first.native_id == "GS1KZ");
    CHECK(value_of(first, "kind") == "parcel");
    CHECK(value_of(first, "direction") == "out");
    CHECK(value_of(first, "at") == "1787651964000");
    CHECK(value_of(first, "number") == "GS1KZ");
    CHECK(value_of(first, "order_ref") == "IG-1125");
    CHECK(value_of(first, "carrier") == "SaryCourier");
    CHECK(value_of(first, "status@1787653420000") == "pre_transit");
    CHECK(value_of(later, "status@1787653420000") == "pre_transit");
    CHECK(value_of(later, "status@1787675277000") == "in_transit");
    std::size_t steps = 0;
    for (const auto& [name, value] : later.fields)
        if (name.starts_with("step/")) {
            ++steps;
            CHECK(value.ends_with("АЛМАТЫ, KZ"));
        }
    CHECK(steps == 2);
    for (const auto& [name, value] : later.fields) {  // what both say is the same
        const std::string other = value_of(first, name);
        CHECK((other.empty() || other == value));
    }
    CHECK(first.identifiers.empty());
}

TEST_CASE("a tracker alone and a list of trackers say the same as the event") {
    const std::string one = tracker("pre_transit", "2026-08-25T10:23:40Z", accepted);
    const Item of_event = only_item(delivery(), event(one));
    CHECK(only_item(delivery(), one).fields == of_event.fields);
    CHECK(only_item(delivery(), R"({"trackers":[)" + one + R"(],"has_more":false})").fields ==
          of_event.fields);
}

TEST_CASE("the header is the HMAC of the raw body under the secret in its decomposed form") {
    const std::string body = event(tracker("in_transit", "2026-08-25T16:27:57Z", sent));
    const std::string composed =
                          "s\xC3\xA9"
                          "cret",
                      decomposed =
                          "se\xCC\x81"
                          "cret";
    const Headers good = {{"x-hmac-signature", signature(body, decomposed)}};
    CHECK(checked(body, good, composed) == Authenticity::genuine);
    CHECK(checked(body, good, decomposed) == Authenticity::genuine);
    CHECK(checked(body, {{"x-hmac-signature", signature(body, composed)}}, composed) == Authenticity::forged);
    CHECK(checked(body + ' ', good, composed) == Authenticity::forged);  // written again
    CHECK(checked(body, good, "other") == Authenticity::forged);
    CHECK(checked(body, {{"content-type", "application/json"}}, composed) == Authenticity::forged);
    CHECK(checked(body, {}, composed) == Authenticity::missing);
    CHECK(checked(body, good, "") == Authenticity::missing);
    for (const char* wrong :
         {"", "hmac-sha256-hex=", "hmac-sha256-hex=zz", "sha256=00", "hmac-sha256-hex=00"})
        CHECK(checked(body, {{"x-hmac-signature", wrong}}, composed) == Authenticity::forged);
    CHECK(checked(body, good, "\xFF\xFE") == Authenticity::forged);
}

TEST_CASE("wrong types everywhere are rejected, kept as unknown or left out") {
    for (
        const char* body :
        {"1", "null", "[]", "[1,null,\"a\"]", R"({"object":"Tracker"})",
         R"({"object":"Tracker","tracking_code":{}})", R"({"object":"Event","result":[]})",
         R"({"object":7,"result":{"tracking_details":7}})",
         R"({"object":"Tracker","tracking_code":5,"created_at":9e99,"tracking_details":[1,{"datetime":3},{"status":[]}]})",
         R"({"trackers":{}})", R"({"trackers":[[[]]]})"}) {
        CAPTURE(body);
        const Parsed parsed = read_one(delivery(), body);
        CHECK(parsed.units >= parsed.items.size());
        CHECK(parsed.items.size() + parsed.rejections.size() + parsed.other >= parsed.units);
    }
    const std::string whole = event(tracker("in_transit", "2026-08-25T16:27:57Z", sent));
    for (std::size_t size = 0; size < whole.size(); ++size)
        CHECK(read_one(delivery(), whole.substr(0, size)).rejections.size() == 1);
}

TEST_CASE("samples of EasyPost: trackers are read, its other objects are kept as unknown") {
    const FolderCounts found = read_folder(delivery(), "delivery", [] {
        Account account;
        account.name = "shop";
        return account;
    }());
    if (found.units == 0) return;
    CHECK(found.items.count("EZ1000000001") == 1);
    CHECK(found.units == 35);
    CHECK(found.items.size() == 9);
    CHECK(found.repeats == 2);
    CHECK(found.unknown ==
          18);  // shipments, orders, pickups, addresses, webhooks, events without their result
    CHECK(found.other == 6);
    CHECK(found.rejected == 0);
}
