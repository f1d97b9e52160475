// mail-parser's header vectors, each put into a mail as the header that we read: addresses, dates, ids, subjects, the stamps
// of Received, types and names of attachments; and mime4j's own writing of each mail, which is the same mail again.
#include "core/base/ascii.h"
#include "native/connectors/mbox.h"
#include "tests/unit/connectors/mail_compare.h"

using namespace history;
using namespace history::connectors;

namespace {

// Every vector of one file under its name ("date/7"); how many there are.
template <class Compare>
std::size_t each_vector(const std::string& name, Compare compare) {
    const auto file = sample_folder("email/stalwartlabs__mail-parser/" + name + ".json");
    const auto all = parse_json(bytes_in(file));
    if (!all) return 0;
    std::size_t number = 0;
    for (const Json& one : *all) compare(name + '/' + std::to_string(++number), one);
    return number;
}

// The vectors end where the next header begins, some with one, some without a line end.
Mail mail_with(const std::string& header, const std::string& value) {
    std::string text = "X-First: 1\nReturn-Path: <a@b.example>\n" + header + ": " + value;
    if (!text.ends_with('\n')) text.push_back('\n');
    const auto mail = read_mail(bytes_of(text + "\nwords\n"));
    REQUIRE(mail);
    return *mail;
}

}  // namespace

TEST_CASE("mail-parser's addresses, in From") {
    Comparison comparison;
    const std::size_t all = each_vector("address", [&](const std::string& sample, const Json& one) {
        comparison.same(sample, "from", shown(mail_with("From", text_at(one, "header")).from),
                        shown(addresses_of(at(one, "expected"))));
    });
    const std::size_t fields = comparison.finish({
        {"from", {"address/9", "address/11", "address/15", "address/23"}, "a comment is no part of a name"},
        {"from", {"address/10"}, "the host is folded in two, which no program writes"},
        {"from",
         {"address/14"},
         "the route of relays before an address, and blanks in it, are not the address"},
        {"from", {"address/34"}, "blanks around a name are no part of it"},
        {"from",
         {"address/38", "address/39", "address/40", "address/41", "address/42", "address/43", "address/44",
          "address/45", "address/46", "address/47", "address/48"},
         "addresses of a list's pages are nobody's mailbox"},
        {"from", {"address/56"}, "a name behind its address is not looked for"},
        {"from", {"address/57"}, "a comment stays where it stands"},
    });
    CHECK(fields == all);
}

TEST_CASE("mail-parser's dates, in Date") {
    Comparison comparison;
    const std::size_t all = each_vector("date", [&](const std::string& sample, const Json& one) {
        comparison.same(sample, "date", date_text(mail_with("Date", text_at(one, "header"))),
                        moment_of(at(one, "expected")));
    });
    const std::size_t fields = comparison.finish({
        {"date", {"date/5", "date/6", "date/7"}, "no mail is older than 1970"},
        {"date", {"date/11"}, "a month in digits may be a day: the mail has no Date, Received counts"},
        {"date", {"date/13"}, "eighteen numbers are no date: neither reading is right"},
        {"date", {"date/15"}, "the line breaks off after the day, which is known"},
        {"date", {"date/31"}, "EST5EDT is no zone of a mail: as if it were UTC, as an unknown word is"},
        {"date", {"date/32"}, "the zone A is an hour east, as RFC 822 says"},
    });
    CHECK(fields == all);
}

TEST_CASE("mail-parser's stamps of Received, in a mail without Date") {
    Comparison comparison;
    const std::size_t all = each_vector("received", [&](const std::string& sample, const Json& one) {
        comparison.same(sample, "date", date_text(mail_with("Received", text_at(one, "header"))),
                        moment_of(at(at(one, "expected"), "date")));
    });
    const std::size_t fields = comparison.finish({
        {"date",
         {"received/14", "received/90", "received/91", "received/118", "received/119", "received/129",
          "received/152"},
         "theirs reads the C library's \"Sun Nov 13 14:50:12 2005\", or years in three digits, as another "
         "time"},
        {"date", {"received/145"}, "theirs takes the thousandths for the zone and loses the seconds"},
        {"date", {"received/68", "received/164"}, "PST and PDT are zones: theirs reads them as UTC"},
    });
    CHECK(fields == all);
}

TEST_CASE("mail-parser's ids, in Message-ID and References") {
    Comparison comparison;
    const std::size_t all = each_vector("id", [&](const std::string& sample, const Json& one) {
        const Json& expected = at(one, "expected");
        const std::string first = expected.is_array() ? '<' + expected[0].get<std::string>() + '>' : "";
        const std::string header = text_at(one, "header");
        comparison.same(sample, "message id", mail_with("Message-ID", header).message_id, first);
        comparison.same(sample, "references", mail_with("References", header).first_reference, first);
    });
    const std::size_t fields = comparison.finish({
        {"message id", {"id/7"}, "blanks are no part of an id"},
        {"references", {"id/7"}, "blanks are no part of an id"},
    });
    CHECK(fields == 2 * all);
}

TEST_CASE("mail-parser's texts, in Subject") {
    Comparison comparison;
    const std::size_t all = each_vector("unstructured", [&](const std::string& sample, const Json& one) {
        comparison.same(sample, "subject", mail_with("Subject", text_at(one, "header")).subject,
                        text_at(one, "expected"));
    });
    const std::size_t fields = comparison.finish({
        {"subject", {"unstructured/5", "unstructured/23"}, "several blanks are shown as one"},
        {"subject",
         {"unstructured/22", "unstructured/28", "unstructured/29"},
         "theirs adds a blank that nobody wrote between a word and an encoded one"},
    });
    CHECK(fields == all);
}

TEST_CASE("mail-parser's content types, of an attachment") {
    Comparison comparison;
    std::size_t compared = 0;
    each_vector("content_type", [&](const std::string& sample, const Json& one) {
        const Json& expected = at(one, "expected");
        const std::string type = lower(text_at(expected, "c_type"));
        const bool disposition = type == "inline" || type == "attachment";
        if (type == "multipart" || type == "message") return;  // they hold parts: whole mails compare them
        const std::string subtype = lower(text_at(expected, "c_subtype"));
        // What is no type is a file of a kind that nobody knows.
        std::string name, mime = subtype.empty() ? "application/octet-stream" : type + '/' + subtype;
        for (const Json& attribute : at(expected, "attributes"))
            if (attribute.at(0) == "name" || attribute.at(0) == "filename")
                name = attribute.at(1).get<std::string>();
        const std::string header = text_at(one, "header");
        const Mail mail = disposition ? mail_with("Content-Type: a/b\nContent-Disposition", header)
                                      : mail_with("Content-Disposition: attachment\nContent-Type", header);
        REQUIRE(mail.files.size() == 1);
        comparison.same(sample, "name", mail.files[0].name, name);
        if (!disposition) comparison.same(sample, "mime", mail.files[0].mime, mime);
        ++compared;
    });
    const std::size_t fields = comparison.finish({
        {"name", {"content_type/32"}, "no semicolon stands before the name, so GMime finds no parameter"},
        {"name", {"content_type/47"}, "the same behind a parameter without a name"},
        {"name", {"content_type/35"}, "blanks between encoded words are not written, RFC 2047"},
        {"name",
         {"content_type/39", "content_type/56", "content_type/57", "content_type/58"},
         "blanks around a name are no part of it"},
        {"mime", {"content_type/77", "content_type/78", "content_type/79"}, "a type has one slash"},
    });
    CHECK(fields > compared);
    CHECK(compared == 80);
}

namespace {

void compare_mails(Comparison& comparison, const std::string& sample, const Mail& ours, const Mail& theirs) {
    compare_words(comparison, sample, ours, theirs);
    comparison.same(sample, "files", std::to_string(ours.files.size()), std::to_string(theirs.files.size()));
    for (std::size_t i = 0; i < std::min(ours.files.size(), theirs.files.size()); ++i) {
        const std::string number = " " + std::to_string(i + 1);
        comparison.same(sample, "name" + number, ours.files[i].name, theirs.files[i].name);
        comparison.same(sample, "mime" + number, ours.files[i].mime, theirs.files[i].mime);
        comparison.same(sample, "size" + number, std::to_string(ours.files[i].size),
                        std::to_string(theirs.files[i].size));
        comparison.same(sample, "hash" + number, ours.files[i].content.hash, theirs.files[i].content.hash);
    }
}

}  // namespace

TEST_CASE("mime4j's own writing of each mail is the same mail") {
    Comparison comparison;
    std::size_t mails = 0;
    for (const auto& file : sample_files("email/apache__james-mime4j")) {
        if (file.extension() != ".out") continue;
        auto written = file;
        const auto ours = read_mail(bytes_of(bytes_in(written.replace_extension(".msg"))));
        const auto theirs = read_mail(bytes_of(bytes_in(file)));
        const std::string sample = file.stem().string();
        comparison.same(sample, "is a mail", ours ? "yes" : "no", theirs ? "yes" : "no");
        if (ours && theirs) compare_mails(comparison, sample, *ours, *theirs);
        ++mails;
    }
    if (mails == 0) return;
    CHECK(mails == 21);
    CHECK(comparison.finish({}) > 12 * mails);
}

TEST_CASE("mime4j's mail box holds the mails that stand beside it, in their order") {
    const auto folder = sample_folder("email/apache__james-mime4j/mbox/src/test/resources/test-1");
    const std::string box = bytes_in(folder / "mbox.rlug");
    if (box.empty()) return;
    Comparison comparison;
    const auto mails = mbox_mails(box);
    REQUIRE(mails.size() == 5);
    for (std::size_t i = 0; i < mails.size(); ++i) {
        const std::string name = "mbox.rlug-" + std::to_string(i);
        const std::string alone = bytes_in(folder / name);
        const auto ours = read_mail(bytes_of(mbox_unescape(mails[i])));
        const auto theirs = read_mail(bytes_of(alone));
        REQUIRE(ours);
        REQUIRE(theirs);
        compare_mails(comparison, name, *ours, *theirs);
    }
    CHECK(comparison.finish({}) >= 60);
}
