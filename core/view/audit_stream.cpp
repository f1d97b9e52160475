#include "core/view/audit_stream.h"

#include "core/base/arrange.h"

namespace history::view {

namespace {

std::string owner_key(std::string_view use, const DeviceId& device) {
    return joined_key(use, hex(device.view()));
}

}  // namespace

std::vector<StreamId> audit_streams(const Directory& directory, std::string_view use) {
    std::vector<StreamId> streams;
    for (const auto& [stream, record] : directory.records())
        if (record.kind == "audit" && key_parts(record.owner).first == use) streams.push_back(stream);
    arrange(streams.begin(), streams.end());
    return streams;
}

StreamId audit_stream(const Directory& directory, std::string_view use, const DeviceId& device) {
    const SubjectRecord* own = directory.owner(owner_key(use, device));
    return own ? own->stream : StreamId{};
}

StreamWrite audit_write(const StreamId& stream, const State* own, std::string_view use,
                        const DeviceId& device, Op op) {
    StreamWrite write;
    write.stream = stream;
    write.create = !own;
    std::vector<Op> ops;
    if (!own) {
        ops.push_back({EntityKind::subject, "", "kind", "audit"});
        ops.push_back({EntityKind::subject, "", "owner", owner_key(use, device)});
    }
    ops.push_back(std::move(op));
    write.changes.push_back(std::move(ops));
    return write;
}

}  // namespace history::view
