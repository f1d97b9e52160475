#include "native/port/remote_client.h"

#include <curl/curl.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "native/port/imap_line.h"
#include "native/port/loop.h"

namespace history {

namespace {

using Done = std::function<void(Result<Reply>)>;

struct Answer {
    std::string body;
    bool too_large = false;
};

std::size_t take_body(char* bytes, std::size_t, std::size_t count, void* to) {
    Answer& answer = *static_cast<Answer*>(to);
    answer.too_large = answer.body.size() + count > RemoteClient::answer_bytes_max;
    if (answer.too_large) return 0;
    answer.body.append(bytes, count);
    return count;
}

int give_up(void* stopping, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<std::atomic<bool>*>(stopping)->load() ? 1 : 0;
}

}  // namespace

bool is_loopback(const std::string& url) {
    for (const char* scheme : {"http://", "imap://"})
        for (const char* host : {"127.0.0.1", "localhost", "[::1]"})
            for (const char* end : {":", "/"})
                if (url.starts_with(std::string(scheme) + host + end)) return true;
    return false;
}

class RemoteClient::Impl {
public:
    explicit Impl(Loop& loop) : loop_(loop) {
        static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
        handle_ = ready == CURLE_OK ? curl_easy_init() : nullptr;
        thread_ = std::thread([this] { work(); });
    }
    ~Impl() {
        *alive_ = false;
        {
            const std::lock_guard lock(mutex_);  // else it may look before and sleep after, for ever
            stopping_ = true;
        }
        wake_.notify_one();
        thread_.join();
        curl_easy_cleanup(handle_);
    }

    void ask(Question question, Done done) {
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
            auto reply = std::make_shared<Result<Reply>>(answer_to(question));
            loop_.post([reply, done = std::move(done), alive = alive_] {
                if (*alive) done(std::move(*reply));
            });
        }
    }

    Result<Reply> answer_to(const Question& question) {
        if (!handle_) return fail(Errc::network, "libcurl cannot be used on this machine.");
        const bool sealed = question.url.starts_with("https://") || question.url.starts_with("imaps://");
        if (!sealed && !is_loopback(question.url))
            return fail(Errc::usage, "An address to be polled begins with https:// or imaps://.");
        return question.url.starts_with("imap") ? answer_of_mailbox(question) : answer_of_page(question);
    }

    // The connection stays for the next command to the same mailbox.
    Result<Reply> answer_of_mailbox(const Question& question) {
        const std::string of = question.url + '\n' + question.user + '\n' + question.password;
        if (of != mailbox_of_) mailbox_.reset();
        if (!mailbox_) {
            auto opened = ImapLine::open(question.url, question.user, question.password, stopping_);
            if (!opened.ok() && opened.error().code == Errc::unauthorized) return Reply{401, {}, 0, 0};
            if (!opened.ok()) return opened.error();
            mailbox_ = std::make_unique<ImapLine>(std::move(*opened));
            mailbox_of_ = of;
        }
        auto answer = mailbox_->command(question.body);
        const std::uint64_t validity = mailbox_->uid_validity();
        if (!answer.ok()) mailbox_.reset();
        if (!answer.ok()) return answer.error();
        return Reply{answer->ok ? 200u : 400u, std::move(answer->untagged), 0, validity};
    }

    Result<Reply> answer_of_page(const Question& question) {
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
        if (answer.too_large) return fail(Errc::limit, "The answer is larger than 20 MiB.");
        if (code != CURLE_OK) return fail(Errc::network, words[0] != 0 ? words : curl_easy_strerror(code));
        Reply reply;
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
    std::unique_ptr<ImapLine> mailbox_;  // of the thread alone
    std::string mailbox_of_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::pair<Question, Done>> waiting_;
    std::atomic<bool> stopping_ = false;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
    std::thread thread_;
};

RemoteClient::RemoteClient(Loop& loop) : impl_(std::make_unique<Impl>(loop)) {}
RemoteClient::~RemoteClient() = default;

void RemoteClient::ask(Question question, std::function<void(Result<Reply>)> done) {
    impl_->ask(std::move(question), std::move(done));
}

}  // namespace history
