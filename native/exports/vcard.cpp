// vCard 4.0 (RFC 6350): one card a customer, lines folded at 75 bytes. UID is the one the address book gave, so that the same
// book reads its own card again; else the public id as a urn of the history's own.
#include "native/connectors/vcard.h"
#include "native/connectors/iso_time.h"
#include "native/exports/contact_facts.h"
#include "native/exports/export.h"
#include "native/exports/export_file.h"

namespace history::exports {

namespace {

std::string escaped(std::string_view text) {
    std::string out;
    for (char c : text) {
        if (c == '\r') continue;
        if (c == '\n') {
            out += "\\n";
            continue;
        }
        if (c == '\\' || c == ',' || c == ';') out += '\\';
        out += c;
    }
    return out;
}

// Never inside a character: bytes of its middle begin with the bits 10.
std::string folded(std::string line) {
    constexpr std::size_t width = 75;
    std::string out;
    std::size_t room = width;
    while (line.size() > room) {
        std::size_t cut = room;
        while (cut > 1 && (static_cast<unsigned char>(line[cut]) & 0xC0) == 0x80) --cut;
        out.append(line, 0, cut).append("\r\n ");
        line.erase(0, cut);
        room = width - 1;
    }
    return out.append(line).append("\r\n");
}

// 20261002T140500Z: the basic format of ISO 8601.
std::string revision(std::uint64_t ms) {
    std::string text = connectors::iso_text(ms);
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return text;
}

class Vcard : public Export {
public:
    explicit Vcard(const std::string& folder) : file_(folder + "/contacts.vcf") {}

    void customer(const view::OpenCustomer& customer) override {
        const ContactFacts contact = contact_facts(customer, "vcard");
        if (!contact.holds_anything()) {
            ++totals_.left_out;
            return;
        }
        std::string card = "BEGIN:VCARD\r\nVERSION:4.0\r\n";
        const auto put = [&](std::string_view name, std::string_view value) {
            if (!value.empty()) card += folded(std::string(name).append(":").append(value));
        };
        put("UID",
            escaped(contact.id.empty() ? std::string(connectors::own_uid) + contact.public_id : contact.id));
        put("KIND", contact.company ? "org" : "individual");
        const std::string& shown = !contact.name.empty()     ? contact.name
                                   : !contact.phones.empty() ? contact.phones.front()
                                   : contact.emails.empty()  ? contact.id
                                                             : contact.emails.front();
        put("FN", escaped(shown));
        if (!contact.company && !contact.name.empty())
            put("N", escaped(contact.last_name) + ';' + escaped(contact.first_name) + ";;;");
        for (const std::string& phone : contact.phones) put("TEL;VALUE=uri", "tel:" + phone);
        for (const std::string& mail : contact.emails) put("EMAIL", escaped(mail));
        put("ORG", escaped(contact.company ? contact.name : contact.works_for));
        put("TITLE", escaped(contact.position));
        if (!contact.address.empty() || !contact.city.empty())
            put("ADR", ";;" + escaped(contact.address) + ';' + escaped(contact.city) + ";;;");
        put("BDAY", escaped(contact.birthday));
        put("LANG", escaped(contact.language));
        put("NOTE", escaped(contact.note));
        put("REV", revision(contact.at_ms));
        file_.put(card + "END:VCARD\r\n");
        ++totals_.customers;
    }

    Result<> finish(const Rejections&) override { return file_.finish(); }

private:
    ExportFile file_;
};

}  // namespace

std::unique_ptr<Export> vcard(const std::string& folder) {
    return std::make_unique<Vcard>(folder);
}

}  // namespace history::exports
