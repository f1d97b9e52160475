// Contacts as the tables that CRMs import: HubSpot (Record ID as unique key), Salesforce's Data Loader (fields of Contact),
// Bitrix24 (contact import, semicolons, Russian headings).
#include "native/exports/contact_facts.h"
#include "native/exports/csv_text.h"
#include "native/exports/export.h"
#include "native/exports/export_file.h"

namespace history::exports {

namespace {

using Part = std::string (*)(const ContactFacts&);

struct Column {
    std::string_view heading;
    Part part;
};
struct Layout {
    std::string_view channel;  // of the connector that brought the ids
    char separator;
    std::vector<Column> columns;
};

template <std::string ContactFacts::*member>
std::string part(const ContactFacts& contact) {
    return contact.*member;
}
template <std::size_t number>
std::string phone(const ContactFacts& contact) {
    return contact.phones.size() > number ? contact.phones[number] : std::string();
}
std::string email(const ContactFacts& contact) {
    return contact.emails.empty() ? std::string() : contact.emails.front();
}
// A company's own name stands where its people's would.
std::string employer(const ContactFacts& contact) {
    return contact.company ? contact.name : contact.works_for;
}
// "contact:17" of a connector that tells kinds of records apart is 17 to its CRM.
std::string number(const ContactFacts& contact) {
    return contact.id.substr(contact.id.rfind(':') + 1);
}

class ContactTable : public Export {
public:
    ContactTable(const std::string& folder, Layout layout)
        : layout_(std::move(layout)), row_(layout_.separator), file_(folder + "/contacts.csv") {
        for (const Column& column : layout_.columns) row_.cell(column.heading);
        file_.put(std::string(byte_order_mark) + row_.take());
    }

    void customer(const view::OpenCustomer& customer) override {
        const ContactFacts contact = contact_facts(customer, layout_.channel);
        if (!contact.holds_anything()) {
            ++totals_.left_out;
            return;
        }
        for (const Column& column : layout_.columns) row_.cell(column.part(contact));
        file_.put(row_.take());
        ++totals_.customers;
    }

    Result<> finish(const Rejections&) override { return file_.finish(); }

private:
    Layout layout_;
    CsvText row_;
    ExportFile file_;
};

}  // namespace

std::unique_ptr<Export> hubspot(const std::string& folder) {
    return std::make_unique<ContactTable>(folder, Layout{"hubspot",
                                                         ',',
                                                         {{"Record ID", number},
                                                          {"First Name", part<&ContactFacts::first_name>},
                                                          {"Last Name", part<&ContactFacts::last_name>},
                                                          {"Phone Number", phone<0>},
                                                          {"Mobile Phone Number", phone<1>},
                                                          {"Email", email},
                                                          {"Company Name", employer},
                                                          {"Job Title", part<&ContactFacts::position>},
                                                          {"Street Address", part<&ContactFacts::address>},
                                                          {"City", part<&ContactFacts::city>}}});
}

std::unique_ptr<Export> salesforce(const std::string& folder) {
    return std::make_unique<ContactTable>(folder, Layout{"salesforce",
                                                         ',',
                                                         {{"Id", number},
                                                          {"FirstName", part<&ContactFacts::first_name>},
                                                          {"LastName", part<&ContactFacts::last_name>},
                                                          {"Phone", phone<0>},
                                                          {"MobilePhone", phone<1>},
                                                          {"Email", email},
                                                          {"Account.Name", employer},
                                                          {"Title", part<&ContactFacts::position>},
                                                          {"MailingStreet", part<&ContactFacts::address>},
                                                          {"MailingCity", part<&ContactFacts::city>}}});
}

std::unique_ptr<Export> bitrix24(const std::string& folder) {
    return std::make_unique<ContactTable>(folder, Layout{"bitrix24",
                                                         ';',
                                                         {{"ID", number},
                                                          {"Имя", part<&ContactFacts::first_name>},
                                                          {"Фамилия", part<&ContactFacts::last_name>},
                                                          {"Рабочий телефон", phone<0>},
                                                          {"Мобильный телефон", phone<1>},
                                                          {"Рабочий e-mail", email},
                                                          {"Название компании", employer},
                                                          {"Должность", part<&ContactFacts::position>},
                                                          {"Адрес", part<&ContactFacts::address>},
                                                          {"Город", part<&ContactFacts::city>}}});
}

}  // namespace history::exports
