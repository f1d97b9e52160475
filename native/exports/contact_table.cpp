// Contacts as the tables that CRMs import: HubSpot (Record ID as unique key), Salesforce's Data Loader (fields of Contact),
// Bitrix24 (contact import, semicolons, Russian headings). A column for a property of one's own, "Customer History ID", says who it
// is where the CRM has no id for him yet: numbers alone do not, for several people may answer one.
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
template <std::size_t number>
std::string email(const ContactFacts& contact) {
    return contact.emails.size() > number ? contact.emails[number] : std::string();
}
// All but the first, as HubSpot writes them.
std::string further_emails(const ContactFacts& contact) {
    std::string all;
    for (std::size_t i = 1; i < contact.emails.size(); ++i) all += (i == 1 ? "" : ";") + contact.emails[i];
    return all;
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
    return std::make_unique<ContactTable>(folder,
                                          Layout{"hubspot",
                                                 ',',
                                                 {{"Record ID", number},
                                                  {"Customer History ID", part<&ContactFacts::public_id>},
                                                  {"First Name", part<&ContactFacts::first_name>},
                                                  {"Last Name", part<&ContactFacts::last_name>},
                                                  {"Phone Number", phone<0>},
                                                  {"Mobile Phone Number", phone<1>},
                                                  {"Email", email<0>},
                                                  {"Additional email addresses", further_emails},
                                                  {"Company Name", employer},
                                                  {"Job Title", part<&ContactFacts::position>},
                                                  {"Street Address", part<&ContactFacts::address>},
                                                  {"City", part<&ContactFacts::city>},
                                                  {"Preferred language", part<&ContactFacts::language>},
                                                  {"Date of birth", part<&ContactFacts::birthday>}}});
}

std::unique_ptr<Export> salesforce(const std::string& folder) {
    return std::make_unique<ContactTable>(folder,
                                          Layout{"salesforce",
                                                 ',',
                                                 {{"Id", number},
                                                  {"Customer_History_ID__c", part<&ContactFacts::public_id>},
                                                  {"FirstName", part<&ContactFacts::first_name>},
                                                  {"LastName", part<&ContactFacts::last_name>},
                                                  {"Phone", phone<0>},
                                                  {"MobilePhone", phone<1>},
                                                  {"HomePhone", phone<2>},
                                                  {"OtherPhone", phone<3>},
                                                  {"Email", email<0>},
                                                  {"Account.Name", employer},
                                                  {"Title", part<&ContactFacts::position>},
                                                  {"MailingStreet", part<&ContactFacts::address>},
                                                  {"MailingCity", part<&ContactFacts::city>},
                                                  {"Birthdate", part<&ContactFacts::birthday>},
                                                  {"Description", part<&ContactFacts::note>}}});
}

std::unique_ptr<Export> bitrix24(const std::string& folder) {
    return std::make_unique<ContactTable>(folder,
                                          Layout{"bitrix24",
                                                 ';',
                                                 {{"ID", number},
                                                  {"Customer History ID", part<&ContactFacts::public_id>},
                                                  {"Имя", part<&ContactFacts::first_name>},
                                                  {"Фамилия", part<&ContactFacts::last_name>},
                                                  {"Рабочий телефон", phone<0>},
                                                  {"Мобильный телефон", phone<1>},
                                                  {"Домашний телефон", phone<2>},
                                                  {"Другой телефон", phone<3>},
                                                  {"Рабочий e-mail", email<0>},
                                                  {"Частный e-mail", email<1>},
                                                  {"Другой e-mail", email<2>},
                                                  {"Название компании", employer},
                                                  {"Должность", part<&ContactFacts::position>},
                                                  {"Адрес", part<&ContactFacts::address>},
                                                  {"Город", part<&ContactFacts::city>},
                                                  {"Дата рождения", part<&ContactFacts::birthday>},
                                                  {"Комментарий", part<&ContactFacts::note>}}});
}

}  // namespace history::exports
