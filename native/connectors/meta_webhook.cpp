#include "native/connectors/meta_webhook.h"

#include "core/wire/hash.h"

namespace history::connectors {

std::optional<Answer> meta_handshake(const Request& request, const Account& account) {
    constexpr std::size_t challenge_bytes_max = 256;
    if (request.method != "GET") return std::nullopt;
    const auto token = account.secrets.find("meta_verify_token");
    if (token == account.secrets.end() || token->second.empty())
        return Answer{403, "This agent has no secret meta_verify_token for the account.\n"};
    const auto word = [&](const char* name) {
        const auto found = request.query.find(name);
        return found == request.query.end() ? std::string() : found->second;
    };
    std::string challenge = word("hub.challenge");
    if (word("hub.mode") != "subscribe" || challenge.empty() || challenge.size() > challenge_bytes_max ||
        !equal_constant_time(bytes_of(word("hub.verify_token")), bytes_of(token->second)))
        return Answer{403, "This is not the account's verify token.\n"};
    return Answer{200, std::move(challenge)};
}

}  // namespace history::connectors
