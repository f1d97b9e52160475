#include "sync/session.h"

#include "sync/limits.h"

namespace history::sync {

void Session::dismiss(Errc code, message::Kind about, std::string sentence) {
    message::Refusal refusal;
    refusal.code = code;
    refusal.about = about;
    refusal.index = message::no_envelope;
    refusal.sentence = std::move(sentence);
    refuse(std::move(refusal));
    hang_up();
}

void Session::hang_up() {
    if (stage == Stage::closing) return;
    stage = Stage::closing;
    peer_.close();
}

bool Session::can_take(std::size_t bytes) const {
    return peer_.queued_bytes() + bytes <= limits::session_queue_bytes_max;
}

}  // namespace history::sync
