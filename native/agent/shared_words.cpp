#include "native/agent/shared_words.h"

namespace history::agent {

bool writes_shared(Shell& shell) {
    const std::string& role = shell.replica().status().role;
    return role == "owner" || role == "operator";
}

Result<> write_shared(Shell& shell, std::vector<Op> ops, const std::string& colleague) {
    if (ops.empty()) return {};
    if (!writes_shared(shell))
        return fail(Errc::unauthorized, "This device is a " + shell.replica().status().role +
                                            "; only an operator's or owner's changes what colleagues share.");
    StreamWrite write;
    write.stream = shared_stream();
    write.changes.push_back(std::move(ops));
    std::vector<StreamWrite> writes;
    writes.push_back(std::move(write));
    auto written = shell.answer<WriteReport>(
        [&](auto done) { shell.replica().write(std::move(writes), colleague, done); });
    return written.ok() ? Result<>() : Result<>(written.error());
}

}  // namespace history::agent
