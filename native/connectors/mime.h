// The one file that knows GMime: bytes of one mail as plain values in UTF-8. Nothing of GMime or GLib leaves mime.cpp.
//
// Reads what real mailboxes hold: encoded words and RFC 2231 names, headers in raw 8 bit (UTF-8 or the charset of the body,
// else the likelier of windows-1251 and koi8-r), charsets under wrong names, missing boundaries, mails inside mails.
// Bounded: mail_bytes_max a mail, 64 KiB a header, 32 levels and 500 parts, 256 KiB of text; what is beyond is left out.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "native/connectors/file_content.h"

namespace history::connectors {

constexpr std::size_t mail_bytes_max = 64 * 1024 * 1024;

struct MailAddress {
    std::string name, address;
};

struct MailFile {
    std::string name, mime;
    std::uint64_t size = 0;  // decoded bytes
    std::string reference;   // Content-ID without brackets, else "part N" in the order of the mail
    FileContent content;
};

struct Mail {
    std::string message_id, in_reply_to;  // with angle brackets
    std::string first_reference;          // of References
    std::vector<MailAddress> from, reply_to, to, cc;
    std::string subject;
    std::optional<std::int64_t> date_ms;  // Date; without a readable one, of the newest Received
    std::string plain, html;              // decoded; html only where its alternative has no plain text
    std::vector<MailFile> files;
    std::size_t parts_left_out = 0;       // beyond 500 parts, or deeper than 32 levels
    std::size_t text_bytes_left_out = 0;  // of bodies longer than 256 KiB, as they came
    // Auto-Submitted, Precedence bulk or junk, List-Unsubscribe-Post (RFC 8058), a report. Not what marks a list alone: a shop
    // whose mailbox is a group gets its customers' mails through one.
    bool automatic = false;
    std::string failed_recipient;  // of a delivery report
    // What a report (RFC 3464, RFC 8098) says became of which mail: its Message-ID, with angle brackets, and failed | delivered |
    // displayed; empty where it says neither.
    std::string reported_id, reported;
    std::vector<std::string> authentication;  // Authentication-Results, unfolded, newest first, at most 16
};

// Nothing when the bytes have no header of a mail.
std::optional<Mail> read_mail(ByteView bytes, const PreviewOf& preview = {});

}  // namespace history::connectors
