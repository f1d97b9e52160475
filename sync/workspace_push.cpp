// What a push must fulfil before it is staged: all of it checked without a key that reads.
#include <set>

#include "sync/limits.h"
#include "sync/workspace.h"

namespace history::sync {

namespace {
Verdict refuse(Verdict::Is is, Errc code, const Push& push, std::uint32_t index, std::string sentence,
               Bytes detail = {}) {
    Verdict verdict;
    verdict.is = is;
    verdict.refusal.code = code;
    verdict.refusal.about = message::Kind::push;
    verdict.refusal.number = push.number;
    verdict.refusal.index = index;
    verdict.refusal.sentence = std::move(sentence);
    verdict.refusal.detail = std::move(detail);
    return verdict;
}

Verdict cannot_read(const Push& push, const Error& error) {
    return refuse(Verdict::Is::refused, Errc::storage, push, message::no_envelope, error.what);
}

Bytes bytes_of(const Hash& hash) {
    return {hash.bytes.begin(), hash.bytes.end()};
}

constexpr auto refused = Verdict::Is::refused;
constexpr auto hostile = Verdict::Is::hostile;
}  // namespace

struct Workspace::Checked {
    std::vector<Placed> placed;
    std::vector<Slot> slots;
};

Verdict Workspace::stage_push(const Push& push, SessionId author, std::uint64_t now_ms) {
    const Result<PushMark> mark = last_push(push.device);
    if (!mark.ok()) return cannot_read(push, mark.error());
    if (push.number <= mark->number) return repeat(push, *mark, author);
    if (push.number != mark->number + 1)
        return refuse(refused, Errc::conflict, push, message::no_envelope,
                      "A push of this device is missing before this one.", bytes_of(mark->hash));
    const Member* member = roster_.member(push.device);
    if (member == nullptr)
        return refuse(refused, Errc::unauthorized, push, message::no_envelope,
                      "This device is not in the roster.");
    const Bytes message = push_message(id_, push, mark->hash);
    if (!verify_push_message(message, push.signature, member->sign_key))
        return refuse(
            hostile, Errc::unauthorized, push, message::no_envelope,
            "The signature of a push does not fit its device, its content or the device's previous push.");
    Checked checked;
    Verdict verdict = check_envelopes(push, checked);
    if (verdict.is != Verdict::Is::staged) return verdict;

    time_ms_ = time(now_ms);
    Staged staged;
    staged.entry.first_gpos = next_gpos();
    staged.entry.time_ms = time_ms_;
    for (const Placed& placed : checked.placed) staged.entry.positions.push_back(placed.pos);
    staged.entry.body = encode_push(push);
    staged.push_number = push.number;
    staged.device = push.device;
    staged.authors = {author};

    Append added;
    added.entry = staged.entry;
    if (!push.slots.empty()) {
        Push bare = push;
        for (Bytes& slot : bare.slots) slot.clear();
        added.entry.body = encode_push(bare);
    }
    added.device = push.device;
    added.mark = {push.number, push_hash(message, push.signature), mark->hash, staged.entry.first_gpos};
    added.placed = std::move(checked.placed);
    added.slots = std::move(checked.slots);
    append(std::move(added), std::move(staged));
    return verdict;
}

// A number that stands already: the same push once more is acknowledged once more, another one never enters.
Verdict Workspace::repeat(const Push& push, const PushMark& mark, SessionId author) {
    if (push.number != mark.number ||
        !(push_hash(push_message(id_, push, mark.previous), push.signature) == mark.hash))
        return refuse(refused, Errc::conflict, push, message::no_envelope,
                      "The server holds another push of this device under this number.", bytes_of(mark.hash));
    Verdict verdict;
    for (Layer* layer : {&pending_, &committing_})
        for (Staged& staged : layer->staged)
            if (staged.push_number == push.number && staged.device == push.device) {
                staged.authors.push_back(author);
                return verdict;
            }
    Result<std::vector<message::Entry>> stored = store_.entries(id_, mark.first_gpos - 1, mark.first_gpos, 0);
    if (!stored.ok()) return cannot_read(push, stored.error());
    if (stored->empty())
        return refuse(refused, Errc::storage, push, message::no_envelope, "The stored push cannot be read.");
    verdict.is = Verdict::Is::repeated;
    verdict.stored = std::move(stored->front());
    return verdict;
}

Verdict Workspace::check_envelopes(const Push& push, Checked& checked) {
    std::map<StreamId, std::uint64_t> positions;  // after the envelopes so far
    std::map<StreamId, EnvelopeMark> marks;
    const auto tag = workspace_tag(id_);
    for (std::uint32_t i = 0; i < push.envelopes.size(); ++i) {
        const Result<EnvelopeView> view = parse_envelope(push.envelopes[i]);
        if (!view.ok()) return refuse(hostile, view.error().code, push, i, view.error().what);
        const EnvelopeHeader& header = view->header;
        if (!(header.device == push.device) || header.workspace_tag != tag)
            return refuse(hostile, Errc::unauthorized, push, i,
                          "An envelope belongs to another device or workspace.");
        if (const Result<> may = roster_.may_write(push.device, header.stream, next_gpos() + i); !may.ok())
            return refuse(refused, may.error().code, push, i, may.error().what);
        if (header.epoch != roster_.epoch())
            return refuse(refused, Errc::unauthorized, push, i,
                          "An envelope is not sealed under the current epoch.");

        if (marks.count(header.stream) == 0) {
            const Result<EnvelopeMark> mark = envelope_mark(push.device, header.stream);
            if (!mark.ok()) return cannot_read(push, mark.error());
            const Result<std::uint64_t> position = stream_pos(header.stream);
            if (!position.ok()) return cannot_read(push, position.error());
            marks[header.stream] = *mark;
            positions[header.stream] = *position;
        }
        EnvelopeMark& mark = marks[header.stream];
        std::uint64_t& position = positions[header.stream];
        if (header.number != mark.number + 1)
            return refuse(refused, Errc::conflict, push, i,
                          "The server holds another last envelope of this device in this stream.",
                          bytes_of(mark.hash));
        if (header.first != (position == 0))
            return refuse(refused, Errc::conflict, push, i,
                          header.first ? "A stream cannot begin twice: another device was first."
                                       : "The first envelope of a stream carries the stream's slot.");
        if (header.first) {
            const std::size_t at = checked.slots.size();
            if (at >= push.slots.size() || push.slots[at].size() != slot_bytes ||
                !(slot_hash(push.slots[at]) == header.slot_hash))
                return refuse(hostile, Errc::corrupt, push, i,
                              "The slot of a new stream is missing or is another one.");
            checked.slots.push_back({header.stream, push.slots[at]});
        }
        mark = {header.number, envelope_hash(push.envelopes[i])};
        checked.placed.push_back({header.stream, ++position, mark});
    }
    if (checked.slots.size() != push.slots.size())
        return refuse(hostile, Errc::corrupt, push, message::no_envelope,
                      "A push carries a slot that no envelope asks for.");
    return {};
}

}  // namespace history::sync
