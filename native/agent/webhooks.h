// What the agent answers to HTTP:
//   POST /telegram/ACCOUNT   an Update; header X-Telegram-Bot-Api-Secret-Token, secret telegram_secret_token
//   POST /whatsapp/ACCOUNT   a notification; header X-Hub-Signature-256, secret meta_app_secret
//   GET  /whatsapp/ACCOUNT   Meta's handshake: hub.mode=subscribe, hub.verify_token, hub.challenge; secret
//   meta_verify_token GET  /healthz
// 200 means: durable in the agent's inbox. 401 forged; 403 no secret configured; 404 no such account; 413
// body too large; 503 too much waits; 507 disk full. Senders repeat what is not answered 2xx.
#pragma once
#include "native/agent/inbox.h"
#include "native/port/http_server.h"

namespace history::agent {

class Webhooks {
public:
    Webhooks(const Config& config, Inbox& inbox) : config_(config), inbox_(inbox) {}
    void handle(HttpRequest request, std::function<void(HttpAnswer)> answer);

private:
    HttpAnswer handshake(const HttpRequest& request, const connectors::Account& account) const;

    const Config& config_;
    Inbox& inbox_;
};

}  // namespace history::agent
