// What an exchange tells while a call rings: no item and no history, only that somebody calls now (core/view/ringing.h).
//   {"event":"ringing"|"answered"|"ended","call","from","to","line"}     a line of one's own dial plan
//   {"Event":"Newchannel"|"DialBegin"|"Newstate"|"DialEnd"|"Hangup","Linkedid"|"Uniqueid","CallerIDNum","Exten"}  Asterisk's AMI
//   {"type":"StasisStart"|"ChannelStateChange"|"ChannelDestroyed","channel":{..}}                                 Asterisk's ARI
//   {"hook_event":"channel_create"|"channel_answer"|"channel_destroy","call_id",..}                               Kazoo's webhooks
//   CallSid=..&CallStatus=ringing&Direction=inbound&From=..&To=..                                                 Twilio
// The forms of AMI, ARI, Kazoo and Twilio are read as documented, not tried on live data.
#pragma once
#include <optional>

#include "native/connectors/item.h"

namespace history::connectors {

struct Ring {
    std::string call;         // id that its later events carry too
    std::string number;       // of who calls, as the exchange wrote it; empty in what only ends it
    std::string extension;    // that rings; may be empty
    std::string line;         // ours that was called; may be empty
    bool over = false;        // answered or ended: it rings no more
    bool event_only = false;  // the body says nothing else: it is no payload for the history
};

// None: the body is no such event, or nobody from outside calls.
std::optional<Ring> ring_of(ByteView body, const Account& account);

}  // namespace history::connectors
