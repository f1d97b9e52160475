#include "core/crypto/keyring.h"

#include <sodium.h>

#include "core/crypto/proquint.h"

namespace history {

namespace {

// BLAKE2b keyed with a secret over domain and parts: the one way in which keys and nonces come from other keys.
void keyed(std::span<std::uint8_t> out, ByteView key, std::string_view domain,
           std::initializer_list<ByteView> parts) {
    crypto_generichash_state state;
    crypto_generichash_init(&state, key.data(), key.size(),
                            out.size());  // keyed: no one without `key` can compute it
    const std::uint8_t length = static_cast<std::uint8_t>(domain.size());
    crypto_generichash_update(&state, &length, 1);  // length first, so that no domain is a prefix of another
    crypto_generichash_update(&state, bytes_of(domain).data(), domain.size());
    for (ByteView part : parts) crypto_generichash_update(&state, part.data(), part.size());
    crypto_generichash_final(&state, out.data(), out.size());
    sodium_memzero(&state, sizeof state);
}

Secret32 derived(const Secret32& key, std::string_view domain, std::initializer_list<ByteView> parts = {}) {
    Secret32 out;
    keyed(out.fill(), key.view(), domain, parts);
    return out;
}

Secret32 random_secret(Random& random) {
    Secret32 secret;
    random.fill(secret.fill());
    return secret;
}

void wipe(Bytes& bytes) {
    sodium_memzero(bytes.data(), bytes.size());
}

SignKey sign_key_of(const Secret32& seed) {
    SignKey key;
    std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> secret;
    crypto_sign_seed_keypair(key.bytes.data(), secret.data(),
                             seed.view().data());  // seed is random or a keyed hash
    sodium_memzero(secret.data(), secret.size());
    return key;
}

Signature sign_with(const Secret32& seed, const SignKey& key, std::string_view domain, ByteView message) {
    std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> secret;  // libsodium's form: seed, then public key
    std::memcpy(secret.data(), seed.view().data(), 32);
    std::memcpy(secret.data() + 32, key.bytes.data(), 32);
    const Bytes bytes = signed_bytes(domain, message);
    Signature signature;
    crypto_sign_detached(signature.bytes.data(), nullptr, bytes.data(), bytes.size(),
                         secret.data());  // domain in front
    sodium_memzero(secret.data(), secret.size());
    return signature;
}

// XChaCha20-Poly1305; the nonce is hedged: a keyed hash of fresh randomness, what is bound and the text, so
// that a cloned machine or a stuck generator repeats one only for the same text in the same place.
Bytes seal_with(Random& random, const Secret32& key, ByteView bound, ByteView plaintext) {
    std::array<std::uint8_t, 32> fresh;
    random.fill(fresh);
    Nonce nonce;
    keyed(nonce.bytes, key.view(), "history nonce 1",
          {fresh, bound, hash_of("history plaintext 1", plaintext).view()});
    Bytes out(24 + plaintext.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES);
    std::memcpy(out.data(), nonce.bytes.data(), 24);
    crypto_aead_xchacha20poly1305_ietf_encrypt(out.data() + 24, nullptr, plaintext.data(), plaintext.size(),
                                               bound.data(), bound.size(), nullptr, nonce.bytes.data(),
                                               key.view().data());  // nonce above
    return out;
}

Result<Bytes> open_with(const Secret32& key, ByteView bound, ByteView sealed, const char* what) {
    if (sealed.size() < 24 + crypto_aead_xchacha20poly1305_ietf_ABYTES) return fail(Errc::corrupt, what);
    Bytes out(sealed.size() - 24 - crypto_aead_xchacha20poly1305_ietf_ABYTES);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(out.data(), nullptr, nullptr, sealed.data() + 24,
                                                   sealed.size() - 24, bound.data(), bound.size(),
                                                   sealed.data(), key.view().data()) != 0)
        return fail(Errc::corrupt,
                    what);  // the tag binds key, nonce, text and what is bound: nothing of it is used
    return out;
}

constexpr std::string_view link_mark = "#join=v1.";

Bytes slot_binding(const WorkspaceId& workspace, const StreamId& stream, std::uint32_t epoch) {
    Writer out;
    out.text("history slot 1");
    out.id(workspace);
    out.id(stream);
    out.u32(epoch);
    return out.take();
}

Bytes bundle_binding(const WorkspaceId& workspace, const SignKey& server) {
    Writer out;
    out.text("history bundle 1");
    out.id(workspace);
    out.id(server);
    return out.take();
}

Secret32 bundle_key(const Secret32& invite) {
    return derived(invite, "history bundle key 1");
}
Secret32 invite_seed(const Secret32& invite) {
    return derived(invite, "history invite key 1");
}

}  // namespace

Secret32::Secret32(ByteView bytes) {
    HISTORY_CHECK(bytes.size() == bytes_.size());
    std::memcpy(bytes_.data(), bytes.data(), bytes_.size());
}
Secret32::~Secret32() {
    sodium_memzero(bytes_.data(), bytes_.size());
}

std::string write_link(const InviteLink& link, std::string_view page) {
    Writer out;
    out.u8(1);
    out.id(link.workspace);
    out.id(link.server);
    out.raw(link.secret.view());
    out.text(link.url);
    std::string text(page.empty() ? std::string_view("history:") : page.substr(0, page.find('#')));
    return text.append(link_mark).append(base64url(out.view()));
}

Result<InviteLink> read_link(std::string_view text) {
    const std::size_t mark = text.find(link_mark);
    if (mark == std::string_view::npos)
        return fail(Errc::usage, "This is no invite link: the part after #join= is missing.");
    std::string_view code = text.substr(mark + link_mark.size());
    code = code.substr(
        0, code.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"));
    if (code.size() > 2048) return fail(Errc::limit, "This invite link is too long.");
    auto bytes = unbase64url(code);
    if (!bytes.ok())
        return fail(Errc::corrupt, "This invite link was cut or changed on its way; ask for a new one.");
    Reader in(*bytes);
    if (in.u8() != 1)
        return fail(Errc::unsupported, "This invite link is of a newer version than this program.");
    InviteLink link;
    link.workspace = in.id<WorkspaceId>();
    link.server = in.id<SignKey>();
    const ByteView secret = in.raw(32);
    if (in.ok()) link.secret = Secret32(secret);
    link.url = in.text();
    if (!in.at_end() || (link.url.compare(0, 5, "ws://") != 0 && link.url.compare(0, 6, "wss://") != 0))
        return fail(Errc::corrupt, "This invite link was cut or changed on its way; ask for a new one.");
    wipe(*bytes);
    return link;
}

Keyring Keyring::found(Random& random, std::string server_url, const SignKey& server,
                       std::vector<std::string> origins, std::uint64_t now_ms, std::string& recovery_words) {
    Keyring keys;
    keys.sign_seed_ = random_secret(random);
    keys.sign_key_ = sign_key_of(keys.sign_seed_);
    keys.box_secret_ = random_secret(random);
    crypto_scalarmult_base(keys.box_key_.bytes.data(),
                           keys.box_secret_.view().data());  // own pair, not a converted one
    keys.device_ = device_id(keys.sign_key_);
    keys.server_ = server;
    keys.server_url_ = std::move(server_url);
    keys.epochs_[1] = random_secret(random);
    keys.item_key_ = random_secret(random);
    keys.local_key_ = random_secret(random);

    const Secret32 recovery = random_secret(random);
    recovery_words = to_proquints(recovery.view());

    RosterRecord genesis;
    genesis.kind = RosterKind::genesis;
    genesis.position = 1;
    genesis.time_ms = now_ms;
    genesis.sign_key = keys.sign_key_;
    genesis.box_key = keys.box_key_;
    genesis.recovery = sign_key_of(recovery);
    genesis.server = server;
    genesis.origins = std::move(origins);
    genesis.signature = keys.sign("history roster 1", roster_message(genesis));
    keys.genesis_ = encode_record(genesis);
    keys.workspace_ = workspace_id(keys.genesis_);
    return keys;
}

Keyring Keyring::from_link(Random& random, const InviteLink& link) {
    Keyring keys;
    keys.sign_seed_ = random_secret(random);
    keys.sign_key_ = sign_key_of(keys.sign_seed_);
    keys.box_secret_ = random_secret(random);
    crypto_scalarmult_base(keys.box_key_.bytes.data(),
                           keys.box_secret_.view().data());  // own pair, not a converted one
    keys.device_ = device_id(keys.sign_key_);
    keys.local_key_ = random_secret(random);
    keys.workspace_ = link.workspace;
    keys.server_ = link.server;
    keys.server_url_ = link.url;
    keys.invite_secret_ = link.secret;
    return keys;
}

Bytes Keyring::secrets() const {
    Writer out;
    out.u8(1);
    out.id(workspace_);
    out.raw(sign_seed_.view());
    out.id(sign_key_);
    out.raw(box_secret_.view());
    out.id(box_key_);
    out.id(server_);
    out.text(server_url_);
    out.raw(item_key_.view());
    out.raw(local_key_.view());
    out.varint(epochs_.size());
    for (const auto& [epoch, key] : epochs_) {
        out.u32(epoch);
        out.raw(key.view());
    }
    out.u8(invite_secret_ ? 1 : 0);
    if (invite_secret_) out.raw(invite_secret_->view());
    out.u64(trusted_gpos_);
    out.id(trusted_root_);
    out.blob(genesis_);
    if (admission_) out.raw(admission_->view());
    return out.take();
}

Result<Keyring> Keyring::restore(ByteView secrets) {
    const auto secret = [](Reader& in) {
        const ByteView bytes = in.raw(32);
        return in.ok() ? Secret32(bytes) : Secret32();
    };
    Reader in(secrets);
    if (in.u8() != 1)
        return fail(Errc::unsupported, "The keys of this device were written by a newer version.");
    Keyring keys;
    keys.workspace_ = in.id<WorkspaceId>();
    keys.sign_seed_ = secret(in);
    keys.sign_key_ = in.id<SignKey>();
    keys.box_secret_ = secret(in);
    keys.box_key_ = in.id<BoxKey>();
    keys.server_ = in.id<SignKey>();
    keys.server_url_ = in.text();
    keys.item_key_ = secret(in);
    keys.local_key_ = secret(in);
    const std::uint64_t epochs = in.varint();
    for (std::uint64_t i = 0; i < epochs && in.ok(); ++i) {
        const std::uint32_t epoch = in.u32();
        keys.epochs_[epoch] = secret(in);
    }
    if (in.u8() == 1) keys.invite_secret_ = secret(in);
    keys.trusted_gpos_ = in.u64();
    keys.trusted_root_ = in.id<Hash>();
    const ByteView genesis = in.blob();
    keys.genesis_.assign(genesis.begin(), genesis.end());
    if (!in.at_end()) keys.admission_ = secret(in);
    if (!in.at_end()) return fail(Errc::corrupt, "The keys of this device are damaged.");
    keys.device_ = device_id(keys.sign_key_);
    return keys;
}

Signature Keyring::sign(std::string_view domain, ByteView message) const {
    return sign_with(sign_seed_, sign_key_, domain, message);
}

void Keyring::keep_admission(std::string_view token) {
    if (!token.empty()) admission_ = Secret32(admission_key(token).view());
}

Hash Keyring::prove_admission(ByteView hello_message) const {
    if (!admission_) return {};
    return admission_proof(admission_->view(), hello_message);  // fresh: the message holds the server's nonce
}

SignKey Keyring::invite_key() const {
    HISTORY_CHECK(invite_secret_);
    return sign_key_of(invite_seed(*invite_secret_));
}

Signature Keyring::sign_as_invite(std::string_view domain, ByteView message) const {
    HISTORY_CHECK(invite_secret_);
    const Secret32 seed = invite_seed(*invite_secret_);
    return sign_with(seed, sign_key_of(seed), domain, message);
}

Bytes Keyring::make_invite(Random& random, Role role, std::uint64_t expires_ms, std::uint64_t now_ms,
                           const Roster& roster, std::uint64_t gpos, const Hash& root, InviteLink& link,
                           Bytes& bundle) const {
    link.workspace = workspace_;
    link.server = server_;
    link.url = server_url_;
    link.secret = random_secret(random);

    Writer keys;
    keys.u8(1);
    keys.varint(epochs_.size());
    for (const auto& [epoch, key] : epochs_) {
        keys.u32(epoch);
        keys.raw(key.view());
    }
    keys.raw(item_key_.view());
    keys.u64(gpos);
    keys.id(root);
    Bytes plaintext = keys.take();
    bundle = seal_with(random, bundle_key(link.secret), bundle_binding(workspace_, server_), plaintext);
    wipe(plaintext);

    RosterRecord record;
    record.kind = RosterKind::invite;
    record.position = roster.position() + 1;
    record.previous = roster.head();
    record.time_ms = now_ms;
    record.author = device_;
    record.invite_key = sign_key_of(invite_seed(link.secret));
    record.role = role;
    record.expires_ms = expires_ms;
    record.bundle_hash = hash_of("history bundle hash 1", bundle);
    record.signature = sign("history roster 1", roster_message(record));
    return encode_record(record);
}

Result<> Keyring::accept_bundle(ByteView bundle) {
    HISTORY_CHECK(invite_secret_);
    TRY_ASSIGN(
        plaintext,
        open_with(bundle_key(*invite_secret_), bundle_binding(workspace_, server_), bundle,
                  "The keys that came with the invite cannot be opened: the invite was changed on its way."));
    Reader in(plaintext);
    std::map<std::uint32_t, Secret32> epochs;
    const std::uint8_t version = in.u8();
    const std::uint64_t count = in.varint();
    for (std::uint64_t i = 0; i < count && in.ok(); ++i) {
        const std::uint32_t epoch = in.u32();
        const ByteView key = in.raw(32);
        if (in.ok()) epochs[epoch] = Secret32(key);
    }
    const ByteView item_key = in.raw(32);
    const std::uint64_t gpos = in.u64();
    const Hash root = in.id<Hash>();
    if (version != 1 || !in.at_end() || epochs.empty())
        return fail(Errc::corrupt, "The keys that came with the invite are damaged.");
    epochs_ = std::move(epochs);
    item_key_ = Secret32(item_key);
    trusted_gpos_ = gpos;
    trusted_root_ = root;
    wipe(plaintext);
    return {};
}

Bytes Keyring::make_join(const Roster& roster, std::uint64_t now_ms) const {
    RosterRecord record;
    record.kind = RosterKind::join;
    record.position = roster.position() + 1;
    record.previous = roster.head();
    record.time_ms = now_ms;
    record.invite_key = invite_key();
    record.sign_key = sign_key_;
    record.box_key = box_key_;
    const Bytes message = roster_message(record);
    record.signature = sign_as_invite("history roster 1", message);
    record.second_signature = sign("history roster 1", message);
    return encode_record(record);
}

Keyring::NewSlot Keyring::make_slot(Random& random, const StreamId& stream, std::uint32_t epoch) const {
    NewSlot made;
    made.key = random_secret(random);
    Writer out;
    out.u8(1);
    out.u32(epoch);
    out.raw(seal_with(random, epochs_.at(epoch), slot_binding(workspace_, stream, epoch), made.key.view()));
    made.slot = out.take();
    HISTORY_CHECK(made.slot.size() == slot_bytes);
    return made;
}

Result<Secret32> Keyring::open_slot(ByteView slot, const StreamId& stream) const {
    if (slot.size() != slot_bytes || slot[0] != 1)
        return fail(Errc::corrupt, "A key slot has another size or version.");
    Reader in(slot.subspan(1));
    const std::uint32_t epoch = in.u32();
    auto key = epochs_.find(epoch);
    if (key == epochs_.end())
        return fail(Errc::unauthorized, "This device has no key of the epoch of a slot.");
    TRY_ASSIGN(opened, open_with(key->second, slot_binding(workspace_, stream, epoch), slot.subspan(5),
                                 "A key slot cannot be opened."));
    Secret32 secret{ByteView(opened)};
    wipe(opened);
    return secret;
}

Secret32 Keyring::content_key(std::uint32_t epoch, const Secret32& stream_key, const StreamId& stream) const {
    auto found = epochs_.find(epoch);
    HISTORY_CHECK(found != epochs_.end());
    return derived(found->second, "history content 1",
                   {stream_key.view(), stream.view()});  // needs both factors
}

Result<Bytes> Keyring::seal(Random& random, EnvelopeHeader header, const Secret32& stream_key,
                            ByteView plaintext) const {
    const std::size_t length = padded_size(plaintext.size());
    if (length == 0) return fail(Errc::limit, "An envelope's deltas do not fit into 64 KiB.");
    header.length = static_cast<std::uint32_t>(length);
    header.workspace_tag = workspace_tag(workspace_);
    header.device = device_;
    Bytes padded(length - crypto_aead_xchacha20poly1305_ietf_ABYTES);
    std::memcpy(padded.data(), plaintext.data(), plaintext.size());

    const Secret32 key = content_key(header.epoch, stream_key, header.stream);
    Writer out;
    encode_header(out, header);
    const Bytes bound(out.view().begin(), out.view().end());
    const Bytes sealed = seal_with(random, key, bound, padded);  // the whole header is associated data
    wipe(padded);
    Hash commitment;
    keyed(commitment.bytes, key.view(), "history commitment 1",
          {ByteView(sealed).first(24)});  // AEAD alone does not commit to a key
    out.raw(ByteView(sealed).first(24));
    out.id(commitment);
    out.raw(ByteView(sealed).subspan(24));
    return out.take();
}

Result<Bytes> Keyring::open(const EnvelopeView& envelope, const Secret32& stream_key) const {
    if (epochs_.find(envelope.header.epoch) == epochs_.end())
        return fail(Errc::unauthorized, "This device has no key of an envelope's epoch.");
    const Secret32 key = content_key(envelope.header.epoch, stream_key, envelope.header.stream);
    Hash commitment;
    keyed(commitment.bytes, key.view(), "history commitment 1", {envelope.nonce.view()});
    if (!equal_constant_time(commitment.view(), envelope.commitment.view()))
        return fail(Errc::corrupt, "An envelope was sealed under another key than its stream's.");
    if (envelope.ciphertext.size() < crypto_aead_xchacha20poly1305_ietf_ABYTES)
        return fail(Errc::corrupt, "An envelope is too short.");
    Bytes out(envelope.ciphertext.size() - crypto_aead_xchacha20poly1305_ietf_ABYTES);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(out.data(), nullptr, nullptr, envelope.ciphertext.data(),
                                                   envelope.ciphertext.size(), envelope.header_bytes.data(),
                                                   envelope.header_bytes.size(), envelope.nonce.bytes.data(),
                                                   key.view().data()) != 0)
        return fail(Errc::corrupt,
                    "An envelope's seal is broken.");  // any changed bit of header or text ends here
    return out;
}

Hash Keyring::pin_hash(ByteView salt, std::string_view colleague, std::string_view pin) const {
    Hash hash;
    const std::uint8_t length = static_cast<std::uint8_t>(colleague.size());  // so that no id runs into a PIN
    keyed(hash.bytes, item_key_.view(), "history pin 1",
          {salt, ByteView(&length, 1), bytes_of(colleague), bytes_of(pin)});
    return hash;
}

Bytes Keyring::seal_local(Random& random, ByteView key, ByteView plaintext) const {
    return seal_with(random, local_key_, key, plaintext);
}

Result<Bytes> Keyring::open_local(ByteView key, ByteView sealed) const {
    return open_with(local_key_, key, sealed, "A row that this device sealed for itself is damaged.");
}

Secret32 Keyring::local_key_of(const Secret32& stream_key) const {
    Secret32 key;
    keyed(key.fill(), local_key_.view(), "history local 1", {stream_key.view()});
    return key;
}

Bytes Keyring::seal_local_of(Random& random, const Secret32& stream_key, ByteView key,
                             ByteView plaintext) const {
    return seal_with(random, local_key_of(stream_key), key, plaintext);
}

Result<Bytes> Keyring::open_local_of(const Secret32& stream_key, ByteView key, ByteView sealed) const {
    return open_with(local_key_of(stream_key), key, sealed,
                     "A row that this device sealed under a customer's key is damaged.");
}

}  // namespace history
