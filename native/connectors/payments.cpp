#include "native/connectors/payments.h"

#include "native/connectors/payment_object.h"
#include "native/connectors/signature_stripe.h"

namespace history::connectors {

namespace {

void read_one(const Json& body, Found& found) {
    found.begin_unit();
    if (!body.is_object())
        found.reject("", "The body is no object.", dump(body));
    else if (!read_kaspi_pay(body, found) && !read_qiwi(body, found) && !read_stripe(body, found) &&
             !read_yookassa(body, found))
        found.add_unknown({}, body, 0, {});
    found.end_unit();
}

void read(const Json& value, Found& found) {
    const Json& list = at(value, "items").is_array() && !value.contains("id") ? at(value, "items") : value;
    if (!list.is_array()) return read_one(list, found);
    for (const Json& one : list) read_one(one, found);
}

Parsed parse(ByteView body, const Account& account) {
    return parse_json_body(body, account, read);
}

}  // namespace

const Connector& payments() {
    static const Connector connector{
        .channel = "payments",
        .parse = parse,
        .check = check_stripe,
        .claims = claims_json,
        .split = split_json,
        .about =
            {.title = "Payments: YooKassa, Kaspi Pay, QIWI, Stripe",
             .formats = "notifications, answers of polls and single objects (.json, .jsonl); Stripe, Kaspi "
                        "Pay and QIWI as documented, not tried on live data",
             .fields =
                 "of YooKassa id, status, amount, the times, metadata.order_id, description, payment_method, "
                 "refunds; of Kaspi Pay PaymentId, Status, At, Amount, ExternalId, ClientName, StoreName; of "
                 "QIWI billId, status, amount, the times, customer, customFields; of Stripe id, type, "
                 "created, amount, status, payment_intent, metadata, billing_details",
             .ways = "webhook, import",
             .authenticity =
                 "Stripe: header Stripe-Signature, HMAC-SHA256 of time and raw body; YooKassa, Kaspi Pay and "
                 "QIWI sign nothing that a relay could pass on",
             .id_rule = "the provider's id of payment, refund or bill",
             .identifiers =
                 "phone, mail and the provider's customer given; the order number joins payer and order",
             .setup = "Stripe: Developers, Webhooks, Add endpoint, https://HOST/payments/ACCOUNT; YooKassa: "
                      "Integration, HTTP notifications, that address; one account for each provider; Stripe: "
                      "the endpoint's signing secret as "
                      "stripe_signing_secret; "
                      "else import what the provider's poll or notification brought",
             .left_out = "fees, card numbers, receipts for the tax office"},
        .webhook_secret = "stripe_signing_secret",
        .signed_at = stripe_signed_at};
    return connector;
}

}  // namespace history::connectors
