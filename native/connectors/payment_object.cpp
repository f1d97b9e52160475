#include "native/connectors/payment_object.h"

#include "core/base/ascii.h"
#include "native/connectors/iso_time.h"
#include "native/connectors/order_reference.h"

namespace history::connectors {

namespace {

void put_state(Item& item, std::uint64_t at_ms, std::string state) {
    if (at_ms != 0) put(item, "status@" + std::to_string(at_ms), std::move(state));
}

void put_amount(Item& item, const std::optional<std::int64_t>& minor, const std::string& currency) {
    if (minor && !currency.empty()) put(item, "total", std::to_string(*minor) + ' ' + currency);
}

void begin(Item& item, bool refund) {
    put(item, "kind", refund ? "refund" : "payment");
    put(item, "direction", refund ? "out" : "in");
}

void refer_to(Item& item, const std::string& payment, const Found& found) {
    if (!payment.empty()) put(item, "refers_to", columns({"payments", found.account.name, payment}));
}

std::string method_of(const std::string& type) {
    if (type == "bank_card" || type == "card") return "card";
    if (type == "card_present") return "terminal";
    if (type == "b2b_sberbank" || type == "bank_transfer" || type == "customer_balance") return "account";
    return type;
}

// Anything of YooKassa's that has an id, a state and a time: payments, refunds, payouts, deals, receipts.
void add_yookassa(const Json& object, const std::string& event, Found& found) {
    const std::string id = text_at(object, "id"), status = text_at(object, "status");
    const Json& amount = at(object, "amount");
    const bool refund = !text_at(object, "payment_id").empty();
    const bool payment = !refund && (object.contains("paid") || object.contains("payment_method") ||
                                     object.contains("refunded_amount") || event.starts_with("payment."));
    if (id.empty() || status.empty())
        return found.reject("", "The object has no id or no status.", dump(object));
    const std::uint64_t created = iso_ms(text_at(object, "created_at"));
    if (!amount.is_object() || (!refund && !payment)) return found.add_unknown(id, object, created, {});
    Item item;
    item.native_id = id;
    begin(item, refund);
    put(item, "at", ms_text(created));
    // Only captured payments say when; the other states follow the creation in their order.
    const std::uint64_t captured = iso_ms(text_at(object, "captured_at"));
    put_state(item,
              captured != 0                     ? captured
              : status == "pending"             ? created
              : status == "waiting_for_capture" ? created + 1
                                                : created + 2,
              status);
    const std::string currency = text_at(amount, "currency");
    put_amount(item, minor_units(at(amount, "value"), currency), currency);
    std::string order = text_at(at(object, "metadata"), "order_id");
    if (order.empty()) order = order_in_words(text_at(object, "description"));
    put(item, "order_ref", std::move(order));
    const Json& method = at(object, "payment_method");
    put(item, "method", method_of(text_at(method, "type")));
    put(item, "payment", text_at(method, "title"));
    put(item, "text", text_at(object, "description"));
    refer_to(item, text_at(object, "payment_id"), found);
    add_identifier(item.identifiers, "phone", "", text_at(method, "phone"), Known::given);
    found.add(std::move(item));
}

std::vector<Identifier> stripe_identifiers(const Json& object, const Found& found) {
    const Json& billing = at(object, "billing_details");
    const Json& details = billing.is_object() ? billing : at(object, "customer_details");
    std::vector<Identifier> list;
    const std::string name = text_at(details, "name");
    add_identifier(list, "buyer", "payments/" + found.account.name, text_at(object, "customer"), Known::given,
                   name);
    add_identifier(list, "phone", "", text_at(details, "phone"), Known::given, name);
    add_identifier(list, "email", "", text_at(details, "email"), Known::given, name);
    add_identifier(list, "email", "", text_at(object, "receipt_email"), Known::given, name);
    return list;
}

void add_stripe(const Json& object, std::uint64_t said_ms, Found& found) {
    const std::string type = text_at(object, "object"), id = text_at(object, "id");
    const std::uint64_t created = ms_of(int_at(object, "created"));
    const bool refund = type == "refund";
    const bool payment = type == "payment_intent" || type == "charge" || type == "checkout.session";
    if (id.empty()) return found.reject("", "The object has no id.", dump(object));
    if (!refund && !payment) return found.add_unknown(id, object, created, stripe_identifiers(object, found));
    const std::string intent = text_at(object, "payment_intent");
    Item item;
    item.native_id = !refund && !intent.empty() ? intent : id;
    begin(item, refund);
    const std::string state = text_at(object, type == "checkout.session" ? "payment_status" : "status");
    put_state(item, said_ms != 0 ? said_ms : created,
              type == "payment_intent" || refund ? state : type + ' ' + state);
    const std::string currency = upper(text_at(object, "currency"));
    const char* sum = type == "checkout.session" ? "amount_total" : "amount";
    if (at(object, sum).is_number_integer()) put_amount(item, int_at(object, sum), currency);
    std::string order = text_at(at(object, "metadata"), "order_id");
    if (order.empty()) order = text_at(object, "client_reference_id");
    put(item, "order_ref", order.empty() ? order_in_words(text_at(object, "description")) : order);
    put(item, "method", method_of(text_at(at(object, "payment_method_details"), "type")));
    put(item, "text", text_at(object, "description"));
    if (refund) refer_to(item, intent.empty() ? text_at(object, "charge") : intent, found);
    item.identifiers = stripe_identifiers(object, found);
    found.add(std::move(item));
}

}  // namespace

bool read_yookassa(const Json& body, Found& found) {
    const bool notification = text_at(body, "type") == "notification" && at(body, "object").is_object();
    const Json& object = notification ? at(body, "object") : body;
    if (!notification &&
        (!at(body, "id").is_string() || !at(body, "status").is_string() || body.contains("object")))
        return false;
    add_yookassa(object, notification ? text_at(body, "event") : std::string(), found);
    return true;
}

bool read_kaspi_pay(const Json& body, Found& found) {
    if (!body.contains("StatusCode")) return false;
    const Json& data = at(body, "Data");
    const std::string id = text_at(data, "PaymentId");
    if (!data.is_object()) return true;  // an error without a payment
    if (id.empty()) {
        found.reject("", "Data has no PaymentId.", dump(body));
        return true;
    }
    Item item;
    item.native_id = id;
    begin(item, false);
    put_state(item, iso_ms(text_at(data, "At")), text_at(data, "Status"));
    put_amount(item, minor_units(at(data, "Amount"), found.account.currency), found.account.currency);
    put(item, "order_ref", text_at(data, "ExternalId"));
    put(item, "method", "kaspi_pay");
    put(item, "payment", text_at(data, "ClientName"));
    put(item, "shop", text_at(data, "StoreName"));
    found.add(std::move(item));
    return true;
}

bool read_qiwi(const Json& body, Found& found) {
    const Json& bill = at(body, "bill");
    if (!bill.is_object()) return false;
    const std::string id = text_at(bill, "billId");
    if (id.empty()) {
        found.reject("", "The bill has no billId.", dump(body));
        return true;
    }
    Item item;
    item.native_id = id;
    begin(item, false);
    put(item, "at", ms_text(iso_ms(text_at(bill, "creationDateTime"))));
    const Json& status = at(bill, "status");
    put_state(item, iso_ms(text_at(status, "changedDateTime")), text_at(status, "value"));
    const Json& amount = at(bill, "amount");
    const std::string currency = text_at(amount, "currency");
    put_amount(item, minor_units(at(amount, "value"), currency), currency);
    std::string order = text_at(at(bill, "customFields"), "order");
    put(item, "order_ref", order.empty() ? order_in_words(text_at(bill, "comment")) : order);
    put(item, "method", "qiwi");
    put(item, "text", text_at(bill, "comment"));
    const Json& customer = at(bill, "customer");
    add_identifier(item.identifiers, "buyer", "payments/" + found.account.name, text_at(customer, "account"),
                   Known::given);
    add_identifier(item.identifiers, "phone", "", text_at(customer, "phone"), Known::given);
    add_identifier(item.identifiers, "email", "", text_at(customer, "email"), Known::given);
    found.add(std::move(item));
    return true;
}

bool read_stripe(const Json& body, Found& found) {
    if (!at(body, "object").is_string()) return false;
    const Json& inner = at(at(body, "data"), "object");
    if (text_at(body, "object") == "event" && inner.is_object())
        add_stripe(inner, ms_of(int_at(body, "created")), found);
    else
        add_stripe(body, 0, found);
    return true;
}

}  // namespace history::connectors
