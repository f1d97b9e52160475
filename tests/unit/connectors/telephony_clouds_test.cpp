#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>

#include "core/insight/call.h"
#include "native/connectors/telephony.h"
#include "tests/unit/connectors/folder.h"
#include "tests/unit/connectors/read_one.h"
#include "tests/unit/connectors/sample_files.h"

using namespace history;
using namespace history::connectors;

namespace {

Account cloud_account() {
    Account account;
    account.name = "cloud";
    account.own = {"+77272000000"};
    return account;
}

Call call_of(const Item& item) {
    std::vector<std::string_view> legs;
    for (const auto& [name, value] : item.fields)
        if (name.starts_with("leg/")) legs.push_back(value);
    return whole_call(legs);
}

// from_docs: twilio.com/docs/voice/api/call-resource, "StatusCallback" parameters.
const std::string from_docs_parent =
    "CallSid=CA1&AccountSid=AC1&From=%2B77010001234&To=%2B77272000000&CallStatus=completed&Direction=inbound"
    "&CallDuration=95&Timestamp=Tue%2C+22+Sep+2026+10%3A01%3A40+%2B0000&CallerName=ASEM&RecordingUrl=https%"
    "3A%2F%2F"
    "api.twilio.example%2FRE1";
const std::string from_docs_child =
    "CallSid=CA2&ParentCallSid=CA1&From=%2B77010001234&To=client%3Aaigul&CallStatus=completed"
    "&Direction=outbound-dial&CallDuration=80&Timestamp=Tue%2C+22+Sep+2026+10%3A01%3A38+%2B0000";

std::string leg_of(const std::string& line) {
    const Parsed parsed = read_one(telephony(), line, cloud_account());
    REQUIRE(parsed.items.size() == 1);
    for (const auto& [name, value] : parsed.items[0].fields)
        if (name.starts_with("leg/")) return value;
    return {};
}

constexpr std::string_view head =
    "id,direction,duration,end_time,from,to,status,parent_call_id,created_at,updated_at\n";

}  // namespace

TEST_CASE(
    "two calls of Twilio, a customer's and the one put through to a colleague, are one call with two legs") {
    const Account account = cloud_account();
    Item parent = only_item(telephony(), from_docs_parent, account);
    const Item child = only_item(telephony(), from_docs_child, account);
    CHECK(parent.native_id == "CA1");
    CHECK(child.native_id == "CA1");
    CHECK(spelled(parent.identifiers) == "phone +77010001234 proved");
    CHECK(parent.identifiers[0].name == "ASEM");
    CHECK_FALSE(call_of(parent).answered);  // a voice menu took it so far
    parent.fields.push_back(child.fields.back());
    const Call call = call_of(parent);
    CHECK(call.legs == 2);
    CHECK(call.answered);
    CHECK(call.direction == CallDirection::in);
    CHECK(call.peer == "+77010001234");
    CHECK(call.colleague == "aigul");
    CHECK(call.start_ms == 1790071205000);
    CHECK(call.billed_s == 80);
    CHECK(call.recording == "https://api.twilio.example/RE1");
}

TEST_CASE("events of one call in any order write different fields, and the same event the same") {
    const Account account = cloud_account();
    const Parsed ringing = read_one(telephony(),
                                    "CallSid=CA1&From=%2B77010001234&To=%2B77272000000&CallStatus=ringing&"
                                    "Direction=inbound&Timestamp=Tue%2C+22+Sep+2026+10%3A00%3A00+%2B0000",
                                    account);
    REQUIRE(ringing.items.size() == 1);
    CHECK(ringing.items[0].stub);
    CHECK(ringing.items[0].native_id == "CA1");
    CHECK(ringing.items[0].fields.size() == 1);
    CHECK(value_of(ringing.items[0], "status@1790071200000") == "ringing");
    CHECK(ringing.other == 1);
    const Parsed untimed = read_one(telephony(), "CallSid=CA1&CallStatus=ringing&Direction=inbound", account);
    CHECK(untimed.items.empty());
    CHECK(untimed.other == 1);
    CHECK(leg_of(from_docs_parent) == leg_of(from_docs_parent));
    const Parsed recording = read_one(
        telephony(),
        "CallSid=CA1&RecordingSid=RE9&RecordingUrl=https%3A%2F%2Fr%2FRE9&RecordingStatus=completed", account);
    REQUIRE(recording.items.size() == 1);
    CHECK(recording.items[0].stub);
    CHECK(value_of(recording.items[0], "file/RE9") == "audio\t\t\t\thttps://r/RE9");
}

TEST_CASE("who is outside decides the direction of a call of Twilio") {
    const auto call = [](std::string_view row) {
        const Item item = only_item(telephony(), std::string(head) + std::string(row), cloud_account());
        return call_of(item);
    };
    Call one =
        call("CA3,outbound-api,30,2026-09-22 10:00:30.000000 UTC,+77272000000,+77010001234,completed,,,\n");
    CHECK(one.direction == CallDirection::out);
    CHECK(one.answered);
    CHECK(one.peer == "+77010001234");
    one = call("CA4,inbound,30,2026-09-22T10:00:30Z,client:aigul,+77010001234,completed,,,\n");
    CHECK(one.direction == CallDirection::out);
    CHECK(one.colleague == "aigul");
    one = call("CA5,outbound-dial,0,2026-09-22T10:00:30Z,+77272000000,+77010001234,no-answer,CA4,,\n");
    CHECK(one.direction == CallDirection::out);
    CHECK_FALSE(one.answered);
    one = call("CA6,inbound,0,2026-09-22T10:00:30Z,+77010001234,+77272000000,no-answer,,,\n");
    CHECK(one.direction == CallDirection::in);
    CHECK_FALSE(one.answered);
    one = call("CA7,outbound-api,0,2026-09-22T10:00:30Z,+77272000000,sip:101@shop.sip.twilio.com,busy,,,\n");
    CHECK(one.direction == CallDirection::none);
    CHECK(one.colleague == "101");
    one = call("CA8,inbound,9,2026-09-22T10:00:30Z,+266696687,+77272000000,completed,,,\n");
    CHECK(one.direction == CallDirection::in);
    CHECK(one.peer.empty());  // a hidden number
}

TEST_CASE("the same call as a table, as JSON and as a form is the same leg") {
    const std::string row =
        leg_of(std::string(head) +
               "CA9,inbound,95,2026-09-22 10:01:40.000000 UTC,+77010001234,+77272000000,completed,,,\n");
    CHECK(row == leg_of(R"({"sid":"CA9","direction":"inbound","duration":"95","from":"+77010001234",
        "to":"+77272000000","status":"completed","end_time":"Tue, 22 Sep 2026 10:01:40 +0000"})"));
    CHECK(row ==
          leg_of("CallSid=CA9&From=%2B77010001234&To=%2B77272000000&CallStatus=completed&Direction=inbound&"
                 "CallDuration=95&Timestamp=Tue%2C+22+Sep+2026+10%3A01%3A40+%2B0000"));
    const Parsed page = read_one(telephony(), R"({"calls":[{"sid":"CA9","status":"queued"},{"sid":5},7]})");
    CHECK(page.units == 3);
    CHECK(page.rejections.size() == 2);
    CHECK(page.other == 1);
}

TEST_CASE("a call of Twilio that cannot be read is rejected with its words") {
    const auto reason = [](std::string_view body) {
        const Parsed parsed = read_one(telephony(), body, cloud_account());
        REQUIRE(parsed.rejections.size() == 1);
        CHECK(parsed.items.empty());
        return parsed.rejections[0].reason;
    };
    CHECK(reason("CallSid=&CallStatus=completed") == "The call has no sid.");
    CHECK(reason("CallSid=CA1&From=1") == "The call has no status.");
    CHECK(reason("CallSid=CA1&CallStatus=completed&Timestamp=yesterday") ==
          "The end of the call is no time.");
    for (const char* duration : {"-1", "1e3", "99999999999999999999", "700000"})
        CHECK(reason("CallSid=CA1&CallStatus=busy&Timestamp=Tue%2C+22+Sep+2026+10%3A00%3A00+%2B0000&"
                     "CallDuration=" +
                     std::string(duration)) == "The duration of the call is no number of seconds.");
    CHECK(reason(std::string(head) + "CA3,inbound,30\n") == "The row has not as many cells as the header.");
    CHECK(reason("{\"a\":1}") == "The JSON holds no call of Kazoo or Twilio.");
    CHECK(reason("[1,2]") == "The JSON holds no call of Kazoo or Twilio.");
    CHECK(reason("{\"call_id\":") == "The body is no JSON in UTF-8, or it is cut.");
    CHECK(reason("{\"call_id\":\"x\"}") == "The start of the call is no time.");
    CHECK(reason("{\"call_id\":\"x\",\"timestamp\":63953000000,\"billing_seconds\":-4}") ==
          "The duration of the call is no number of seconds.");
}

TEST_CASE("a form is Twilio's only with its signature over the address and all fields") {
    Account account = cloud_account();
    const std::string body = "CallSid=CA1&CallStatus=completed&From=%2B77010001234";
    CHECK(telephony().authenticity(bytes_of(body), {}, account) == Authenticity::missing);
    account.secrets = {{"twilio_auth_token", "12345"}, {"twilio_url", "https://shop.kz/telephony/cloud?x=1"}};
    const std::string words =
        "https://shop.kz/telephony/cloud?x=1CallSidCA1CallStatuscompletedFrom+77010001234";
    unsigned char mac[EVP_MAX_MD_SIZE], text[64];
    unsigned int size = 0;
    HMAC(EVP_sha1(), "12345", 5, reinterpret_cast<const unsigned char*>(words.data()), words.size(), mac,
         &size);
    const int length = EVP_EncodeBlock(text, mac, static_cast<int>(size));
    const std::string good(text, text + length);
    const auto check = [&](const std::string& of, const std::string& signature) {
        return telephony().authenticity(bytes_of(of), {{"x-twilio-signature", signature}}, account);
    };
    CHECK(check(body, good) == Authenticity::genuine);
    CHECK(check("CallStatus=completed&From=%2b77010001234&CallSid=CA1", good) == Authenticity::genuine);
    CHECK(check(body + "0", good) == Authenticity::forged);
    CHECK(check(body, "") == Authenticity::forged);
    CHECK(telephony().authenticity(bytes_of(body), {{"host", "shop.kz"}}, account) == Authenticity::forged);
    CHECK(telephony().authenticity(bytes_of(std::string("{}")), {{"x-twilio-signature", good}}, account) ==
          Authenticity::forged);
    CHECK(telephony().webhook_secret == "twilio_auth_token");
}

TEST_CASE("two documents of Kazoo with one bridge are one call; the direction is told by the numbers") {
    // from_docs: Crossbar, CDRs. 63957290400 is 2026-09-22 10:00:00 UTC.
    const std::string incoming =
        R"({"call_id":"a","bridge_id":"a","call_direction":"inbound","timestamp":63957290400,
        "caller_id_number":"+77010001234","caller_id_name":"Асем","callee_id_number":"+77272000000",
        "duration_seconds":70,"billing_seconds":60,"hangup_cause":"NORMAL_CLEARING","media_recordings":["rec1.mp3"]})";
    const std::string to_colleague = R"({"call_id":"b","bridge_id":"a","call_direction":"outbound",
        "timestamp":63957290405,"caller_id_number":"+77010001234","callee_id_number":"101","duration_seconds":65,
        "billing_seconds":58,"custom_channel_vars":{"owner_id":"o1","username":"aigul"}})";
    for (const std::string& body :
         {"[" + incoming + "," + to_colleague + "]", "[" + to_colleague + "," + incoming + "]",
          "{\"data\":[" + incoming + "," + to_colleague + "]}",
          "{\"rows\":[{\"doc\":" + incoming + "},{\"value\":" + to_colleague + "}]}"}) {
        const Parsed parsed = read_one(telephony(), body, cloud_account());
        CHECK(parsed.units == 2);
        CHECK(parsed.repeats == 1);
        REQUIRE(parsed.items.size() == 1);
        CHECK(parsed.items[0].native_id == "a");
        CHECK(spelled(parsed.items[0].identifiers) == "phone +77010001234 proved");
        CHECK(parsed.items[0].identifiers[0].name == "Асем");
        const Call call = call_of(parsed.items[0]);
        CHECK(call.direction == CallDirection::in);
        CHECK(call.answered);
        CHECK(call.colleague == "101");
        CHECK(call.start_ms == 1790071200000);
        CHECK(call.billed_s == 58);
        CHECK(call.recording == "rec1.mp3");
    }
    const Call out = call_of(only_item(
        telephony(),
        R"({"call_id":"c","call_direction":"inbound","timestamp":63957290400,"caller_id_number":"101",
        "to":"87010001234@realm","billing_seconds":"12","duration_seconds":"20","custom_channel_vars":{
        "authorizing_id":"d1","interaction_id":"63-x"}})",
        cloud_account()));
    CHECK(out.direction == CallDirection::out);
    CHECK(out.peer == "87010001234");
    CHECK(out.colleague == "101");
    const Call missed =
        call_of(only_item(telephony(), R"({"call_id":"d","call_direction":"inbound","timestamp":63957290400,
        "caller_id_number":"+77010001234","hangup_cause":"ORIGINATOR_CANCEL","duration_seconds":20})",
                          cloud_account()));
    CHECK(missed.direction == CallDirection::in);
    CHECK_FALSE(missed.answered);
}

TEST_CASE("cut bodies and wrong types everywhere are harmless") {
    std::vector<std::string> bodies = {
        from_docs_parent, from_docs_child,
        std::string(head) + "CA3,inbound,30,2026-09-22T10:00:30Z,+77010001234,+77272000000,completed,,,\n",
        R"({"call_id":"a","bridge_id":"a","timestamp":63957290400,"caller_id_number":"+77010001234","to":"101@x"})"};
    for (const std::string& body : bodies)
        for (std::size_t size = 0; size <= body.size(); ++size)
            CHECK_NOTHROW(read_one(telephony(), body.substr(0, size), cloud_account()));
    for (const char* wrong :
         {"null", "true", "1", "1.5", "\"x\"", "[]", "{}", "[[1]]", "-9223372036854775808"}) {
        std::string body = "{";
        for (const char* name : {"call_id", "timestamp", "interaction_id", "bridge_id", "custom_channel_vars",
                                 "caller_id_number", "to", "request", "duration_seconds", "billing_seconds",
                                 "media_recordings", "sid", "status", "end_time"})
            body += '"' + std::string(name) + "\":" + wrong + ',';
        body.back() = '}';
        CHECK_NOTHROW(read_one(telephony(), body, cloud_account()));
        CHECK_NOTHROW(read_one(telephony(), "[" + body + ",{\"call_id\":\"x\"}]", cloud_account()));
    }
    const Parsed deep = read_one(telephony(), std::string(100'000, '['), cloud_account());
    CHECK(deep.rejections.size() == 1);
}

TEST_CASE("samples of Twilio: nine rows, eight calls, one ended on the thirtieth of February") {
    const auto files = sample_files("telephony/fivetran__dbt_twilio");
    if (files.empty()) return;
    REQUIRE(files.size() == 1);
    const Parsed parsed = read_one(telephony(), bytes_in(files[0]));
    CHECK(parsed.units == 9);
    CHECK(parsed.items.size() == 8);
    REQUIRE(parsed.rejections.size() == 1);
    CHECK(parsed.rejections[0].place == "line 5");
    CHECK(parsed.rejections[0].reason == "The end of the call is no time.");
    for (const Item& item : parsed.items) {
        CHECK(spelled(item.identifiers) == "phone +15555555555 proved");
        CHECK(call_of(item).direction == CallDirection::in);
    }
}

TEST_CASE("the sample of Kazoo: a colleague who hears his voice mail, of July 2013") {
    const auto files = sample_files("telephony/2600hz__kazoo");
    if (files.empty()) return;
    REQUIRE(files.size() == 1);
    const Item item = only_item(telephony(), bytes_in(files[0]));
    CHECK(item.native_id == "ZjM1ODg3NTNhNTI4NmM5ZTA3MmFjZWYzMWJmZGNkZjc");
    CHECK(item.identifiers.empty());
    CHECK(call_of(item).start_ms == 1375134759000);
    CHECK(call_of(item).direction == CallDirection::none);
    CHECK(call_of(item).colleague == "account_username");
}
