// Questions to other people's servers: one after another, on a thread of its own, so that the loop never waits. libcurl carries
// TLS, certificates (the system's), sign-in and HTTP; of IMAP (RFC 9051) the connection, and the commands are the asker's.
//
// https:// and imaps://; http:// and imap:// on loopback alone. Redirects are not followed: the headers carry the account's secret.
// An answer may take `answer_ms_max` and have `answer_bytes_max`.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace history {

struct Question {
    std::string url;  // IMAP: the path is the mailbox, which is opened for reading (EXAMINE)
    std::vector<std::string> headers = {};  // HTTP: "Name: value"
    std::string body = {};  // HTTP: empty GET, else POST; IMAP: a command without its tag, "UID SEARCH ALL"
    std::string user = {}, password = {};  // IMAP
};
struct Reply {
    unsigned status = 0;               // HTTP's; of IMAP: 200 OK, 400 NO and BAD, 401 the sign-in was refused
    std::string body;                  // IMAP: every untagged line with its literals, as it came
    std::uint64_t retry_after_ms = 0;  // the server's own wish (RFC 9110, 10.2.3); 0: it has none
    std::uint64_t uid_validity = 0;    // of the mailbox; another one: its messages have new numbers
};

// Where a secret may go in plain text.
bool is_loopback(const std::string& url);

class Loop;

class RemoteClient {
public:
    explicit RemoteClient(Loop& loop);
    ~RemoteClient();  // a question under way is given up; nothing is answered any more
    RemoteClient(const RemoteClient&) = delete;

    // done in a later turn. Errc::network: no whole answer, with libcurl's words; Errc::usage: the address cannot be asked.
    void ask(Question question, std::function<void(Result<Reply>)> done);

    static constexpr std::size_t answer_bytes_max = 20 * 1024 * 1024;
    static constexpr long connect_ms_max = 15 * 1000, answer_ms_max = 60 * 1000;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace history
