// Bounds of what an agent reads and keeps, at their edges: at the bound it is whole, one more is refused or cut, and says so.
#include <doctest/doctest.h>
#include <unistd.h>

#include "native/agent/beside.h"
#include "native/agent/config.h"
#include "native/agent/file_bodies.h"
#include "native/agent/filing.h"
#include "native/agent/item_values.h"
#include "native/agent/payloads.h"
#include "native/agent/plan_file.h"
#include "native/agent/quarantine.h"
#include "native/agent/workplace.h"
#include "native/connectors/table.h"
#include "tests/unit/agent/agent_store.h"
#include "tests/unit/agent/scratch_folder.h"
#include "tests/unit/agent/workspace.h"

using namespace history;
using namespace history::agent;

namespace {

constexpr std::size_t kib = 1024, mib = 1024 * kib;

// As `bytes` bytes that mean what `text` means, for a reader of JSON.
std::string padded(std::string text, std::size_t bytes) {
    text.resize(bytes, ' ');
    return text;
}

void make_file(const ScratchFolder& folder, const std::string& name, std::size_t bytes) {
    folder.write(name, "");
    REQUIRE(::truncate((folder / name).c_str(), static_cast<off_t>(bytes)) == 0);
}

}  // namespace

TEST_CASE("the quarantine keeps 1 MiB of a payload whole, of one byte more the first 1 MiB and its size") {
    AgentStore agent;
    for (const std::size_t bytes : {mib, mib + 1}) {
        CAPTURE(bytes);
        Quarantined one;
        one.channel = "telegram";
        one.reason = "The body is no JSON.";
        one.raw = std::string(bytes - 1, 'x') + 'y';
        one.raw_bytes = bytes;
        const auto kept =
            read_quarantine_row(agent.keyring, quarantine_row(agent.keyring, agent.random, one));
        REQUIRE(kept.ok());
        CHECK(kept->raw_bytes == bytes);
        CHECK(kept->raw.size() == mib);
        CHECK((kept->raw == one.raw) == (bytes == mib));
    }
}

TEST_CASE("a file beside an import has 64 MiB, and 1024 bytes of a path") {
    ScratchFolder folder;
    make_file(folder, "a.jpg", beside_bytes_max);
    const auto whole = read_beside(folder / "", "a.jpg");
    REQUIRE(whole.ok());
    CHECK(whole->size() == beside_bytes_max);
    make_file(folder, "a.jpg", beside_bytes_max + 1);
    const auto larger = read_beside(folder / "", "a.jpg");
    REQUIRE_FALSE(larger.ok());
    CHECK(larger.error().what == "The file beside the imported one is larger than 64 MiB.");

    const auto found = [&](std::size_t bytes) {
        std::string path;
        while (path.size() + 201 < bytes - 10) path += std::string(200, 'd') + '/';
        path += std::string(bytes - path.size() - 4, 'f') + ".jpg";
        REQUIRE(path.size() == bytes);
        folder.write(path, "photo");
        connectors::Item item;
        item.fields = {{"kind", "message"}, {"file/1", "document\ta.jpg\t\t\t" + path}};
        add_contents_beside(folder / "result.json", {}, item);
        return item.fields.size() == 3;  // its hash
    };
    CHECK(found(1024));
    CHECK_FALSE(found(1025));
}

TEST_CASE("a file that is one body has 64 MiB") {
    ScratchFolder folder;
    const auto refused = [&](std::size_t bytes) {
        make_file(folder, "a.json", bytes);
        std::string reason;
        std::size_t size = 0;
        CHECK(each_body(folder / "a.json", *connectors::find_connector("telegram"), {},
                        [&](const FileBody& body) -> Result<> {
                            if (body.refused != nullptr) reason = body.refused;
                            size = body.bytes.size();
                            return {};
                        })
                  .ok());
        if (reason.empty()) CHECK(size == bytes);
        return reason;
    };
    CHECK(refused(file_whole_bytes_max).empty());
    CHECK(refused(file_whole_bytes_max + 1) ==
          "The file is one body and larger than 64 MiB; export it in parts.");
}

TEST_CASE("agent.json has 4 MiB, 256 segments, 3650 days and 65536 megabytes of visits") {
    ScratchFolder folder;
    const auto loaded = [&](std::size_t bytes) {
        folder.write("agent.json", padded(R"({"country":"RU"})", bytes));
        const auto config = Config::load(folder / "agent.json");
        return config.ok() ? config->country() : config.error().what;
    };
    CHECK(loaded(4 * mib) == "RU");
    CHECK(loaded(4 * mib + 1).find("larger than") != std::string::npos);

    const auto segments = [](int count) {
        std::string list;
        for (int i = 0; i < count; ++i)
            list += (i == 0 ? "" : ",") + ("\"s" + std::to_string(i) + R"(":{"complaint":true})");
        const auto config = Config::parse(R"({"segments":{)" + list + "}}", "");
        return config.ok() ? std::to_string(config->segments().size()) : config.error().what;
    };
    CHECK(segments(256) == "256");
    CHECK(segments(257) == "agent.json: \"segments\" is an object of at most 256 segments by name.");

    const auto visits = [](const char* setting) { return Config::parse(setting, "").ok(); };
    CHECK(visits(R"({"visits":{"days":3650,"megabytes":65536}})"));
    CHECK(visits(R"({"visits":{"days":1,"megabytes":1}})"));
    for (const char* setting : {R"({"visits":{"days":3651}})", R"({"visits":{"days":0}})",
                                R"({"visits":{"megabytes":65537}})", R"({"visits":{"megabytes":0}})"}) {
        CAPTURE(setting);
        CHECK_FALSE(visits(setting));
    }
}

TEST_CASE("headers beside a payload have 1 MiB; more are none, and what is signed is not taken for genuine") {
    ScratchFolder folder;
    folder.write("a.json.headers.json", padded(R"({"X-Token":"t"})", mib));
    CHECK(read_sidecar(folder / "a.json").at("x-token") == "t");
    folder.write("a.json.headers.json", padded(R"({"X-Token":"t"})", mib + 1));
    CHECK(read_sidecar(folder / "a.json").empty());
}

TEST_CASE("an id of a source has 512 bytes in a key; a longer one its beginning and a hash of the whole") {
    const std::string longest(512, 'a');
    CHECK(key_parts(item_key_of("email", "shop", longest)).third == longest);
    const std::string longer = item_key_of("email", "shop", longest + 'a');
    CHECK(key_parts(longer).third.starts_with(std::string(256, 'a') + '#'));
    CHECK(longer != item_key_of("email", "shop", longest + 'b'));
}

TEST_CASE("a value has 32 KiB; of a longer one the item says how many characters are left out, whole ones") {
    const auto values = [](const std::string& text) {
        const ItemFields fields = item_values({{"kind", "message"}, {"text", text}, {"edited@5", text}});
        std::string kept, told;
        for (const auto& [name, value] : fields) {
            if (name == "text") kept = value;
            if (name == "cut/text" || name == "cut/edited@5") told += name + '=' + value + ' ';
        }
        return std::pair(kept, told);
    };
    const std::string longest(value_bytes_max, 'x');
    CHECK(values(longest) == std::pair(longest, std::string()));
    CHECK(values(longest + 'y') == std::pair(longest, std::string("cut/text=1 cut/edited@5=1 ")));
    // Of letters of two bytes the last that fits in whole; the count is of letters.
    const std::string odd = longest.substr(1) + "ж";
    CHECK(values(odd) == std::pair(longest.substr(1), std::string("cut/text=1 cut/edited@5=1 ")));
    CHECK(values(odd + "жж").second == "cut/text=3 cut/edited@5=3 ");
    // What is no UTF-8: each byte that is none stands as a sign of three bytes.
    CHECK(values(longest.substr(3) + '\xff') == std::pair(longest.substr(3) + "\uFFFD", std::string()));
    CHECK(values(longest.substr(2) + "\xff\xff") ==
          std::pair(longest.substr(2), std::string("cut/text=2 cut/edited@5=2 ")));
    CHECK(values(longest.substr(2) + "\xff" + "y").first == longest.substr(2));  // nothing behind a gap
}

TEST_CASE(
    "a fact about a person has 1 KiB; of a longer one a fact beside it says how many characters are left "
    "out") {
    const std::string longest(fact_bytes_max, 'x');
    const std::string whole = longest.substr(3);
    CHECK(fact_values({{"note", longest}}) == ItemFields{{"note", longest}});
    CHECK(fact_values({{"note", longest + "жж"}, {"city", "Almaty"}}) ==
          ItemFields{{"cut/note", "5"}, {"note", whole + "…"}, {"city", "Almaty"}});
    CHECK(fact_values({{"note", whole.substr(1) + "жжж"}}) ==
          ItemFields{{"cut/note", "3"}, {"note", whole.substr(1) + "…"}});
}

TEST_CASE("a campaign's plan has 256 MiB, the bound that read_plan has unless it is told another") {
    CHECK(plan_bytes_max == 256 * mib);
    ScratchFolder folder;
    const auto read = [&](const char* name, std::size_t bytes) {
        folder.write(name, padded("send_id,to\n1,+77010000001\n", bytes));
        const auto plan = read_plan(folder / name, 2 * mib);
        return plan.ok() ? std::to_string(plan->size()) : plan.error().what;
    };
    CHECK(read("plan.csv", 2 * mib) == std::to_string(2 * mib));
    CHECK(read("plan.csv", 2 * mib + 1) == "The file " + (folder / "plan.csv") + " is larger than 2 MiB.");
    make_file(folder, "large.csv", plan_bytes_max + 1);
    const auto large = read_plan(folder / "large.csv");
    REQUIRE_FALSE(large.ok());
    CHECK(large.error().what.ends_with("is larger than 256 MiB."));
    folder.write("deep.jsonl",
                 R"({"send_id":"1","text":)" + std::string(63, '[') + std::string(63, ']') + "}");
    CHECK(read_plan(folder / "deep.jsonl").ok());
    folder.write("deep.jsonl",
                 R"({"send_id":"1","text":)" + std::string(200'000, '[') + std::string(200'000, ']') + "}");
    CHECK_FALSE(read_plan(folder / "deep.jsonl").ok());
}

TEST_CASE("of those who may work at a company 50 are suggested, and nobody who is known to") {
    const auto suggested = [](std::size_t people, std::size_t known) {
        Directory directory;
        std::vector<view::Tie> ties;
        const auto put = [&](std::size_t number, const char* kind, const std::string& email) {
            SubjectRecord record;
            record.stream.bytes[0] = static_cast<std::uint8_t>(number);
            record.first_gpos = number;
            record.kind = kind;
            record.owner = joined_key("email", "", email);
            record.identifiers.push_back({"email", "", email, Known::given, {}});
            directory.put(record);
            return record.stream;
        };
        const StreamId company = put(255, "company", "office@rosa.example");
        for (std::size_t i = 1; i <= people; ++i) put(i, "person", "p" + std::to_string(i) + "@rosa.example");
        put(200, "person", "p@other.example");
        const Customers& customers = directory.customers();
        for (std::size_t i = 1; i <= known; ++i) {
            StreamId stream;
            stream.bytes[0] = static_cast<std::uint8_t>(i);
            ties.push_back({customers.find(stream), "source"});
        }
        const State nothing;
        view::OpenCustomer opened;
        opened.customer = customers.find(company);
        opened.members.push_back({company, &nothing, directory.find(company)});
        return suggested_people(opened, ties, directory).size();
    };
    CHECK(suggested(suggested_max - 1, 0) == suggested_max - 1);
    CHECK(suggested(suggested_max, 0) == suggested_max);
    CHECK(suggested(suggested_max + 1, 0) == suggested_max);
    CHECK(suggested(suggested_max + 1, 1) == suggested_max);
    CHECK(suggested(suggested_max + 1, 2) == suggested_max - 1);
}
