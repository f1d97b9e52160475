// What the server reads from a socket: never crashes, and what it accepts has one form only.
#include "core/wire/message.h"

using namespace history;
using namespace history::message;

namespace {
Bytes again(const FromDevice& message) {
    if (const auto* hello = std::get_if<DeviceHello>(&message)) return encode(*hello);
    if (const auto* push = std::get_if<Push>(&message)) return encode(*push);
    if (const auto* pull = std::get_if<Pull>(&message)) return encode(*pull);
    if (const auto* roster = std::get_if<RosterAppend>(&message)) return encode_roster(roster->record);
    if (const auto* bundle = std::get_if<Bundle>(&message)) return encode(*bundle);
    return {};  // an error is cut to size when it is read, and goes no further
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const Result<FromDevice> message = decode_from_device({data, size});
    if (!message.ok() || std::holds_alternative<Refusal>(*message)) return 0;
    HISTORY_CHECK(again(*message) == Bytes(data, data + size));
    if (const auto* hello = std::get_if<DeviceHello>(&*message))
        HISTORY_CHECK(
            !verify_signature("history hello 1", hello_message({}, *hello), hello->signature, hello->key));
    return 0;
}
