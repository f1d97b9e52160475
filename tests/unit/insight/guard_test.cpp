// The guards over records of one customer: each reason with its item, in whatever order facts came.
#include <doctest/doctest.h>

#include <algorithm>

#include "core/insight/guard.h"
#include "core/insight/summary.h"
#include "tests/unit/insight/said.h"

using namespace history;
using namespace history::tests;

namespace {

constexpr std::uint64_t day = 24ull * 60 * 60 * 1000, start = 1'780'000'000'000;

ProductRef products(std::string_view product, std::string_view words) {
    const auto is = [&](std::string_view name) { return product == name || words.find(name) != words.npos; };
    if (is("kettle")) return {"kettle", "kitchen"};
    if (is("mixer")) return {"mixer", "kitchen"};
    if (is("lamp")) return {"lamp", "light"};
    return {std::string(product), {}};
}
const FindProduct find_product = products;

GuardAnswer ask(const std::vector<const SubjectRecord*>& records, PlannedContact contact,
                const Calendar& calendar = {}) {
    return guard(records, false, contact, {find_product, calendar, nullptr});
}

PlannedContact promotion(const char* channel, const char* product, std::uint64_t at_ms) {
    PlannedContact contact;
    contact.channel = channel;
    contact.promotion = true;
    contact.product = product;
    contact.at_ms = at_ms;
    return contact;
}

std::string told(const GuardAnswer& answer) {
    std::string all(decision_name(answer.decision));
    for (const GuardReason& reason : answer.reasons) {
        all += ' ' + std::string(guard_name(reason.kind)) + '=' + std::string(decision_name(reason.decision));
        if (!reason.item.empty()) all += '@' + std::string(key_parts(reason.item).third);
    }
    return all;
}

}  // namespace

TEST_CASE("A complaint blocks promotions of its product and category until a note resolves it") {
    Said said;
    said.in("telegram", "c1", start, "The kettle arrived broken");
    const SubjectRecord open = said.record();
    CHECK(told(ask({&open}, promotion("sms", "kettle", start + day))) == "block complaint=block@c1");
    CHECK(told(ask({&open}, promotion("email", "mixer", start + day))) == "block complaint=block@c1");
    CHECK(told(ask({&open}, promotion("sms", "lamp", start + day))) == "warn complaint=warn@c1");
    CHECK(told(ask({&open}, promotion("sms", "kettle", start - day))) == "allow");
    PlannedContact service = promotion("sms", "kettle", start + day);
    service.promotion = false;
    CHECK(told(ask({&open}, service)) == "allow");

    Said note;  // filed under another number of his, joined to him
    note.item("notes", "n1",
              {{"kind", "complaint_resolved"},
               {"direction", "none"},
               {"at", std::to_string(start + 2 * day)},
               {"refers_to", "telegram\tshop\tc1"}});
    const SubjectRecord resolution = note.record();
    CHECK(told(ask({&open, &resolution}, promotion("sms", "kettle", start + 3 * day))) == "allow");
    CHECK(told(ask({&open, &resolution}, promotion("sms", "kettle", start + day))) ==
          "block complaint=block@c1");
    ResolvedElsewhere elsewhere;  // or to nobody
    elsewhere.add(resolution.contact.get());
    CHECK(told(guard({&open}, false, promotion("sms", "kettle", start + 3 * day),
                     {find_product, Calendar(), &elsewhere})) == "allow");
}

TEST_CASE("A colleague's tag names the item it is about, and closes with its state") {
    Said said;
    said.item("telephony", "call", {{"kind", "call"}, {"at", std::to_string(start)}, {"direction", "in"}});
    said.item("notes", "tag",
              {{"kind", "complaint"},
               {"direction", "none"},
               {"at", std::to_string(start + 1)},
               {"product", "lamp"},
               {"refers_to", "telephony\tshop\tcall"}});
    SubjectRecord record = said.record();
    CHECK(told(ask({&record}, promotion("sms", "lamp", start + day))) == "block complaint=block@call");
    said.item("notes", "tag", {{"state", "done"}});
    record = said.record();
    CHECK(told(ask({&record}, promotion("sms", "lamp", start + day))) == "allow");
}

TEST_CASE("Asking after a complaint is one of its own only where no other is known") {
    Said said;
    said.in("whatsapp", "q", start + day, "Any update on my complaint about the kettle?");
    SubjectRecord record = said.record();
    CHECK(told(ask({&record}, promotion("sms", "kettle", start + 2 * day))) == "block complaint=block@q");
    said.in("whatsapp", "c", start, "The kettle is broken");
    record = said.record();
    CHECK(told(ask({&record}, promotion("sms", "kettle", start + 2 * day))) == "block complaint=block@c");
}

TEST_CASE("A photo that we apologised for is a complaint about what he bought") {
    Said said;
    said.item("pos", "r",
              {{"kind", "receipt"},
               {"at", std::to_string(start - day)},
               {"line/1", "mixer\tmixer\t1\t10\t10\tKZT"}});
    said.item("viber", "p",
              {{"kind", "message"},
               {"direction", "in"},
               {"at", std::to_string(start)},
               {"file/1", "image\t\t\t\tx"}});
    SubjectRecord record = said.record();
    CHECK(told(ask({&record}, promotion("sms", "kettle", start + day))) == "allow");
    said.out("viber", "s", start + 1000, "Просим прощения! Заменим");
    record = said.record();
    CHECK(told(ask({&record}, promotion("sms", "kettle", start + day))) == "block complaint=block@p");
    CHECK(told(ask({&record}, promotion("sms", "lamp", start + day))) == "warn complaint=warn@p");
}

TEST_CASE("A refusal of calls holds for calls until it is taken back") {
    Said said;
    said.in("vk", "w", start, "Не звоните, пишите в вк");
    SubjectRecord record = said.record();
    CHECK(told(ask({&record}, promotion("call", "", start + day))) == "block preference=block@w");
    CHECK(told(ask({&record}, promotion("sms", "", start + day))) == "allow");
    said.in("vk", "w2", start + day, "Можно звонить в любое время");
    record = said.record();
    CHECK(told(ask({&record}, promotion("call", "", start + 2 * day))) == "allow");
    CHECK(told(ask({&record}, promotion("call", "", start + day / 2))) == "block preference=block@w");
}

TEST_CASE("A stop holds for its channel and its number") {
    Said first, second;
    first.identifier("phone", "+77001112233").fact("marketing", start, "stop", "sms");
    first.in("sms", "stop", start, "СТОП");
    second.identifier("phone", "+77001112244");
    SubjectRecord one = first.record(), other = second.record();
    PlannedContact contact = promotion("sms", "", start + day);
    contact.address = joined_key("phone", "", "+77001112233");
    CHECK(told(ask({&one, &other}, contact)) == "block marketing_stop=block@stop");
    contact.address = joined_key("phone", "", "+77001112244");
    CHECK(told(ask({&one, &other}, contact)) == "warn marketing_stop=warn@stop");
    contact.channel = "email";
    CHECK(told(ask({&one, &other}, contact)) == "allow");
    first.fact("marketing", start + day / 2, "resume", "sms");
    one = first.record();
    contact = promotion("sms", "", start + day);
    CHECK(told(ask({&one, &other}, contact)) == "allow");
}

TEST_CASE("Quiet hours, business hours, the window of a messenger, what is not proved") {
    const auto calendars =
        Calendars::read("calendar main\noffset 0 300\nopen mon-fri 09:00-18:00\nquiet all 21:00-09:00\n");
    REQUIRE(calendars.ok());
    const Calendar& calendar = calendars->main();
    // Wednesday 2026-04-15 by that clock.
    const auto at = [&](int hour) {
        return calendar.instant_of(days_of({2026, 4, 15}) * day_ms + hour * 60 * minute_ms);
    };
    const GuardAnswer night = ask({}, promotion("sms", "", at(22)), calendar);
    CHECK(told(night) == "block quiet_hours=block");
    CHECK(night.reasons.front().until_ms == at(33));
    CHECK(told(ask({}, promotion("sms", "", at(12)), calendar)) == "allow");
    PlannedContact call = promotion("call", "", at(19));
    call.promotion = false;
    CHECK(told(ask({}, call, calendar)) == "warn business_hours=warn");
    call.channel = "sms";
    CHECK(told(ask({}, call, calendar)) == "allow");

    Said said;
    said.in("whatsapp", "m", at(10), "Есть ли очередь?");
    const SubjectRecord record = said.record();
    PlannedContact reply;
    reply.channel = "whatsapp";
    reply.at_ms = at(12);
    CHECK(told(ask({&record}, reply)) == "allow");
    reply.at_ms = at(10) + day + 1;
    CHECK(told(ask({&record}, reply)) == "warn window=warn");
    reply.channel = "telegram";
    CHECK(told(ask({&record}, reply)) == "allow");
    CHECK(told(guard({&record}, true, reply, {find_product, calendar, nullptr})) == "warn not_proved=warn");
}

TEST_CASE("Contact facts are the same in every order of arrival, and survive the record's bytes") {
    struct One {
        const char *native, *text;
    };
    std::vector<One> words{{"1", "Лампа lamp треснула"},
                           {"2", "Не звоните"},
                           {"3", "Пишите в телеграм"},
                           {"4", "Any news on my refund?"},
                           {"5", "Можно звонить"}};
    Bytes first;
    std::sort(words.begin(), words.end(),
              [](const One& a, const One& b) { return a.native[0] < b.native[0]; });
    do {
        Said said;
        for (const One& one : words)
            said.in("telegram", one.native, start + static_cast<std::uint64_t>(one.native[0]) * 1000,
                    one.text);
        const Bytes bytes = encode_record(said.record());
        if (first.empty()) first = bytes;
        CHECK(bytes == first);
    } while (std::next_permutation(words.begin(), words.end(),
                                   [](const One& a, const One& b) { return a.native[0] < b.native[0]; }));
    const auto back = decode_subject_record(first);
    REQUIRE(back.ok());
    CHECK(encode_record(*back) == first);
    REQUIRE(back->contact);
    CHECK(back->contact->complaints.size() == 2);
    CHECK(back->contact->preferences.size() == 3);
}

TEST_CASE("A subject keeps the newest facts of each kind, and no more") {
    Said said;
    for (int i = 0; i < 100; ++i)
        said.in("telegram", std::to_string(i), start + static_cast<std::uint64_t>(i) * 1000,
                "Чайник сломался " + std::string(5000, 'x'));
    const SubjectRecord record = said.record();
    REQUIRE(record.contact);
    CHECK(record.contact->complaints.size() == contact_facts_max);
    CHECK(record.contact->complaints.back().at_ms == start + 99'000);
    CHECK(record.contact->complaints.back().words.size() <= complaint_words_max);
}

TEST_CASE(
    "Where a business requires consent, a promotion without one for its channel is blocked; elsewhere "
    "nothing changes") {
    Said said;
    said.in("telegram", "m1", start, "Good day");
    const SubjectRecord silent = said.record();
    const auto required = [](const std::vector<const SubjectRecord*>& records,
                             const PlannedContact& contact) {
        static const Calendar always;
        return told(guard(records, false, contact, {find_product, always, nullptr, true}));
    };
    CHECK(told(ask({&silent}, promotion("sms", "lamp", start + day))) == "allow");
    CHECK(required({&silent}, promotion("sms", "lamp", start + day)) == "block no_consent=block");
    PlannedContact service = promotion("sms", "lamp", start + day);
    service.promotion = false;
    CHECK(required({&silent}, service) == "allow");
    CHECK(required({}, promotion("sms", "lamp", start + day)) == "block no_consent=block");

    State state;
    Delta delta;
    delta.at.ms = 1;
    delta.ops = {{EntityKind::subject, "", "marketing@" + std::to_string(start), "resume\tsms"}};
    state.apply(delta, 1);
    const SubjectRecord agreed = summarise(state, StreamId(), 1);
    REQUIRE(agreed.contact);
    CHECK(required({&silent, &agreed}, promotion("sms", "lamp", start + day)) == "allow");
    CHECK(required({&silent, &agreed}, promotion("sms", "lamp", start - day)) == "block no_consent=block");
    CHECK(required({&silent, &agreed}, promotion("email", "lamp", start + day)) == "block no_consent=block");
    delta.at.ms = 2;
    delta.ops = {{EntityKind::subject, "", "marketing@" + std::to_string(start + 1), "stop\tsms"}};
    state.apply(delta, 2);
    const SubjectRecord stopped = summarise(state, StreamId(), 1);
    CHECK(required({&stopped}, promotion("sms", "lamp", start + day)) == "block marketing_stop=block");
}
