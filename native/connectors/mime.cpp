#include "native/connectors/mime.h"

#include <gmime/gmime.h>

#include <algorithm>
#include <memory>
#include <string_view>

#include "core/base/ascii.h"
#include "core/base/fold.h"
#include "native/connectors/charset.h"
#include "native/connectors/csv.h"
#include "native/connectors/encoded_word.h"
#include "native/connectors/mail_header.h"

namespace history::connectors {
namespace {

constexpr std::size_t text_max = 256 * 1024, addresses_max = 1000, authentications_max = 16;
constexpr int depth_max = 32, parts_max = 500;

struct Unref {
    void operator()(void* object) const { g_object_unref(object); }
};
struct Free {
    void operator()(char* text) const { g_free(text); }
};
template <class T>
using Held = std::unique_ptr<T, Unref>;
using HeldText = std::unique_ptr<char, Free>;

// Once in the process, as GMime demands; a static of a function is set up once, by whichever thread comes first.
void begin_gmime() {
    static const bool begun = (g_mime_init(), true);
    (void)begun;
}

// Raw bytes of a header in UTF-8 before its encoded words are decoded; `charset`: of the body.
std::string header_utf8(const char* raw, std::string_view charset) {
    const std::string_view bytes =
        raw != nullptr ? std::string_view(raw).substr(0, header_max) : std::string_view();
    return valid_utf8(bytes) ? std::string(bytes) : decoded(bytes, charset);
}

std::string words_of(const std::string& header) {
    HeldText unfolded(g_mime_utils_header_unfold(header.c_str()));
    std::string out = utf8_of(decode_words(unfolded.get(), HeaderKind::text, decoded));
    for (char& c : out)
        if (static_cast<unsigned char>(c) < ' ') c = ' ';
    out.erase(std::unique(out.begin(), out.end(), [](char a, char b) { return a == ' ' && b == ' '; }),
              out.end());
    if (out.ends_with(' ')) out.pop_back();
    return out.starts_with(' ') ? out.substr(1) : out;
}

void add_addresses(InternetAddressList* list, std::vector<MailAddress>& out, int depth) {
    const int count = internet_address_list_length(list);
    for (int i = 0; i < count && out.size() < addresses_max; ++i) {
        InternetAddress* one = internet_address_list_get_address(list, i);
        if (INTERNET_ADDRESS_IS_GROUP(one)) {
            if (depth < 4)
                add_addresses(internet_address_group_get_members(INTERNET_ADDRESS_GROUP(one)), out,
                              depth + 1);
            continue;
        }
        const char* address = internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(one));
        const char* name = internet_address_get_name(one);
        if (address == nullptr || std::string_view(address).find('@') == std::string_view::npos) continue;
        out.push_back({name != nullptr ? words_of(name) : std::string(), utf8_of(address)});
    }
}

void read_addresses(const std::string& header, std::vector<MailAddress>& out) {
    if (out.size() >= addresses_max) return;
    const std::string plain = decode_words(header, HeaderKind::addresses, decoded);
    Held<InternetAddressList> list(internet_address_list_parse(nullptr, plain.c_str()));
    if (list) add_addresses(list.get(), out, 0);
}

// SendGrid stamps "07:53:55.516 +0000", of which GMime would keep the day alone.
std::string without_fraction(std::string_view text) {
    std::string out(text);
    const std::size_t dot = out.find('.', out.find(':') == std::string::npos ? out.size() : out.find(':'));
    if (dot == std::string::npos || dot < 3 || out[dot - 3] != ':') return out;
    out.erase(dot, std::min(out.find_first_not_of("0123456789", dot + 1), out.size()) - dot);
    return out;
}

std::optional<std::int64_t> date_of(const char* raw) {
    GDateTime* date =
        raw != nullptr ? g_mime_utils_header_decode_date(without_fraction(raw).c_str()) : nullptr;
    if (date == nullptr) return std::nullopt;
    const std::int64_t second = g_date_time_to_unix(date);
    g_date_time_unref(date);
    return second > 0 ? std::optional(second * 1000) : std::nullopt;
}

// At most text_max bytes; `left_out` counts what is beyond.
std::string content_of(GMimePart* part, std::size_t& left_out) {
    GMimeDataWrapper* content = g_mime_part_get_content(part);
    if (content == nullptr) return {};
    Held<GMimeStream> stream(g_mime_stream_mem_new());
    if (g_mime_data_wrapper_write_to_stream(content, stream.get()) < 0) return {};
    const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
    if (bytes == nullptr || bytes->len == 0) return {};
    const std::string_view whole(reinterpret_cast<const char*>(bytes->data), bytes->len);
    std::string_view kept = whole.substr(0, text_max);
    // Half a letter at the end would make a text in UTF-8 one in another charset.
    if (const std::string_view letters = cut_utf8(whole, text_max); valid_utf8(letters)) kept = letters;
    left_out += whole.size() - kept.size();
    return std::string(kept);
}

std::string parameter(GMimeObject* object, const char* name) {
    const char* value = g_mime_object_get_content_type_parameter(object, name);
    return value != nullptr ? utf8_of(value) : std::string();
}

// Name of an attachment. GMime reads all forms of RFC 2231; names in encoded words, which no standard allows
// there and half of all programs write, are taken from the raw header (see encoded_word.h).
std::string file_name(GMimeObject* object) {
    const char* parsed = g_mime_object_get_content_disposition_parameter(object, "filename");
    if (parsed == nullptr) parsed = g_mime_object_get_content_type_parameter(object, "name");
    if (parsed == nullptr) return {};
    for (const char* header : {"Content-Disposition", "Content-Type"}) {
        GMimeHeader* found = g_mime_header_list_get_header(g_mime_object_get_header_list(object), header);
        const std::string raw =
            header_utf8(found != nullptr ? g_mime_header_get_raw_value(found) : nullptr, "");
        const std::size_t name = lower(raw).find("name=");
        if (name == std::string::npos) continue;
        std::string_view value = std::string_view(raw).substr(name + 5);
        const bool quoted = value.starts_with('"');
        if (quoted) value.remove_prefix(1);
        value = value.substr(0, value.find(quoted ? '"' : ';'));
        if (value.find("=?") != std::string_view::npos) return words_of(std::string(value));
    }
    const std::string name = words_of(utf8_of(parsed));
    return name == "\"" ? std::string() : name;  // of a quote that nobody closed
}

bool blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

// Of lines `Name: value`, the first with the name, folded lines with it; without the blanks around it.
std::string field_of(std::string_view lines, std::string_view name) {
    std::string value;
    for (bool in = false; !lines.empty();) {
        const std::size_t end = std::min(lines.find('\n'), lines.size());
        std::string_view line = lines.substr(0, end);
        lines.remove_prefix(std::min(end + 1, lines.size()));
        const bool folded = line.starts_with(' ') || line.starts_with('\t');
        if (in && !folded) break;
        if (!folded) {
            const std::size_t colon = line.find(':');
            in = colon != std::string_view::npos && lower(trimmed(line.substr(0, colon))) == name;
            if (in) line.remove_prefix(colon + 1);
        }
        if (in) value += line;
    }
    return std::string(trimmed(value));
}

// Walks the parts of one mail into its text and files.
class Walk {
public:
    Walk(Mail& mail, const PreviewOf& preview) : mail_(mail), preview_(preview) {}

    void object(GMimeObject* object, std::string& plain, std::string& html, int depth) {
        if (object == nullptr) return;
        if (depth > depth_max || ++parts_ > parts_max) {
            ++mail_.parts_left_out;
            return;
        }
        GMimeContentType* type = g_mime_object_get_content_type(object);
        std::string mime =
            type != nullptr ? lower(HeldText(g_mime_content_type_get_mime_type(type)).get()) : "text/plain";
        if (mime.starts_with('/')) mime = "application/octet-stream";
        if (mime == "text/rfc822-headers" || GMIME_IS_MESSAGE_PART(object)) returned(object);
        if (GMIME_IS_MULTIPART(object)) {
            multipart(GMIME_MULTIPART(object), mime, plain, html, depth);
        } else if (GMIME_IS_PART(object)) {
            part(GMIME_PART(object), mime, plain, html);
        } else {
            file(object, mime);  // a mail inside the mail
        }
    }

private:
    void multipart(GMimeMultipart* multipart, const std::string& mime, std::string& plain, std::string& html,
                   int depth) {
        const bool report = mime == "multipart/report";
        if (report) mail_.automatic = true;
        reports_ += report;
        const bool alternative = mime == "multipart/alternative";
        std::string own_plain, own_html;
        const int count = g_mime_multipart_get_count(multipart);
        for (int i = 0; i < count; ++i)
            object(g_mime_multipart_get_part(multipart, i), own_plain, own_html, depth + 1);
        if (count == 0) {  // no boundary, or one that never comes: what stands there is the text
            if (const char* prologue = g_mime_multipart_get_prologue(multipart))
                add(plain, decoded(prologue, ""));
        }
        reports_ -= report;
        add(plain, own_plain);
        if (!alternative || blank(own_plain)) add(html, own_html);
    }

    void part(GMimePart* part, const std::string& mime, std::string& plain, std::string& html) {
        GMimeObject* object = GMIME_OBJECT(part);
        if (mime == "message/delivery-status") {
            std::size_t left_out = 0;  // a report is read for an address, it is no text
            delivery_status(content_of(part, left_out));
            return;
        }
        if (mime == "message/disposition-notification") {
            std::size_t left_out = 0;
            disposition(content_of(part, left_out));
            return;
        }
        const char* disposition = g_mime_object_get_disposition(object);
        const bool attached = disposition != nullptr && lower(disposition) == "attachment";
        const bool named = g_mime_part_get_filename(part) != nullptr;
        const bool is_plain = mime == "text/plain", is_html = mime == "text/html";
        if (attached || !(is_plain || is_html) || (named && !blank(is_plain ? plain : html))) {
            file(object, mime);
            return;
        }
        std::size_t left_out = 0;
        add(is_plain ? plain : html, decoded(content_of(part, left_out), parameter(object, "charset")));
        mail_.text_bytes_left_out += left_out;
    }

    void file(GMimeObject* object, const std::string& mime) {
        ++files_;
        MailFile file;
        file.mime = mime;
        Held<GMimeStream> whole(
            g_mime_stream_mem_new());  // one part at a time; the mail's own size bounds it
        file.name = file_name(object);
        if (GMIME_IS_PART(object)) {
            if (GMimeDataWrapper* content = g_mime_part_get_content(GMIME_PART(object)))
                g_mime_data_wrapper_write_to_stream(content, whole.get());
        } else if (GMIME_IS_MESSAGE_PART(object)) {  // the mail itself, without the headers of the part
            if (GMimeMessage* inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object)))
                g_mime_object_write_to_stream(GMIME_OBJECT(inner), nullptr, whole.get());
        } else {
            g_mime_object_write_to_stream(object, nullptr, whole.get());
        }
        const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(whole.get()));
        file.size = bytes != nullptr ? bytes->len : 0;
        if (file.size != 0)
            file.content =
                file_content({bytes->data, bytes->len}, previews_ < previews_max ? preview_ : PreviewOf());
        if (!file.content.preview.empty()) ++previews_;
        const char* id = g_mime_object_get_content_id(object);
        file.reference = id != nullptr ? utf8_of(id) : "part " + std::to_string(files_);
        mail_.files.push_back(std::move(file));
    }

    // RFC 3464: the address that could not be reached, and whether it could.
    void delivery_status(const std::string& report) {
        mail_.automatic = true;
        std::string recipient = field_of(report, "final-recipient");
        if (recipient.empty()) recipient = field_of(report, "original-recipient");
        if (mail_.reported.empty()) {
            const std::string action = lower(field_of(report, "action"));
            if (action == "failed" || action == "delivered") mail_.reported = action;
        }
        const std::size_t semicolon = recipient.find(';');
        if (semicolon == std::string::npos || !mail_.failed_recipient.empty()) return;
        std::vector<MailAddress> found;
        read_addresses(utf8_of(std::string_view(recipient).substr(semicolon + 1)), found);
        if (!found.empty()) mail_.failed_recipient = found.front().address;
    }

    // RFC 8098: that somebody has seen our mail.
    void disposition(const std::string& report) {
        mail_.automatic = true;
        const std::string how = lower(field_of(report, "disposition"));
        if (mail_.reported.empty() && trimmed(how.substr(how.rfind(';') + 1)).starts_with("displayed"))
            mail_.reported = "displayed";
        const std::string original = field_of(report, "original-message-id");
        std::string_view ids = original;
        if (mail_.reported_id.empty()) mail_.reported_id = next_id(ids);
    }

    // The mail, or its header alone, that a report gives back.
    void returned(GMimeObject* object) {
        if (reports_ == 0 || !mail_.reported_id.empty()) return;
        std::string id;
        if (GMIME_IS_MESSAGE_PART(object)) {
            GMimeMessage* inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
            const char* own =
                inner != nullptr ? g_mime_object_get_header(GMIME_OBJECT(inner), "Message-ID") : nullptr;
            if (own != nullptr) id = own;
        } else if (GMIME_IS_PART(object)) {
            std::size_t left_out = 0;
            id = field_of(content_of(GMIME_PART(object), left_out), "message-id");
        }
        std::string_view ids = id;
        mail_.reported_id = next_id(ids);
    }

    void add(std::string& to, std::string_view text) {
        if (to.size() >= text_max) mail_.text_bytes_left_out += text.size();
        if (text.empty() || to.size() >= text_max) return;
        if (!to.empty() && !to.ends_with('\n')) to.push_back('\n');
        to += text;
    }

    Mail& mail_;
    const PreviewOf& preview_;
    int parts_ = 0, files_ = 0, previews_ = 0;
    int reports_ = 0;  // that enclose what is walked
};

// In a mail of CR LF lines GMime takes two bytes from before a boundary, even where a program joined a part that ends in LF
// alone: then a letter would go with it.
bool uneven_ends(std::string_view text) {
    const std::size_t first = text.find('\n');
    if (first == 0 || first == std::string_view::npos || text[first - 1] != '\r') return false;
    for (std::size_t at = text.find("\n--"); at != std::string_view::npos; at = text.find("\n--", at + 1))
        if (text[at - 1] != '\r') return true;
    return false;
}

std::string with_even_ends(std::string_view text) {
    std::string out;
    out.reserve(text.size() + 64);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n' && i > 0 && text[i - 1] != '\r' && text.substr(i + 1, 2) == "--")
            out.push_back('\r');
        out.push_back(text[i]);
    }
    return out;
}

// Charset of the first text in the mail, for headers in raw 8 bit.
std::string body_charset(GMimeObject* object) {
    for (int depth = 0; object != nullptr && depth < 8; ++depth) {
        if (!GMIME_IS_MULTIPART(object)) return parameter(object, "charset");
        GMimeMultipart* multipart = GMIME_MULTIPART(object);
        object =
            g_mime_multipart_get_count(multipart) > 0 ? g_mime_multipart_get_part(multipart, 0) : nullptr;
    }
    return {};
}

void read_header(Mail& mail, const std::string& name, const char* raw, const std::string& charset) {
    const auto text = [&] { return header_utf8(raw, charset); };
    if (name == "from")
        read_addresses(text(), mail.from);
    else if (name == "reply-to")
        read_addresses(text(), mail.reply_to);
    else if (name == "to")
        read_addresses(text(), mail.to);
    else if (name == "cc")
        read_addresses(text(), mail.cc);
    else if (name == "subject" && mail.subject.empty())
        mail.subject = words_of(text());
    else if (name == "date" && !mail.date_ms)
        mail.date_ms = date_of(raw);
    else if (name == "list-unsubscribe-post")
        mail.automatic = true;
    else if (name == "authentication-results") {
        if (mail.authentication.size() < authentications_max) mail.authentication.push_back(words_of(text()));
    } else if (name == "auto-submitted")
        mail.automatic = mail.automatic || !lower(words_of(text())).starts_with("no");
    else if (name == "precedence") {
        const std::string value = lower(words_of(text()));
        mail.automatic = mail.automatic || value == "bulk" || value == "junk" || value == "auto_reply";
    } else if (name == "message-id" || name == "in-reply-to" || name == "references") {
        const std::string value = text();
        std::string_view ids = value;
        std::string& to = name == "message-id"   ? mail.message_id
                          : name == "references" ? mail.first_reference
                                                 : mail.in_reply_to;
        if (to.empty()) to = next_id(ids);
    }
}

}  // namespace

std::optional<Mail> read_mail(ByteView bytes, const PreviewOf& preview) {
    std::string_view text = text_of(bytes);
    while (!text.empty() && (text.front() == ' ' || text.front() == '\n' || text.front() == '\r'))
        text.remove_prefix(1);
    if (text.size() > mail_bytes_max || !begins_as_mail(text)) return std::nullopt;
    std::string even;
    if (uneven_ends(text)) text = even = with_even_ends(text);
    begin_gmime();
    Held<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(text.data(), text.size()));
    Held<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
    Held<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
    if (!message) return std::nullopt;

    Mail mail;
    GMimeObject* root = g_mime_message_get_mime_part(message.get());
    const std::string charset = body_charset(root);
    GMimeHeaderList* headers = g_mime_object_get_header_list(GMIME_OBJECT(message.get()));
    std::optional<std::int64_t> received;
    for (int i = 0, count = g_mime_header_list_get_count(headers); i < count; ++i) {
        GMimeHeader* header = g_mime_header_list_get_header_at(headers, i);
        const std::string name = lower(g_mime_header_get_name(header));
        const char* raw = g_mime_header_get_raw_value(header);
        read_header(mail, name, raw, charset);
        if (name == "received" && !received && raw != nullptr)
            if (const char* stamp = std::strrchr(raw, ';')) received = date_of(stamp + 1);
    }
    if (!mail.date_ms) mail.date_ms = received;
    Walk(mail, preview).object(root, mail.plain, mail.html, 0);
    return mail;
}

}  // namespace history::connectors
