#include "native/connectors/payments.h"

#include <doctest/doctest.h>

#include "native/connectors/signature_stripe.h"
#include "tests/unit/connectors/folder.h"

using namespace history;
using namespace history::connectors;

namespace {

Account shop() {
    Account account;
    account.name = "provider";
    account.currency = "KZT";
    return account;
}

Parsed parse(const std::string& body) {
    return payments().parse(bytes_of(body), shop());
}

const char* const waiting =
    R"({"StatusCode":0,"Data":{"PaymentId":3000000001,"Status":"Wait","Amount":7900,"ExternalId":"IG-1","At":"2026-08-24T20:04:19+05:00"}})";
const char* const processed =
    R"({"StatusCode":0,"Data":{"PaymentId":3000000001,"Status":"Processed","Amount":7900,"ExternalId":"IG-1","ClientName":"Асем Б.","At":"2026-08-24T20:05:00+05:00"}})";

}  // namespace

TEST_CASE("each state of a Kaspi Pay payment is a field of its own, in any order") {
    const Parsed first = parse(waiting), second = parse(processed);
    REQUIRE(first.items.size() == 1);
    REQUIRE(second.items.size() == 1);
    CHECK(first.items[0].native_id == "3000000001");
    CHECK(first.items[0].native_id == second.items[0].native_id);
    CHECK(field(first.items[0], "status@1787583859000") == "Wait");
    CHECK(field(second.items[0], "status@1787583900000") == "Processed");
    for (const auto& [name, value] : second.items[0].fields) {  // what both say is the same
        const std::string other = field(first.items[0], name);
        CHECK((other.empty() || other == value));
    }
    CHECK(field(first.items[0], "total") == "790000 KZT");
    CHECK(field(first.items[0], "order_ref") == "IG-1");
    CHECK(field(first.items[0], "method") == "kaspi_pay");
    CHECK(first.items[0].identifiers.empty());
}

TEST_CASE("a YooKassa payment and its refund keep sum, method, order and each other") {
    const Parsed paid = parse(
        R"({"type":"notification","event":"payment.succeeded","object":{"id":"p-1","status":"succeeded","amount":{"value":"47900.05","currency":"RUB"},"description":"Заказ GS-10","payment_method":{"type":"bank_card","title":"Bank card *4444"},"created_at":"2026-09-12T19:53:01.000Z","captured_at":"2026-09-12T19:53:22.000Z"}})");
    REQUIRE(paid.items.size() == 1);
    CHECK(field(paid.items[0], "kind") == "payment");
    CHECK(field(paid.items[0], "total") == "4790005 RUB");
    CHECK(field(paid.items[0], "method") == "card");
    CHECK(field(paid.items[0], "order_ref") == "GS-10");
    CHECK(field(paid.items[0], "status@1789242802000") == "succeeded");
    const Parsed back = parse(
        R"({"type":"notification","event":"refund.succeeded","object":{"id":"r-1","payment_id":"p-1","status":"succeeded","amount":{"value":"5","currency":"RUB"},"created_at":"2026-09-13T19:53:01.000Z","description":"Возврат GS-10"}})");
    REQUIRE(back.items.size() == 1);
    CHECK(field(back.items[0], "kind") == "refund");
    CHECK(field(back.items[0], "direction") == "out");
    CHECK(field(back.items[0], "refers_to") == "payments\tprovider\tp-1");
    CHECK(field(back.items[0], "order_ref") == "GS-10");
}

TEST_CASE("a QIWI bill names its payer's phone") {
    const Parsed bill = parse(
        R"({"bill":{"billId":"b-1","amount":{"value":"286.00","currency":"KZT"},"status":{"value":"PAID","changedDateTime":"2026-09-13T09:30:00+05:00"},"customer":{"phone":"77010000001"},"customFields":{"order":"GS-7"},"creationDateTime":"2026-09-13T09:21:11+05:00"},"version":"1"})");
    REQUIRE(bill.items.size() == 1);
    CHECK(field(bill.items[0], "total") == "28600 KZT");
    CHECK(field(bill.items[0], "order_ref") == "GS-7");
    REQUIRE(bill.items[0].identifiers.size() == 1);
    CHECK(bill.items[0].identifiers[0].known == Known::given);
}

TEST_CASE("from_docs: a Stripe charge is its payment intent, amounts are minor units already") {
    const Parsed event = parse(
        R"({"object":"event","id":"evt_1","type":"charge.succeeded","created":1789242802,"data":{"object":{"object":"charge","id":"ch_1","payment_intent":"pi_1","amount":1999,"currency":"eur","created":1789242800,"status":"succeeded","metadata":{"order_id":"A-77"},"billing_details":{"name":"Anna","email":"a@shop.example"},"payment_method_details":{"type":"card"}}}})");
    REQUIRE(event.items.size() == 1);
    CHECK(event.items[0].native_id == "pi_1");
    CHECK(field(event.items[0], "total") == "1999 EUR");
    CHECK(field(event.items[0], "status@1789242802000") == "charge succeeded");
    CHECK(field(event.items[0], "order_ref") == "A-77");
    REQUIRE(event.items[0].identifiers.size() == 1);
    CHECK(event.items[0].identifiers[0].name == "Anna");
}

TEST_CASE("payments that cannot be read are rejected, kinds that nobody knows are kept") {
    CHECK(parse("").rejections.size() == 1);
    CHECK(parse("{\"StatusCode\":0,\"Data\":{\"PaymentId\":1").rejections.size() == 1);
    CHECK(parse("[1,\"a\",null]").rejections.size() == 3);
    CHECK(parse(R"({"StatusCode":0,"Data":{"Status":"Wait"}})").rejections.size() == 1);
    CHECK(parse(R"({"StatusCode":-1,"Message":"no","Data":null})").other == 1);
    CHECK(parse(R"({"what":"is this"})").unknown == 1);
    const Parsed odd =
        parse(R"({"bill":{"billId":7,"amount":[],"status":"x","customer":3,"customFields":"y"}})");
    REQUIRE(odd.items.size() == 1);
    CHECK(odd.items[0].native_id == "7");
}

TEST_CASE("from_docs: Stripe's signature holds for these bytes, this time and this secret alone") {
    // printf '1789242802.{"id":"evt_1"}' | openssl dgst -sha256 -hmac whsec_test
    Account account = shop();
    const std::string body = R"({"id":"evt_1"})";
    Headers headers{
        {"stripe-signature",
         "t=1789242802,v0=00,v1=047c56eb2cc753e45b4218bb39cae0f55bbe4b8ccd9d85c27c1da3a5d6e4aef1"}};
    CHECK(check_stripe(bytes_of(body), headers, account) == Authenticity::missing);
    account.secrets["stripe_signing_secret"] = "whsec_test";
    CHECK(check_stripe(bytes_of(body), {}, account) == Authenticity::missing);
    CHECK(check_stripe(bytes_of(body), headers, account) == Authenticity::genuine);
    CHECK(stripe_signed_at({}, headers, account) == 1789242802000);
    CHECK(check_stripe(bytes_of(R"({"id": "evt_1"})"), headers, account) ==
          Authenticity::forged);  // re-serialised
    CHECK(check_stripe(bytes_of(body),
                       {{"stripe-signature",
                         "t=1789242803,v1=047c56eb2cc753e45b4218bb39cae0f55bbe4b8ccd9d85c27c1da3a5d6e4aef1"}},
                       account) == Authenticity::forged);
    CHECK(check_stripe(
              bytes_of(body),
              {{"stripe-signature", "v1=047c56eb2cc753e45b4218bb39cae0f55bbe4b8ccd9d85c27c1da3a5d6e4aef1"}},
              account) == Authenticity::forged);
    CHECK(check_stripe(bytes_of(body), {{"x", "y"}}, account) == Authenticity::forged);
    account.secrets["stripe_signing_secret"] = "whsec_tesT";
    CHECK(check_stripe(bytes_of(body), headers, account) == Authenticity::forged);
    CHECK(stripe_signed_at({}, {{"stripe-signature", "t=999999999999999999999"}}, account) == 0);
}

TEST_CASE(
    "payment samples: objects of YooKassa are read; its payouts, deals and receipts are kept as unknown") {
    const FolderCounts found = read_folder(payments(), "payments/yoomoney__yookassa-sdk-php", shop());
    if (found.units == 0) return;
    CHECK(found.units == 10);
    CHECK(found.items.size() == 2);
    CHECK(found.repeats == 3);
    CHECK(found.unknown ==
          5);  // two payouts, three deals and a receipt for the tax office come without a payment
    CHECK(found.rejected == 0);
    CHECK(found.items.count("1da5c87d-0984-50e8-a7f3-8de646dd9ec9") == 1);
}
