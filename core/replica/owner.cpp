// What only an owner does: roster records, appended by compare-and-swap and done when they stand in the log.
#include <algorithm>

#include "core/replica/replica_impl.h"

namespace history {

void Replica::Impl::append_record(MakeRecord make, Done done) {
    if (appending_)
        return done(fail(Errc::conflict, "Another change of the roster is under way; try again."));
    appending_ = Appending{std::move(make), std::move(done), {}};
    send_record();
}

void Replica::Impl::send_record() {
    const Bytes record = appending_->make();
    appending_->hash = record_hash(record);
    appending_->behind = false;
    if (ports_.transport.send(message::encode_roster(record))) return;
    auto told = std::move(appending_->done);
    appending_.reset();
    told(fail(Errc::network, "There is no connection to the server; a change of the roster needs one."));
}

void Replica::Impl::record_landed() {
    if (!appending_) return;
    if (!(roster_.head() == appending_->hash)) {
        if (appending_->behind) send_record();
        return;
    }
    auto told = std::move(appending_->done);
    appending_.reset();
    told({});
}

void Replica::Impl::record_refused(const message::Refusal& refusal) {
    if (refusal.code == Errc::conflict) {
        // The loser of the race rebases: at once when the other record is here already, else when it lands.
        if (refusal.number <= roster_.position())
            send_record();
        else
            appending_->behind = true;
        return;
    }
    auto told = std::move(appending_->done);
    appending_.reset();
    told(fail(refusal.code, refusal.sentence));
}

void Replica::Impl::invite(Role role, std::uint64_t ttl_ms, std::string page,
                           std::function<void(Result<std::string>)> done) {
    enqueue([this, role, ttl_ms, page = std::move(page), done = std::move(done)] {
        const Member* self = roster_.member(keyring_.device());
        if (!self || self->role != Role::owner) {
            done(fail(Errc::unauthorized, "Only an owner invites."));
        } else if (session_ != Session::live) {
            done(fail(Errc::network, "There is no connection to the server; an invite needs one."));
        } else {
            auto link = std::make_shared<InviteLink>();
            const auto make = [this, role, ttl_ms, link] {
                // An invite expires by the server's time; its last signed head may be of the evening before.
                const std::uint64_t now = std::max(head_.signed_head.time_ms, server_ms_);
                message::Bundle upload;
                Bytes record =
                    keyring_.make_invite(ports_.random, role, now + ttl_ms, now, roster_,
                                         head_.frontier.count(), head_.frontier.root(), *link, upload.bundle);
                upload.invite_key = decode_record(record)->invite_key;
                ports_.transport.send(message::encode(upload));
                return record;
            };
            append_record(make, [link, page, done](Result<> result) {
                if (result.ok())
                    done(write_link(*link, page));
                else
                    done(result.error());
            });
        }
        finish_job();
    });
}

void Replica::Impl::revoke(const DeviceId& device, std::uint64_t cut_gpos, Done done) {
    enqueue([this, device, cut_gpos, done = std::move(done)] {
        append_record(
            [this, device, cut_gpos] {
                RosterRecord record;
                record.kind = RosterKind::revoke;
                record.position = roster_.position() + 1;
                record.previous = roster_.head();
                record.time_ms = head_.signed_head.time_ms;
                record.author = keyring_.device();
                record.device = device;
                record.cut_gpos = cut_gpos;
                record.signature = keyring_.sign("history roster 1", roster_message(record));
                return encode_record(record);
            },
            done);
        finish_job();
    });
}

}  // namespace history
