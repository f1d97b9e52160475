// add: a colleague's words to a customer's history.
#include "core/identity/identifier.h"
#include "core/view/json_text.h"
#include "native/agent/commands.h"

namespace history::agent {

namespace {

struct Target {
    StreamId stream;
    bool create = false;
    std::vector<Op> ops;  // of a customer that begins with this word
};

Result<Target> target_of(Shell& shell, const std::string& who) {
    Target target;
    auto customer = find_customer(shell, who);
    if (customer.ok()) {
        target.stream = (*customer)->id;
        return target;
    }
    // A number or address that nobody has yet: the customer begins here.
    const std::string type = guess_type(who);
    if (customer.error().code != Errc::not_found || type.empty()) return customer.error();
    TRY_ASSIGN(value, normalise(type, who, shell.config().country()));
    const std::string key = joined_key(type, "", value);
    target.stream = shell.replica().new_stream();
    target.create = true;
    target.ops = {{EntityKind::subject, "", "kind", "person"},
                  {EntityKind::subject, "", "owner", key},
                  {EntityKind::identifier, key, "given", "notes"}};
    if (value != who) target.ops.push_back({EntityKind::identifier, key, "raw", who});
    return target;
}

}  // namespace

Result<> add(const AddWords& words) {
    if (words.text.empty()) return fail(Errc::usage, "There are no words to save.");
    if (words.text.size() > value_bytes_max)
        return fail(Errc::limit, "A note holds 32 KiB at most; this one is longer.");
    TRY_ASSIGN(shell, open_shell(words.data));
    if (!words.offline) try_sync(*shell, "The note goes to what is known here.");
    TRY_ASSIGN(target, target_of(*shell, words.customer));
    std::array<std::uint8_t, 16> drawn{};
    shell->random().fill(drawn);
    const std::string native = hex(drawn);
    const std::string key = joined_key("notes", "staff", native);
    std::vector<Op> ops = std::move(target.ops);
    const auto put = [&](const char* field, const std::string& value) {
        if (!value.empty()) ops.push_back({EntityKind::item, key, field, value});
    };
    put("kind", words.kind);
    put("at", std::to_string(shell->clock().now_ms()));
    put("direction", "none");
    put("text", words.text);
    put("author", words.colleague);
    put("product", words.product);
    StreamWrite write;
    write.stream = target.stream;
    write.create = target.create;
    write.changes.push_back(std::move(ops));
    std::vector<StreamWrite> writes;
    writes.push_back(std::move(write));
    auto written = shell->answer<WriteReport>(
        [&](auto done) { shell->replica().write(std::move(writes), words.colleague, done); });
    if (!written.ok()) return written.error();
    const std::string id = hex(target.stream.view());
    if (words.json) {
        view::JsonText out;
        print(out.begin_object()
                  .text("id", id)
                  .text("item", view::item_id(key))
                  .text("native", native)
                  .end_object()
                  .take());
    } else {
        print("Saved to " + id + '.');
    }
    if (!words.offline) try_sync(*shell, "The note is saved here; `history-agent sync` sends it.");
    return {};
}

}  // namespace history::agent
