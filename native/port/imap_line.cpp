#include "native/port/imap_line.h"

#include <poll.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "native/port/remote_client.h"

namespace history {

namespace {

// The number in `text` after `word`, as in "[UIDVALIDITY 7]"; 0: there is none.
std::uint64_t number_after(const std::string& text, const std::string& word) {
    std::size_t at = text.find(word);
    if (at == std::string::npos) return 0;
    std::uint64_t number = 0;
    for (at += word.size();
         at < text.size() && text[at] >= '0' && text[at] <= '9' && number < 1'000'000'000'000; ++at)
        number = number * 10 + static_cast<std::uint64_t>(text[at] - '0');
    return number;
}

// The bytes that follow a line which ends in "{n}"; none: 0.
std::size_t literal_of(std::string_view line) {
    if (!line.ends_with('}')) return 0;
    const std::size_t open = line.rfind('{');
    if (open == std::string_view::npos) return 0;
    std::size_t bytes = 0;
    for (char c : line.substr(open + 1, line.size() - open - 2)) {
        if (c < '0' || c > '9' || bytes > RemoteClient::answer_bytes_max) return 0;
        bytes = bytes * 10 + static_cast<std::size_t>(c - '0');
    }
    return bytes;
}

// A mailbox's name as IMAP quotes it.
std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (char c : text) {
        if (c == '"' || c == '\\') out.push_back('\\');
        if (c != '\r' && c != '\n') out.push_back(c);
    }
    return out + '"';
}

}  // namespace

ImapLine::ImapLine(ImapLine&& other) noexcept
    : handle_(std::exchange(other.handle_, nullptr)),
      stopping_(other.stopping_),
      buffer_(std::move(other.buffer_)),
      tag_(other.tag_),
      uid_validity_(other.uid_validity_) {}

ImapLine& ImapLine::operator=(ImapLine&& other) noexcept {
    std::swap(handle_, other.handle_);
    std::swap(buffer_, other.buffer_);
    stopping_ = other.stopping_;
    tag_ = other.tag_;
    uid_validity_ = other.uid_validity_;
    return *this;
}

ImapLine::~ImapLine() {
    if (handle_) curl_easy_cleanup(handle_);
}

Result<ImapLine> ImapLine::open(const std::string& url, const std::string& user, const std::string& password,
                                const std::atomic<bool>& stopping) {
    const std::size_t path = url.find('/', url.find("://") + 3);
    const std::string server = url.substr(0, path) + '/';
    std::string mailbox = path == std::string::npos ? std::string() : url.substr(path + 1);
    if (mailbox.empty()) mailbox = "INBOX";
    ImapLine line(curl_easy_init(), stopping);
    if (!line.handle_) return fail(Errc::network, "libcurl cannot be used on this machine.");
    char words[CURL_ERROR_SIZE] = "";
    curl_easy_setopt(line.handle_, CURLOPT_URL, server.c_str());
    curl_easy_setopt(line.handle_, CURLOPT_PROTOCOLS_STR, "imap,imaps");
    curl_easy_setopt(line.handle_, CURLOPT_USERNAME, user.c_str());
    curl_easy_setopt(line.handle_, CURLOPT_PASSWORD, password.c_str());
    curl_easy_setopt(line.handle_, CURLOPT_CONNECT_ONLY, 1L);
    curl_easy_setopt(line.handle_, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(line.handle_, CURLOPT_TIMEOUT_MS, RemoteClient::connect_ms_max);
    curl_easy_setopt(line.handle_, CURLOPT_ERRORBUFFER, words);
    const CURLcode code = curl_easy_perform(line.handle_);
    curl_easy_setopt(line.handle_, CURLOPT_ERRORBUFFER, nullptr);
    if (code == CURLE_LOGIN_DENIED) return fail(Errc::unauthorized, "The mail server refuses the sign-in.");
    if (code != CURLE_OK) return fail(Errc::network, words[0] != 0 ? words : curl_easy_strerror(code));
    TRY_ASSIGN(opened, line.command("EXAMINE " + quoted(mailbox)));
    if (!opened.ok) return fail(Errc::not_found, "The mail server opens no mailbox " + mailbox + '.');
    line.uid_validity_ = number_after(opened.untagged, "[UIDVALIDITY ");
    return line;
}

Result<> ImapLine::wait(bool to_write) {
    curl_socket_t socket = CURL_SOCKET_BAD;
    curl_easy_getinfo(handle_, CURLINFO_ACTIVESOCKET, &socket);
    if (socket == CURL_SOCKET_BAD) return fail(Errc::network, "The mail server's connection is gone.");
    constexpr int step_ms = 200;
    for (long spent = 0; spent < RemoteClient::answer_ms_max; spent += step_ms) {
        if (*stopping_) return fail(Errc::network, "The program ends.");
        pollfd one{socket, static_cast<short>(to_write ? POLLOUT : POLLIN), 0};
        if (::poll(&one, 1, step_ms) > 0) return {};
    }
    return fail(Errc::network, "The mail server is silent.");
}

Result<> ImapLine::send(const std::string& bytes) {
    for (std::size_t sent = 0; sent < bytes.size();) {
        std::size_t now = 0;
        const CURLcode code = curl_easy_send(handle_, bytes.data() + sent, bytes.size() - sent, &now);
        if (code == CURLE_AGAIN) {
            TRY(wait(true));
        } else if (code != CURLE_OK) {
            return fail(Errc::network, curl_easy_strerror(code));
        }
        sent += now;
    }
    return {};
}

Result<> ImapLine::receive() {
    char bytes[16 * 1024];
    for (;;) {
        std::size_t count = 0;
        const CURLcode code = curl_easy_recv(handle_, bytes, sizeof bytes, &count);
        if (code == CURLE_AGAIN) {
            TRY(wait(false));
            continue;
        }
        if (code != CURLE_OK) return fail(Errc::network, curl_easy_strerror(code));
        if (count == 0) return fail(Errc::network, "The mail server closed the connection.");
        buffer_.append(bytes, count);
        if (buffer_.size() > RemoteClient::answer_bytes_max)
            return fail(Errc::limit, "The mail server's answer is larger than 20 MiB.");
        return {};
    }
}

Result<ImapLine::Answer> ImapLine::command(const std::string& words) {
    const std::string tag = "H" + std::to_string(++tag_);
    TRY(send(tag + ' ' + words + "\r\n"));
    Answer answer;
    const auto started = std::chrono::steady_clock::now();
    for (std::size_t from = 0;;) {  // whole lines of buffer_, each with its literals
        std::size_t end = buffer_.find("\r\n", from);
        while (end == std::string::npos) {
            if (std::chrono::steady_clock::now() - started >
                std::chrono::milliseconds(RemoteClient::answer_ms_max))
                return fail(Errc::network, "The mail server takes too long.");
            const std::size_t searched = buffer_.size() > from ? buffer_.size() - 1 : from;
            TRY(receive());
            end = buffer_.find("\r\n", std::max(from, searched));
        }
        const std::string_view line(buffer_.data() + from, end - from);
        if (line.starts_with(tag + ' ')) {
            const std::string_view outcome = line.substr(tag.size() + 1);
            answer.ok = outcome.starts_with("OK") || outcome.starts_with("ok");
            answer.untagged = buffer_.substr(0, from);
            buffer_.erase(0, end + 2);
            return answer;
        }
        const std::size_t literal = literal_of(line);
        from = end + 2;
        while (buffer_.size() < from + literal) TRY(receive());
        from += literal;
        // The rest of a line with a literal is taken as a line of its own: it cannot begin with the tag, for it goes on a list.
    }
}

}  // namespace history
