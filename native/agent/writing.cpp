// add: a colleague's words to a customer's history.
#include "core/view/json_text.h"
#include "native/agent/commands.h"

namespace history::agent {

Result<> add(const AddWords& words) {
    TRY_ASSIGN(shell, open_shell(words.data));
    if (!words.offline) try_sync(*shell, "The note goes to what is known here.");
    std::array<std::uint8_t, 16> drawn{};
    shell->random().fill(drawn);
    Replica& replica = shell->replica();
    const view::StaffWord word{words.kind,      words.text,   hex(drawn), shell->clock().now_ms(),
                               words.colleague, words.product};
    TRY_ASSIGN(write, view::staff_write(replica.directory(), words.customer, shell->config().country(), word,
                                        [&](const std::string&) { return replica.new_stream(); }));
    const std::string id = hex(write.stream.view());
    std::vector<StreamWrite> writes;
    writes.push_back(std::move(write));
    auto written = shell->answer<WriteReport>(
        [&](auto done) { replica.write(std::move(writes), words.colleague, done); });
    if (!written.ok()) return written.error();
    if (words.json) {
        view::JsonText out;
        print(out.begin_object()
                  .text("id", id)
                  .text("item", view::item_id(joined_key("notes", "staff", word.native)))
                  .text("native", word.native)
                  .end_object()
                  .take());
    } else {
        print("Saved to " + id + '.');
    }
    if (!words.offline) try_sync(*shell, "The note is saved here; `history-agent sync` sends it.");
    return {};
}

}  // namespace history::agent
