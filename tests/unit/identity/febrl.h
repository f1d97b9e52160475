// Records of the Febrl sets (made-up Australians, one half with typos): who should be suggested to be whom.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/insight/summary.h"

namespace history::tests {

struct FebrlSet {
    std::vector<SubjectRecord> records;
    std::vector<std::string> person;  // of each record: the number in rec-123-org, rec-123-dup-0
    std::size_t pairs = 0;            // of records of one person
};

// Rows of one or more files, each as a source would bring the person: name, birthday, address. The social security number is
// left out: who has such a number needs no suggestion.
inline FebrlSet febrl(const std::vector<std::string>& files) {
    FebrlSet set;
    for (const std::string& text : files) {
        bool head = true;
        for (std::size_t from = 0; from < text.size();) {
            const std::size_t end = std::min(text.find('\n', from), text.size());
            std::string_view line = std::string_view(text).substr(from, end - from);
            from = end + 1;
            std::vector<std::string> cells;
            while (!line.empty() || cells.size() < 11) {
                const std::size_t comma = std::min(line.find(','), line.size());
                std::string_view cell = line.substr(0, comma);
                while (!cell.empty() && (cell.front() == ' ' || cell.front() == '\r')) cell.remove_prefix(1);
                while (!cell.empty() && (cell.back() == ' ' || cell.back() == '\r')) cell.remove_suffix(1);
                cells.emplace_back(cell);
                line.remove_prefix(std::min(comma + 1, line.size()));
            }
            if (head || cells[0].empty()) {
                head = false;
                continue;
            }
            Delta delta;
            delta.at.ms = 1'700'000'000'000;
            const auto fact = [&](const char* name, const std::string& value) {
                if (value.find_first_not_of(' ') != std::string::npos)
                    delta.ops.push_back(
                        {EntityKind::subject, "", std::string(name) + "@1700000000000", value + "\tcrm"});
            };
            fact("name", cells[1] + ' ' + cells[2]);
            fact("address", cells[3] + ' ' + cells[4] + ' ' + cells[5]);
            fact("city", cells[6]);
            fact("region", cells[8]);
            fact("postal_code", cells[7]);
            fact("birthday", cells[9]);
            State state;
            state.apply(delta, delta.at.ms);
            StreamId stream;
            const std::size_t number = set.records.size() + 1;
            for (int i = 0; i < 4; ++i)
                stream.bytes[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(number >> (8 * i));
            set.records.push_back(summarise(state, stream, number));
            const std::string person = cells[0].substr(0, cells[0].find('-', 4));
            for (const std::string& one : set.person) set.pairs += one == person;
            set.person.push_back(person);
        }
    }
    return set;
}

struct FebrlFigures {
    std::size_t found = 0, wrong = 0;
    double recall_at_95 = 0;  // share of the pairs found while 95 of 100 that are shown are right, best first
    std::size_t customers = 0;
};

template <class Suggestion>
FebrlFigures febrl_figures(const FebrlSet& set, const std::vector<Suggestion>& suggestions,
                           std::int32_t least) {
    FebrlFigures figures;
    std::size_t right = 0, shown = 0;
    const auto person = [&](const StreamId& stream) -> const std::string& {
        std::size_t number = 0;
        for (int i = 3; i >= 0; --i) number = number << 8 | stream.bytes[static_cast<std::size_t>(i)];
        return set.person[number - 1];
    };
    for (const Suggestion& one : suggestions) {
        const bool same = person(one.a) == person(one.b);
        right += same;
        ++shown;
        if (one.score >= least) (same ? figures.found : figures.wrong) += 1;
        if (100 * right >= 95 * shown)
            figures.recall_at_95 = static_cast<double>(right) / static_cast<double>(set.pairs);
    }
    return figures;
}

}  // namespace history::tests
