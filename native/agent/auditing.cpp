// audit, list mentions: who opened which card, and who is called by name.
#include "core/view/json_text.h"
#include "core/view/mentions.h"
#include "core/view/presence.h"
#include "core/view/staff_word.h"
#include "native/agent/commands.h"

namespace history::agent {

Result<> audit(const ReadWords& words) {
    TRY_ASSIGN(shell, open_shell(words.data));
    Replica& replica = shell->replica();
    TRY_ASSIGN(customer, find_customer(*shell, words.subject));
    std::vector<StreamId> streams = view::audit_streams(replica.directory(), view::opened_use);
    auto held = shell->answer<std::vector<std::shared_ptr<const Subject>>>(
        [&](auto done) { replica.open(streams, done); });
    if (!held.ok()) return held.error();
    std::vector<view::AuditStream> audits;
    for (std::size_t i = 0; i < streams.size(); ++i) audits.push_back({streams[i], &(*held)[i]->current()});
    const std::string slice = view::presence(replica.directory(), *customer, audits, shell->clock().now_ms());
    if (words.json) {
        print(slice);
        return {};
    }
    const auto read = parse_json(slice);
    const Json& rows = at(*read, "rows");
    if (rows.empty()) print("Nobody opened this card on a device that says so.");
    for (const Json& row : rows)
        print(
            utc_text(static_cast<std::uint64_t>(int_at(row, "at"))) + "  " +
            (text_at(row, "colleague").empty() ? std::string("(nobody named)") : text_at(row, "colleague")) +
            "  device " + text_at(row, "device").substr(0, 8) +
            (truth(at(row, "here")) ? "  within the hour" : ""));
    return {};
}

Result<> note_opening(Shell& shell, const Customer& customer, const std::string& who) {
    Replica& replica = shell.replica();
    if (!view::may_speak(replica.status().role).ok()) return {};
    TRY_ASSIGN(held, shell.shared());
    TRY_ASSIGN(colleague, acting_colleague(shell, held->current(), who));
    const DeviceId& device = replica.keyring().device();
    const StreamId opened = customer.id,
                   own = view::audit_stream(replica.directory(), view::opened_use, device);
    std::vector<std::shared_ptr<const Subject>> audits;
    if (!own.zero()) {
        TRY_ASSIGN(read, shell.answer<std::vector<std::shared_ptr<const Subject>>>(
                             [&](auto done) { replica.open({own}, done); }));
        audits = std::move(read);
    }
    StreamWrite write = view::opened_write(own.zero() ? replica.new_stream() : own,
                                           audits.empty() ? nullptr : &audits[0]->current(), device, opened,
                                           shell.clock().now_ms());
    if (write.changes.empty()) return {};
    std::vector<StreamWrite> writes;
    writes.push_back(std::move(write));
    return write_words(shell, std::move(writes), colleague, true);
}

Result<> list_mentions(const ReadWords& words) {
    TRY_ASSIGN(shell, open_shell(words.data));
    TRY_ASSIGN(held, shell->shared());
    const std::vector<view::Colleague> all = view::colleagues_of(held->current());
    if (words.colleague.empty()) return fail(Errc::usage, "Whose mentions? --as names the colleague.");
    TRY_ASSIGN(self, view::colleague_named(all, words.colleague));
    const std::string slice = view::mentions(
        shell->replica().directory(), self->id,
        {static_cast<std::uint32_t>(words.from), static_cast<std::uint32_t>(words.limit), true});
    if (words.json) {
        print(slice);
        return {};
    }
    const auto read = parse_json(slice);
    if (int_at(*read, "total") == 0)
        print("Nobody mentions " + self->name + " in a note that is not seen yet.");
    for (const Json& row : at(*read, "rows"))
        print(utc_text(static_cast<std::uint64_t>(int_at(row, "at"))) + "  " + text_at(row, "name") + " (" +
              text_at(row, "id") + ")  " + text_at(row, "words") + "  item " + text_at(row, "item"));
    return {};
}

}  // namespace history::agent
