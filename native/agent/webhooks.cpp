#include "native/agent/webhooks.h"

#include "core/wire/hash.h"
#include "native/connectors/table.h"

namespace history::agent {

namespace {

struct Hook {
    std::string_view channel, secret, handshake_secret;
};
constexpr Hook hooks[] = {{"telegram", "telegram_secret_token", ""},
                          {"whatsapp", "meta_app_secret", "meta_verify_token"}};

std::string secret_of(const connectors::Account& account, std::string_view name) {
    const auto found = account.secrets.find(std::string(name));
    return found == account.secrets.end() ? std::string() : found->second;
}

HttpAnswer no_secret(std::string_view name) {
    return {403, "This agent has no secret " + std::string(name) +
                     " for the account, so nothing proves who calls.\n"};
}

HttpAnswer answer_of(const Result<>& kept) {
    if (kept.ok()) return {200, "kept\n"};
    const unsigned status = kept.error().code == Errc::limit     ? 503
                            : kept.error().code == Errc::storage ? 507
                                                                 : 500;
    return {status, kept.error().what + '\n'};
}

}  // namespace

void Webhooks::handle(HttpRequest request, std::function<void(HttpAnswer)> answer) {
    const bool get = request.method == "GET", post = request.method == "POST";
    if (request.path == "/healthz")
        return answer(get ? HttpAnswer{200, "ok\n"} : HttpAnswer{405, "GET only.\n"});
    for (const Hook& hook : hooks) {
        const std::string prefix = '/' + std::string(hook.channel) + '/';
        if (!request.path.starts_with(prefix)) continue;
        const std::string name = request.path.substr(prefix.size());
        if (!config_.knows(std::string(hook.channel), name)) break;
        const connectors::Account account = config_.account(std::string(hook.channel), name);
        if (get && !hook.handshake_secret.empty()) return answer(handshake(request, account));
        if (!post) return answer({405, "POST only.\n"});
        if (secret_of(account, hook.secret).empty()) return answer(no_secret(hook.secret));
        const connectors::Connector& connector = *connectors::find_connector(hook.channel);
        if (connector.check(bytes_of(request.body), request.headers, account) !=
            connectors::Authenticity::genuine)
            return answer({401, "The signature or secret is not the account's.\n"});
        return inbox_.receive(connector, name, std::move(request.body),
                              [answer](Result<> kept) { answer(answer_of(kept)); });
    }
    answer({404, "This agent has no such webhook; accounts stand in agent.json.\n"});
}

HttpAnswer Webhooks::handshake(const HttpRequest& request, const connectors::Account& account) const {
    const std::string token = secret_of(account, "meta_verify_token");
    if (token.empty()) return no_secret("meta_verify_token");
    const auto word = [&](const char* name) {
        const auto found = request.query.find(name);
        return found == request.query.end() ? std::string() : found->second;
    };
    const std::string challenge = word("hub.challenge");
    if (word("hub.mode") != "subscribe" || challenge.empty() || challenge.size() > 256 ||
        !equal_constant_time(bytes_of(word("hub.verify_token")), bytes_of(token)))
        return {403, "This is not the account's verify token.\n"};
    return {200, challenge};
}

}  // namespace history::agent
