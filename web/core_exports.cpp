// Entry points of core.wasm. JavaScript makes one Core and passes it back with every call; bytes come in through buffers of
// core_buffer(), which the call that takes them frees. Nothing here calls back into JavaScript's turn except core_ask's answer.
#include <emscripten.h>

#include <cstdlib>

#include "core/crypto/passphrase.h"
#include "web/core_desk.h"
#include "web/core_ports.h"

extern "C" {  // core_imports.js
void history_changed();
void history_answer(std::uint32_t request, bool ok, const char* text, std::uint32_t size);
}

namespace {
using namespace history;

struct Core {
    explicit Core(std::string country)
        : desk({clock, random, storage, transport, vault}, std::move(country)) {
        desk.on_change([] { history_changed(); });
    }
    web::WebClock clock;
    web::WebRandom random;
    web::WebStorage storage;
    web::WebTransport transport;
    web::WebVault vault;
    web::Desk desk;
};

struct Buffer {  // of core_buffer(); wiped and freed with the call that took it
    Buffer(std::uint8_t* bytes, std::uint32_t size) : data(bytes), length(size) {}
    Buffer(const Buffer&) = delete;
    Buffer& operator=(const Buffer&) = delete;
    ~Buffer() {
        volatile std::uint8_t* wiped = data;
        for (std::uint32_t i = 0; i < length; ++i) wiped[i] = 0;
        std::free(data);
    }
    ByteView view() const { return {data, length}; }
    std::string text() const { return std::string(text_of(view())); }
    std::uint8_t* data;
    std::uint32_t length;
};

// What core_lock and core_unlock return: size u32, then Errc u8 (0: fine), then the answer or one sentence. Not freed: the
// instance goes, with all its memory.
const std::uint8_t* locksmith_says(Result<Bytes> answer) {
    const Error error = answer.ok() ? Error{} : answer.error();
    const ByteView said = answer.ok() ? ByteView(*answer) : bytes_of(error.what);
    Writer out;
    out.u32(static_cast<std::uint32_t>(1 + said.size()));
    out.u8(answer.ok() ? 0 : static_cast<std::uint8_t>(error.code));
    out.raw(said);
    return (new Bytes(out.take()))->data();
}

Result<> outcome(bool ok, const Buffer& sentence) {
    if (ok) return {};
    return fail(Errc::storage, sentence.text());
}
}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE std::uint8_t* core_buffer(std::uint32_t size) {
    auto* bytes = static_cast<std::uint8_t*>(std::malloc(size > 0 ? size : 1));
    HISTORY_CHECK(bytes != nullptr);
    return bytes;
}

EMSCRIPTEN_KEEPALIVE Core* core_create(std::uint8_t* country, std::uint32_t size) {
    return new Core(Buffer(country, size).text());
}

// words: count u32, count x (length u32, UTF-8). The answer comes through history_answer, perhaps before this returns.
EMSCRIPTEN_KEEPALIVE void core_ask(Core* core, std::uint32_t request, std::uint32_t what, std::uint8_t* words,
                                   std::uint32_t size) {
    std::vector<std::string> list;
    {
        const Buffer buffer(words, size);
        Reader in(buffer.view());
        const std::uint32_t count = in.u32();
        for (std::uint32_t i = 0; i < count && in.ok(); ++i) list.emplace_back(text_of(in.raw(in.u32())));
    }
    core->desk.ask(static_cast<web::Ask>(what), std::move(list), [request](Result<std::string> answer) {
        const std::string& text = answer.ok() ? *answer : answer.error().what;
        history_answer(request, answer.ok(), text.data(), static_cast<std::uint32_t>(text.size()));
    });
}

EMSCRIPTEN_KEEPALIVE void core_read_done(Core* core, std::uint32_t ticket, bool ok, std::uint8_t* rows,
                                         std::uint32_t size) {
    const Buffer buffer(rows, size);
    if (ok)
        core->storage.read_done(ticket, buffer.view());
    else
        core->storage.read_done(ticket, fail(Errc::storage, buffer.text()));
}

EMSCRIPTEN_KEEPALIVE void core_commit_done(Core* core, std::uint32_t ticket, bool ok, std::uint8_t* sentence,
                                           std::uint32_t size) {
    const Buffer buffer(sentence, size);
    core->storage.commit_done(ticket, outcome(ok, buffer));
}

EMSCRIPTEN_KEEPALIVE void core_kept(Core* core, std::uint32_t ticket, bool ok, std::uint8_t* sentence,
                                    std::uint32_t size) {
    const Buffer buffer(sentence, size);
    core->vault.store_done(ticket, outcome(ok, buffer));
}

// --- the lock of a device (core/crypto/passphrase.h), in an instance of its own: Argon2id takes 64 MiB, memory never shrinks,
// and the whole of it is wiped by web/src/locksmith.ts. A fresh key, 32 bytes, followed by what keeps it.
EMSCRIPTEN_KEEPALIVE const std::uint8_t* core_lock(std::uint8_t* passphrase, std::uint32_t size) {
    const Buffer words(passphrase, size);
    web::WebRandom random;
    Secret32 key;
    random.fill(key.fill());
    auto locked = lock_key(random, text_of(words.view()), key);
    if (!locked.ok()) return locksmith_says(locked.error());
    Writer out;
    out.raw(key.view());
    out.raw(*locked);
    return locksmith_says(out.take());
}
// The 32 bytes of the key.
EMSCRIPTEN_KEEPALIVE const std::uint8_t* core_unlock(std::uint8_t* passphrase, std::uint32_t size,
                                                     std::uint8_t* locked, std::uint32_t locked_size) {
    const Buffer words(passphrase, size), kept(locked, locked_size);
    const auto key = unlock_key(text_of(words.view()), kept.view());
    if (!key.ok()) return locksmith_says(key.error());
    return locksmith_says(Bytes(key->view().begin(), key->view().end()));
}

// --- the connection; only after Ask::start was answered
EMSCRIPTEN_KEEPALIVE bool core_wants_connection(Core* core) {
    return core->desk.replica()->wants_connection();
}
EMSCRIPTEN_KEEPALIVE void core_opened(Core* core) {
    core->desk.replica()->on_open();
}
EMSCRIPTEN_KEEPALIVE void core_closed(Core* core) {
    core->desk.replica()->on_close();
}
EMSCRIPTEN_KEEPALIVE void core_tick(Core* core) {
    core->desk.replica()->tick();
}
EMSCRIPTEN_KEEPALIVE void core_message(Core* core, std::uint8_t* message, std::uint32_t size) {
    const Buffer buffer(message, size);
    core->desk.replica()->on_message(buffer.view());
}

}  // extern "C"
