// Any bytes through the reader of bodies and through the library: the same value, or both refuse.
#include <cstdint>

#include "core/base/check.h"
#include "native/connectors/json_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace history;
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    const std::optional<Json> mine = connectors::read_json(text, 64), library = parse_json(text);
    HISTORY_CHECK(mine.has_value() == library.has_value());
    HISTORY_CHECK(!mine || (*mine == *library && mine->dump() == library->dump()));
    return 0;
}
