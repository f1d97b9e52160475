#include "core/identity/due.h"

namespace history {

DueList::DueList(std::span<const DueEntry> entries) {
    Writer out;
    for (const DueEntry& one : entries) {
        out.u8(static_cast<std::uint8_t>(one.kind));
        for (const std::string* text : {&one.item, &one.about, &one.assignee, &one.words, &one.wish})
            out.text(*text);
        out.varint(one.at_ms);
        out.varint(one.due_ms);
    }
    packed_ = out.take();
    packed_.shrink_to_fit();
}

bool DueList::read(Reader& in, DueEntry& one) {
    const std::uint8_t kind = in.u8();
    if (kind < static_cast<std::uint8_t>(DueKind::promise) ||
        kind > static_cast<std::uint8_t>(DueKind::mention))
        return false;
    one.kind = static_cast<DueKind>(kind);
    for (std::string* text : {&one.item, &one.about, &one.assignee, &one.words, &one.wish}) *text = in.text();
    one.at_ms = in.varint();
    one.due_ms = in.varint();
    return in.ok();
}

std::vector<DueEntry> DueList::entries() const {
    std::vector<DueEntry> all;
    each([&](const DueEntry& one) { all.push_back(one); });
    return all;
}

bool DueList::decode(Reader& in, DueList& list) {
    const ByteView packed = in.blob();
    DueEntry one;
    for (Reader entries(packed); entries.left() > 0;)
        if (!read(entries, one)) return false;
    list.packed_.assign(packed.begin(), packed.end());
    return in.ok();
}

}  // namespace history
