// One connection to the server, from hello to goaway. The protocol's table of messages stands in core/wire/message.h.
#include "core/replica/replica_impl.h"

namespace history {

using message::As;
using message::Kind;

bool Replica::Impl::wants_connection() const {
    return started_ && refusal_.empty();
}

void Replica::Impl::on_open() {
    connected_ = true;
    session_ = Session::hello;
    heard_ms_ = ports_.clock.now_ms();
    join_sent_ = false;
    push_sent_ = false;
    refresh_state();
    changed();
}

void Replica::Impl::on_close() {
    connected_ = false;
    session_ = Session::closed;
    if (appending_) {
        auto done = std::move(appending_->done);
        appending_.reset();
        done(fail(Errc::network, "The connection to the server was lost; try again."));
    }
    rebuild_stale();
    refresh_state();
    changed();
}

void Replica::Impl::drop_session() {
    session_ = Session::closed;
    if (connected_) ports_.transport.close();
}

void Replica::Impl::alarm(std::string sentence) {
    if (alarm_.empty()) alarm_ = std::move(sentence);
    drop_session();
}

void Replica::Impl::on_message(ByteView bytes) {
    if (session_ == Session::closed) return;
    heard_ms_ = ports_.clock.now_ms();
    auto decoded = message::decode_from_server(bytes);
    if (!decoded.ok()) return drop_session();
    std::visit([this](auto& message) { take(message); }, *decoded);
    refresh_state();
}

void Replica::Impl::take(const message::ServerHello& hello) {
    if (session_ != Session::hello) return drop_session();
    if (!(hello.server == keyring_.server()))
        return alarm(
            "The server answers with another key than the one this device was given: it is not the same "
            "server.");
    if (hello.version != 1) return alarm("The server speaks a newer version; update this program.");
    server_ms_ = hello.time_ms;
    send_hello(hello);
}

void Replica::Impl::send_hello(const message::ServerHello& hello) {
    message::DeviceHello answer;
    answer.workspace = keyring_.workspace();
    answer.cursor = head_.frontier.count();
    if (in_flight_) {
        answer.in_flight = in_flight_->number;
        answer.in_flight_hash = in_flight_->hash;
    }
    const bool founding = roster_.position() == 0 && !keyring_.genesis().empty();
    const bool invited = keyring_.joining() && !as_device_;
    answer.as = founding ? As::genesis : invited ? As::invite : As::device;
    answer.key = invited ? keyring_.invite_key() : keyring_.sign_key();
    if (founding) answer.record = keyring_.genesis();
    const Bytes signed_part = message::hello_message(hello, answer);
    if (founding) answer.admission = keyring_.prove_admission(signed_part);
    answer.signature = invited ? keyring_.sign_as_invite("history hello 1", signed_part)
                               : keyring_.sign("history hello 1", signed_part);
    session_ = Session::welcome;
    ports_.transport.send(message::encode(answer));
}

bool Replica::Impl::check_head(const SignedHead& head) {
    return verify_head(keyring_.workspace(), head, keyring_.server());
}

void Replica::Impl::take(const message::Welcome& welcome) {
    if (session_ != Session::welcome) return drop_session();
    if (!check_head(welcome.head)) return alarm("The server's signature over its log does not hold.");
    const std::uint64_t count = head_.frontier.count();
    if (welcome.head.gpos < count)
        return alarm(
            "The server is older than what it had confirmed: it was restored or rolled back. Nothing is sent "
            "to it.");
    if (welcome.head.gpos == count && count > 0 && !(welcome.head.root == head_.frontier.root()))
        return alarm(
            "The server's signed log differs from what this device verified: it was changed or forked.");
    if (welcome.last_push > head_.chains[keyring_.device()].number + (in_flight_ ? 1 : 0) &&
        welcome.head.gpos == count)
        return alarm("The server counts more pushes of this device than its log holds.");
    session_ = Session::catching_up;
    if (keyring_.joining() && !keyring_.has_keys()) {
        message::Bundle ask;
        ask.ask = true;
        ports_.transport.send(message::encode(ask));
        return;
    }
    ports_.transport.send(message::encode(message::Pull{count}));
}

void Replica::Impl::take(const message::Bundle& bundle) {
    if (!keyring_.joining() || keyring_.has_keys()) return;
    auto accepted = keyring_.accept_bundle(bundle.bundle);
    if (!accepted.ok()) {
        refusal_ = accepted.error().what;
        return drop_session();
    }
    // The keys must be safe before the join record uses the invite up.
    ports_.vault.store(keyring_.secrets(), [this, alive = alive_](Result<> stored) {
        if (!*alive) return;
        if (!stored.ok()) {
            storage_trouble_ = stored.error().what;
            return drop_session();
        }
        if (session_ == Session::catching_up)
            ports_.transport.send(message::encode(message::Pull{head_.frontier.count()}));
    });
}

void Replica::Impl::take(message::Entries& entries) {
    if (session_ != Session::catching_up && session_ != Session::live) return;
    std::size_t bytes = 0;
    for (const message::Entry& entry : entries.entries) bytes += entry.body.size() + 64;
    if (incoming_bytes_ + bytes > tuning::incoming_bytes_max) return drop_session();
    incoming_bytes_ += bytes;
    auto ahead = intake_ahead(entries);
    auto held = std::make_shared<message::Entries>(std::move(entries));
    enqueue([this, held, ahead, bytes] {
        incoming_bytes_ -= bytes;
        if (session_ != Session::catching_up && session_ != Session::live) return finish_job();
        if (ahead && ahead->layout == layout_) return open_then_merge(ahead);
        intake(*held);
    });
}

// An ack is the author's own entry: the bytes are here already.
void Replica::Impl::take(const message::Ack& ack) {
    auto held = std::make_shared<message::Ack>(ack);
    enqueue([this, held] {
        if (session_ == Session::closed || !in_flight_ || in_flight_->number != held->push_number)
            return finish_job();
        message::Entries entries;
        entries.head = held->head;
        entries.entries.push_back(
            {false, held->first_gpos, held->time_ms, held->positions, in_flight_->push});
        intake(entries);
    });
}

void Replica::Impl::take(const message::Time& time) {
    if (!check_head(time.head)) return alarm("The server's signature over its log does not hold.");
    auto held = std::make_shared<SignedHead>(time.head);
    enqueue([this, held] {  // in order with the entries before it
        const std::uint64_t count = head_.frontier.count();
        if (held->gpos < count)
            alarm(
                "The server is older than what it had confirmed: it was restored or rolled back. Nothing is "
                "sent to it.");
        else if (held->gpos == count && !(held->root == head_.frontier.root()))
            alarm(
                "The server's signed log differs from what this device verified: it was changed or forked.");
        else
            head_.signed_head = *held;
        if (session_ == Session::live && held->gpos > count) {
            session_ = Session::catching_up;
            ports_.transport.send(message::encode(message::Pull{count}));
        }
        finish_job();
    });
}

void Replica::Impl::ask_for_more() {
    if (session_ == Session::catching_up && head_.frontier.count() < head_.signed_head.gpos)
        ports_.transport.send(message::encode(message::Pull{head_.frontier.count()}));
}

void Replica::Impl::go_on() {
    if (session_ == Session::catching_up) {
        if (head_.frontier.count() < head_.signed_head.gpos) return;
        session_ = Session::live;
        alarm_.clear();  // the server agrees with everything this device ever verified
    }
    if (session_ == Session::live) caught_up();
}

void Replica::Impl::caught_up() {
    if (keyring_.joining()) {
        if (roster_.member(keyring_.device())) {
            keyring_.joined();
            ports_.vault.store(keyring_.secrets(), [this, alive = alive_](Result<> stored) {
                if (*alive && !stored.ok()) storage_trouble_ = stored.error().what;
            });
        } else if (!join_sent_) {
            join_sent_ = ports_.transport.send(
                message::encode_roster(keyring_.make_join(roster_, ports_.clock.now_ms())));
            return;
        }
    }
    form_push();
}

void Replica::Impl::take(const message::Refusal& refusal) {
    if (refusal.about == Kind::roster && appending_) return record_refused(refusal);
    if (refusal.about == Kind::push) {
        push_sent_ = false;
        if (refusal.code == Errc::conflict && refusal.detail.empty()) {
            storage_trouble_ =
                refusal.sentence;  // two devices began the shared stream at once: kept here, tried again
            retry_push_ms_ = ports_.clock.now_ms() + tuning::retry_push_ms;
        } else if (refusal.code == Errc::conflict && clone_.empty()) {
            clone_ =
                "Another copy of this device writes under its name: this one reads on and sends nothing; "
                "join again by a new invite.";
        } else if (refusal.code == Errc::storage || refusal.code == Errc::limit) {
            storage_trouble_ = refusal.sentence;  // the server's: kept here, tried again
            retry_push_ms_ = ports_.clock.now_ms() + tuning::retry_push_ms;
        } else if (refusal.code == Errc::unauthorized) {
            refusal_ = refusal.sentence;
            drop_session();
        }
        return changed();
    }
    if (refusal.code == Errc::unauthorized && keyring_.joining() && keyring_.has_keys() && !as_device_) {
        as_device_ =
            true;  // used up, perhaps by this very device before it could notice: try under its own name
        return drop_session();
    }
    if (refusal.code == Errc::unauthorized || refusal.code == Errc::unsupported ||
        refusal.code == Errc::not_found)
        refusal_ = refusal.sentence;
    drop_session();
    changed();
}

void Replica::Impl::take(const message::GoAway&) {
    drop_session();
}

void Replica::Impl::tick() {
    const std::uint64_t now = ports_.clock.now_ms();
    if (connected_ && (now > heard_ms_ + tuning::silence_ms_max || now + tuning::silence_ms_max < heard_ms_))
        drop_session();
    if (in_flight_ && !push_sent_) send_push();
    rebuild_stale();
}

}  // namespace history
