// Any delivery at the door of every source that takes webhooks: its signature, the time it was signed, the vendor's handshake.
// No crash, and whoever is taken with the account's secrets is not taken with somebody else's.
// Input: lines CHANNEL and METHOD, the query as lines NAME=VALUE, an empty line, headers as lines NAME: VALUE, an empty line, the
// body.
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/check.h"
#include "native/connectors/table.h"

namespace {

using namespace history;
using namespace history::connectors;

// Two keys of P-256 made for this test; SendGrid signs with the private one.
constexpr const char* key_of_account =
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEndRul/"
    "KJG++JZn2aswAfpzu3rUdLqoRLYWyeVd9Nz02KNVK0T4qZlZop1n7k3COstbjOIAxv6MSNxq6jdLxEKw==";
constexpr const char* key_of_another =
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE/4czvgWfvtMT7thHIOD9obtl/"
    "ZtaiKGJi7Ido4TL5GcfaQ7pMqXFABUpTIi6uG91FlrZp/xITl/wNERiCzwnlA==";

// Of two vendors of one channel the account is of one: `second` leaves the first one's secret out.
Account account_of(const Connector& source, bool second, std::string_view mark) {
    Account made;
    made.name = "shop";
    for (const char* name : {"telegram_secret_token", "meta_app_secret", "meta_verify_token",
                             "viber_auth_token", "delivery_webhook_secret", "mailgun_signing_key",
                             "smsc_secret", "segment_shared_secret", "twilio_auth_token",
                             "stripe_signing_secret", "vk_secret", "vk_confirmation", "hubspot_client_secret",
                             "shopify_client_secret", "zendesk_signing_secret", "chatwoot_webhook_secret"})
        made.secrets[name] = std::string("secret of ").append(mark);
    made.secrets["twilio_url"] = made.secrets["hubspot_url"] = "https://shop.example/hook";
    made.secrets["sendgrid_public_key"] = mark == "shop" ? key_of_account : key_of_another;
    if (second && !source.webhook_secret_else.empty()) made.secrets.erase(std::string(source.webhook_secret));
    return made;
}

std::string_view line_of(std::string_view& rest) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return line;
}

std::map<std::string, std::string> pairs_of(std::string_view& rest, std::string_view mark) {
    std::map<std::string, std::string> pairs;
    for (std::string_view line = line_of(rest); !line.empty(); line = line_of(rest)) {
        const std::size_t cut = line.find(mark);
        if (cut != line.npos) pairs[std::string(line.substr(0, cut))] = line.substr(cut + mark.size());
    }
    return pairs;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    std::string_view rest = text_of({bytes, size});
    const Connector* source = find_connector(line_of(rest));
    if (!source) return 0;
    const std::string method(line_of(rest));
    const auto query = pairs_of(rest, "=");
    const Headers headers = pairs_of(rest, ": ");
    const ByteView body = bytes_of(rest);
    for (const bool second : {false, true}) {
        const Account account = account_of(*source, second, "shop");
        const Account another = account_of(*source, second, "another");
        const bool genuine = source->authenticity(body, headers, account) == Authenticity::genuine;
        const bool also = source->authenticity(body, headers, another) == Authenticity::genuine;
        HISTORY_CHECK(!genuine || !also);
        if (source->signed_at) source->signed_at(body, headers, account);
        source->in_window(body, headers, account, 1'787'558'400'000);
        if (source->handshake) source->handshake({method, query, body}, account);
    }
    return 0;
}
