// Prints the golden vectors of the wire formats as JSON, made by the project's own code from fixed seeds. `vectors.json` is
// this output, kept: natively and as Wasm the program must print the same, and check.py must find the same from the fields.
#include <cstdio>
#include <string>

#include "tests/unit/sync/test_device.h"

using namespace history;
using namespace history::testing;

namespace {
std::string quoted(const std::string& text) {
    return "\"" + text + "\"";
}
std::string bytes_text(ByteView bytes) {
    return quoted(hex(bytes));
}
template <class Tag, std::size_t N>
std::string bytes_text(const FixedBytes<Tag, N>& id) {
    return bytes_text(id.view());
}

class Object {  // one vector: names in the order they were added
public:
    Object& text(const char* name, const std::string& value) { return raw(name, quoted(value)); }
    Object& number(const char* name, std::uint64_t value) { return raw(name, std::to_string(value)); }
    template <class Value>
    Object& bytes(const char* name, const Value& value) {
        return raw(name, bytes_text(value));
    }
    Object& raw(const char* name, const std::string& value) {
        if (!members_.empty()) members_ += ", ";
        members_ += quoted(name) + ": " + value;
        return *this;
    }
    std::string str() const { return "{" + members_ + "}"; }

private:
    std::string members_;
};

std::string list(const std::vector<std::string>& items) {
    std::string text;
    for (const std::string& item : items) text += (text.empty() ? "" : ", ") + item;
    return "[" + text + "]";
}

Hash numbered(std::uint64_t number) {
    return Hasher("vector").update_u64(number).finish();
}

void print(std::vector<std::string>& all, const char* kind, const Object& vector) {
    all.push_back("  {\"kind\": " + quoted(kind) + ", " + vector.str().substr(1));
}

void leaves_and_roots(std::vector<std::string>& all) {
    std::vector<Hash> hashes;
    for (std::uint64_t gpos = 1; gpos <= 7; ++gpos) {
        const Leaf leaf{gpos, gpos == 1 ? roster_stream() : stream_of(static_cast<std::uint32_t>(gpos % 2)),
                        (gpos + 1) / 2, numbered(gpos), 1'700'000'000'000 + gpos * gpos};
        hashes.push_back(leaf_hash(leaf));
        Frontier frontier;
        for (const Hash& hash : hashes) frontier.append(hash);
        std::vector<std::string> so_far;
        for (const Hash& hash : hashes) so_far.push_back(bytes_text(hash));
        print(all, "leaf",
              Object()
                  .number("gpos", leaf.gpos)
                  .bytes("stream", leaf.stream)
                  .number("pos", leaf.pos)
                  .bytes("envelope", leaf.envelope)
                  .number("time_ms", leaf.time_ms)
                  .bytes("hash", hashes.back())
                  .raw("leaves", list(so_far))
                  .bytes("root", frontier.root())
                  .bytes("frontier", frontier.encode()));
    }
}

void head(std::vector<std::string>& all, const Keys& server, const WorkspaceId& workspace) {
    SignedHead signed_head{3, 41, numbered(41), 1'700'000'123'456, {}};
    signed_head.signature = server.sign("history head 1", head_message(workspace, signed_head));
    Writer out;
    encode(out, signed_head);
    print(all, "head",
          Object()
              .bytes("workspace", workspace)
              .bytes("server_key", server.key)
              .number("generation", signed_head.generation)
              .number("gpos", signed_head.gpos)
              .bytes("root", signed_head.root)
              .number("time_ms", signed_head.time_ms)
              .bytes("signature", signed_head.signature)
              .bytes("bytes", out.view()));
}

void envelope(std::vector<std::string>& all, const Bytes& bytes) {
    const Result<EnvelopeView> view = parse_envelope(bytes);
    HISTORY_CHECK(view.ok());
    Object vector;
    vector.bytes("workspace_tag", ByteView(view->header.workspace_tag))
        .bytes("stream", view->header.stream)
        .bytes("device", view->header.device)
        .number("epoch", view->header.epoch)
        .number("number", view->header.number)
        .number("length", view->header.length);
    if (view->header.first) vector.bytes("slot_hash", view->header.slot_hash);
    vector.bytes("nonce", view->nonce)
        .bytes("commitment", view->commitment)
        .bytes("ciphertext", view->ciphertext)
        .bytes("bytes", bytes)
        .bytes("hash", envelope_hash(bytes));
    print(all, "envelope", vector);
}

void pushes(std::vector<std::string>& all, const Keys& device, const WorkspaceId& workspace) {
    Pen pen(workspace, device);
    for (std::uint64_t number = 1; number <= 2; ++number) {
        Push push;
        pen.envelope(push, stream_of(1), number == 1);
        if (number == 2) {
            pen.envelope(push, stream_of(2), true, 256);
            pen.envelope(push, stream_of(1), false);
            push.seen_gpos = 41;
            push.seen_root = numbered(41);
        }
        const Hash previous = pen.last_hash();
        pen.sign(push);
        pen.accepted(push);
        std::vector<std::string> envelopes, slots;
        for (const Bytes& bytes : push.envelopes) {
            envelopes.push_back(bytes_text(bytes));
            envelope(all, bytes);
        }
        for (const Bytes& slot : push.slots) {
            slots.push_back(bytes_text(slot));
            print(all, "slot", Object().bytes("bytes", slot).bytes("hash", slot_hash(slot)));
        }
        print(all, "push",
              Object()
                  .bytes("workspace", workspace)
                  .bytes("sign_key", device.key)
                  .bytes("device", push.device)
                  .number("number", push.number)
                  .number("seen_gpos", push.seen_gpos)
                  .bytes("seen_root", push.seen_root)
                  .bytes("previous", previous)
                  .raw("envelopes", list(envelopes))
                  .raw("slots", list(slots))
                  .bytes("signature", push.signature)
                  .bytes("bytes", encode_push(push))
                  .bytes("hash", pen.last_hash()));
    }
}

void roster_record(std::vector<std::string>& all, const Bytes& bytes, const SignKey& signer) {
    const RosterRecord record = *decode_record(bytes);
    Object vector;
    vector.number("record_kind", static_cast<std::uint64_t>(record.kind))
        .number("position", record.position)
        .bytes("previous", record.previous)
        .number("time_ms", record.time_ms)
        .bytes("signer", signer);
    switch (record.kind) {
        case RosterKind::genesis: {
            std::vector<std::string> origins;
            for (const std::string& origin : record.origins) origins.push_back(quoted(origin));
            vector.bytes("sign_key", record.sign_key)
                .bytes("box_key", record.box_key)
                .bytes("recovery_key", record.recovery)
                .bytes("server_key", record.server)
                .raw("origins", list(origins))
                .bytes("workspace", workspace_id(bytes));
            break;
        }
        case RosterKind::invite:
            vector.bytes("author", record.author)
                .bytes("invite_key", record.invite_key)
                .text("role", std::string(role_name(record.role)))
                .number("expires_ms", record.expires_ms)
                .bytes("bundle_hash", record.bundle_hash);
            break;
        case RosterKind::join:
            vector.bytes("invite_key", record.invite_key)
                .bytes("sign_key", record.sign_key)
                .bytes("box_key", record.box_key)
                .bytes("device", device_id(record.sign_key))
                .bytes("second_signature", record.second_signature);
            break;
        case RosterKind::revoke:
            vector.bytes("author", record.author)
                .bytes("device", record.device)
                .number("cut_gpos", record.cut_gpos);
            break;
    }
    print(
        all, "roster",
        vector.bytes("signature", record.signature).bytes("bytes", bytes).bytes("hash", record_hash(bytes)));
}

void roster(std::vector<std::string>& all, const Keys& owner, const Keys& server, const Keys& device,
            const Bytes& founded) {
    const Keys ticket(4);
    Roster standing;
    const auto add = [&](const Bytes& bytes, const SignKey& signer) {
        HISTORY_CHECK(standing.apply(bytes, standing.position() + 1, 1'700'000'000'000).ok());
        roster_record(all, bytes, signer);
    };
    add(founded, owner.key);
    add(invite(owner, standing, ticket, Role::op, 1'700'000'001'000), owner.key);
    add(join(standing, ticket, device), ticket.key);
    add(revoke(owner, standing, device_id(device.key), 3), owner.key);
    HISTORY_CHECK(standing.server_key() == server.key);
}
}  // namespace

int main() {
    const Keys owner(1), device(2), server(7);
    const Bytes founded = genesis(owner, server.key, {"https://shop.example", "http://127.0.0.1:8080"});
    std::vector<std::string> all;
    leaves_and_roots(all);
    head(all, server, workspace_id(founded));
    pushes(all, device, workspace_id(founded));
    roster(all, owner, server, device, founded);
    std::printf("[\n");
    for (std::size_t i = 0; i < all.size(); ++i)
        std::printf("%s%s\n", all[i].c_str(), i + 1 < all.size() ? "," : "");
    std::printf("]\n");
}
