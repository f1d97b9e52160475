#include "native/port/http_client.h"

#include <curl/curl.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "native/port/loop.h"

namespace history {

namespace {

using Done = std::function<void(Result<HttpReply>)>;

struct Answer {
    std::string body;
    bool too_large = false;
};

std::size_t take_body(char* bytes, std::size_t, std::size_t count, void* to) {
    Answer& answer = *static_cast<Answer*>(to);
    answer.too_large = answer.body.size() + count > HttpClient::answer_bytes_max;
    if (answer.too_large) return 0;
    answer.body.append(bytes, count);
    return count;
}

int give_up(void* stopping, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<std::atomic<bool>*>(stopping)->load() ? 1 : 0;
}

}  // namespace

bool is_loopback(const std::string& url) {
    for (const char* begin : {"http://127.0.0.1:", "http://127.0.0.1/",
                              "http://localhost:", "http://localhost/", "http://[::1]:", "http://[::1]/"})
        if (url.starts_with(begin)) return true;
    return false;
}

class HttpClient::Impl {
public:
    explicit Impl(Loop& loop) : loop_(loop) {
        static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
        handle_ = ready == CURLE_OK ? curl_easy_init() : nullptr;
        thread_ = std::thread([this] { work(); });
    }
    ~Impl() {
        *alive_ = false;
        stopping_ = true;
        wake_.notify_one();
        thread_.join();
        curl_easy_cleanup(handle_);
    }

    void ask(HttpQuestion question, Done done) {
        {
            const std::lock_guard lock(mutex_);
            waiting_.emplace_back(std::move(question), std::move(done));
        }
        wake_.notify_one();
    }

private:
    void work() {
        for (;;) {
            std::unique_lock lock(mutex_);
            wake_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
            if (stopping_) return;
            auto [question, done] = std::move(waiting_.front());
            waiting_.pop_front();
            lock.unlock();
            auto reply = std::make_shared<Result<HttpReply>>(answer_to(question));
            loop_.post([reply, done = std::move(done), alive = alive_] {
                if (*alive) done(std::move(*reply));
            });
        }
    }

    Result<HttpReply> answer_to(const HttpQuestion& question) {
        if (!handle_) return fail(Errc::network, "libcurl cannot be used on this machine.");
        if (!question.url.starts_with("https://") && !is_loopback(question.url))
            return fail(Errc::usage, "An address to be polled begins with https://.");
        Answer answer;
        char words[CURL_ERROR_SIZE] = "";
        curl_slist* headers = nullptr;
        for (const std::string& header : question.headers)
            headers = curl_slist_append(headers, header.c_str());
        curl_easy_reset(handle_);  // the connection stays
        curl_easy_setopt(handle_, CURLOPT_URL, question.url.c_str());
        curl_easy_setopt(handle_, CURLOPT_PROTOCOLS_STR, "http,https");
        curl_easy_setopt(handle_, CURLOPT_HTTPHEADER, headers);
        curl_easy_setopt(handle_, CURLOPT_USERAGENT, "customer-history/1");
        curl_easy_setopt(handle_, CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
        curl_easy_setopt(handle_, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(handle_, CURLOPT_CONNECTTIMEOUT_MS, connect_ms_max);
        curl_easy_setopt(handle_, CURLOPT_TIMEOUT_MS, answer_ms_max);
        curl_easy_setopt(handle_, CURLOPT_ERRORBUFFER, words);
        curl_easy_setopt(handle_, CURLOPT_WRITEFUNCTION, take_body);
        curl_easy_setopt(handle_, CURLOPT_WRITEDATA, &answer);
        curl_easy_setopt(handle_, CURLOPT_NOPROGRESS, 0L);
        curl_easy_setopt(handle_, CURLOPT_XFERINFOFUNCTION, give_up);
        curl_easy_setopt(handle_, CURLOPT_XFERINFODATA, &stopping_);
        if (!question.body.empty()) {
            curl_easy_setopt(handle_, CURLOPT_POSTFIELDSIZE_LARGE,
                             static_cast<curl_off_t>(question.body.size()));
            curl_easy_setopt(handle_, CURLOPT_POSTFIELDS, question.body.data());
        }
        const CURLcode code = curl_easy_perform(handle_);
        curl_slist_free_all(headers);
        if (answer.too_large) return fail(Errc::limit, "The answer is larger than 16 MiB.");
        if (code != CURLE_OK) return fail(Errc::network, words[0] != 0 ? words : curl_easy_strerror(code));
        HttpReply reply;
        long status = 0;
        curl_off_t retry_after_s = 0;
        curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &status);
        curl_easy_getinfo(handle_, CURLINFO_RETRY_AFTER, &retry_after_s);
        reply.status = static_cast<unsigned>(status);
        reply.retry_after_ms = static_cast<std::uint64_t>(retry_after_s) * 1000;
        reply.body = std::move(answer.body);
        return reply;
    }

    Loop& loop_;
    CURL* handle_ = nullptr;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::pair<HttpQuestion, Done>> waiting_;
    std::atomic<bool> stopping_ = false;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
    std::thread thread_;
};

HttpClient::HttpClient(Loop& loop) : impl_(std::make_unique<Impl>(loop)) {}
HttpClient::~HttpClient() = default;

void HttpClient::ask(HttpQuestion question, std::function<void(Result<HttpReply>)> done) {
    impl_->ask(std::move(question), std::move(done));
}

}  // namespace history
