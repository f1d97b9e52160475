#include "core/model/fields.h"

namespace history {

namespace {
constexpr std::string_view names[] = {
    "",          "kind",      "at",        "direction", "text",      "title",        "author",
    "bot",       "reply_to",  "thread",    "edited",    "deleted",   "sent_at",      "delivered_at",
    "read_at",   "failed_at", "status",    "line",      "leg",       "total",        "number",
    "shop",      "till",      "place",     "payment",   "file",      "url",          "referrer",
    "source",    "campaign",  "query",     "product",   "raw",       "name",         "proved",
    "given",     "said",      "cc",        "city",      "language",  "marketing",    "state",
    "reason",    "value",     "order_ref", "quote",     "currency",  "reaction",     "preference",
    "refers_to", "step",      "method",    "delivery",  "address",   "carrier",      "eta",
    "due",       "starts",    "ends",      "rating",    "answer",    "stage",        "device",
    "app",       "click",     "company",   "category",  "file_hash", "file_preview",
};
constexpr std::string_view values[] = {
    "",          "in",        "out",       "none",      "message",
    "comment",   "mail",      "call",      "page",      "track",
    "order",     "receipt",   "return",    "note",      "consultation",
    "system",    "other",     "person",    "company",   "unfiled",
    "telegram",  "whatsapp",  "email",     "telephony", "segment",
    "pos",       "notes",     "stands",    "withdrawn", "KZT",
    "RUB",       "request",   "payment",   "refund",    "parcel",
    "booking",   "event",     "survey",    "review",    "mailing",
    "ad",        "promise",   "in_person", "complaint", "complaint_resolved",
    "cart",      "screen",    "ticket",    "task",      "deal",
    "instagram", "messenger", "vk",        "viber",     "sms",
    "ga4",       "callback",  "kaspi",     "satu",      "commerceml",
    "payments",  "delivery",
};
template <std::size_t N>
std::uint32_t code_in(const std::string_view (&table)[N], std::string_view word) {
    for (std::uint32_t code = 1; code < N; ++code)
        if (table[code] == word) return code;
    return 0;
}
}  // namespace

std::uint32_t field_code(std::string_view base) {
    return code_in(names, base);
}
std::string_view field_name(std::uint32_t code) {
    return code < std::size(names) ? names[code] : std::string_view{};
}
std::uint32_t value_code(std::string_view value) {
    return code_in(values, value);
}
std::string_view value_name(std::uint32_t code) {
    return code < std::size(values) ? values[code] : std::string_view{};
}

}  // namespace history
