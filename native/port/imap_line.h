// A signed-in IMAP connection (RFC 9051): a command out, its untagged lines and the tagged one in. Blocking, for one thread.
#pragma once
#include <curl/curl.h>

#include <atomic>
#include <cstdint>
#include <string>

#include "core/base/result.h"

namespace history {

class ImapLine {
public:
    // Connects, signs in (libcurl) and opens the mailbox of `url` for reading. Errc::unauthorized: the sign-in was refused.
    static Result<ImapLine> open(const std::string& url, const std::string& user, const std::string& password,
                                 const std::atomic<bool>& stopping);
    ImapLine(ImapLine&& other) noexcept;
    ImapLine& operator=(ImapLine&& other) noexcept;
    ~ImapLine();

    struct Answer {
        bool ok = false;       // NO and BAD are not
        std::string untagged;  // lines with their literals, as they came
    };
    Result<Answer> command(const std::string& words);
    std::uint64_t uid_validity() const { return uid_validity_; }

private:
    ImapLine(CURL* handle, const std::atomic<bool>& stopping) : handle_(handle), stopping_(&stopping) {}
    Result<> send(const std::string& bytes);
    Result<> receive();  // something more into buffer_
    Result<> wait(bool to_write);

    CURL* handle_ = nullptr;
    const std::atomic<bool>* stopping_;
    std::string buffer_;
    unsigned tag_ = 0;
    std::uint64_t uid_validity_ = 0;
};

}  // namespace history
