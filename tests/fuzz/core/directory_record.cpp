#include "core/identity/record.h"

using namespace history;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    auto record = decode_subject_record({data, size});
    if (record.ok()) HISTORY_CHECK(decode_subject_record(encode_record(*record)).ok());
    return 0;
}
