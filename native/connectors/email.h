// Mail: one mail in a file (.eml, .msg as raw text, .raw) or many (mbox, with mboxrd's >From; Content-Length is not trusted).
// MIME is read by mime.h, HTML by html_text.h, quotes are folded by quote.h.
//
// Native id: Message-ID with its angle brackets; without one `hash:` and the hash of date, addresses, subject and text, so that
// the same mail fetched twice (other Received lines) stays one. Thread: the first of References, else In-Reply-To, else itself.
//
// Settings of the account: own (addresses, or whole domains written "@shop.example"); the account's name too if it is an
// address. From ours = outgoing; its first outside recipient is the customer, `given`. Otherwise the author is, `proved`.
// All other recipients are cc. A form of our own site (From ours to ours, Reply-To outside) is incoming, its Reply-To `given`.
// A bounce belongs to the address that could not be reached, `given`; from a mailer daemon without one it is unfiled. A bounce or
// a receipt (RFC 3464, RFC 8098) that names the mail it is about is a stub on it besides: failed_at, delivered_at, read_at.
// Whom columns["authserv_id"] (our mail server, as it calls itself in Authentication-Results) found not to be the author is `said`.
#pragma once
#include "native/connectors/connector.h"

namespace history::connectors {

const Connector& email();

}  // namespace history::connectors
