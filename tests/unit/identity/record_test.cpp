#include <doctest/doctest.h>

#include <algorithm>

#include "core/port/fakes.h"
#include "tests/unit/identity/shelf.h"

using namespace history;
using tests::Shelf;

namespace {

void add_item(Shelf& shelf, Shelf::Subject& subject, const std::string& native,
              std::vector<std::pair<std::string, std::string>> fields,
              const std::string& channel = "telegram") {
    std::vector<Op> ops;
    for (auto& [name, value] : fields)
        ops.push_back({EntityKind::item, joined_key(channel, "shop", native), name, value});
    shelf.set(subject, std::move(ops));
}

SubjectRecord record_of(const Shelf::Subject& subject) {
    return summarise(subject.state, subject.stream, subject.first_gpos);
}

std::string leg(std::uint64_t start, bool answered, const std::string& direction) {
    return std::to_string(start) + '\t' + (answered ? std::to_string(start + 5000) : "") + '\t' +
           std::to_string(start + 60'000) + '\t' + (answered ? "55" : "0") + "\t+77010001234\t101\t" +
           (answered ? "ANSWERED" : "NO ANSWER") + '\t' + (answered ? "101" : "") + "\t\t\t" + direction +
           "\t+77010001234";
}

bool same(const SubjectRecord& a, const SubjectRecord& b) {
    return encode_record(a) == encode_record(b);
}

}  // namespace

TEST_CASE("an inbound message waits until somebody of ours answers; a bot is nobody") {
    Shelf shelf;
    auto& subject = shelf.add();
    add_item(
        shelf, subject, "1",
        {{"kind", "message"}, {"at", "1000"}, {"direction", "in"}, {"text", "Здравствуйте! Есть гирлянды?"}});
    add_item(
        shelf, subject, "2",
        {{"kind", "message"}, {"at", "2000"}, {"direction", "out"}, {"text", "Мы закрыты"}, {"bot", "1"}});
    SubjectRecord record = record_of(subject);
    CHECK(record.waiting == std::vector<std::uint64_t>{1000});
    CHECK(record.last_in->words == "Есть гирлянды?");
    CHECK(record.last.words == "Мы закрыты");
    CHECK(record.last_out_ms == 0);
    CHECK(record.items == 2);
    add_item(shelf, subject, "3",
             {{"kind", "message"}, {"at", "3000"}, {"direction", "out"}, {"text", "Есть"}});
    record = record_of(subject);
    CHECK(record.waiting.empty());
    CHECK(record.last_out_ms == 3000);
    add_item(shelf, subject, "4", {{"kind", "mail"}, {"at", "4000"}, {"direction", "in"}, {"title", "Счёт"}},
             "email");
    record = record_of(subject);
    CHECK(record.waiting == std::vector<std::uint64_t>{4000});
    CHECK(record.last_in->channel == "email");
    CHECK(record.last_in->words == "Счёт");
    add_item(shelf, subject, "5",
             {{"kind", "message"}, {"at", "5000"}, {"direction", "in"}, {"text", "Здравствуйте"}});
    CHECK(record_of(subject).last.words == "Здравствуйте");  // nothing stands behind it
}

TEST_CASE("a missed call waits, an answered one does not, and answers what waited") {
    Shelf shelf;
    auto& subject = shelf.add();
    add_item(shelf, subject, "a", {{"kind", "call"}, {"leg/1", leg(10'000, false, "in")}}, "telephony");
    CHECK(record_of(subject).waiting == std::vector<std::uint64_t>{10'000});
    add_item(shelf, subject, "b", {{"kind", "call"}, {"leg/1", leg(90'000, true, "in")}}, "telephony");
    CHECK(record_of(subject).waiting.empty());
    add_item(shelf, subject, "c",
             {{"kind", "call"}, {"leg/1", leg(200'000, false, "in")}, {"leg/2", leg(201'000, true, "in")}},
             "telephony");
    CHECK(record_of(subject).waiting.empty());  // the second leg of the same call was answered
    add_item(shelf, subject, "d", {{"kind", "call"}, {"at", "300000"}, {"direction", "in"}},
             "whatsapp");  // still ringing
    CHECK(record_of(subject).waiting.empty());
}

TEST_CASE("pages, comments, notes and bots do not wait, and a status without its message is no item") {
    Shelf shelf;
    auto& subject = shelf.add();
    add_item(shelf, subject, "1", {{"kind", "page"}, {"at", "1000"}, {"direction", "in"}});
    add_item(shelf, subject, "2",
             {{"kind", "comment"}, {"at", "2000"}, {"direction", "in"}, {"text", "Класс"}});
    add_item(shelf, subject, "3", {{"kind", "note"}, {"at", "3000"}, {"direction", "none"}, {"text", "x"}});
    add_item(shelf, subject, "4", {{"kind", "message"}, {"at", "4000"}, {"direction", "in"}, {"bot", "1"}});
    add_item(shelf, subject, "5", {{"delivered_at", "5000"}});
    const SubjectRecord record = record_of(subject);
    CHECK(record.waiting.empty());
    CHECK(record.items == 4);
    CHECK(record.last.at_ms == 4000);
}

TEST_CASE("a name: what a colleague wrote, then the latest of a source, then what came with an identifier") {
    Shelf shelf;
    auto& subject = shelf.add();
    shelf.know(subject, {"phone", "", "87010001234", Known::cc, "Чужой"}, "email");
    CHECK(record_of(subject).name.empty());
    shelf.know(subject, {"telegram", "shop", "500", Known::proved, "Асем"}, "telegram");
    CHECK(record_of(subject).name == "Асем");
    shelf.set(subject, {{EntityKind::subject, "", "name@9", "Асем Г.\tsegment"},
                        {EntityKind::subject, "", "name@10", "Асем Гирляндина\tsegment"}});
    CHECK(record_of(subject).name == "Асем Гирляндина");
    shelf.set(subject, {{EntityKind::subject, "", "name", "Асем (опт)"}});
    CHECK(record_of(subject).name == "Асем (опт)");
}

TEST_CASE("of several subjects the best told name is the customer's, whichever came first") {
    Shelf shelf;
    std::vector<SubjectRecord> records;
    const auto add = [&](std::vector<Op> ops) {
        auto& subject = shelf.add();
        shelf.set(subject, std::move(ops));
        records.push_back(record_of(subject));
    };
    const std::string phone = joined_key("phone", "", "+77012345678");
    add({{EntityKind::identifier, phone, "proved", "whatsapp"}});
    add({{EntityKind::identifier, phone, "given", "site"},
         {EntityKind::identifier, phone, "name@2000", "Асем"}});
    add({{EntityKind::identifier, phone, "given", "site"},
         {EntityKind::identifier, phone, "name@1000", "Яна"}});
    add({{EntityKind::subject, "", "name@10", "Асем Г.\tsegment"}});
    const auto named = [&](std::vector<std::size_t> order) -> std::string {
        std::vector<StreamId> members;
        for (const std::size_t i : order) members.push_back(records[i].stream);
        const SubjectRecord* best = naming_record(members, [&](const StreamId& one) {
            return &*std::find_if(records.begin(), records.end(),
                                  [&](const SubjectRecord& record) { return record.stream == one; });
        });
        return best ? best->name : "nobody's";
    };
    CHECK(named({0}) == "nobody's");
    CHECK(named({0, 1, 2}) == "Асем");
    CHECK(named({2, 1}) == "Асем");
    CHECK(named({3, 2, 1, 0}) == "Асем Г.");
    CHECK(named({0, 1, 2, 3}) == "Асем Г.");
}

TEST_CASE("an identifier is known the strongest way that any source says") {
    Shelf shelf;
    auto& subject = shelf.add();
    for (auto [known, strongest] : {std::pair(Known::cc, Known::cc),
                                    {Known::said, Known::said},
                                    {Known::proved, Known::proved},
                                    {Known::given, Known::proved}}) {
        shelf.know(subject, {"phone", "", "87010001234", known, ""}, "telegram");
        REQUIRE(record_of(subject).identifiers.size() == 1);
        CHECK(record_of(subject).identifiers[0].known == strongest);
    }
}

TEST_CASE("order numbers join only when they can be nobody else's") {
    Shelf shelf;
    auto& subject = shelf.add();
    add_item(shelf, subject, "1", {{"kind", "order"}, {"at", "1"}, {"number", "GS-10064"}}, "segment");
    add_item(shelf, subject, "2",
             {{"kind", "receipt"}, {"at", "2"}, {"number", "536365"}, {"order_ref", "GS-10065"}}, "pos");
    add_item(shelf, subject, "3", {{"kind", "order"}, {"at", "3"}, {"number", "17"}}, "segment");
    add_item(shelf, subject, "4", {{"kind", "receipt"}, {"at", "4"}, {"number", "7654321"}},
             "pos");  // a receipt's own number
    const SubjectRecord record = record_of(subject);
    CHECK(record.identifiers.empty());
    CHECK(record.references.size() == 2);
    for (const Reference& one : record.references) CHECK(one.type() == "order");
    for (const char* number : {"GS-10064", "GS-10065"})
        CHECK(how_known(record, joined_key("order", "", number)) == Known::given);
    CHECK(!how_known(record, joined_key("order", "", "536365")));
}

TEST_CASE("records travel through their bytes, and damaged bytes are refused or harmless") {
    fakes::SeededRandom random(3);
    Shelf shelf;
    auto& subject = shelf.add();
    shelf.know(subject, {"phone", "", "87010001234", Known::proved, "Асем"}, "telegram");
    shelf.know(subject, {"email", "", "a@b.kz", Known::given, ""}, "segment");
    add_item(shelf, subject, "1",
             {{"kind", "message"}, {"at", "1000"}, {"direction", "in"}, {"text", std::string(500, 'x')}});
    shelf.set(
        subject,
        {{EntityKind::statement, joined_key("link", hex(tests::stream(9).view())), "state", "stands"},
         {EntityKind::statement, joined_key("separation", hex(tests::stream(8).view())), "state", "stands"},
         {EntityKind::statement, joined_key("link", hex(tests::stream(7).view())), "state", "withdrawn"},
         {EntityKind::statement, joined_key("link", "nonsense"), "state", "stands"}});
    const SubjectRecord record = record_of(subject);
    CHECK(record.statements.size() == 2);
    CHECK(record.statements[0].separation);
    CHECK(record.last.words.size() == 96);
    const Bytes bytes = encode_record(record);
    CHECK(bytes.size() < 600);
    const auto read = decode_subject_record(bytes);
    REQUIRE(read.ok());
    CHECK(same(*read, record));
    for (std::size_t size = 0; size < bytes.size(); ++size)
        CHECK_FALSE(decode_subject_record(ByteView(bytes).first(size)).ok());
    for (int round = 0; round < 5'000; ++round) {
        Bytes damaged = bytes;
        damaged[random.below(damaged.size())] ^= static_cast<std::uint8_t>(1 + random.below(255));
        const auto other = decode_subject_record(damaged);
        if (other.ok()) CHECK(encode_record(*other).size() <= damaged.size() + 16);
    }
}

TEST_CASE("a record is the same whatever the order in which the facts came") {
    fakes::SeededRandom random(5);
    std::vector<Delta> deltas;
    for (std::uint64_t i = 0; i < 60; ++i) {
        Delta delta;
        delta.at.ms = 1000 + random.below(20);
        delta.at.device.bytes[0] = static_cast<std::uint8_t>(random.below(3));
        const std::string item = joined_key("telegram", "shop", std::to_string(random.below(12)));
        switch (random.below(5)) {
            case 0:
                delta.ops = {{EntityKind::item, item, "kind", "message"},
                             {EntityKind::item, item, "at", std::to_string(5000 + random.below(9))}};
                break;
            case 1:
                delta.ops = {{EntityKind::item, item, "direction", random.chance(2) ? "in" : "out"}};
                break;
            case 2:
                delta.ops = {{EntityKind::item, item, "text", "слово " + std::to_string(random.below(5))}};
                break;
            case 3:
                delta.ops = {{EntityKind::identifier,
                              joined_key("phone", "", "+7701000000" + std::to_string(random.below(4))),
                              "given", "pos"}};
                break;
            default:
                delta.ops = {
                    {EntityKind::identifier, joined_key("telegram", "shop", "5"), "proved", "telegram"},
                    {EntityKind::identifier, joined_key("telegram", "shop", "5"),
                     "name@" + std::to_string(random.below(4)), random.chance(2) ? "Асем" : "Asem"}};
        }
        deltas.push_back(std::move(delta));
    }
    Bytes first;
    for (int round = 0; round < 50; ++round) {
        for (std::size_t i = deltas.size(); i > 1; --i) std::swap(deltas[i - 1], deltas[random.below(i)]);
        State state;
        for (const Delta& delta : deltas) state.apply(delta, 10'000);
        for (int again = 0; again < 10; ++again) state.apply(deltas[random.below(deltas.size())], 10'000);
        const Bytes bytes = encode_record(summarise(state, tests::stream(1), 1));
        if (round == 0) first = bytes;
        REQUIRE(bytes == first);
    }
}
