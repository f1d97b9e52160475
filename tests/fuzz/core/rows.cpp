// Rows of a device's own storage, damaged by a disk or a stranger with access to it.
#include "core/replica/rows.h"

using namespace history;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view value = text_of({data + 1, size - 1});
    switch (data[0] % 5) {
        case 0: {
            auto head = rows::decode_head(value);
            if (head.ok()) HISTORY_CHECK(rows::decode_head(rows::encode(*head)).ok());
            break;
        }
        case 1: {
            auto stream = rows::decode_stream(value);
            if (stream.ok()) HISTORY_CHECK(rows::decode_stream(rows::encode(*stream)).ok());
            break;
        }
        case 2:
            (void)rows::decode_journal(value);
            break;
        case 3:
            (void)rows::decode_outgoing(value);
            break;
        case 4:
            (void)rows::decode_in_flight(value);
            break;
    }
    return 0;
}
