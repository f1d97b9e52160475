// What a device reads from a server that may lie: never crashes, and what it accepts has one form only.
#include "core/wire/message.h"

using namespace history;
using namespace history::message;

namespace {
Bytes again(const FromServer& message) {
    if (const auto* hello = std::get_if<ServerHello>(&message)) return encode(*hello);
    if (const auto* welcome = std::get_if<Welcome>(&message)) return encode(*welcome);
    if (const auto* batch = std::get_if<Batch>(&message)) return encode(Kind::batch, *batch);
    if (const auto* live = std::get_if<Live>(&message)) return encode(Kind::live, *live);
    if (const auto* ack = std::get_if<Ack>(&message)) return encode(*ack);
    if (const auto* time = std::get_if<Time>(&message)) return encode_time(time->head);
    if (const auto* goaway = std::get_if<GoAway>(&message)) return encode(*goaway);
    return {};  // an error is cut to size; an empty bundle is a device's question
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const Result<FromServer> message = decode_from_server({data, size});
    if (!message.ok() || std::holds_alternative<Refusal>(*message) ||
        std::holds_alternative<Bundle>(*message))
        return 0;
    HISTORY_CHECK(again(*message) == Bytes(data, data + size));
    return 0;
}
