// What exchanges say while a call rings. The bodies of AMI, ARI, Kazoo and Twilio are those of their documentation.
#include "native/connectors/telephony_ring.h"

#include "tests/unit/connectors/read_one.h"

using namespace history;
using namespace history::connectors;

namespace {

Account exchange() {
    Account account;
    account.name = "pbx";
    account.extensions = {"101", "102"};
    account.own = {"+77272000000"};
    return account;
}

std::string told(std::string_view body) {
    const auto ring = ring_of(bytes_of(body), exchange());
    if (!ring) return "none";
    return ring->call + ' ' + (ring->number.empty() ? "-" : ring->number) + ' ' +
           (ring->extension.empty() ? "-" : ring->extension) + ' ' + (ring->line.empty() ? "-" : ring->line) +
           (ring->over ? " over" : " rings") + (ring->event_only ? "" : " and more");
}

}  // namespace

TEST_CASE("A line of one's own dial plan says that a call rings, and that it ends") {
    CHECK(told(R"({"event":"ringing","call":"1790.7","from":"87010001234","to":"101","line":"shop"})") ==
          "1790.7 87010001234 101 shop rings");
    CHECK(told(R"({"event":"answered","call":"1790.7"})") == "1790.7 - - - over");
    CHECK(told(R"({"event":"ended","call":"1790.7","to":"101"})") == "1790.7 - 101 - over");
    CHECK(told(R"({"event":"ringing","call":"1","from":"101","to":"102"})") == "none");  // colleagues
    CHECK(told(R"({"event":"ringing","from":"87010001234"})") == "none");                // without its id
    CHECK(told(R"({"event":"else","call":"1","from":"87010001234"})") == "none");
}

TEST_CASE("Asterisk's events over AMI and ARI, Kazoo's webhooks, Twilio's forms") {
    CHECK(
        told(
            R"({"Event":"DialBegin","Linkedid":"17.1","Uniqueid":"17.1","CallerIDNum":"87010001234","DestExten":"s",
        "DestCallerIDNum":"101","ChannelStateDesc":"Ring"})")
            .starts_with("17.1 87010001234"));
    CHECK(
        told(
            R"({"Event":"Newchannel","Linkedid":"17.1","Uniqueid":"17.1","CallerIDNum":"87010001234","Exten":"77272000000",
        "ChannelStateDesc":"Ring"})") == "17.1 87010001234 - 77272000000 rings");
    CHECK(
        told(
            R"({"Event":"Newchannel","Linkedid":"17.1","CallerIDNum":"87010001234","ChannelStateDesc":"Down"})") ==
        "none");
    CHECK(told(R"({"Event":"Hangup","Linkedid":"17.1","Uniqueid":"17.1"})") == "17.1 - - - over");
    CHECK(told(R"({"Event":"Hangup","Linkedid":"17.1","Uniqueid":"17.2"})") ==
          "none");  // one telephone of several
    CHECK(told(R"({"Event":"DialEnd","Linkedid":"17.1","DialStatus":"ANSWER"})") == "17.1 - - - over");
    CHECK(told(R"({"Event":"DialEnd","Linkedid":"17.1","DialStatus":"NOANSWER"})") == "none");
    CHECK(told(R"({"Event":"PeerStatus","Peer":"SIP/101"})") == "none");
    CHECK(
        told(
            R"({"type":"StasisStart","channel":{"id":"9.1","state":"Ring","caller":{"name":"","number":"87010001234"},
        "dialplan":{"exten":"101"}}})") == "9.1 87010001234 101 - rings");
    CHECK(told(R"({"type":"ChannelDestroyed","channel":{"id":"9.1","state":"Ring"}})") == "9.1 - - - over");
    CHECK(
        told(
            R"({"hook_event":"channel_create","call_id":"k1","caller_id_number":"+77010001234","to":"101@shop.example"})") ==
        "k1 +77010001234 101 - rings");
    CHECK(told(R"({"hook_event":"CHANNEL_DESTROY","call_id":"k1","caller_id_number":"+77010001234"})") ==
          "k1 - - - over and more");
    CHECK(told("CallSid=CA1&CallStatus=ringing&Direction=inbound&From=%2B77010001234&To=%2B77272000000") ==
          "CA1 +77010001234 - +77272000000 rings and more");
    CHECK(told("CallSid=CA1&CallStatus=completed&Direction=inbound&From=%2B77010001234&To=%2B77272000000") ==
          "CA1 - - +77272000000 over and more");
    CHECK(
        told("CallSid=CA1&CallStatus=ringing&Direction=outbound-api&From=%2B77272000000&To=%2B77010001234") ==
        "none");
}

TEST_CASE("What is no event of a call is none, however large, deep or cut") {
    for (const std::string& body :
         {std::string(), std::string("{"), std::string("[]"), std::string("null"),
          std::string("{\"event\":7}"), std::string("a,b,c\n1,2,3\n"), std::string(100'000, '{'),
          std::string("{\"event\":{\"event\":\"ringing\"}}"), std::string("CallStatus="),
          "{\"event\":\"ringing\",\"call\":\"" + std::string(70'000, 'x') + "\"}"})
        CHECK(told(body) == "none");
}
