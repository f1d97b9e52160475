// A small HTTP/1.1 server for webhooks, on a loopback address: TLS is the business of a proxy in front.
// Bounded everywhere: connections, header and body bytes, seconds of a request.
#pragma once
#include <map>
#include <memory>
#include <string>

#include "core/base/result.h"
#include "native/port/loop.h"

namespace history {

struct HttpRequest {
    std::string method;                          // "GET", "POST" ...
    std::string path;                            // decoded, without the query
    std::map<std::string, std::string> query;    // decoded
    std::map<std::string, std::string> headers;  // names in lower case; of equal names the last
    std::string body;
};

struct HttpAnswer {
    unsigned status = 200;
    std::string body;  // text
};

class HttpServer {
public:
    // `answer` may be called in the same or a later turn, once; a request that is never answered ends with its connection.
    using Handler = std::function<void(HttpRequest request, std::function<void(HttpAnswer)> answer)>;
    struct Limits {
        std::size_t body_bytes_max = 4 * 1024 * 1024;  // Meta: 3 MB at most; Telegram far below
        std::size_t header_bytes_max = 16 * 1024;
        std::size_t connections_max = 256;
        unsigned request_s_max = 30;
    };

    // `listen`: "127.0.0.1:7071", "[::1]:0", "localhost:7071"; port 0 takes a free one. Errc::usage, Errc::network.
    static Result<std::unique_ptr<HttpServer>> open(Loop& loop, const std::string& listen, Limits limits,
                                                    Handler handler);
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;

    std::string address() const;  // "http://127.0.0.1:41234"
    void stop();                  // no new connections, those that wait for an answer get it

private:
    class Impl;
    explicit HttpServer(std::shared_ptr<Impl> impl);
    std::shared_ptr<Impl> impl_;
};

}  // namespace history
