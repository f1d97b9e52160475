// The guards: what speaks against a contact at the moment it is made. A pure function of the directory records of a customer,
// so that
// a campaign of any size opens nobody. Each reason names the item it rests on; the strongest decides. People may go on
// with a reason of their own, which is kept as an item of kind contact.
//
//   complaint       promotion for a product with an open complaint, or for one of its category: block; of a complaint that
//   names no product
//                   also for what he bought before it. For anything else: warn
//   preference      a call although he said "write, don't call": block for a promotion, else warn
//   marketing_stop  promotion on a channel that he stopped, to the address that stopped it: block; to another address of his: warn
//   no_consent      promotion without a consent of his for that channel, where the business requires one: block
//   quiet_hours     promotion in quiet hours of the calendar: block until they end
//   business_hours  a call when nobody is at work: warn until they begin
//   window          WhatsApp, Messenger, Instagram: his last word there is older than 24 hours, so that the platform takes
//   templates
//                   and tagged messages alone: warn
//   not_proved      the customer hangs together by what was given, not proved: ask before you disclose: warn, not for promotions
#pragma once
#include <string>
#include <vector>

#include "core/identity/resolver.h"
#include "core/insight/calendar.h"
#include "core/insight/complaint.h"
#include "core/insight/contact_facts.h"

namespace history {

enum class GuardKind : std::uint8_t {
    complaint,
    preference,
    marketing_stop,
    no_consent,
    quiet_hours,
    business_hours,
    window,
    not_proved
};
enum class Decision : std::uint8_t { allow, warn, block };
std::string_view guard_name(GuardKind kind);
std::string_view decision_name(Decision decision);

struct PlannedContact {
    std::string channel;  // whatsapp sms email call (or telephony) telegram ...
    bool promotion = false;
    std::string product;  // sku or name; empty: of none
    std::string
        category;         // as the plan names it, where the catalogue does not know the product; may be empty
    std::string address;  // key of the identifier it goes to; empty: whichever the customer has
    std::string account;  // of ours; empty: any
    std::uint64_t at_ms = 0;
};

struct GuardReason {
    GuardKind kind = GuardKind::complaint;
    Decision decision = Decision::warn;
    std::string item;            // key; empty where no item said it
    std::string words;           // of the item, where the record keeps them
    std::string channel;         // that the reason is of
    std::uint64_t at_ms = 0;     // of the reason
    std::uint64_t until_ms = 0;  // when it ends by itself; 0: it does not
};
struct GuardAnswer {
    Decision decision = Decision::allow;
    std::vector<GuardReason> reasons;  // strongest first, then in the order of kinds and time
};

struct GuardShop {  // what the workspace knows; all outlive the call
    const FindProduct& find_product;
    const Calendar& calendar;
    const ResolvedElsewhere* elsewhere = nullptr;
    bool consent_required = false;  // for promotions: the shared setting `consent` is "required"
};

// `members`: the records of one customer. Empty: nobody knows the address, hours alone speak.
GuardAnswer guard(const std::vector<const SubjectRecord*>& members, bool not_proved,
                  const PlannedContact& contact, const GuardShop& shop);

}  // namespace history
