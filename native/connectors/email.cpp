#include "native/connectors/email.h"

#include <algorithm>

#include "core/base/ascii.h"
#include "core/wire/hash.h"
#include "native/connectors/html_text.h"
#include "native/connectors/list_bound.h"
#include "native/connectors/mbox.h"
#include "native/connectors/mime.h"
#include "native/connectors/quote.h"
#include "native/connectors/said.h"

namespace history::connectors {
namespace {

constexpr std::size_t identifiers_max = 50;

class Ours {
public:
    explicit Ours(const Account& account) {
        for (const std::string& own : account.own) own_.push_back(lower(own));
        if (account.name.find('@') != std::string::npos) own_.push_back(lower(account.name));
    }

    bool operator()(const MailAddress& mailbox) const {
        const std::string address = lower(mailbox.address);
        return std::any_of(own_.begin(), own_.end(), [&](const std::string& own) {
            return own.starts_with('@') ? address.ends_with(own) : address == own;
        });
    }

private:
    std::vector<std::string> own_;
};

bool daemon(const MailAddress& mailbox) {
    const std::string address = lower(mailbox.address);
    return address.starts_with("mailer-daemon@") || address.starts_with("postmaster@");
}

// What our own mail server found of the author, where it is why he is not who the mail says: "dmarc=fail". Only the newest result
// with the server's name counts (RFC 8601): anybody can write one into a mail, the server removes those under its own name.
std::string forgery(const Mail& mail, const Account& account) {
    const auto server = account.columns.find("authserv_id");
    if (server == account.columns.end() || server->second.empty()) return {};
    for (const std::string& result : mail.authentication) {
        const std::string words = lower(result);
        const std::size_t end = words.find(';');
        const std::string_view name = trimmed(std::string_view(words).substr(0, end));
        if (name.substr(0, name.find(' ')) != lower(server->second) || end == std::string::npos) continue;
        const auto says = [&](std::string_view what) { return words.find(what, end) != std::string::npos; };
        if (says("dmarc=fail")) return "dmarc=fail";
        // Who publishes no policy: neither the server that sent it nor a signature speaks for him.
        if (says("dmarc=pass") || says("dkim=pass") || says("spf=pass")) return {};
        if (says("spf=fail")) return "spf=fail";
        return says("dkim=fail") ? "dkim=fail" : "";
    }
    return {};
}

// Who the mail is with, and its direction.
class Parties {
public:
    Parties(const Mail& mail, const Ours& ours, bool forged, Item& item)
        : ours_(ours), item_(item), bound_(item, "identifier", identifiers_max) {
        const auto outside = [&](const MailAddress& mailbox) { return !ours(mailbox); };
        const bool from_us = std::any_of(mail.from.begin(), mail.from.end(), ours);
        const bool to_outside = std::any_of(mail.to.begin(), mail.to.end(), outside) ||
                                std::any_of(mail.cc.begin(), mail.cc.end(), outside);
        const auto reply = std::find_if(mail.reply_to.begin(), mail.reply_to.end(), outside);
        if (forged && !mail.from.empty()) {
            direction_ = "in";
            add(mail.from.front(), Known::said, false);
            return;
        }
        if (mail.automatic && !mail.failed_recipient.empty()) {
            direction_ = "in";
            add({"", mail.failed_recipient}, Known::given, false);
        } else if (from_us && to_outside) {
            direction_ = "out";
            for (const MailAddress& mailbox : mail.to) add(mailbox, Known::given, !item_.identifiers.empty());
        } else if (from_us || mail.from.empty()) {
            direction_ = reply != mail.reply_to.end() || !from_us ? "in" : "none";
            if (reply != mail.reply_to.end()) add(*reply, Known::given, false);
        } else {
            direction_ = "in";
            const MailAddress& author = mail.from.front();
            if (mail.automatic && daemon(author)) return;
            add(author, Known::proved, false);
            for (const MailAddress& mailbox : mail.to) add(mailbox, Known::given, true);
        }
        for (const MailAddress& mailbox : mail.cc)
            add(mailbox, Known::given, direction_ != "out" || !item_.identifiers.empty());
    }

    std::string_view direction() const { return direction_; }

private:
    void add(const MailAddress& mailbox, Known known, bool cc) {
        auto& all = item_.identifiers;
        if (ours_(mailbox)) return;
        const std::string address = lower(mailbox.address);
        if (std::any_of(all.begin(), all.end(),
                        [&](const Identifier& one) { return lower(one.value) == address; }))
            return;
        if (!bound_.takes()) return;
        const bool named = !mailbox.name.empty() && mailbox.name.find('@') == std::string::npos;
        all.push_back({"email", "", mailbox.address, known, cc, named ? mailbox.name : std::string()});
    }

    const Ours& ours_;
    Item& item_;
    ListBound bound_;
    std::string_view direction_;
};

std::string id_of(const Mail& mail) {
    if (!mail.message_id.empty()) return mail.message_id;
    Hasher hasher("history mail 1");
    const auto add = [&](std::string_view text) {
        hasher.update_u64(text.size());
        hasher.update(bytes_of(text));
    };
    hasher.update_u64(static_cast<std::uint64_t>(mail.date_ms.value_or(0)));
    for (const auto* list : {&mail.from, &mail.reply_to, &mail.to, &mail.cc}) {
        hasher.update_u64(list->size());
        for (const MailAddress& mailbox : *list) {
            add(mailbox.name);
            add(mailbox.address);
        }
    }
    add(mail.subject);
    add(mail.plain);
    add(mail.html);
    for (const MailFile& file : mail.files) {
        add(file.name);
        add(file.mime);
        hasher.update_u64(file.size);
    }
    return "hash:" + hex(hasher.finish().view());
}

std::string file_value(const MailFile& file) {
    const std::string family = file.mime.substr(0, file.mime.find('/'));
    const bool known = family == "image" || family == "audio" || family == "video";
    std::string value;
    const auto put = [&](std::string_view text) {
        for (char c : text) value.push_back(c == '\t' || c == '\n' || c == '\r' ? ' ' : c);
    };
    put(known ? family : "file");
    for (std::string_view text : {std::string_view(file.name), std::string_view(file.mime)}) {
        value.push_back('\t');
        put(text);
    }
    value += '\t' + std::to_string(file.size) + '\t';
    put(file.reference);
    return value;
}

Item item_of(const Mail& mail, const Ours& ours, const std::string& forged) {
    Item item;
    item.native_id = id_of(mail);
    const std::string_view direction = Parties(mail, ours, !forged.empty(), item).direction();
    const auto field = [&](std::string name, std::string value) {
        if (!value.empty()) item.fields.emplace_back(std::move(name), std::move(value));
    };
    std::string text = mail.plain;
    if (!mail.html.empty()) {
        if (!text.empty() && !text.ends_with('\n')) text.push_back('\n');
        text += html_text(mail.html);
    }
    Quoted body = fold_quotes(text);
    field("kind", "mail");
    if (mail.date_ms) field("at", std::to_string(*mail.date_ms));
    field("direction", std::string(direction));
    field("title", mail.subject);
    if (direction == "in" && !mail.automatic) add_said(item.identifiers, body.text);
    field("text", std::move(body.text));
    field("quote", std::move(body.quote));
    if (direction == "out" && !mail.from.empty()) field("author", mail.from.front().name);
    field("reply_to", mail.in_reply_to);
    field("thread", !mail.first_reference.empty() ? mail.first_reference
                    : !mail.in_reply_to.empty()   ? mail.in_reply_to
                                                  : item.native_id);
    if (mail.automatic) field("bot", "1");
    if (mail.date_ms) field("status@" + std::to_string(*mail.date_ms), forged);
    if (mail.text_bytes_left_out != 0) field("left_out/text", std::to_string(mail.text_bytes_left_out));
    if (mail.parts_left_out != 0) field("left_out/part", std::to_string(mail.parts_left_out));
    for (std::size_t i = 0; i < mail.files.size(); ++i) {
        const std::string number = std::to_string(i + 1);
        field("file/" + number, file_value(mail.files[i]));
        put_content(item, number, mail.files[i].content);
    }
    return item;
}

// What a report, the last of the items, says became of a mail of ours.
void add_report(const Mail& mail, Parsed& parsed) {
    if (mail.reported_id.empty() || mail.reported.empty() || !mail.date_ms) return;
    Item stub;
    stub.native_id = mail.reported_id;
    stub.stub = true;
    stub.identifiers = parsed.items.back().identifiers;
    const char* field = mail.reported == "failed"      ? "failed_at"
                        : mail.reported == "displayed" ? "read_at"
                                                       : "delivered_at";
    stub.fields.emplace_back(field, std::to_string(*mail.date_ms));
    parsed.items.push_back(std::move(stub));
}

void read_one(ByteView bytes, const Account& account, const Ours& ours, std::string place, Parsed& parsed) {
    ++parsed.units;
    if (const std::optional<Mail> mail = read_mail(bytes, account.preview)) {
        const std::string forged = forgery(*mail, account);
        parsed.items.push_back(item_of(*mail, ours, forged));
        if (forged.empty()) add_report(*mail, parsed);
        return;
    }
    const char* reason = bytes.size() > mail_bytes_max
                             ? "The mail is larger than 64 MiB."
                             : "This is no mail: it does not begin with header lines.";
    parsed.rejections.push_back({std::move(place), reason, std::string(text_of(bytes))});
}

Parsed parse(ByteView body, const Account& account) {
    Parsed parsed;
    const Ours ours(account);
    const std::string_view text = text_of(body);
    if (!is_mbox(text)) {
        read_one(body, account, ours, "", parsed);
        return parsed;
    }
    for (std::string_view mail : mbox_mails(text)) {
        const std::string place = "part " + std::to_string(parsed.units + 1);
        const bool escaped = mail.find("\n>") != std::string_view::npos;
        const std::string unescaped = escaped ? mbox_unescape(mail) : std::string();
        read_one(bytes_of(escaped ? std::string_view(unescaped) : mail), account, ours, place, parsed);
    }
    return parsed;
}

// Mailboxes are called mbox, mail.mbox, or as some archives do mbox.2026-09.
bool claims(std::string_view file_name) {
    const std::string name = lower(file_name);
    for (std::string_view extension : {".eml", ".mbox", ".mbx", ".msg", ".raw"})
        if (name.ends_with(extension)) return true;
    return name == "mbox" || name.starts_with("mbox.");
}

// A mail box of one mail, or a mail whose file is called a mail box, is read the same.
Split split(std::string_view file_name) {
    const std::string name = lower(file_name);
    const bool box =
        name.ends_with(".mbox") || name.ends_with(".mbx") || name == "mbox" || name.starts_with("mbox.");
    return box ? Split::mails : Split::whole;
}

}  // namespace

const Connector& email() {
    static const Connector connector{
        .channel = "email",
        .parse = parse,
        .claims = claims,
        .split = split,
        .about = {
            .title = "Mail",
            .formats =
                "one mail a file (.eml, .msg of mbox tools, files without an ending), mail boxes (.mbox)",
            .fields =
                "Message-ID, In-Reply-To, References, Date (else Received), From, Reply-To, To, Cc, "
                "Subject, Auto-Submitted, Precedence, List-Unsubscribe-Post, Authentication-Results; the "
                "plain or HTML text with its quotes folded; attachments; of a bounce or receipt "
                "Final-Recipient, Action, Disposition and the Message-ID that it is about",
            .ways = "poll, import",
            .authenticity = "Authentication-Results of the account's own mail server, named in columns as "
                            "authserv_id: an author whom it refused (dmarc=fail; without dmarc spf or dkim) "
                            "is said, not proved",
            .id_rule = "Message-ID with its angle brackets; without one a hash of the mail",
            .identifiers = "From address proved; other recipients cc; numbers in words said",
            .setup = "agent.json: own addresses of the account as own, \"poll\": {\"address\": "
                     "\"imaps://HOST/INBOX\"} and the secret imap_password (of an application, where the "
                     "provider has such); or import saved mails and exported mail boxes",
            .left_out =
                "attachments stay with the mail: name, kind, size, hash and of an image a preview are kept"}};
    return connector;
}

}  // namespace history::connectors
