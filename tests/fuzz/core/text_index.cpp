// A text index as a damaged storage gives it: refused, or searched within its bounds. What loads is canonical afterwards.
#include "core/search/signature.h"

using namespace history;
using namespace history::search;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Query query = read_query("заказ 701 GRL-01 -привет", {});
    static const Forms forms;
    const ByteView index{data, size};
    (void)search_index(index, query.first, {}, 8, forms);
    (void)search_index(index, query.second, {}, 8, forms);
    (void)signature_of(index);
    IndexBuilder builder;
    if (!builder.load(index, {}).ok()) return 0;
    const Bytes once = builder.finish();
    IndexBuilder again;
    HISTORY_CHECK(again.load(once, {}).ok());
    HISTORY_CHECK(again.finish() == once);
    return 0;
}
