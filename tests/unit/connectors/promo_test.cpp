#include "native/connectors/promo.h"

#include <doctest/doctest.h>

#include "tests/unit/connectors/folder.h"
#include "tests/unit/connectors/read_one.h"

using namespace history;
using namespace history::connectors;

namespace {

const std::string header = "campaign_id,send_id,planned_at,channel,to,product_sku,category,text\n";

std::string send_by(const std::string& channel, const std::string& to) {
    return header + "cmp-7,s-1,2026-09-01T10:00:00+05:00," + channel + ',' + to +
           ",LT-1,Лампы,\"Скидка, 10 %\"\n";
}

}  // namespace

TEST_CASE("a planned send is a mailing that stands before us, with its campaign, product and way") {
    const Item item = only_item(promo(), send_by("whatsapp", "+7 701 000 00 01"));
    CHECK(item.native_id == "s-1");
    CHECK(value_of(item, "kind") == "mailing");
    CHECK(value_of(item, "direction") == "out");
    CHECK(value_of(item, "bot") == "1");
    CHECK(value_of(item, "stage") == "planned");
    CHECK(value_of(item, "at") == "1788238800000");
    CHECK(value_of(item, "due") == "1788238800000");
    CHECK(value_of(item, "campaign") == "cmp-7");
    CHECK(value_of(item, "product") == "LT-1");
    CHECK(value_of(item, "category") == "Лампы");
    CHECK(value_of(item, "text") == "Скидка, 10 %");
    CHECK(value_of(item, "via") == "whatsapp");
    CHECK(spelled(item.identifiers) == "phone +7 701 000 00 01 given");
}

TEST_CASE("the channel tells what the recipient is") {
    Account account = test_account();
    account.columns = {{"telegram", "shop_bot"}};
    const auto whom = [&](const char* channel, const char* to) {
        return only_item(promo(), send_by(channel, to), account).identifiers;
    };
    CHECK(spelled(whom("sms", "87010000001")) == "phone 87010000001 given");
    CHECK(spelled(whom("call", "+77010000001")) == "phone +77010000001 given");
    CHECK(spelled(whom("email", "a@mail.example")) == "email a@mail.example given");
    CHECK(spelled(whom("whatsapp", "KZ.1a2B")) == "whatsapp KZ.1a2B given");
    CHECK(spelled(whom("telegram", "310")) == "telegram 310 given");
    CHECK(whom("telegram", "310")[0].scope == "shop_bot");
    CHECK(whom("vk", "5")[0].scope == "");
    CHECK(spelled(whom("viber", "+77010000001")) == "phone +77010000001 given");
    CHECK(spelled(whom("viber", "ab==")) == "viber ab== given");
    CHECK(whom("pigeon", "coop 3").empty());
}

TEST_CASE("columns may stand in any order under names of the settings, and times without a zone are local") {
    Account account = test_account();
    account.zone = {{0, 300}};
    account.columns = {{"send_id", "Номер"}, {"to", "Кому"}};
    const Item item = only_item(
        promo(), "Кому;channel;planned_at;Номер\na@mail.example;email;01.09.2026 10:00;n-5\n", account);
    CHECK(item.native_id == "n-5");
    CHECK(value_of(item, "due") == "1788238800000");
}

TEST_CASE("rows that cannot be read are rejected one by one, and a cut row does not swallow the next") {
    const std::string good = "c,s-9,2026-09-01T10:00:00+05:00,sms,+77010000001,LT-1,Лампы,\"Есть\"\n";
    const Parsed parsed = read_one(
        promo(), header + "c,s-1\n" + "c,,2026-09-01T10:00:00+05:00,sms,+7701,a,b,c\n" +
                     "c,s-2,soon,sms,+7701,a,b,c\n" + "c,s-3,2026-09-01T10:00:00+05:00,sms,,a,b,c\n" +
                     "c,s-4,2026-09-01T10:00:00+05:00,sms,+77010000001,LT-1,Лампы,\"Ест\n" + good);
    CHECK(parsed.units == 6);
    CHECK(parsed.rejections.size() == 5);
    REQUIRE(parsed.items.size() == 1);
    CHECK(parsed.items[0].native_id == "s-9");
    CHECK(parsed.rejections[0].place == "line 2");
}

TEST_CASE("the same send twice is one item, a body without its columns one rejection") {
    const std::string row = send_by("sms", "+77010000001");
    const Parsed twice = read_one(promo(), row + row.substr(header.size()));
    CHECK(twice.items.size() == 1);
    CHECK(twice.repeats == 1);
    for (const char* body : {"", "a,b,c\n1,2,3\n", "{\"send_id\":1}", "\xff\xfe\n\"\n"}) {
        const Parsed none = read_one(promo(), body);
        CHECK(none.units == 1);
        CHECK(none.rejections.size() == 1);
        CHECK(none.items.empty());
    }
    CHECK(read_one(promo(), header).units == 0);
}

TEST_CASE("cut anywhere, a table of sends never gives an item that the whole one does not give") {
    const std::string whole = send_by("sms", "+77010000001");
    for (std::size_t size = 0; size < whole.size(); ++size)
        for (const Item& item : read_one(promo(), whole.substr(0, size)).items)
            CHECK(item.native_id == "s-1");
}

TEST_CASE("the planned sends of the test world are all read, each to somebody") {
    Account account;
    account.name = "campaigns";
    const FolderCounts found = read_folder(promo(), "world/payloads/promo/campaigns", account);
    if (found.units == 0) return;
    CHECK(found.units == 678);
    CHECK(found.items.size() == 678);
    CHECK(found.rejected + found.repeats + found.unknown + found.other + found.skipped == 0);
    std::map<std::string, int> types;
    for (const auto& [id, item] : found.items) {
        REQUIRE(item.identifiers.size() == 1);
        ++types[item.identifiers[0].type];
    }
    CHECK(types == std::map<std::string, int>{{"email", 101}, {"phone", 577}});
}
