// Rules that make reminders, the same on every device and without a word between them: a reminder's id is a hash of the rule, the
// subject and its cause, and only what people do with it (done, cancelled, put off) is ever written. They stand in the shared
// stream as setting `reminder_rules`:
//
//   text := line LF ...                   4 KiB at most; a rule that is not named is as in the defaults
//   callback on|off                       who asks to be called is called: at the wished time, else at once when open
//   postponed off | DAYS call|ad|offer    days after a purchase was put off
//   no_answer off | DAYS call|ad|offer    days after a question of the customer that nobody has answered
//   no_reply  off | DAYS call|ad|offer    days after a question of ours that he has not answered
#pragma once
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/wire/ids.h"

namespace history {

struct ReminderRule {
    std::uint16_t days = 0;
    std::string how = "call";  // call | ad | offer
    bool on = false;
};
struct ReminderRules {
    bool callback = true;
    ReminderRule postponed{7, "call", true}, no_answer{3, "call", true}, no_reply{5, "offer", false};

    static Result<ReminderRules> read(std::string_view text);  // Errc::usage names the line; Errc::limit
    std::string text() const;
};

// 32 hex digits. `cause`: the key of the item that is the reason.
std::string reminder_id(std::string_view rule, const StreamId& subject, std::string_view cause);

}  // namespace history
