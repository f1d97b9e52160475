// Items and records for the rules of this folder, made in one line each.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "core/insight/summary.h"

namespace history::tests {

using Fields = std::vector<std::pair<std::string, std::string>>;

// One subject's merged facts, applied one by one in the order given.
class Said {
public:
    Said& item(const std::string& channel, const std::string& native, const Fields& fields) {
        std::vector<Op> ops;
        for (const auto& [name, value] : fields)
            ops.push_back({EntityKind::item, joined_key(channel, "shop", native), name, value});
        return apply(std::move(ops));
    }
    Said& in(const std::string& channel, const std::string& native, std::uint64_t at_ms,
             const std::string& text) {
        return item(
            channel, native,
            {{"kind", "message"}, {"direction", "in"}, {"at", std::to_string(at_ms)}, {"text", text}});
    }
    Said& out(const std::string& channel, const std::string& native, std::uint64_t at_ms,
              const std::string& text) {
        return item(
            channel, native,
            {{"kind", "message"}, {"direction", "out"}, {"at", std::to_string(at_ms)}, {"text", text}});
    }
    Said& fact(const std::string& name, std::uint64_t at_ms, const std::string& value,
               const std::string& channel) {
        return apply({{EntityKind::subject, "", name + '@' + std::to_string(at_ms), value + '\t' + channel}});
    }
    Said& identifier(const std::string& type, const std::string& value) {
        return apply({{EntityKind::identifier, joined_key(type, "", value), "proved", "test"}});
    }
    Said& apply(std::vector<Op> ops) {
        Delta delta;
        delta.at.ms = ++clock_;
        delta.counter = clock_;
        delta.ops = std::move(ops);
        state.apply(std::move(delta), clock_);
        return *this;
    }
    SubjectRecord record() const { return summarise(state, StreamId{}, 1); }

    State state;

private:
    std::uint64_t clock_ = 0;
};

}  // namespace history::tests
