#include <doctest/doctest.h>

#include "core/port/fakes.h"
#include "core/view/json_text.h"
#include "tests/unit/view/json_check.h"
#include "tests/unit/view/office.h"

using namespace history;
using tests::canonical_json;
using tests::count;
using tests::has;
using tests::Office;

TEST_CASE("JSON is written without blanks, control characters escaped, and broken UTF-8 becomes U+FFFD") {
    view::JsonText json;
    json.begin_object()
        .text("a", "x\"\\\n\t\r\x01\x7f")
        .text("empty", "")
        .text("b", std::string("\xff\xd0\xed\xa0\x80"))
        .number("zero", 0);
    json.key("n").signed_number(INT64_MIN);
    json.number("big", UINT64_MAX)
        .flag("no", false)
        .flag("yes", true)
        .boolean("off", false)
        .key("list")
        .begin_array();
    json.text("1").text("").begin_object().end_object().end_array().end_object();
    const std::string text = json.take();
    CHECK(text ==
          "{\"a\":\"x\\\"\\\\\\n\\t\\r\\u0001\\u007f\",\"b\":\"\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\",\"n\":-"
          "9223372036854775808,\"big\":18446744073709551615,"
          "\"yes\":true,\"off\":false,\"list\":[\"1\",\"\",{}]}");
    CHECK(canonical_json(text));
    CHECK_FALSE(canonical_json("{\"a\": 1}"));
    CHECK_FALSE(canonical_json("{\"a\":01}"));
    CHECK_FALSE(canonical_json("[1,]"));
}

TEST_CASE("a row tells what the fields say, with typed values") {
    Office office;
    auto& subject = office.shelf.add();
    office.item(subject, "telegram", "5:1",
                {{"kind", "message"},
                 {"at", "1000"},
                 {"direction", "in"},
                 {"text", "Есть гирлянды?"},
                 {"reply_to", "5:0"},
                 {"delivered_at", "1500"},
                 {"file/1", "image\tфото.jpg\timage/jpeg\t2048\tAgAD"}});
    office.item(
        subject, "telephony", "77.1",
        {{"kind", "call"},
         {"leg/77.1",
          "2000\t10000\t70000\t60\t+77010001234\t101\tANSWERED\t101\tsales\trec-1\tin\t+77010001234"}});
    office.item(subject, "pos", "536365",
                {{"kind", "receipt"},
                 {"at", "3000"},
                 {"direction", "in"},
                 {"order_ref", "GS-1"},
                 {"line/0", "G10\tГирлянда\t2\t150000\t300000\tKZT"},
                 {"line/1", "L1\tЛента\t1\t50000\t50000\tKZT"}});
    office.item(subject, "segment", "o1",
                {{"kind", "order"},
                 {"at", "4000"},
                 {"total", "350000 KZT"},
                 {"number", "GS-1"},
                 {"status@5", "paid"},
                 {"status@40", "sent"}});
    office.item(subject, "telegram", "5:2", {{"delivered_at", "9"}});  // a status whose message never came
    office.resolve();
    const std::string text = office.timeline(subject.stream);
    CAPTURE(text);
    CHECK(canonical_json(text));
    CHECK(has(text, "{\"slice\":\"timeline\",\"id\":\"" + hex(subject.stream.view()) +
                        "\",\"total\":4,\"from\":0,\"order\":\"newest\",\"rows\":[{\"item\":\""));
    CHECK(has(text,
              "\"channel\":\"telegram\",\"account\":\"shop\",\"native\":\"5:1\",\"kind\":\"message\",\"at\":"
              "1000,\"direction\":\"in\",\"text\":\"Есть гирлянды?\","
              "\"reply_to\":\"5:0\",\"delivered_at\":1500,\"files\":[{\"kind\":\"image\",\"name\":\"фото."
              "jpg\",\"mime\":\"image/jpeg\",\"size\":2048,\"ref\":\"AgAD\"}],\"matter\":\""));
    CHECK(has(text,
              "\"call\":{\"answered\":true,\"seconds\":60,\"waited\":8,\"operator\":\"101\",\"queue\":"
              "\"sales\",\"recording\":\"rec-1\",\"number\":\"+77010001234\"}"));
    CHECK(has(text,
              "\"total\":{\"currency\":\"KZT\",\"minor\":350000},\"order_ref\":\"GS-1\",\"order\":"
              "\"f493817dd34a5e6f4d38b809693ff90f\",\"also\":[{\"channel\":\"segment\",\"account\":\"shop\","
              "\"item\":\"2aaeaa2d1c81e06e1ed57b5738f4bbc2\",\"at\":4000}],\"lines\":[{\"sku\":"
              "\"G10\""));
    CHECK(has(text,
              "\"status\":\"sent\",\"states\":[{\"state\":\"paid\"},{\"state\":\"sent\"}],\"total\":{"
              "\"currency\":\"KZT\",\"minor\":350000},\"number\":\"GS-1\""));
    CHECK(text.find("GS-1\",\"order\":\"f493817dd34a5e6f4d38b809693ff90f\"}") <
          text.find("\"at\":3000"));  // newest first
}

TEST_CASE("a file is shown with its hash, and with a preview of just these bytes") {
    Office office;
    auto& subject = office.shelf.add();
    office.item(subject, "email", "1",
                {{"kind", "mail"},
                 {"at", "1000"},
                 {"file/1", "image\ta.png\timage/png\t5\tp1"},
                 {"file_hash/1", "sha256:aa"},
                 {"file_preview/1", "sha256:aa\tAQID"},
                 {"file/2", "image\tb.png\timage/png\t5\tp2"},
                 {"file_hash/2", "sha256:bb"},
                 {"file_preview/2", "sha256:cc\tBAUG"}});
    office.resolve();
    const std::string text = office.timeline(subject.stream);
    CHECK(canonical_json(text));
    CHECK(has(text,
              "\"ref\":\"p1\",\"hash\":\"sha256:aa\",\"preview\":\"AQID\"},{\"kind\":\"image\",\"name\":\"b."
              "png\""));
    CHECK(has(text, "\"ref\":\"p2\",\"hash\":\"sha256:bb\"}]"));
}

TEST_CASE("a slice holds a bounded sum of previews, those of the rows that stand first") {
    Office office;
    auto& subject = office.shelf.add();
    const std::string preview(32'000, 'A');
    for (int i = 0; i < 60; ++i)
        office.item(subject, "email", std::to_string(i),
                    {{"kind", "mail"},
                     {"at", std::to_string(1000 + i)},
                     {"file/1", "image\ta.png\timage/png\t5\tp1"},
                     {"file_hash/1", "h"},
                     {"file_preview/1", "h\t" + preview}});
    office.resolve();
    const std::string text = office.timeline(subject.stream);
    CHECK(count(text, "\"hash\":") == 60);
    CHECK(count(text, "\"preview\":") == view::previews_bytes_max / preview.size());
    CHECK(text.find("\"preview\"") < text.find("\"at\":1058"));  // newest first
    CHECK(text.rfind("\"preview\"") < text.find("\"at\":1000"));
}

TEST_CASE("an edit shows the last words, a deletion shows none") {
    Office office;
    auto& subject = office.shelf.add();
    office.item(
        subject, "telegram", "1",
        {{"kind", "message"}, {"at", "1"}, {"text", "раз"}, {"edited@9", "два"}, {"edited@10", "три"}});
    office.item(
        subject, "telegram", "2",
        {{"kind", "message"}, {"at", "2"}, {"text", "тайна"}, {"edited@9", "тайна 2"}, {"deleted@20", "1"}});
    office.resolve();
    const std::string text = office.timeline(subject.stream);
    CHECK(has(text, "\"text\":\"три\",\"edited\":10"));
    CHECK_FALSE(has(text, "раз"));
    CHECK_FALSE(has(text, "тайна"));
    CHECK(has(text, "\"deleted\":20"));
}

TEST_CASE("a row says what the source has beyond it") {
    Office office;
    auto& subject = office.shelf.add();
    office.item(subject, "email", "1",
                {{"kind", "message"},
                 {"at", "1"},
                 {"text", "раз"},
                 {"cut/text", "70"},
                 {"left_out/text", "9"},
                 {"left_out/file", "3"},
                 {"left_out/line", "20"}});
    office.item(subject, "email", "2", {{"kind", "message"}, {"at", "2"}, {"text", "два"}});
    office.resolve();
    const std::string text = office.timeline(subject.stream);
    CHECK(has(text, "\"left_out\":{\"file\":3,\"line\":20},\"cut\":true"));
    CHECK(text.find("left_out", text.find("left_out") + 1) == std::string::npos);
}

TEST_CASE("windows cut the timeline, and together they are the whole of it, in both orders") {
    Office office;
    auto& subject = office.shelf.add();
    for (int i = 0; i < 25; ++i)
        office.item(subject, "telegram", std::to_string(i),
                    {{"kind", "message"}, {"at", std::to_string(100 + i % 7)}});
    office.resolve();
    for (bool newest : {true, false}) {
        std::string parts;
        for (std::uint32_t from = 0; from < 30; from += 4) {
            const std::string text = office.timeline(subject.stream, {from, 4, newest});
            CHECK(canonical_json(text));
            CHECK(has(text, "\"total\":25,\"from\":" + std::to_string(from)));
            const std::size_t rows = text.find("\"rows\":[") + 8;
            const std::string inner = text.substr(rows, text.size() - rows - 2);
            if (!inner.empty()) parts += (parts.empty() ? "" : ",") + inner;
        }
        const std::string whole = office.timeline(subject.stream, {0, UINT32_MAX, newest});
        CHECK(has(whole, "\"rows\":[" + parts + "]}"));
        CHECK(count(whole, "\"item\":") == 25);
    }
    CHECK(count(office.timeline(subject.stream, {UINT32_MAX, UINT32_MAX, true}), "\"item\":") == 0);
}

TEST_CASE("a filter looks through the whole history, and windows cut what it lets through") {
    Office office;
    auto& subject = office.shelf.add();
    for (int i = 0; i < 30; ++i)
        office.item(subject, i % 3 == 0 ? "email" : "telegram", std::to_string(i),
                    {{"kind", i % 3 == 0 ? "mail" : "message"},
                     {"at", std::to_string(100 + i)},
                     {"direction", i % 2 == 0 ? "in" : "out"}});
    office.resolve();
    const view::OpenCustomer open = office.open(subject.stream);
    const auto rows = [&](view::Window window, view::HistoryFilter filter) {
        const std::string text = view::timeline(open, window, filter);
        CHECK(canonical_json(text));
        return text;
    };
    const std::string mails = rows({0, 4, true}, {"email", "", "", 0});
    CHECK(has(mails, "\"total\":10,\"from\":0,\"whole\":30,"));
    CHECK(count(mails, "\"item\":") == 4);
    CHECK(count(mails, "\"channel\":\"telegram\"") == 0);
    CHECK(count(rows({8, 4, true}, {"email", "", "", 0}), "\"item\":") == 2);
    CHECK(has(rows({}, {"email,telegram", "", "", 0}), "\"total\":30,"));
    CHECK_FALSE(has(rows({}, {"email,telegram", "", "", 0}), "\"whole\""));
    CHECK(has(rows({}, {"", "message,call", "in", 0}), "\"total\":10,"));
    CHECK(has(rows({}, {"", "", "out", 120}), "\"total\":5,"));
    CHECK(has(rows({}, {"mail", "", "", 0}), "\"total\":0,"));
    CHECK(has(rows({}, {"emai", "", "", 0}), "\"total\":0,"));
}

TEST_CASE("a row names the matter that it belongs to, and a history is filtered by one through all of it") {
    Office office;
    auto& subject = office.shelf.add();
    const auto said = [&](const std::string& native, std::uint64_t at, const std::string& direction,
                          const std::string& text) {
        office.item(
            subject, "telegram", native,
            {{"kind", "message"}, {"at", std::to_string(at)}, {"direction", direction}, {"text", text}});
    };
    constexpr std::uint64_t start = 1'700'000'000'000, day = 86'400'000;
    said("1", start, "in", "Есть кресло?");
    said("2", start + 60'000, "out", "Да, есть");
    for (int i = 0; i < 40; ++i)
        office.item(subject, "segment", std::to_string(i),
                    {{"kind", "page"},
                     {"at", std::to_string(start + day + static_cast<std::uint64_t>(i))},
                     {"direction", "in"}});
    said("3", start + 200 * day, "in", "Где мой заказ AB-10427?");
    office.resolve();
    const view::OpenCustomer open = office.open(subject.stream);
    const std::string chair = view::item_id(joined_key("telegram", "shop", "1")),
                      order = view::item_id(joined_key("telegram", "shop", "3"));
    const std::string all = view::timeline(open, {});
    CHECK(canonical_json(all));
    CHECK(count(all, "\"matter\":\"" + chair + '"') == 2);
    CHECK(count(all, "\"matter\":\"" + order + '"') == 1);
    CHECK(count(all, "\"matter\":") == 3);
    view::HistoryFilter filter;
    filter.matter = chair;
    const std::string one = view::timeline(open, {0, 10, true}, filter);
    CHECK(has(one, "\"total\":2,\"from\":0,\"whole\":43,"));
    CHECK(count(one, "\"item\":") == 2);
    filter.direction = "out";
    CHECK(has(view::timeline(open, {}, filter), "\"total\":1,"));
    filter.matter = "nothing";
    CHECK(has(view::timeline(open, {}, filter), "\"total\":0,"));
}

TEST_CASE("what went on against a guard stands in the history with its reason") {
    Office office;
    auto& subject = office.shelf.add();
    PlannedContact contact;
    contact.channel = "sms";
    contact.promotion = true;
    contact.product = "GR-100";
    contact.at_ms = 1000;
    office.shelf.set(subject,
                     view::contact_ops(std::string(32, 'a'), contact, "Клиент сам попросил", "Вера"));
    office.resolve();
    const std::string text = office.timeline(subject.stream);
    CHECK(has(text, "\"kind\":\"contact\",\"at\":1000"));
    CHECK(has(text, "\"product\":\"GR-100\""));
    CHECK(has(text, "\"about_channel\":\"sms\""));
    CHECK(has(text, "\"reason\":\"Клиент сам попросил\""));
    CHECK(has(text, "\"author\":\"Вера\""));
}

TEST_CASE("the same item in two subjects of one customer is one row, each field by the later stamp") {
    Office office;
    auto& one = office.shelf.add();
    office.shelf.know(one, {"phone", "", "87010001234", Known::proved, ""}, "telegram");
    const StreamId first = one.stream;
    office.item(one, "telephony", "7.1",
                {{"kind", "call"},
                 {"leg/a", "1000\t\t2000\t0\t\t\tNO ANSWER\t\t\t\tin\t+77010001234"},
                 {"title", "старое"}});
    auto& two = office.shelf.add();
    office.shelf.know(two, {"phone", "", "87010001234", Known::proved, ""}, "telephony");
    const StreamId second = two.stream;
    office.item(two, "telephony", "7.1",
                {{"leg/b", "1500\t1800\t9000\t7\t\t\tANSWERED\t102\t\t\tin\t+77010001234"},
                 {"title", "новое"},
                 {"kind", "call"}});
    office.resolve();
    const std::string text = office.timeline(second);
    CHECK(text == office.timeline(first));
    CHECK(count(text, "\"item\":") == 1);
    CHECK(has(text, "\"answered\":true"));
    CHECK(has(text, "новое"));
    CHECK_FALSE(has(text, "старое"));
    CHECK(has(office.card(first), "\"items\":1"));
}

TEST_CASE("slices do not depend on the order in which deltas were merged") {
    fakes::SeededRandom random(17);
    std::vector<Delta> deltas;
    static constexpr std::string_view fields[] = {"text",     "title",    "direction", "at",
                                                  "status@5", "edited@7", "leg/1",     "line/2",
                                                  "file/3",   "total",    "author"};
    static constexpr std::string_view values[] = {
        "in",      "out", "1000", "2000", "Привет", "", "1\t2\t3\t4\t5\t6\tANSWERED\t8", "a\tb\t1\t2\t3\tKZT",
        "900 KZT", "1"};
    for (std::uint64_t i = 0; i < 120; ++i) {
        Delta delta;
        delta.at.ms = 1000 + random.below(30);
        delta.at.counter = static_cast<std::uint16_t>(random.below(2));
        delta.at.device.bytes[0] = static_cast<std::uint8_t>(random.below(3));
        const std::string key =
            joined_key(random.chance(2) ? "telegram" : "telephony", "shop", std::to_string(random.below(15)));
        delta.ops.push_back({EntityKind::item, key, "kind", random.chance(3) ? "call" : "message"});
        delta.ops.push_back({EntityKind::item, key, std::string(fields[random.below(std::size(fields))]),
                             std::string(values[random.below(std::size(values))])});
        if (random.chance(4))
            delta.ops.push_back({EntityKind::identifier,
                                 joined_key("phone", "", "+7701000000" + std::to_string(random.below(3))),
                                 random.chance(2) ? "given" : "said", "pos"});
        if (random.chance(6))
            delta.ops.push_back(
                {EntityKind::subject, "", "city@" + std::to_string(random.below(4)), "Алматы\tsegment"});
        deltas.push_back(std::move(delta));
    }
    std::string first;
    for (int round = 0; round < 40; ++round) {
        for (std::size_t i = deltas.size(); i > 1; --i) std::swap(deltas[i - 1], deltas[random.below(i)]);
        State left, right;  // two subjects of one customer: every delta lands in one of them by its content
        for (const Delta& delta : deltas) (delta.at.ms % 2 == 0 ? left : right).apply(delta, 5000);
        const std::vector<SubjectRecord> records = {summarise(left, tests::stream(1), 1),
                                                    summarise(right, tests::stream(2), 2)};
        const Customers customers = resolve({&records[0], &records[1]});
        Customer both{tests::stream(1), {tests::stream(1), tests::stream(2)}, {}, false};
        const view::OpenCustomer open{&both, {{tests::stream(1), &left}, {tests::stream(2), &right}}};
        std::string all =
            view::timeline(open, {}) + view::card(open, customers) +
            view::why(open, customers, {&records[0], &records[1]}) +
            view::worklist({&records[0], &records[1]}, customers, view::WorklistView::all, "x", {}, 1, {});
        if (round == 0) first = all;
        REQUIRE(all == first);
    }
    CHECK(first.size() > 2000);
}

TEST_CASE("hostile fields make valid slices") {
    fakes::SeededRandom random(19);
    static constexpr std::string_view fields[] = {"kind",       "at",
                                                  "direction",  "text",
                                                  "title",      "line/",
                                                  "line/1",     "leg/",
                                                  "leg/1",      "file/",
                                                  "file/x",     "total",
                                                  "edited@",    "edited@99999999999999999999",
                                                  "deleted@-1", "status@",
                                                  "bot",        "delivered_at",
                                                  "number",     "raw",
                                                  "@",          "/",
                                                  "",           "name@1",
                                                  "proved",     "given",
                                                  "owner",      "city@1",
                                                  "city@"};
    const auto value = [&]() -> std::string {
        switch (random.below(9)) {
            case 0:
                return "";
            case 1:
                return std::string(random.below(40'000), '\t');
            case 2:
                return "99999999999999999999999";
            case 3:
                return "-1";
            case 4:
                return std::string("\xff\xfe\x00\x01", 4);
            case 5:
                return "call";
            case 6:
                return "1000\t\t\t\t\t\t\t\t\t\t\t\t\t\t";
            case 7:
                return "receipt";
            default: {
                std::string bytes(random.below(60), '\0');
                for (char& c : bytes) c = static_cast<char>(random.below(256));
                return bytes;
            }
        }
    };
    for (int round = 0; round < 300; ++round) {
        Office office;
        auto& subject = office.shelf.add();
        for (int i = 0; i < 12; ++i) {
            const auto kind = static_cast<EntityKind>(1 + random.below(4));
            const std::string key = random.chance(3) ? value()
                                    : kind == EntityKind::subject
                                        ? ""
                                        : joined_key("a", "b", std::to_string(random.below(4)));
            office.shelf.set(subject,
                             {{kind, key, std::string(fields[random.below(std::size(fields))]), value()},
                              {kind, key, "kind", random.chance(2) ? "call" : "message"}});
        }
        office.resolve();
        REQUIRE(canonical_json(office.timeline(subject.stream)));
        REQUIRE(canonical_json(office.card(subject.stream)));
        REQUIRE(canonical_json(office.why(subject.stream)));
        REQUIRE(canonical_json(office.worklist(view::WorklistView::all)));
        REQUIRE(canonical_json(office.found(value())));
        REQUIRE(decode_subject_record(encode_record(office.records[0])).ok());
    }
}
