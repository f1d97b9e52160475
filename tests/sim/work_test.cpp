// Work that people do apart: the same reminder on five devices, one task taken by two, a customer called by name. From seeds, with
// the real replicas and the blind server in one process.
#include <doctest/doctest.h>

#include "core/view/presence.h"
#include "core/view/ringing.h"
#include "core/view/staff_word.h"
#include "tests/sim/world.h"

using namespace history;
using namespace history::sim;

namespace {

constexpr std::uint64_t hour = 3'600'000, day = 24 * hour;
const WorkSettings settings{Calendars(Calendar::of_country("KZ")), {}};

struct Team {
    explicit Team(std::uint64_t seed, int size) : world(seed) {
        nodes.push_back(&world.found("owner"));
        for (int i = 1; i < size; ++i)
            nodes.push_back(&world.join("device " + std::to_string(i), Role::op, *nodes[0]));
        stream = nodes[0]->replica->new_stream();
        write(*nodes[0], stream, true,
              {{EntityKind::subject, "", "kind", "person"},
               {EntityKind::subject, "", "owner", phone},
               {EntityKind::identifier, phone, "proved", "callback"}},
              "");
        write(*nodes[0], shared_stream(), false,
              {{EntityKind::colleague, "aina", "name", "Айна"},
               {EntityKind::colleague, "samal", "name", "Самал"}},
              "");
        REQUIRE(world.settle(nodes));
    }

    bool write(Node& node, StreamId to, bool create, std::vector<Op> ops, const std::string& colleague) {
        StreamWrite one;
        one.stream = to;
        one.create = create;
        one.changes.push_back(std::move(ops));
        std::vector<StreamWrite> writes;
        writes.push_back(std::move(one));
        return save(node, std::move(writes), colleague);
    }

    bool save(Node& node, std::vector<StreamWrite> writes, const std::string& colleague) {
        int answer = 0;
        node.replica->write(std::move(writes), colleague,
                            [&](Result<WriteReport> report) { answer = report.ok() ? 1 : -1; });
        world.run_until([&] { return answer != 0; });
        return answer == 1;
    }

    std::vector<std::shared_ptr<const Subject>> opened(Node& node, std::vector<StreamId> streams) {
        std::vector<std::shared_ptr<const Subject>> held;
        bool done = false;
        node.replica->open(std::move(streams), [&](auto subjects) {
            REQUIRE(subjects.ok());
            held = *subjects;
            done = true;
        });
        world.run_until([&] { return done; });
        return held;
    }

    std::vector<WorkEntry> work(Node& node) {
        const Directory& directory = node.replica->directory();
        RecordOf records;
        for (const auto& [id, record] : directory.records()) records[id] = &record;
        const Customer* customer = directory.customers().find(stream);
        return work_of(*customer, summarise_customer(*customer, records), records, settings,
                       node.clock.now_ms());
    }

    // What a colleague at `node` changes, as the command line and the page do.
    bool change(Node& node, const std::string& item, const std::string& field, const std::string& value,
                const std::string& who) {
        const auto held = opened(node, {stream, shared_stream()});
        const view::OpenCustomer customer{node.replica->directory().customers().find(stream),
                                          {{stream, &held[0]->current()}}};
        auto made = view::change_write(node.replica->directory(), customer, settings,
                                       view::colleagues_of(held[1]->current()), {item, field, value, who},
                                       node.clock.now_ms());
        return made.ok() && save(node, std::move(made->writes), who);
    }

    void cut_off(bool off) {
        for (Node* node : nodes) {
            node->cut_off = off;
            if (off) node->disconnect();
        }
    }

    void same_everywhere() {
        REQUIRE(world.settle(nodes));
        for (Node* node : nodes) CHECK(world.digest(*node) == world.digest(*nodes[0]));
    }

    const std::string phone = joined_key("phone", "", "+77000000001");
    World world;
    std::vector<Node*> nodes;
    StreamId stream;
};

std::vector<std::string> reminders(const std::vector<WorkEntry>& work) {
    std::vector<std::string> ids;
    for (const WorkEntry& one : work)
        if (one.kind == WorkKind::reminder) ids.push_back(one.reminder);
    return ids;
}

}  // namespace

TEST_CASE("five devices without a network fire one reminder, and done on one is done on all") {
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        Team team(seed, 5);
        const std::string at = std::to_string(team.nodes[0]->clock.now_ms());
        const std::string form = joined_key("callback", "site", "cb1");
        CHECK(team.write(*team.nodes[0], team.stream, false,
                         {{EntityKind::item, form, "kind", "request"},
                          {EntityKind::item, form, "direction", "in"},
                          {EntityKind::item, form, "at", at},
                          {EntityKind::item, form, "text", "Перезвоните"},
                          {EntityKind::item, form, "answer/wish_time", "+2h"}},
                         ""));
        REQUIRE(team.world.settle(team.nodes));
        team.cut_off(true);
        for (Node* node : team.nodes) node->clock.skew_ms += 4 * day;
        const auto first = reminders(team.work(*team.nodes[0]));
        REQUIRE(first.size() == 2);  // the call that he asked for, and nobody answered for three days
        CHECK(first[0] != first[1]);
        for (Node* node : team.nodes) CHECK(reminders(team.work(*node)) == first);
        // Two do the same one, apart; a third puts it off; whatever comes last holds, everywhere the same.
        CHECK(team.change(*team.nodes[1], first[0], "state", "done", "aina"));
        CHECK(team.change(*team.nodes[3], first[0], "state", "done", "samal"));
        CHECK(team.change(*team.nodes[4], first[1], "due",
                          std::to_string(team.nodes[4]->clock.now_ms() + day), "samal"));
        CHECK(reminders(team.work(*team.nodes[1])) == std::vector<std::string>{first[1]});
        CHECK(reminders(team.work(*team.nodes[2])) == first);
        team.cut_off(false);
        team.same_everywhere();
        for (Node* node : team.nodes) CHECK(reminders(team.work(*node)).empty());
    }
}

TEST_CASE("a task that two take without a network has one assignee, and both see who took it when") {
    for (std::uint64_t seed = 11; seed <= 16; ++seed) {
        Team team(seed, 3);
        Node &a = *team.nodes[1], &b = *team.nodes[2];
        view::StaffWord task;
        task.kind = "task";
        task.text = "Узнать срок поставки";
        task.native = "0123456789abcdef0123456789abcdef";
        task.at_ms = team.nodes[0]->clock.now_ms();
        auto write = view::staff_write(team.nodes[0]->replica->directory(), "+77000000001", "KZ", task, {},
                                       [](const std::string&) { return StreamId{}; });
        REQUIRE(write.ok());
        std::vector<StreamWrite> writes;
        writes.push_back(std::move(*write));
        REQUIRE(team.save(*team.nodes[0], std::move(writes), ""));
        REQUIRE(team.world.settle(team.nodes));
        team.cut_off(true);
        const std::string key = joined_key("notes", "staff", task.native), item = view::item_id(key);
        CHECK(team.change(a, item, "assignee", "aina", "aina"));
        team.world.run(60'000);
        CHECK(team.change(b, item, "assignee", "samal", "samal"));
        CHECK_FALSE(team.change(b, item, "assignee", "nobody", "samal"));
        CHECK(team.work(a)[0].assignee == "aina");
        CHECK(team.work(b)[0].assignee == "samal");
        team.cut_off(false);
        team.same_everywhere();
        for (Node* node : team.nodes) {
            CHECK(team.work(*node)[0].assignee == "samal");
            const auto held = team.opened(*node, {team.stream});
            const Entity* stands = held[0]->merged().find(EntityKind::item, key);
            CHECK(stands->field("assignee")->colleague == "samal");
            CHECK_FALSE(stands->value("claim/aina").empty());
            CHECK(stands->value("claim/aina") < stands->value("claim/samal"));
            const view::OpenCustomer customer{node->replica->directory().customers().find(team.stream),
                                              {{team.stream, &held[0]->current()}}};
            const std::string timeline = view::timeline(customer, {});
            CHECK(timeline.find("\"assignee\":\"samal\",\"taken\":{\"by\":\"samal\",\"at\":") !=
                  std::string::npos);
            CHECK(timeline.find("\"claims\":[{\"assignee\":\"aina\"") != std::string::npos);
        }
        // Back to who had it: the undo is the value before.
        CHECK(team.change(a, item, "assignee", "aina", "samal"));
        team.same_everywhere();
        CHECK(team.work(b)[0].assignee == "aina");
    }
}

TEST_CASE("who opened a card is seen on the other devices, once an hour and card") {
    Team team(21, 3);
    const auto open_card = [&](Node& node) {
        const Directory& directory = node.replica->directory();
        const StreamId own =
            view::audit_stream(directory, view::opened_use, node.replica->keyring().device());
        std::vector<std::shared_ptr<const Subject>> held;
        if (!own.zero()) held = team.opened(node, {own});
        StreamWrite write = view::opened_write(
            own.zero() ? node.replica->new_stream() : own, own.zero() ? nullptr : &held[0]->current(),
            node.replica->keyring().device(), team.stream, node.clock.now_ms());
        const bool fresh = !write.changes.empty();
        std::vector<StreamWrite> writes;
        writes.push_back(std::move(write));
        if (fresh) CHECK(team.save(node, std::move(writes), "aina"));
        return fresh;
    };
    CHECK(open_card(*team.nodes[1]));
    CHECK_FALSE(open_card(*team.nodes[1]));
    Node& exchange =
        *team.nodes[0];  // a call that rings stands in a stream of its own, which nobody reads for presence
    std::vector<StreamWrite> rings;
    rings.push_back(
        view::ringing_write(exchange.replica->new_stream(), nullptr, exchange.replica->keyring().device(),
                            {"c1", "+77000000001", "shop", "101", exchange.clock.now_ms(), false}));
    CHECK(team.save(exchange, std::move(rings), ""));
    team.same_everywhere();
    CHECK(view::audit_streams(exchange.replica->directory(), view::ringing_use).size() == 1);
    Node& other = *team.nodes[2];
    const std::vector<StreamId> streams = view::audit_streams(other.replica->directory(), view::opened_use);
    REQUIRE(streams.size() == 1);
    CHECK(other.replica->directory().customers().all.size() == 1);  // an audit is nobody's card
    const auto held = team.opened(other, streams);
    const std::string seen =
        view::presence(other.replica->directory(), *other.replica->directory().customers().find(team.stream),
                       {{streams[0], &held[0]->current()}}, other.clock.now_ms());
    CHECK(seen.find("\"colleague\":\"aina\",\"device\":\"" +
                    hex(team.nodes[1]->replica->keyring().device().view()) + "\"") != std::string::npos);
    CHECK(seen.find("\"here\":true") != std::string::npos);
    for (Node* node : team.nodes) node->clock.skew_ms += static_cast<std::int64_t>(hour);
    CHECK(open_card(*team.nodes[1]));
}
