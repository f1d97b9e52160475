// What the agent answers to HTTP:
//   POST /CHANNEL/ACCOUNT   a delivery of any source in native/connectors/table.h, for an account that agent.json names
//   GET  /CHANNEL/ACCOUNT   the vendor's handshake, where it has one
//   POST /collect/ACCOUNT   events of pages of the business (native/connectors/site.h), from browsers: no secret can be kept
//                           there, so it takes only pages whose origin the account of channel `site` names in `own`, and only
//                           so many a minute that strangers cannot fill the inbox
//   GET  /healthz
// A source that signs is checked by its connector over the raw bytes, with the secret that `history-agent connectors` names.
// An exchange's events of a call that rings come to /telephony/ACCOUNT as well: all devices see them at once, and they end by
// themselves (native/connectors/telephony_ring.h).
// One that does not sign, or whose account has no secret of the vendor, must show the account's webhook_token: header
// `Authorization: Bearer TOKEN` or ?token=TOKEN.
//
// 200 means: durable in the agent's inbox. 401 forged, signed too long ago or ahead (Connector::window_ms), or another body under
// a token that the vendor uses once (native/agent/seen_tokens.h); 403 no secret
// configured; 404 no such account; 413 body too large; 429 too many events of pages; 503 too much waits; 507 disk full. Senders
// repeat what is not answered 2xx.
#pragma once
#include "native/agent/inbox.h"
#include "native/agent/ringing.h"
#include "native/port/http_server.h"

namespace history::agent {

class Webhooks {
public:
    Webhooks(const Config& config, Clock& clock, Inbox& inbox, Ringing& ringing)
        : config_(config), clock_(clock), inbox_(inbox), ringing_(ringing) {}
    void handle(HttpRequest request, std::function<void(HttpAnswer)> answer);

private:
    std::optional<HttpAnswer> refusal(const HttpRequest& request, const connectors::Connector& source,
                                      const connectors::Account& account) const;

    std::optional<HttpAnswer> uncollected(const HttpRequest& request, const connectors::Account& account);

    static constexpr std::uint64_t collected_max = 3000;  // a minute, over all accounts
    std::uint64_t collected_minute_ = 0, collected_ = 0;
    const Config& config_;
    Clock& clock_;
    Inbox& inbox_;
    Ringing& ringing_;
};

}  // namespace history::agent
