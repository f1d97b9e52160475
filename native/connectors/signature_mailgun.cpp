#include "native/connectors/signature_mailgun.h"

#include "core/wire/hash.h"
#include "native/connectors/mailing_event.h"
#include "native/connectors/row_json.h"
#include "native/connectors/signature.h"

namespace history::connectors {

namespace {

// Nothing when the body is no JSON; a null value when it is not signed.
std::optional<Json> signature_in(ByteView body) {
    if (body.size() > body_limit || !looks_like_json(body)) return std::nullopt;
    const std::optional<Json> value = parse_json(text_of(body));
    return value ? std::optional(at(*value, "signature")) : std::nullopt;
}

}  // namespace

Authenticity check_mailgun(ByteView body, const Account& account) {
    const auto secret = account.secrets.find("mailgun_signing_key");
    if (secret == account.secrets.end() || secret->second.empty()) return Authenticity::missing;
    const std::optional<Json> signature = signature_in(body);
    if (!signature) return Authenticity::missing;  // it is kept and shown as what it is: no JSON
    const Result<Bytes> shown = unhex(text_at(*signature, "signature"));
    const std::string time = text_at(*signature, "timestamp"), token = text_at(*signature, "token");
    const Bytes own = hmac_sha256(secret->second, {bytes_of(time), bytes_of(token)});
    const bool same = shown.ok() && shown->size() == own.size() && equal_constant_time(*shown, own);
    return same && !time.empty() && !token.empty() ? Authenticity::genuine : Authenticity::forged;
}

std::uint64_t mailgun_signed_at(ByteView body) {
    return mailing_ms(at(signature_in(body).value_or(Json()), "timestamp"));
}

std::string mailgun_token(ByteView body) {
    return text_at(signature_in(body).value_or(Json()), "token");
}

}  // namespace history::connectors
