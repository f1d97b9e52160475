// A customer's text and a colleague's question, both hostile: whatever the scan finds, the index and its signature find too.
#include "core/search/match.h"
#include "core/search/signature.h"

using namespace history;
using namespace history::search;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Forms forms;
    if (size > 4096) return 0;  // words beyond item_words_max are not indexed
    const std::string_view all(reinterpret_cast<const char*>(data), size);
    const std::size_t cut = std::min(all.find('\n'), all.size());
    Entity item;
    item.key = joined_key("telegram", "shop", "1");
    item.fields = {{"kind", "message", {}, {}}, {"text", std::string(all.substr(cut)), {}, {}}};
    IndexBuilder builder;
    builder.add(item);
    const Bytes index = builder.finish();
    const auto signature = signature_of(index);
    HISTORY_CHECK(signature.ok());
    const Query query = read_query(all.substr(0, cut), {});
    for (const auto* readings : {&query.first, &query.second})
        for (const Reading& reading : *readings) {
            const bool stands = item_agrees(reading, item, forms);
            const auto found = search_index(index, {reading}, {}, 8, forms);
            HISTORY_CHECK(found.ok());
            HISTORY_CHECK((!found->empty() && phrases_agree(reading, item)) == stands);
            if (stands && !signature->empty()) HISTORY_CHECK(SignatureQuery({reading}).may_hold(*signature));
            for (const Mark& mark : marks_of(reading, all.substr(cut), forms))
                HISTORY_CHECK(mark.from < mark.to && mark.to <= all.size() - cut);
        }
    return 0;
}
