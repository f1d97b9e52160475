// Questions to other people's servers: one after another, on a thread of its own, so that the loop never waits. libcurl.
//
// HTTPS with the system's certificates; plain HTTP on loopback alone. Redirects are not followed: the headers carry the account's
// secret. An answer may take `answer_ms_max` and have `answer_bytes_max`.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace history {

struct HttpQuestion {
    std::string url;
    std::vector<std::string> headers;  // "Name: value"
    std::string body;                  // empty: GET, else POST
};
struct HttpReply {
    unsigned status = 0;
    std::string body;
    std::uint64_t retry_after_ms = 0;  // the server's own wish (RFC 9110, 10.2.3); 0: it has none
};

// Where a secret may go in plain text.
bool is_loopback(const std::string& url);

class Loop;

class HttpClient {
public:
    explicit HttpClient(Loop& loop);
    ~HttpClient();  // a question under way is given up; nothing is answered any more
    HttpClient(const HttpClient&) = delete;

    // done in a later turn. Errc::network: no whole answer, with libcurl's words; Errc::usage: the address cannot be asked.
    void ask(HttpQuestion question, std::function<void(Result<HttpReply>)> done);

    static constexpr std::size_t answer_bytes_max = 16 * 1024 * 1024;
    static constexpr long connect_ms_max = 15 * 1000, answer_ms_max = 60 * 1000;

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace history
