#include "native/agent/webhooks.h"

#include <algorithm>

#include "core/wire/hash.h"
#include "native/connectors/mailing.h"
#include "native/connectors/site.h"
#include "native/connectors/table.h"

namespace history::agent {

namespace {

constexpr std::string_view token_name = "webhook_token";

std::string secret_of(const connectors::Account& account, std::string_view name) {
    const auto found = account.secrets.find(std::string(name));
    return found == account.secrets.end() ? std::string() : found->second;
}

std::string word_of(const std::map<std::string, std::string>& words, const std::string& name) {
    const auto found = words.find(name);
    return found == words.end() ? std::string() : found->second;
}

// The token of sources that sign nothing.
bool shows_token(const HttpRequest& request, const std::string& token) {
    constexpr std::string_view bearer = "Bearer ";
    std::string shown = word_of(request.headers, "authorization");
    shown = shown.starts_with(bearer) ? shown.substr(bearer.size()) : word_of(request.query, "token");
    return equal_constant_time(bytes_of(shown), bytes_of(token));
}

HttpAnswer answer_of(const Result<>& kept, std::string_view accepted) {
    if (kept.ok()) return {200, std::string(accepted)};
    const unsigned status = kept.error().code == Errc::limit          ? 503
                            : kept.error().code == Errc::storage      ? 507
                            : kept.error().code == Errc::unauthorized ? 401
                                                                      : 500;
    return {status, kept.error().what + '\n'};
}

}  // namespace

std::optional<HttpAnswer> Webhooks::refusal(const HttpRequest& request, const connectors::Connector& source,
                                            const connectors::Account& account) const {
    // A source that signs may also come from a program of one's own, an exchange's or a gateway's: with the token.
    std::string vendors;
    for (const std::string_view name : {source.webhook_secret, source.webhook_secret_else})
        if (vendors.empty() && !name.empty()) vendors = secret_of(account, name);
    const std::string token = secret_of(account, token_name);
    if (vendors.empty() && token.empty())
        return HttpAnswer{
            403, "This agent has no secret " +
                     std::string(source.webhook_secret.empty() ? token_name : source.webhook_secret) +
                     " for the account, so nothing proves who calls.\n"};
    const bool genuine = vendors.empty() ? shows_token(request, token)
                                         : source.authenticity(bytes_of(request.body), request.headers,
                                                               account) == connectors::Authenticity::genuine;
    if (!genuine) return HttpAnswer{401, "The signature or secret is not the account's.\n"};
    if (vendors.empty() ||
        source.in_window(bytes_of(request.body), request.headers, account, clock_.now_ms()))
        return std::nullopt;
    return HttpAnswer{401, "The delivery was not signed within the last " +
                               std::to_string(source.window_ms / 60'000) + " minutes.\n"};
}

std::optional<HttpAnswer> Webhooks::uncollected(const HttpRequest& request,
                                                const connectors::Account& account) {
    const std::string origin = word_of(request.headers, "origin");
    if (std::find(account.own.begin(), account.own.end(), origin) == account.own.end())
        return HttpAnswer{403, "The account does not name this page's origin in `own`.\n"};
    if (request.body.size() > connectors::site_body_limit) return HttpAnswer{413, "At most 64 KiB.\n"};
    const std::uint64_t minute = clock_.now_ms() / 60'000;
    if (minute != collected_minute_) collected_minute_ = minute, collected_ = 0;
    if (++collected_ > collected_max) return HttpAnswer{429, "Too many events in this minute.\n"};
    return std::nullopt;
}

void Webhooks::handle(HttpRequest request, std::function<void(HttpAnswer)> answer) {
    const bool get = request.method == "GET", post = request.method == "POST";
    if (request.path == "/healthz")
        return answer(get ? HttpAnswer{200, "ok\n"} : HttpAnswer{405, "GET only.\n"});
    const std::size_t slash = request.path.find('/', 1);
    std::string channel = request.path.substr(1, slash == std::string::npos ? slash : slash - 1);
    const bool collected = channel == "collect";
    if (collected) channel = connectors::site().channel;
    const std::string name = slash == std::string::npos ? std::string() : request.path.substr(slash + 1);
    const connectors::Connector* source = connectors::find_connector(channel);
    if (!source || !config_.knows(channel, name))
        return answer({404, "This agent has no such webhook; accounts stand in agent.json.\n"});
    const connectors::Account account = config_.account(channel, name);
    if (source->handshake)
        if (const auto reply =
                source->handshake({request.method, request.query, bytes_of(request.body)}, account))
            return answer({reply->status, reply->text});
    if (!post) return answer({405, "POST only.\n"});
    const auto refused = collected ? uncollected(request, account) : refusal(request, *source, account);
    if (refused) return answer(*refused);
    if (channel == "telephony")
        if (const auto ring = connectors::ring_of(bytes_of(request.body), account)) {
            if (ring->event_only)
                return ringing_.take(name, *ring, [answer](Result<> kept) { answer(answer_of(kept, "")); });
            ringing_.take(name, *ring, [](Result<>) {});  // the call itself does not wait for it
        }
    OnceToken once;
    if (source == &connectors::mailing()) {
        once.token = connectors::mailing_token(bytes_of(request.body), account);
        once.until_ms =
            source->signed_at(bytes_of(request.body), request.headers, account) + source->window_ms;
    }
    inbox_.receive(collected ? connectors::collected() : *source, name, std::move(request.body), once,
                   [answer, source](Result<> kept) { answer(answer_of(kept, source->accepted)); });
}

}  // namespace history::agent
