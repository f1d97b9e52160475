#include "native/agent/rescuing.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "core/view/json_text.h"
#include "native/agent/commands.h"

namespace history::agent {

namespace {

constexpr std::uint32_t page_rows = 32;  // of one read: each may hold an envelope of 64 KiB

// The folder of a device that sends no more: locked, and its rows.
class Former {
public:
    static Result<std::unique_ptr<Former>> open(Loop& loop, const std::string& folder) {
        if (::access((folder + "/store.sqlite").c_str(), F_OK) != 0)
            return fail(Errc::not_found, "No device ever lived in " + folder + '.');
        std::unique_ptr<Former> former(new Former(folder));
        TRY(former->lock_.take(folder, "--from"));
        TRY_ASSIGN(storage, SqliteStorage::open(loop, folder + "/store.sqlite"));
        former->storage_ = std::move(storage);
        return former;
    }

    Result<std::vector<Row>> outbox(Shell& shell, const std::string& from) {
        return shell.answer<std::vector<Row>>([&](auto done) {
            storage_->read({from, "p", page_rows}, done);
        });
    }
    // Its keys are put aside: nothing here can send any more.
    Result<> retire() {
        const std::string keys = folder_ + "/device.keys";
        if (::rename(keys.c_str(), (keys + ".former").c_str()) != 0 && errno != ENOENT)
            return fail(Errc::storage, "The folder " + folder_ + " cannot be written.");
        return {};
    }
    // What was taken over or thrown away goes.
    Result<> empty(Shell& shell) {
        for (;;) {
            TRY_ASSIGN(rows, outbox(shell, "o"));
            Batch batch;
            for (const Row& row : rows) batch.deletes.push_back(row.first);
            batch.deletes.emplace_back("p");  // the push that was in flight
            TRY(shell.answer<Ok>(
                [&](auto done) { storage_->commit(std::move(batch), Durability::strict, done); }));
            if (rows.size() < page_rows) return {};
        }
    }

private:
    explicit Former(std::string folder) : folder_(std::move(folder)) {}
    std::string folder_;
    FolderLock lock_;
    std::unique_ptr<SqliteStorage> storage_;
};

// All of its outbox, a page after the other.
Result<Rescue> pass(Shell& shell, Former& former, bool take) {
    Rescue sum;
    for (std::string from = "o";;) {
        TRY_ASSIGN(rows, former.outbox(shell, from));
        if (rows.empty()) return sum;
        from = rows.back().first + '\0';
        const bool last = rows.size() < page_rows;
        TRY_ASSIGN(page, shell.answer<Rescue>(
                             [&](auto done) { shell.replica().rescue(std::move(rows), take, done); }));
        page.words += sum.words;
        page.unreadable += sum.unreadable;
        sum = page;
        if (last) return sum;
    }
}

std::string counted(std::uint64_t words) {
    return words == 1 ? "1 unsent word" : std::to_string(words) + " unsent words";
}

}  // namespace

Result<> rescue(const RescueWords& words) {
    if (words.send && words.throw_away)
        return fail(Errc::usage, "The words are sent or thrown away, not both.");
    TRY_ASSIGN(shell, open_shell(words.data));
    TRY_ASSIGN(former, Former::open(shell->loop(), words.from));
    TRY(shell->sync(true));  // what the log holds already is not sent again
    TRY_ASSIGN(found, pass(*shell, *former, false));
    const bool waits = found.revoked && !words.send && !words.throw_away && found.words != 0;
    const bool send = found.words != 0 && !waits && !words.throw_away;
    if (send || words.throw_away) TRY(former->retire());
    if (send) TRY(pass(*shell, *former, true));
    if (send || words.throw_away) TRY(former->empty(*shell));
    if (words.json) {
        view::JsonText out;
        out.begin_object()
            .text("device", found.device.zero() ? "" : hex(found.device.view()))
            .flag("revoked", found.revoked)
            .key("words")
            .number(found.words)
            .key("unreadable")
            .number(found.unreadable);
        print(out.flag("sent", send).flag("thrown_away", words.throw_away).end_object().take());
    } else {
        if (found.unreadable != 0)
            print(std::to_string(found.unreadable) +
                  " envelopes of the former device open with no key of this one: their customer was erased.");
        const std::string count = counted(found.words);
        print(found.words == 0 ? "The former device had sent everything."
              : waits          ? count +
                            " of the former device, which was revoked: send them as this device's with "
                            "--send, or --throw-away."
              : words.throw_away ? count + " of the former device thrown away."
                                 : count + " of the former device sent as this device's.");
    }
    if (send) try_sync(*shell, "They are saved here; `history-agent sync` sends them.");
    return {};
}

}  // namespace history::agent
