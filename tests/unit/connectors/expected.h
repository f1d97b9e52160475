// Compares what a reader made with what the sample's authors expect, field by field. A difference must stand in the test's
// list with its reason, and what stands there must differ: a list that has grown old fails. For tests only.
#pragma once
#include <doctest/doctest.h>

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace history {

struct Differs {
    std::string_view field;
    std::vector<std::string_view> samples;
    std::string_view reason;  // for people: why ours is meant
};

class Comparison {
public:
    void same(const std::string& sample, const std::string& field, const std::string& ours,
              const std::string& theirs) {
        ++compared_;
        if (ours != theirs) found_.emplace(std::pair(sample, field), std::pair(ours, theirs));
    }

    // How many fields were compared.
    std::size_t finish(const std::vector<Differs>& meant) {
        for (const Differs& one : meant)
            for (const std::string_view sample : one.samples) {
                INFO(sample << " " << one.field << " is listed as different: " << one.reason);
                CHECK(found_.erase({std::string(sample), std::string(one.field)}) == 1);
            }
        for (const auto& [where, values] : found_) {
            INFO(where.first << " " << where.second << "\nours:   [" << values.first << "]\ntheirs: ["
                             << values.second << "]");
            CHECK(values.first == values.second);
        }
        return compared_;
    }

private:
    std::size_t compared_ = 0;
    std::map<std::pair<std::string, std::string>, std::pair<std::string, std::string>> found_;
};

}  // namespace history
