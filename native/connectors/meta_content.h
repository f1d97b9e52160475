// What a message of Instagram or Messenger carries beside its words: the advertisement it began at, files, products. Inside
// of meta_message.cpp and meta_body.cpp.
#pragma once
#include "native/connectors/bodies.h"

namespace history::connectors {

// A time as Meta writes it: ms, in older kinds seconds, in the Graph API a text. 0: none.
std::uint64_t meta_time(const Json& object, const char* name);

void put_meta_referral(const Json& referral, Item& item);  // source, campaign, click, product, referrer
// file/<n>, product; `shares`: of an answer of the Graph API
void put_meta_attachments(const Json& attachments, Item& item, const Json& shares = {});

}  // namespace history::connectors
