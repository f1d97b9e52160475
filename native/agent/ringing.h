// Calls that ring: from the exchange's events to what all devices see (core/view/ringing.h). calls: prints it.
#pragma once
#include <deque>

#include "core/view/ringing.h"
#include "native/agent/commands.h"
#include "native/connectors/telephony_ring.h"

namespace history::agent {

class Ringing {
public:
    // Saves what one event says, and calls done once.
    using Tell = std::function<void(const view::RingingCall& call, std::function<void(Result<>)> done)>;

    explicit Ringing(Shell& shell);
    Ringing(Clock& clock, Tell tell) : clock_(clock), tell_(std::move(tell)) {}
    ~Ringing() { *alive_ = false; }
    Ringing(const Ringing&) = delete;

    // One event after the other. done: once it is saved here; sending follows at once. Errc::limit: too many wait.
    void take(const std::string& account, const connectors::Ring& ring, std::function<void(Result<>)> done);

    static constexpr std::size_t waiting_max = 256;

private:
    struct Event {
        view::RingingCall call;
        std::function<void(Result<>)> done;
    };
    void work();
    void finish(Result<> outcome);

    Clock& clock_;
    Tell tell_;
    std::deque<Event> waiting_;
    bool working_ = false;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

Result<> calls(const ReadWords& words);

}  // namespace history::agent
