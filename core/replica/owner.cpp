// What only an owner does: roster records, appended by compare-and-swap and done when they stand in the log.
#include "core/replica/replica_impl.h"

namespace history {

void Replica::Impl::append_record(Bytes record, Done done) {
    if (appending_) return done(fail(Errc::conflict, "Another change of the roster is under way; try again."));
    appending_ = Appending{record, record_hash(record), std::move(done)};
    if (!ports_.transport.send(message::encode_roster(record))) {
        auto told = std::move(appending_->done);
        appending_.reset();
        told(fail(Errc::network, "There is no connection to the server; a change of the roster needs one."));
    }
}

void Replica::Impl::record_landed() {
    if (!appending_) return;
    auto told = std::move(appending_->done);
    const bool landed = roster_.head() == appending_->hash;
    appending_.reset();
    told(landed ? Result<>() : fail(Errc::conflict, "Somebody else changed the roster at the same moment; try again."));
}

void Replica::Impl::record_refused(const message::Refusal& refusal) {
    auto told = std::move(appending_->done);
    appending_.reset();
    told(fail(refusal.code, refusal.sentence));
}

void Replica::Impl::invite(Role role, std::uint64_t ttl_ms, std::string page, std::function<void(Result<std::string>)> done) {
    enqueue([this, role, ttl_ms, page = std::move(page), done = std::move(done)] {
        const Member* self = roster_.member(keyring_.device());
        if (!self || self->role != Role::owner) {
            done(fail(Errc::unauthorized, "Only an owner invites."));
        } else if (session_ != Session::live) {
            done(fail(Errc::network, "There is no connection to the server; an invite needs one."));
        } else {
            InviteLink link;
            Bytes bundle;
            const std::uint64_t now = head_.signed_head.time_ms;  // an invite expires by the server's time
            Bytes record = keyring_.make_invite(ports_.random, role, now + ttl_ms, now, roster_, head_.frontier.count(),
                                                head_.frontier.root(), link, bundle);
            message::Bundle upload;
            upload.invite_key = decode_record(record)->invite_key;
            upload.bundle = std::move(bundle);
            ports_.transport.send(message::encode(upload));
            append_record(std::move(record), [text = write_link(link, page), done](Result<> result) {
                if (result.ok()) done(text);
                else done(result.error());
            });
        }
        finish_job();
    });
}

void Replica::Impl::revoke(const DeviceId& device, std::uint64_t cut_gpos, Done done) {
    enqueue([this, device, cut_gpos, done = std::move(done)] {
        RosterRecord record;
        record.kind = RosterKind::revoke;
        record.position = roster_.position() + 1;
        record.previous = roster_.head();
        record.time_ms = head_.signed_head.time_ms;
        record.author = keyring_.device();
        record.device = device;
        record.cut_gpos = cut_gpos;
        record.signature = keyring_.sign("history roster 1", roster_message(record));
        append_record(encode_record(record), done);
        finish_job();
    });
}

}  // namespace history
