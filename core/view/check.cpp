#include "core/base/fold.h"
#include "core/view/talk.h"

namespace history::view {

std::string check(const std::vector<const SubjectRecord*>& members, const Customer& customer,
                  const PlannedContact& contact, const Shop& shop) {
    const FindProduct find = finder_of(shop);
    const GuardAnswer answer = guard(members, customer.not_proved, contact,
                                     {find, shop.calendars.main(), &shop.elsewhere, shop.consent_required});
    JsonText json;
    json.begin_object()
        .text("slice", "check")
        .text("id", hex(customer.id.view()))
        .text("channel", contact.channel)
        .text("purpose", contact.promotion ? "promo" : "service")
        .text("product", contact.product)
        .text("decision", decision_name(answer.decision));
    json.key("reasons").begin_array();
    for (const GuardReason& reason : answer.reasons) write_reason(json, reason);
    json.end_array().end_object();
    return json.take();
}

std::vector<Op> contact_ops(const std::string& native, const PlannedContact& contact,
                            const std::string& reason, const std::string& author) {
    std::vector<Op> ops;
    const auto put = [&](const char* field, const std::string& value) {
        if (!value.empty())
            ops.push_back({EntityKind::item, joined_key("notes", "staff", native), field,
                           std::string(cut_utf8(value, value_bytes_max))});
    };
    put("kind", "contact");
    put("at", std::to_string(contact.at_ms));
    put("direction", "none");
    put("channel", contact.channel);
    put("title", contact.promotion ? "promo" : "service");
    put("product", contact.product);
    put("reason", reason);
    put("author", author);
    return ops;
}

}  // namespace history::view
