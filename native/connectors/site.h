// What a site or application of the business tells by itself: POST /collect. Channel `site`. Our own format; the browser's side is
// web-demo/collect.js.
//
// Body: one JSON object, an array of them, or one a line (JSON lines); UTF-8, at most 64 KiB. Members, all but event and at
// optional, others ignored:
//   id        names the event for ever, at most 128 bytes; without it the hash of the event
//   event     page | order | cart | search | chat | form | video | app | event | review
//   at        ms since 1970 or ISO 8601
//   cookie    the visitor's id of the site's own cookie
//   user      id of the signed-in user; user_hash: lower-case hex HMAC-SHA256 of it with the secret that only the site's server
//             and the account know: without it, or when it is wrong, the user is said, not proved
//   phone email name                     what the visitor gave
//   url referrer title                   of the page; campaign marks and click ids are read from the url
//   text                                 words of a chat, form or review
//   thread                               conversation, cart or session that the event belongs to
//   query                                what was searched for on the site
//   product place app rating starts ends of a review, a visit to an exhibition or shop event, a video, an application
//   state                                of a cart or visit in the site's own words: abandoned, registered, watched 80 %
//   answers   {"question": "answer"}     fields of a form
//   order     {"number","total","currency","lines":[{"sku","name","quantity","price"}]} of an order or cart
//
// Kinds: page, order, cart, video, event, review; chat is a message of the visitor, form a request, search and app a track.
// An order told twice with one id is one item: give "order-NUMBER" as its id, and its own time.
// Identifiers: user proved as above, else said; phone, email and cookie given: anybody can write such a body;
// numbers and addresses in words said. Scope of user and cookie = account.
//
// Ids: files and POST /site/ACCOUNT (which asks for the account's token) keep the event's id. POST /collect takes events from
// anybody, and ids can be guessed ("order-1001"): there the item's id is ID@HASH of the browser's cookie (32 hex digits), and an
// event without a cookie is named by its own hash. So a stranger can write only over what his own cookie told, never over an
// item of another browser, of the site's server or of a file.
//
// Settings: secrets["site_user_secret"].
#pragma once
#include "native/connectors/connector.h"

namespace history::connectors {

inline constexpr std::size_t site_body_limit = 64u << 10;

const Connector& site();
const Connector&
collected();  // the same for what came through POST /collect; in no table: its channel is `site`

}  // namespace history::connectors
