#include "native/agent/ringing.h"

#include "native/json.h"

namespace history::agent {

namespace {

using Done = std::function<void(Result<>)>;

void write(Shell& shell, const view::RingingCall& call, const Subject* own, Done done) {
    Replica& replica = shell.replica();
    const DeviceId& device = replica.keyring().device();
    StreamWrite write = view::ringing_write(
        own ? view::audit_stream(replica.directory(), view::ringing_use, device) : replica.new_stream(),
        own ? &own->current() : nullptr, device, call);
    if (write.changes.empty()) return done({});
    std::vector<StreamWrite> writes;
    writes.push_back(std::move(write));
    replica.write(std::move(writes), "", [done = std::move(done)](Result<WriteReport> written) {
        done(written.ok() ? Result<>() : Result<>(written.error()));
    });
}

void tell(Shell& shell, const view::RingingCall& call, Done done) {
    const StreamId own = view::audit_stream(shell.replica().directory(), view::ringing_use,
                                            shell.replica().keyring().device());
    if (own.zero()) return write(shell, call, nullptr, std::move(done));
    shell.replica().open({own}, [&shell, call, done = std::move(done)](
                                    Result<std::vector<std::shared_ptr<const Subject>>> held) {
        if (!held.ok()) return done(held.error());
        write(shell, call, held->front().get(), done);
    });
}

}  // namespace

Ringing::Ringing(Shell& shell)
    : Ringing(shell.clock(),
              [&shell](const view::RingingCall& call, Done done) { tell(shell, call, std::move(done)); }) {}

void Ringing::take(const std::string& account, const connectors::Ring& ring,
                   std::function<void(Result<>)> done) {
    if (waiting_.size() >= waiting_max)
        return done(fail(Errc::limit, "Too many calls wait to be told; try again."));
    view::RingingCall call;
    call.call = account + ' ' + ring.call;
    call.number = ring.number;
    call.line = ring.line.empty() ? account : ring.line;
    call.extension = ring.extension;
    call.at_ms = clock_.now_ms();
    call.over = ring.over;
    waiting_.push_back({std::move(call), std::move(done)});
    if (!working_) work();
}

void Ringing::work() {
    if (waiting_.empty()) return;
    working_ = true;
    tell_(waiting_.front().call, [this, alive = alive_](Result<> outcome) {
        if (*alive) finish(std::move(outcome));
    });
}

void Ringing::finish(Result<> outcome) {
    const Event event = std::move(waiting_.front());
    waiting_.pop_front();
    working_ = false;
    event.done(std::move(outcome));
    if (!working_) work();
}

Result<> calls(const ReadWords& words) {
    TRY_ASSIGN(shell, open_shell(words.data));
    try_sync(*shell, "These are the calls that are known here.");
    Replica& replica = shell->replica();
    std::vector<StreamId> streams = view::audit_streams(replica.directory(), view::ringing_use);
    TRY_ASSIGN(held, shell->answer<std::vector<std::shared_ptr<const Subject>>>(
                         [&](auto done) { replica.open(streams, done); }));
    std::vector<const State*> states;
    for (const auto& subject : held) states.push_back(&subject->current());
    const std::string slice =
        view::calls(replica.directory(), states, shell->config().country(), shell->clock().now_ms());
    if (words.json) {
        print(slice);
        return {};
    }
    const auto read = parse_json(slice);
    const Json& rows = at(*read, "rows");
    if (rows.empty()) print("Nobody rings.");
    for (const Json& row : rows)
        print(utc_text(static_cast<std::uint64_t>(int_at(row, "at"))) + "  " + text_at(row, "number") +
              "  line " + text_at(row, "line") + "  " + text_at(row, "extension") + "  " +
              text_at(row, "name") + "  " + text_at(row, "id"));
    return {};
}

}  // namespace history::agent
