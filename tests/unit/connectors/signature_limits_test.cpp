// Bounds of what proves a sender, at their edges: at the bound it proves, one more proves nothing. The marks were made by another
// program (Python's hmac), so both sides being wrong in the same way is seen. SendGrid's stand in authenticity_test.cpp.
#include "native/connectors/form_body.h"
#include "native/connectors/signature_stripe.h"
#include "native/connectors/signature_twilio.h"
#include "native/connectors/table.h"
#include "native/connectors/telephony_ring.h"
#include "tests/unit/connectors/read_one.h"

using namespace history;
using namespace history::connectors;

namespace {

Account with_secrets(std::map<std::string, std::string> secrets) {
    Account account = test_account();
    account.secrets = std::move(secrets);
    return account;
}

unsigned shake(const char* channel, const char* method, const std::map<std::string, std::string>& query,
               const std::string& body, const Account& account) {
    const auto answer = find_connector(channel)->handshake({method, query, bytes_of(body)}, account);
    return answer ? answer->status : 0;
}

}  // namespace

TEST_CASE("of Stripe's signatures the first 8 are compared, a genuine one behind them proves nothing") {
    const Account account = with_secrets({{"stripe_signing_secret", "whsec_0123456789"}});
    const std::string body = R"({"id":"evt_1"})";
    const auto behind = [&](int others) {
        std::string header = "t=1787558400";
        for (int i = 0; i < others; ++i) header += ",v1=" + std::string(64, 'a');
        header += ",v1=a0981909a1c6d87f8e88fc7874c07aeae5cecddd8bd6c47ba090a37e47bbb78e";
        return check_stripe(bytes_of(body), {{"stripe-signature", header}}, account);
    };
    CHECK(behind(0) == Authenticity::genuine);
    CHECK(behind(7) == Authenticity::genuine);
    CHECK(behind(8) == Authenticity::forged);
    const auto time = [&](const std::string& digits) {
        return stripe_signed_at(bytes_of(body), {{"stripe-signature", "t=" + digits}}, account);
    };
    CHECK(time("000000000001") == 1000);  // 12 digits
    CHECK(time("0000000000001") == 0);
}

TEST_CASE("a secret of 4096 bytes proves what Twilio and Segment sign, one byte more proves nothing") {
    const FormBody form = parse_form(bytes_of("MessageSid=SM1&Body=x"));
    const auto twilio = [&](std::size_t bytes, const char* mark) {
        const Account account = with_secrets(
            {{"twilio_auth_token", std::string(bytes, 'k')}, {"twilio_url", "https://hooks.example/sms"}});
        return check_twilio(form, {{"x-twilio-signature", mark}}, account);
    };
    CHECK(twilio(4096, "1MrMdvV8oKIOZwNLAr0abP/vnu8=") == Authenticity::genuine);
    CHECK(twilio(4097, "VSCyxCiJhFOdUkyDkGbAbdJWjUg=") == Authenticity::forged);
    const auto segment = [&](std::size_t bytes, const char* mark) {
        const Account account = with_secrets({{"segment_shared_secret", std::string(bytes, 'k')}});
        return check_segment(bytes_of("{}"), {{"x-signature", mark}}, account);
    };
    CHECK(segment(4096, "e78cf6527de32c1b4c8c78c3b9b35b0f7f0a4644") == Authenticity::genuine);
    CHECK(segment(4097, "79e555068360f06b0f3a46d4094fd9314d2b6684") == Authenticity::forged);
}

TEST_CASE("Meta's challenge of 256 bytes and VK's handshake of 4 KiB are answered, one byte more is not") {
    const Account meta = with_secrets({{"meta_verify_token", "word"}});
    const auto challenged = [&](std::size_t bytes) {
        return shake("whatsapp", "GET",
                     {{"hub.mode", "subscribe"},
                      {"hub.verify_token", "word"},
                      {"hub.challenge", std::string(bytes, '1')}},
                     "", meta);
    };
    CHECK(challenged(256) == 200);
    CHECK(challenged(257) == 403);
    const Account vk = with_secrets({{"vk_confirmation", "yes"}});
    const std::string body = R"({"type":"confirmation","group_id":1})";
    const auto confirmed = [&](std::size_t bytes) {
        return shake("vk", "POST", {}, body + std::string(bytes - body.size(), ' '), vk);
    };
    CHECK(confirmed(4096) == 200);
    CHECK(confirmed(4097) == 0);  // kept like any other delivery
}

TEST_CASE("an exchange's event of 64 KiB rings, one byte more does not") {
    const std::string event = R"({"event":"ringing","call":"1","from":"+77010000001","to":"100"})";
    const auto rings = [&](std::size_t bytes) {
        return ring_of(bytes_of(event + std::string(bytes - event.size(), ' ')), test_account()).has_value();
    };
    CHECK(rings(64 * 1024));
    CHECK_FALSE(rings(64 * 1024 + 1));
}
