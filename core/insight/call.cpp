#include "core/insight/call.h"

#include <algorithm>
#include <vector>

#include "core/base/arrange.h"
#include "core/insight/columns.h"

namespace history {
namespace {

struct Leg {
    std::string_view text;
    std::uint64_t start = 0, answer = 0, end = 0, billed = 0;
    std::string_view disposition, colleague, queue, recording, direction, peer;
};

Leg read(std::string_view text) {
    Leg leg;
    leg.text = text;
    leg.start = number_column(text);
    leg.answer = number_column(text);
    leg.end = number_column(text);
    leg.billed = number_column(text);
    take_column(text);  // src
    take_column(text);  // dst
    leg.disposition = take_column(text);
    leg.colleague = take_column(text);
    leg.queue = take_column(text);
    leg.recording = take_column(text);
    leg.direction = take_column(text);
    leg.peer = take_column(text);
    return leg;
}

// A queue or a voice menu answers the line before anybody speaks: an incoming leg counts when a telephone of ours was on it.
bool spoke(const Leg& leg) {
    return leg.disposition == "ANSWERED" && (leg.direction != "in" || !leg.colleague.empty());
}

}  // namespace

Call whole_call(std::span<const std::string_view> legs) {
    std::vector<Leg> sorted;
    sorted.reserve(legs.size());
    for (std::string_view text : legs) {
        const Leg leg = read(text);
        if (leg.start != 0) sorted.push_back(leg);
    }
    arrange(sorted.begin(), sorted.end(), [](const Leg& a, const Leg& b) {
        return a.start != b.start ? a.start < b.start : a.text < b.text;
    });
    Call call;
    call.legs = static_cast<std::uint32_t>(sorted.size());
    if (sorted.empty()) return call;
    call.start_ms = sorted.front().start;
    std::string_view dialling;
    for (const Leg& leg : sorted) {
        call.end_ms = std::max({call.end_ms, leg.start, leg.end});
        if (call.direction == CallDirection::none && !leg.direction.empty())
            call.direction = leg.direction == "in" ? CallDirection::in : CallDirection::out;
        if (call.peer.empty()) call.peer = leg.peer;
        if (call.queue.empty()) call.queue = leg.queue;
        if (call.recording.empty()) call.recording = leg.recording;
        if (dialling.empty() && leg.direction != "in") dialling = leg.colleague;
        if (!spoke(leg)) continue;
        call.answered = true;
        call.billed_s += leg.billed;
        if (call.answer_ms == 0) call.answer_ms = leg.answer != 0 ? leg.answer : leg.start;
        if (!leg.colleague.empty()) call.colleague = leg.colleague;
    }
    if (!call.answered && call.direction != CallDirection::in) call.colleague = dialling;
    return call;
}

}  // namespace history
