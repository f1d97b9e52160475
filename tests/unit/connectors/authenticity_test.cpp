// Every signature scheme of a webhook in one table: who is taken, and who is not. The marks were made by other programs
// (Python's hmac, the openssl command) over these bytes, so both sides being wrong in the same way is seen. `from_docs`: no
// vendor ever signed these.
#include <doctest/doctest.h>

#include "native/connectors/table.h"
#include "tests/unit/connectors/folder.h"

using namespace history;
using namespace history::connectors;

namespace {

constexpr std::uint64_t signed_ms = 1787558400000;  // 2026-08-24T08:00:00Z
const std::string json = R"({"id":"1","text":"Сәлем ☕"})";
// The same value, written by another program: other spaces, other order, escapes.
const std::string json_again = R"({"text": "\u0421\u04d9\u043b\u0435\u043c \u2615", "id": "1"})";

// What a scheme's mark covers.
enum class Over : std::uint8_t {
    bytes,   // the raw body: any other byte is refused, be the meaning the same
    fields,  // the fields of a form, however they are written
    itself,  // a shared word, or marks of their own: the rest of the body may be anything
};

struct Scheme {
    const char* name;
    const char* channel;
    Over over;
    std::map<std::string, std::string> secrets;
    std::string wrong_name, wrong_secret;  // the secret of somebody else
    Headers headers;
    std::string body, again;  // again: the same meaning in other bytes
    std::string bare;         // without its mark, where the mark stands in the body
    std::uint64_t at = 0;     // when it was signed, by a vendor that says so
    std::uint64_t window_ms = 0;
};

constexpr std::uint64_t minutes_5 = 5 * 60 * 1000, day = 24 * 60 * 60 * 1000;
const std::string sendgrid_key =
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE441RgvtAaS0t50f3Y6kxAt+dZgTdZ+cLdKQi6hw3tsh8OOie2hxRyTMFjwiTGny4/"
    "4XTU1ogz5sJ4DtLkb+Qbw==";
const std::string sendgrid_other_key =
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEIqrnx4LV0FLoW1g7XgQwVsV048FRViyqYcdyVp5i8ZbzvfEpMsqBFyXWtgZVSYeKz4"
    "jszvvjILqCULA7u+2ssg==";
const std::string sendgrid_mark =
    "MEQCICbTET22eIRGD/WtGHcOoh6wmSu9ml3lWxlmsFnNr6aHAiAr1rrUvSbqsKFaBp0SSjUxmSt9pB7TMGOiS/TSjdqeEg==";

Headers sendgrid_headers() {
    return {{"x-twilio-email-event-webhook-signature", sendgrid_mark},
            {"x-twilio-email-event-webhook-timestamp", "1787558400"}};
}

Scheme meta(const char* channel) {
    return {
        channel,
        channel,
        Over::bytes,
        {{"meta_app_secret", "app-secret"}},
        "meta_app_secret",
        "app-secreT",
        {{"x-hub-signature-256", "sha256=7f0b74d64deec261acfb95f03c6b659a592a2059e7d19e4ae8e6b93087aedc2c"}},
        json,
        json_again,
        {}};
}

std::vector<Scheme> schemes() {
    const std::string
        sms = "MessageSid=SM1&From=%2B77010000006&Body=%D0%93%D0%B4%D0%B5+%D0%B7%D0%B0%D0%BA%D0%B0%D0%B7%3F",
        sms_again =
            "Body=%d0%93%d0%b4%d0%b5%20%d0%b7%d0%b0%d0%ba%d0%b0%d0%b7%3f&From=%2b77010000006&"
            "MessageSid=SM1";
    const std::string smsc = "phone=77010000006&mes=%D0%A1%D3%99%D0%BB%D0%B5%D0%BC&to=77000000000";
    const std::string mailgun =
        R"("signature":{"timestamp":"1787558400","token":"0123456789abcdef","signature":)"
        R"("ed90c772310a6a3c23c37b42bdc90077e1b11ba87ebf95dfedecc431d19bbe44"})";
    return {
        {"Telegram",
         "telegram",
         Over::itself,
         {{"telegram_secret_token", "tg-Word_1"}},
         "telegram_secret_token",
         "tg-Word_2",
         {{"x-telegram-bot-api-secret-token", "tg-Word_1"}},
         json,
         json_again,
         {}},
        meta("whatsapp"),
        meta("instagram"),
        meta("messenger"),
        {"VK",
         "vk",
         Over::itself,
         {{"vk_secret", "word"}},
         "vk_secret",
         "wore",
         {{"host", "hooks.example"}},
         R"({"type":"message_new","group_id":1,"object":{},"secret":"word"})",
         R"({ "secret": "\u0077ord", "object": {}, "group_id": 1, "type": "message_new" })",
         R"({"type":"message_new","group_id":1,"object":{}})"},
        {"Viber",
         "viber",
         Over::bytes,
         {{"viber_auth_token", "viber-token"}},
         "viber_auth_token",
         "viber-tokem",
         {{"x-viber-content-signature", "8afbcead412c14f98286a1ed741cd377ad4a9f78ca960ec5a756e426b14e8656"}},
         json,
         json_again,
         {}},
        {"Twilio Messaging",
         "sms",
         Over::fields,
         {{"twilio_auth_token", "auth-token"}, {"twilio_url", "https://hooks.shop.example/sms/7701"}},
         "twilio_url",
         "https://hooks.shop.example/sms/7701?a=1",
         {{"x-twilio-signature", "UKt6kXaxk7usbo+hnuTc5FQ6bRs="}},
         sms,
         sms_again,
         {}},
        {"Twilio Voice",
         "telephony",
         Over::fields,
         {{"twilio_auth_token", "auth-token"}, {"twilio_url", "https://hooks.shop.example/telephony/pbx"}},
         "twilio_auth_token",
         "auth-tokem",
         {{"x-twilio-signature", "1jLGpsF7JNzDvcGKDIdWF51FGc0="}},
         "CallSid=CA1&From=%2B77010001234&CallStatus=completed",
         "CallStatus=completed&CallSid=CA1&From=%2b77010001234",
         {}},
        {"SMSC.ru",
         "sms",
         Over::fields,
         {{"smsc_secret", "smsc-key"}},
         "smsc_secret",
         "smsc-kez",
         {{"host", "hooks.example"}},
         smsc + "&sha1=5c05f60697d9da5b027f1dc552688dc446e29fc2",
         "sha1=5C05F60697D9DA5B027F1DC552688DC446E29FC2&to=77000000000&mes=%d0%a1%d3%99%d0%bb%d0%b5%d0%bc&"
         "phone=77010000006",
         smsc},
        {"Stripe",
         "payments",
         Over::bytes,
         {{"stripe_signing_secret", "whsec_test"}},
         "stripe_signing_secret",
         "whsec_tesu",
         {{"stripe-signature",
           "t=1787558400,v1=22c1ce9646413732829da763e228c8a2d99bbcd9e4accdd44b71376a12294146"}},
         json,
         json_again,
         {},
         signed_ms,
         minutes_5},
        {"Shopify",
         "shopify",
         Over::bytes,
         {{"shopify_client_secret", "client-secret"}},
         "shopify_client_secret",
         "client-secreu",
         {{"x-shopify-hmac-sha256", "wi6+PgE1ynA9/Xj6qxEWlW48tYoAg+NsFToMG9x0Cn4="}},
         json,
         json_again,
         {}},
        {"HubSpot v3",
         "hubspot",
         Over::bytes,
         {{"hubspot_client_secret", "client-secret"},
          {"hubspot_url", "https://hooks.shop.example/hubspot/portal?a=1"}},
         "hubspot_url",
         "https://hooks.shop.example/hubspot/portal?a=2",
         {{"x-hubspot-signature-v3", "udE2r3CgAyYkgu5BsYL3Kj9FvboZdE0tTU92q9st7L8="},
          {"x-hubspot-request-timestamp", "1787558400000"}},
         json,
         json_again,
         {},
         signed_ms,
         minutes_5},
        {"Zendesk",
         "zendesk",
         Over::bytes,
         {{"zendesk_signing_secret", "signing-secret"}},
         "zendesk_signing_secret",
         "signing-secreu",
         {{"x-zendesk-webhook-signature", "AvelGFQx6GEg+WHm8qA48FFMuiFIomqzWUK0Gbwvew0="},
          {"x-zendesk-webhook-signature-timestamp", "2026-08-24T08:00:00Z"}},
         json,
         json_again,
         {},
         signed_ms,
         minutes_5},
        {"Chatwoot",
         "chatwoot",
         Over::bytes,
         {{"chatwoot_webhook_secret", "chat-secret"}},
         "chatwoot_webhook_secret",
         "chat-secreu",
         {{"x-chatwoot-signature", "sha256=dfea8c6091179c812433eddc8bb39805905a852108eee3275d393e4e39099048"},
          {"x-chatwoot-timestamp", "1787558400"}},
         json,
         json_again,
         {},
         signed_ms,
         minutes_5},
        {"EasyPost",
         "delivery",
         Over::bytes,
         {{"delivery_webhook_secret", "s\u00e9cret"}},
         "delivery_webhook_secret",
         "secret",
         {{"x-hmac-signature",
           "hmac-sha256-hex=2cc17e002ad37033401c800a27e61eaff006a6e19da28d6f013379019f557499"}},
         json,
         json_again,
         {}},
        {"Segment",
         "segment",
         Over::bytes,
         {{"segment_shared_secret", "shared"}},
         "segment_shared_secret",
         "sharee",
         {{"x-signature", "46bf87f50daba88d449574903ce8f837497d6180"}},
         json,
         json_again,
         {}},
        {"SendGrid",
         "mailing",
         Over::bytes,
         {{"sendgrid_public_key", sendgrid_key}},
         "sendgrid_public_key",
         sendgrid_other_key,
         sendgrid_headers(),
         json,
         json_again,
         {},
         signed_ms,
         day},
        {"Mailgun",
         "mailing",
         Over::itself,
         {{"mailgun_signing_key", "mail-key"}},
         "mailgun_signing_key",
         "mail-kez",
         {{"host", "hooks.example"}},
         "{" + mailgun + R"(,"event-data":{"event":"opened"}})",
         R"({ "event-data": { "event":"opened" }, )" + mailgun + " }",
         R"({"event-data":{"event":"opened"}})",
         signed_ms,
         day}};
}

// As the webhooks take a delivery for the vendor's (native/agent/webhooks.cpp).
bool taken(const Scheme& scheme, const std::string& body, const Headers& headers,
           const std::map<std::string, std::string>& secrets, std::uint64_t now = signed_ms) {
    Account account;
    account.secrets = secrets;
    const Connector& source = *find_connector(scheme.channel);
    return source.authenticity(bytes_of(body), headers, account) == Authenticity::genuine &&
           source.in_window(bytes_of(body), headers, account, now);
}

std::string changed(std::string text, std::size_t place) {
    text[place] = static_cast<char>(text[place] ^ 1);
    return text;
}

}  // namespace

TEST_CASE("every source that signs has its vector here") {
    std::map<std::string, int> seen;
    for (const Scheme& scheme : schemes())
        for (const auto& [name, value] : scheme.secrets) ++seen[scheme.channel + ("/" + name)];
    for (const Connector* source : all_connectors())
        for (const std::string_view secret : {source->webhook_secret, source->webhook_secret_else}) {
            CAPTURE(source->channel);
            CAPTURE(secret);
            if (!secret.empty()) CHECK(seen[std::string(source->channel) + "/" + std::string(secret)] > 0);
        }
}

TEST_CASE("what the vendor signed is taken, written by another program only where no bytes are signed") {
    for (const Scheme& scheme : schemes()) {
        CAPTURE(scheme.name);
        CHECK(taken(scheme, scheme.body, scheme.headers, scheme.secrets));
        REQUIRE(scheme.again != scheme.body);
        CHECK(taken(scheme, scheme.again, scheme.headers, scheme.secrets) == (scheme.over != Over::bytes));
    }
}

TEST_CASE("one changed byte of what is signed is refused, wherever it stands") {
    for (const Scheme& scheme : schemes()) {
        CAPTURE(scheme.name);
        if (scheme.over != Over::itself)
            for (std::size_t i = 0; i < scheme.body.size(); ++i) {
                CAPTURE(i);
                CHECK_FALSE(taken(scheme, changed(scheme.body, i), scheme.headers, scheme.secrets));
            }
        else
            CHECK(taken(scheme, scheme.body + ' ', scheme.headers, scheme.secrets));
        if (scheme.over == Over::bytes) {
            CHECK_FALSE(taken(scheme, scheme.body + ' ', scheme.headers, scheme.secrets));
            CHECK_FALSE(taken(scheme, "", scheme.headers, scheme.secrets));
        }
        if (!scheme.bare.empty()) continue;  // the mark is in the body; its headers are nothing
        for (const auto& [name, value] : scheme.headers)
            for (std::size_t i = 0; i < value.size(); ++i) {
                CAPTURE(name);
                CAPTURE(i);
                Headers headers = scheme.headers;
                headers[name] = changed(value, i);
                CHECK_FALSE(taken(scheme, scheme.body, headers, scheme.secrets));
                headers[name] = value.substr(0, i);
                CHECK_FALSE(taken(scheme, scheme.body, headers, scheme.secrets));
            }
    }
}

TEST_CASE("a mark in the body is refused when one byte of it is another") {
    for (const Scheme& scheme : schemes()) {
        CAPTURE(scheme.name);
        if (scheme.bare.empty() || scheme.over != Over::itself) continue;
        const bool mailguns = scheme.channel == std::string_view("mailing");
        for (const std::string_view part :
             mailguns ? std::vector<std::string_view>{"1787558400", "0123456789abcdef", "ed90c7723"}
                      : std::vector<std::string_view>{"word"}) {
            const std::size_t begin = scheme.body.find(part);
            REQUIRE(begin != std::string::npos);
            for (std::size_t i = begin; i < begin + part.size(); ++i) {
                CAPTURE(i);
                CHECK_FALSE(taken(scheme, changed(scheme.body, i), scheme.headers, scheme.secrets));
            }
        }
    }
}

TEST_CASE("without its mark, or with the secret of somebody else, nothing is taken") {
    for (const Scheme& scheme : schemes()) {
        CAPTURE(scheme.name);
        Account account;
        account.secrets = scheme.secrets;
        const Connector& source = *find_connector(scheme.channel);
        if (!scheme.bare.empty()) {
            CHECK_FALSE(taken(scheme, scheme.bare, scheme.headers, scheme.secrets));
        } else {
            for (const auto& [name, value] : scheme.headers) {
                CAPTURE(name);
                Headers headers = scheme.headers;
                headers.erase(name);
                headers["host"] = "hooks.example";
                CHECK(source.authenticity(bytes_of(scheme.body), headers, account) == Authenticity::forged);
            }
        }
        account.secrets[scheme.wrong_name] = scheme.wrong_secret;
        CHECK(source.authenticity(bytes_of(scheme.body), scheme.headers, account) == Authenticity::forged);
        for (const auto& [name, value] : scheme.secrets) {
            account.secrets = scheme.secrets;
            account.secrets[name].clear();
            CHECK(source.authenticity(bytes_of(scheme.body), scheme.headers, account) !=
                  Authenticity::genuine);
            account.secrets.erase(name);
            CHECK(source.authenticity(bytes_of(scheme.body), scheme.headers, account) ==
                  Authenticity::missing);
        }
    }
}

TEST_CASE("a vendor's window: its edge is taken, a millisecond more is not") {
    for (const Scheme& scheme : schemes()) {
        CAPTURE(scheme.name);
        const Connector& source = *find_connector(scheme.channel);
        const auto at = [&](std::uint64_t now) {
            return taken(scheme, scheme.body, scheme.headers, scheme.secrets, now);
        };
        if (scheme.at == 0) {  // a vendor that signs no time: its deliveries are good for ever
            CHECK_MESSAGE((source.signed_at == nullptr), scheme.name);
            CHECK(at(signed_ms + 400 * day));
            continue;
        }
        CHECK(source.window_ms == scheme.window_ms);
        CHECK(at(scheme.at + scheme.window_ms));
        CHECK(at(scheme.at - scheme.window_ms));
        CHECK_FALSE(at(scheme.at + scheme.window_ms + 1));
        CHECK_FALSE(at(scheme.at - scheme.window_ms - 1));
    }
}

TEST_CASE("SendGrid's key is a point of P-256; nothing else proves anything") {
    const Scheme scheme{"SendGrid", "mailing", Over::bytes, {}, {}, {}, sendgrid_headers(), json, {}, {}};
    const auto with = [&](const std::string& key, const std::string& mark) {
        Headers headers = sendgrid_headers();
        headers["x-twilio-email-event-webhook-signature"] = mark;
        return taken(scheme, json, headers, {{"sendgrid_public_key", key}});
    };
    CHECK(with(sendgrid_key, sendgrid_mark));
    // The same bytes, rightly signed by a key of P-384; a key of Ed25519; no key at all.
    CHECK_FALSE(
        with("MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEUHVAjEAQZFwvItarCpp6aWEmLLOsH8kZYeQ4NB6wYXVTWYIlDOgzF4GQBg0Dpef"
             "xt3tCzN4bLtWNcYGiRruePa/1f+A+lyXKOvWe/VminxlGTofO3bMCdx+YtRKFHk0J",
             "MGQCME7Dv3p8sEQnrX3eKkuXoP+rZjiD5DYo6it3id/DSflXZdRTMk2twsal3a83kAEcDwIwXZEubGzdPX8PE25r4WrcumI"
             "5fZTWaHTlkx2nE9bh/sqgoMVuUN2nQ/1vJHDmQ2Sb"));
    CHECK_FALSE(with("MCowBQYDK2VwAyEATXv/nlttlk3NIUOyafpJG+B7M5Tb3kc4d//nCuB9s8g=", sendgrid_mark));
    CHECK_FALSE(with("no key", sendgrid_mark));
    CHECK_FALSE(with(sendgrid_key.substr(0, 40), sendgrid_mark));
    CHECK_FALSE(with(sendgrid_key, ""));
    CHECK_FALSE(with(sendgrid_key, std::string(100000, 'A')));
    // At most 1024 letters are read: what stands behind the key is no part of it.
    const std::string longest = sendgrid_key.substr(0, sendgrid_key.find('=')) + std::string(902, 'A');
    REQUIRE(longest.size() == 1024);
    CHECK(with(longest, sendgrid_mark));
    CHECK_FALSE(with(longest + "AAAA", sendgrid_mark));
    // An account of SendGrid's takes no body that Mailgun's key would prove, for it has none.
    Account account;
    account.secrets = {{"sendgrid_public_key", sendgrid_key}, {"mailgun_signing_key", "mail-key"}};
    const Scheme mailgun = schemes().back();
    CHECK(find_connector("mailing")->authenticity(bytes_of(mailgun.body), mailgun.headers, account) ==
          Authenticity::forged);
}

TEST_CASE("signatures of the test world: accepted and refused exactly") {
    if (sample_files("world").empty()) return;  // said aloud
    const auto truth = parse_json(bytes_in(sample_folder("world/truth/signatures.json")));
    const auto secrets = parse_json(bytes_in(sample_folder("world/secrets.json")));
    REQUIRE(truth);
    REQUIRE(secrets);
    std::size_t count = 0, listed = 0;
    for (const auto& file : sample_files("world")) count += file.string().ends_with(".headers.json") ? 1 : 0;
    for (const char* word : {"accepted", "refused"})
        for (const Json& one : at(*truth, word)) {
            const std::string name = text_at(one, "file");
            CAPTURE(name);
            Account account;
            account.name = text_at(one, "account");
            for (const auto& [secret, value] : secrets->items())
                account.secrets[secret] = value.get<std::string>();
            const auto path = sample_folder("world/" + name);
            const std::string body = bytes_in(path);
            REQUIRE_FALSE(body.empty());
            const Headers headers = sidecar(path);
            listed += headers.empty() ? 0 : 1;
            const Connector& source = *find_connector(text_at(one, "channel"));
            CHECK(source.authenticity(bytes_of(body), headers, account) ==
                  (word == std::string_view("accepted") ? Authenticity::genuine : Authenticity::forged));
            // The items that a refused delivery would have made: named, so the delivery is no empty one.
            CHECK(at(one, "items").size() > 0);
        }
    CHECK(at(*truth, "accepted").size() == 34);
    CHECK(at(*truth, "refused").size() == 16);
    CHECK(listed == count);  // every signed delivery is one of the two lists
}
