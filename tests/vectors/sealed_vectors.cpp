// Prints the golden vector of what is sealed: a slot, and an envelope with its plaintext, from a fixed seed. `sealed.json` is
// this output, kept; check_sealed.py opens both from the keys with PyNaCl and no code of the project.
#include <cstdio>

#include "core/crypto/keyring.h"
#include "core/model/delta.h"
#include "core/port/fakes.h"

using namespace history;

namespace {
// The first epoch's key out of the vault's bytes (keyring.cpp, secrets()): the keyring itself never shows it.
std::string epoch_key(const Keyring& keys) {
    const Bytes secrets = keys.secrets();
    Reader in(secrets);
    in.raw(1 + 6 * 32);
    in.text();
    in.raw(2 * 32);
    HISTORY_CHECK(in.varint() == 1 && in.u32() == 1);
    return hex(in.raw(32));
}
}  // namespace

int main() {
    fakes::SeededRandom random(2026);
    SignKey server;
    random.fill(server.bytes);
    std::string words;
    const Keyring keys = Keyring::found(random, "ws://127.0.0.1:7070", server, {}, 1'760'000'000'000, words);
    StreamId stream;
    random.fill(stream.bytes);
    const auto slot = keys.make_slot(random, stream, 1);
    const std::string item = joined_key("telegram", "shop_bot", "51:7");
    const Delta delta{{1'760'000'000'000, 3, keys.device()},
                      9,
                      "anna",
                      {{EntityKind::item, item, "kind", "message"},
                       {EntityKind::item, item, "at", "1759999990000"},
                       {EntityKind::item, item, "text", "Сәлем!"}}};
    const Bytes body = encode_deltas({delta});
    EnvelopeHeader header;
    header.stream = stream;
    header.epoch = 1;
    header.number = 1;
    header.first = true;
    header.slot_hash = slot_hash(slot.slot);
    auto envelope = keys.seal(random, header, slot.key, body);
    HISTORY_CHECK(envelope.ok());
    std::printf(
        "{\"workspace\": \"%s\",\n \"device\": \"%s\",\n \"stream\": \"%s\",\n \"epoch_key\": \"%s\",\n "
        "\"stream_key\": \"%s\",\n \"slot\": \"%s\",\n"
        " \"body\": \"%s\",\n \"envelope\": \"%s\"}\n",
        hex(keys.workspace().view()).c_str(), hex(keys.device().view()).c_str(), hex(stream.view()).c_str(),
        epoch_key(keys).c_str(), hex(slot.key.view()).c_str(), hex(slot.slot).c_str(), hex(body).c_str(),
        hex(*envelope).c_str());
}
