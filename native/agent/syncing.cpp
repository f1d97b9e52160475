// sync and digest.
#include "core/view/json_text.h"
#include "native/agent/commands.h"

namespace history::agent {

Result<> sync(const DataWords& words) {
    TRY_ASSIGN(shell, open_shell(words.data));
    TRY(shell->sync(true));
    const Status& status = shell->replica().status();
    if (!words.json) {
        print("Both sides agree: " + std::to_string(status.gpos) + " entries, as of " +
              utc_text(status.current_to_ms) + '.');
        return {};
    }
    view::JsonText out;
    out.begin_object()
        .text("state", state_name(status.state))
        .text("role", status.role)
        .key("gpos")
        .number(status.gpos);
    print(out.key("unsent")
              .number(status.unsent)
              .number("current_to", status.current_to_ms)
              .end_object()
              .take());
    return {};
}

Result<> digest(const DataWords& words) {
    TRY_ASSIGN(shell, open_shell(words.data));
    auto digest = shell->answer<Hash>([&](auto done) { shell->replica().digest(done); });
    if (!digest.ok()) return digest.error();
    view::JsonText out;
    out.begin_object().text("digest", hex(digest->view())).key("gpos").number(shell->replica().status().gpos);
    print(out.end_object().take());
    return {};
}

}  // namespace history::agent
