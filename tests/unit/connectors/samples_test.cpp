// The real payloads of the vendors' libraries (../shared/data), whole folders. The libraries write the same
// ids into most of their samples: items are distinct native ids, everything else with such an id is a repeat.
#include <doctest/doctest.h>

#include "native/connectors/segment.h"
#include "native/connectors/telegram.h"
#include "native/connectors/whatsapp.h"
#include "tests/unit/connectors/folder.h"

using namespace history;
using namespace history::connectors;

namespace {

struct Expected {
    std::uint64_t units, items, repeats, rejected, unknown, other, skipped, stubs, statements;
};

// Nothing to compare where the samples are not: sample_files has said so.
void compare(const Connector& connector, const std::string& folder, const Expected& expected) {
    Account account;
    account.name = "samples";
    const FolderCounts found = read_folder(connector, folder, account);
    if (found.units == 0 && found.skipped == 0) return;
    CHECK(found.units == expected.units);
    CHECK(found.items.size() == expected.items);
    CHECK(found.repeats == expected.repeats);
    CHECK(found.rejected == expected.rejected);
    CHECK(found.unknown == expected.unknown);
    CHECK(found.other == expected.other);
    CHECK(found.skipped == expected.skipped);
    CHECK(found.stubs.size() == expected.stubs);
    CHECK(found.statements.size() == expected.statements);
}

}  // namespace

TEST_CASE("of 75 Telegram updates 57 hold messages or buttons, 15 no item, and 3 are kept as unknown") {
    compare(telegram(), "telegram", {75, 12, 45, 0, 3, 15, 0, 6, 0});
}

TEST_CASE("of 74 WhatsApp webhooks 35 hold messages or calls, 17 no item, and 22 are kept as unknown") {
    compare(whatsapp(), "whatsapp", {74, 12, 23, 0, 22, 17, 0, 15, 2});
}

TEST_CASE("of 22 Segment files the 14 pages of the specification are skipped") {
    compare(segment(), "segment", {8, 1, 6, 0, 0, 3, 14, 0, 2});
}
