#include "native/connectors/telephony.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "core/insight/call.h"

using namespace history;
using namespace history::connectors;

namespace {

Account exchange() {
    Account account;
    account.name = "office";
    account.zone = {{0, 300}};
    account.outside_prefix = "9";
    account.extensions = {"101", "102", "103"};
    account.own = {"+7 727 300 00 00"};
    return account;
}

Parsed parse(std::string_view body, const Account& account = exchange()) {
    return telephony().parse(bytes_of(body), account);
}

std::map<std::string, std::string> fields_of(const Item& item) {
    return {item.fields.begin(), item.fields.end()};
}

Call call_of(const Item& item) {
    std::vector<std::string_view> legs;
    for (const auto& [name, value] : item.fields)
        if (name.starts_with("leg/")) legs.push_back(value);
    return whole_call(legs);
}

// cdr-csv with all columns: two operators rung, the second answered, then the customer was put through.
constexpr std::string_view queue_call =
    R"("","87010000001","600","from-trunk","""Dana"" <87010000001>","PJSIP/trunk-00000001","PJSIP/101-aa","Queue","sales,t,,,60","2026-09-01 14:06:30","","2026-09-01 14:06:45",15,0,"NO ANSWER","DOCUMENTATION","1788253590.11","","","1788253590.11",1
"","87010000001","600","from-trunk","""Dana"" <87010000001>","PJSIP/trunk-00000001","PJSIP/102-bb","Queue","sales,t,,,60","2026-09-01 14:06:45","2026-09-01 14:06:51","2026-09-01 14:08:04",79,73,"ANSWERED","DOCUMENTATION","1788253590.11","","","1788253590.11",2
"","87010000001","103","from-internal","""Dana"" <87010000001>","PJSIP/trunk-00000001","PJSIP/103-cc","Dial","PJSIP/103,30","2026-09-01 14:08:04","2026-09-01 14:08:07","2026-09-01 14:09:04",60,57,"ANSWERED","DOCUMENTATION","1788253684.12","","","1788253590.11",3
)";

}  // namespace

TEST_CASE("rows with one linkedid are one call with a leg for each") {
    const Parsed parsed = parse(queue_call);
    CHECK(parsed.units == 3);
    CHECK(parsed.repeats == 2);
    CHECK(parsed.rejections.empty());
    REQUIRE(parsed.items.size() == 1);
    const Item& item = parsed.items[0];
    CHECK(item.native_id == "1788253590.11");
    const auto fields = fields_of(item);
    CHECK(fields.at("kind") == "call");
    CHECK(fields.at("at") == "1788253590000");
    CHECK(fields.at("leg/1788253590.11.2") ==
          "1788253605000\t1788253611000\t1788253684000\t73\t87010000001\t600\tANSWERED\t102\tsales\t\tin\t870"
          "10000001");
    CHECK(fields.count("leg/1788253684.12.3") == 1);
    REQUIRE(item.identifiers.size() == 1);
    CHECK(item.identifiers[0].type == "phone");
    CHECK(item.identifiers[0].value == "87010000001");
    CHECK(item.identifiers[0].name == "Dana");
    CHECK(item.identifiers[0].known == Known::proved);

    const Call call = call_of(item);
    CHECK(call.start_ms == 1788253590000);
    CHECK(call.answer_ms == 1788253611000);
    CHECK(call.end_ms == 1788253744000);
    CHECK(call.billed_s == 130);
    CHECK(call.direction == CallDirection::in);
    CHECK(call.answered);
    CHECK(call.peer == "87010000001");
    CHECK(call.colleague == "103");
    CHECK(call.queue == "sales");
    CHECK(call.legs == 3);
}

TEST_CASE("rows that arrive one by one say the same as rows that arrive together") {
    const Parsed whole = parse(queue_call);
    const auto expected = fields_of(whole.items.at(0));
    std::map<std::string, std::string> merged;
    std::string_view rest = queue_call;
    std::uint64_t units = 0;
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n') + 1;
        const Parsed one = parse(rest.substr(0, end));
        rest.remove_prefix(end);
        units += one.units;
        REQUIRE(one.items.size() == 1);
        CHECK(one.items[0].native_id == whole.items[0].native_id);
        CHECK(one.items[0].identifiers.at(0).value == "87010000001");
        for (const auto& [name, value] : one.items[0].fields) {
            const auto [found, fresh] = merged.emplace(name, value);
            if (!fresh) CHECK(found->second == value);
        }
    }
    CHECK(units == 3);
    CHECK(merged == expected);
}

TEST_CASE(
    "the layout of cdr-custom is told by the place of its times, and the prefix is no part of the number") {
    const Parsed parsed = parse(
        R"("""Shop"" <102>","102","+77010000002","from-internal","PJSIP/102-a","PJSIP/trunk-1","Dial","PJSIP/+77010000002@trunk,60","2026-08-24 18:15:16","","2026-08-24 18:15:41","25","0","BUSY","DOCUMENTATION","","1787577316.656","",6560
"""Shop"" <102>","102","987010000002","from-internal","PJSIP/102-a","PJSIP/trunk-1","Dial","PJSIP/987010000002@trunk,60","2026-08-24 18:15:46","2026-08-24 18:15:50","2026-08-24 18:16:50","64","60","ANSWERED","DOCUMENTATION","","1787577346.657","",6570
)");
    REQUIRE(parsed.items.size() == 2);
    CHECK(parsed.items[0].native_id == "1787577316.656");
    const Call missed = call_of(parsed.items[0]);
    CHECK(missed.direction == CallDirection::out);
    CHECK_FALSE(missed.answered);
    CHECK(missed.peer == "+77010000002");
    CHECK(missed.colleague == "102");
    CHECK(parsed.items[1].identifiers.at(0).value == "87010000002");
    CHECK(parsed.items[1].identifiers.at(0).name.empty());
    const Call reached = call_of(parsed.items[1]);
    CHECK(reached.answered);
    CHECK(reached.billed_s == 60);
}

TEST_CASE("Master.csv without the newer columns is read: linkedid is missing, so uniqueid is the call") {
    const Parsed parsed = parse(
        R"("","87010000003","600","from-trunk","87010000003","SIP/trunk-1","SIP/101-2","Dial","SIP/101","2026-09-01 10:00:00","2026-09-01 10:00:05","2026-09-01 10:01:00",60,55,"ANSWERED","DOCUMENTATION","1788238800.1",""
"","87010000003","600","from-trunk","87010000003","SIP/trunk-1","SIP/102-2","Dial","SIP/102","2026-09-01 10:01:00","2026-09-01 10:01:05","2026-09-01 10:02:00",60,55,"ANSWERED","DOCUMENTATION","1788238800.1",""
)");
    REQUIRE(parsed.items.size() == 1);
    CHECK(parsed.items[0].native_id == "1788238800.1");
    CHECK(call_of(parsed.items[0]).legs == 2);  // no sequence: the hash of the row tells the legs apart
}

TEST_CASE("a FreePBX export with a header is read, with recordings and the caller's own extension") {
    const Parsed parsed = parse(
        "calldate,clid,src,dst,dcontext,channel,dstchannel,lastapp,lastdata,duration,billsec,disposition,"
        "amaflags,accountcode,"
        "uniqueid,userfield,did,recordingfile,cnum,cnam,outbound_cnum,outbound_cnam,dst_cnam,linkedid,"
        "peeraccount,sequence\r\n"
        "2026-09-01 10:00:00,\"\"\"Office\"\" "
        "<77273000000>\",77273000000,987010000004,from-internal,PJSIP/101-1,PJSIP/trunk-2,"
        "Dial,PJSIP/"
        "987010000004@trunk,40,30,ANSWERED,3,,1788238800.7,,,out-987010000004-101.wav,101,Office,,,,"
        "1788238800.7,,70\r\n");
    CHECK(parsed.units == 1);
    REQUIRE(parsed.items.size() == 1);
    const Call call = call_of(parsed.items[0]);
    CHECK(call.direction == CallDirection::out);
    CHECK(call.peer == "87010000004");
    CHECK(call.colleague == "101");
    CHECK(call.recording == "out-987010000004-101.wav");
    CHECK(call.answered);
    CHECK(call.answer_ms == call.start_ms + 10'000);
    CHECK(call.end_ms == call.start_ms + 40'000);
}

TEST_CASE("a call has eight outside numbers; of more it says how many are left out") {
    const auto left_out = [](int numbers) {
        std::string rows =
            "calldate,clid,src,dst,dcontext,channel,dstchannel,duration,billsec,disposition,uniqueid,"
            "linkedid\n";
        for (int i = 0; i < numbers; ++i)
            rows += "2026-09-01 10:00:0" + std::to_string(i % 10) + ",,8701000000" + std::to_string(i % 10) +
                    (i < 10 ? "" : "0") +
                    ",600,from-trunk,PJSIP/trunk-1,PJSIP/101-2,40,30,ANSWERED,1788238800." +
                    std::to_string(i) + ",1788238800.0\n";
        const Parsed parsed = parse(rows);
        REQUIRE(parsed.items.size() == 1);
        CHECK(parsed.items[0].identifiers.size() == static_cast<std::size_t>(std::min(numbers, 8)));
        for (const auto& [name, value] : parsed.items[0].fields)
            if (name == "left_out/identifier") return value;
        return std::string();
    };
    CHECK(left_out(8).empty());
    CHECK(left_out(9) == "1");
    CHECK(left_out(10) == "2");
}

TEST_CASE("a caller has the name of clid, else that of cnam, and no number for a name") {
    const auto name = [](const std::string& clid, const std::string& cnam) {
        const Parsed parsed = parse(
            "calldate,clid,src,dst,dcontext,channel,dstchannel,duration,billsec,disposition,uniqueid,cnum,"
            "cnam\n"
            "2026-09-01 10:00:00," +
            clid +
            ",87010000004,600,from-trunk,PJSIP/trunk-1,PJSIP/101-2,40,30,ANSWERED,1788238800.7,87010000004," +
            cnam + "\n");
        REQUIRE(parsed.items.size() == 1);
        REQUIRE(parsed.items[0].identifiers.size() == 1);
        return parsed.items[0].identifiers[0].name;
    };
    CHECK(name(R"("""Dana"" <87010000004>")", "Other") == "Dana");
    CHECK(name("87010000004", "Dana") == "Dana");
    CHECK(name("87010000004", "87010000004").empty());
    CHECK(name("87010000004", "").empty());
}

TEST_CASE("day or month first is decided by the second in the id") {
    const auto row = [](const char* date, const char* id) {
        return std::string("\"") + date +
               R"(","""User"" <105>","105","500","from-internal","SIP/105-1",,"Goto","x","0","0","NO ANSWER","3",,")" +
               id + R"(",,,,"105","User",,,,"0",)" + "\n";
    };
    // 1 September 2026 10:00 in UTC+5
    const Parsed day_first = parse(row("1/9/2026 10:00:00", "1788238800.1"));
    const Parsed month_first = parse(row("9/1/2026 10:00:00", "1788238800.1"));
    REQUIRE(day_first.items.size() == 1);
    REQUIRE(month_first.items.size() == 1);
    CHECK(call_of(day_first.items[0]).start_ms == 1788238800000);
    CHECK(call_of(month_first.items[0]).start_ms == 1788238800000);
    CHECK(day_first.items[0].native_id == "1788238800.1");  // linkedid "0" says nothing
    CHECK(day_first.items[0].identifiers.empty());          // colleagues among themselves
    CHECK(call_of(day_first.items[0]).direction == CallDirection::none);
}

TEST_CASE("a cut row is rejected with its line and the calls around it are whole") {
    std::string body(queue_call);
    body.insert(body.find('\n') + 1, "\"\",\"+7\"\n");
    body += queue_call.substr(0, 120);
    const Parsed parsed = parse(body);
    CHECK(parsed.units == 5);
    CHECK(parsed.repeats == 2);
    REQUIRE(parsed.items.size() == 1);
    CHECK(call_of(parsed.items[0]).legs == 3);
    REQUIRE(parsed.rejections.size() == 2);
    CHECK(parsed.rejections[0].place == "line 2");
    CHECK(parsed.rejections[0].raw == "\"\",\"+7\"");
    CHECK(parsed.rejections[1].place == "line 5");
}

TEST_CASE("a row cut behind a whole column is not taken for a shorter layout") {
    std::string_view first = queue_call.substr(0, queue_call.find('\n'));
    const Parsed parsed =
        parse(std::string(queue_call) + std::string(first.substr(0, first.rfind(",\"\",\"\""))) + "\n");
    CHECK(parsed.rejections.size() == 1);
    CHECK(parsed.items.size() == 1);
}

TEST_CASE("the same row twice is one leg and counts as a repeat") {
    const Parsed parsed = parse(std::string(queue_call) + std::string(queue_call));
    CHECK(parsed.units == 6);
    CHECK(parsed.repeats == 5);
    REQUIRE(parsed.items.size() == 1);
    CHECK(call_of(parsed.items[0]).legs == 3);
}

TEST_CASE("a caller without a number leaves the call unfiled and incoming") {
    std::string body(queue_call.substr(0, queue_call.find('\n') + 1));
    for (std::size_t at; (at = body.find("87010000001")) != std::string::npos;)
        body.replace(at, 11, "anonymous");
    const Parsed parsed = parse(body);
    REQUIRE(parsed.items.size() == 1);
    CHECK(parsed.items[0].identifiers.empty());
    CHECK(call_of(parsed.items[0]).direction == CallDirection::in);
}

TEST_CASE("a customer who was put through to a mobile owns the call, the mobile is a bystander") {
    const std::string forwarded =
        R"("","87010000001","87020000009","from-internal","87010000001","PJSIP/trunk-1","PJSIP/trunk-2","Dial","x","2026-09-01 14:09:04","2026-09-01 14:09:07","2026-09-01 14:10:04",60,57,"ANSWERED","DOCUMENTATION","1788253744.13","","","1788253590.11",4
)";
    for (const std::string& body :
         {std::string(queue_call) + forwarded, forwarded + std::string(queue_call)}) {
        const Parsed parsed = parse(body);
        REQUIRE(parsed.items.size() == 1);
        CHECK(parsed.items[0].identifiers.front().value == "87010000001");
        CHECK_FALSE(parsed.items[0].identifiers.front().cc);
        CHECK(std::all_of(parsed.items[0].identifiers.begin() + 1, parsed.items[0].identifiers.end(),
                          [](const Identifier& other) { return other.cc; }));
        CHECK(call_of(parsed.items[0]).direction == CallDirection::in);
    }
}

TEST_CASE("a queue that answered by itself is no answered call") {
    std::string body(queue_call.substr(0, queue_call.find('\n') + 1));
    body.replace(body.find("PJSIP/101-aa"), 12, "");
    body.replace(body.find("NO ANSWER"), 9, "ANSWERED");
    const Parsed parsed = parse(body);
    REQUIRE(parsed.items.size() == 1);
    CHECK_FALSE(call_of(parsed.items[0]).answered);
}

TEST_CASE("a table of another program is rejected whole, unless the account maps its columns") {
    const std::string body = "id,begin,caller,callee,seconds\nc-1,2026-09-01 10:00:00,87010000005,101,30\n";
    const Parsed refused = parse(body);
    CHECK(refused.units == 1);
    REQUIRE(refused.rejections.size() == 1);
    CHECK(refused.rejections[0].raw == body);
    Account account = exchange();
    account.columns = {{"start", "begin"},
                       {"src", "caller"},
                       {"dst", "callee"},
                       {"uniqueid", "id"},
                       {"duration", "seconds"}};
    const Parsed read = parse(body, account);
    REQUIRE(read.items.size() == 1);
    CHECK(read.items[0].native_id == "c-1");
    CHECK(read.items[0].identifiers.at(0).value == "87010000005");
}

TEST_CASE("a whole call does not depend on the order of its legs, nor on legs that cannot be read") {
    const Parsed parsed = parse(queue_call);
    std::vector<std::string_view> legs;
    for (const auto& [name, value] : parsed.items[0].fields)
        if (name.starts_with("leg/")) legs.push_back(value);
    const Call expected = whole_call(legs);
    std::sort(legs.begin(), legs.end());
    do {
        const Call call = whole_call(legs);
        CHECK(call.colleague == expected.colleague);
        CHECK(call.billed_s == expected.billed_s);
        CHECK(call.answer_ms == expected.answer_ms);
        CHECK(call.queue == expected.queue);
    } while (std::next_permutation(legs.begin(), legs.end()));
    legs.push_back("");
    legs.push_back("nonsense\t\t\t");
    CHECK(whole_call(legs).legs == 3);
    CHECK(whole_call({}).start_ms == 0);
}

TEST_CASE("telephony claims tables, JSON and forms, one file being one body but for lines") {
    CHECK(telephony().claims("Master.csv"));
    CHECK(telephony().claims("freepbx_2026.csv"));
    CHECK(telephony().claims("cdr.json"));
    CHECK(telephony().claims("status.form"));
    CHECK_FALSE(telephony().claims("import_cdr.txt"));
    CHECK(telephony().split("Master.csv") == Split::rows_perhaps);
}
