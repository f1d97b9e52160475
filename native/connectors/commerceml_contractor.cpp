#include "native/connectors/commerceml_contractor.h"

#include <algorithm>

#include "core/identity/company_number.h"
#include "native/connectors/said.h"

namespace history::connectors {

namespace {

std::string first_of(const XmlElement& element, std::initializer_list<std::string_view> names) {
    for (std::string_view name : names)
        if (!element.text_of(name).empty()) return element.text_of(name);
    return {};
}

// `cc`: they stand beside the item and join nothing.
void add_contacts(const XmlElement& of, const std::string& name, bool cc, Item& item) {
    const std::size_t before = item.identifiers.size();
    for (const XmlElement& contact : of.child("Контакты").children) {
        const std::string& type = contact.text_of("Тип");
        const std::string& value = contact.text_of("Значение");
        if (type.find("елефон") != std::string::npos)
            add_identifier(item.identifiers, "phone", "", value, Known::given, name);
        else if (type.find("очта") != std::string::npos || value.find('@') != std::string::npos)
            add_identifier(item.identifiers, "email", "", value, Known::given, name);
    }
    for (std::size_t i = before; i < item.identifiers.size(); ++i) item.identifiers[i].cc = cc;
}

}  // namespace

void add_contractor(const XmlElement& contractor, Item& item, const Account& account) {
    const bool company =
        !contractor.text_of("ИНН").empty() || !contractor.text_of("ОфициальноеНаименование").empty();
    const std::string name = company ? first_of(contractor, {"ОфициальноеНаименование", "Наименование"})
                                     : first_of(contractor, {"ПолноеНаименование", "Наименование"});
    add_identifier(item.identifiers, "contractor", account.name, contractor.text_of("Ид"), Known::given,
                   name);
    add_identifier(item.identifiers, account.country == "KZ" ? "bin" : "inn", "", contractor.text_of("ИНН"),
                   Known::given, name);
    add_contacts(contractor, name, false, item);
    // Who speaks for him. Of a company it is a person, and two of them may speak for two companies: kept, it joins nothing.
    for (const XmlElement& one : contractor.child("Представители").children) {
        const XmlElement& person = one.child("Контрагент");
        const std::string who = first_of(person, {"ПолноеНаименование", "Наименование"});
        add_contacts(person, who, company || who != name, item);
    }
}

void add_comment(const std::string& comment, Item& item) {
    std::string words = comment;  // no-break spaces part the digits of numbers that were copied from a site
    for (std::size_t i = words.find("\xC2\xA0"); i != std::string::npos; i = words.find("\xC2\xA0", i))
        words.replace(i, 2, " ");
    std::vector<Identifier> said;
    add_said(said, words);
    // "тел 0077770001375": the prefix of calls abroad instead of the +, which free words are not searched for.
    for (std::size_t at = comment.find("00"); at != std::string::npos; at = comment.find("00", at + 1)) {
        const std::size_t end = std::min(comment.find_first_not_of("0123456789", at), comment.size());
        const bool begins = at == 0 || comment[at - 1] == ' ' || comment[at - 1] == ':';
        if (begins && comment[at + 2 < comment.size() ? at + 2 : at] != '0' && end - at >= 12 &&
            end - at <= 17)
            add_identifier(item.identifiers, "phone", "", comment.substr(at, end - at), Known::given);
    }
    for (Identifier& one : said)
        add_identifier(item.identifiers, one.type, "", one.value,
                       one.type == "phone" ? Known::given : Known::said);
}

void add_requisites(const XmlElement& document, Item& item) {
    for (const XmlElement& one : document.child("ЗначенияРеквизитов").children) {
        const std::string &name = one.text_of("Наименование"), &value = one.text_of("Значение");
        if (name.find("елефон") != std::string::npos)
            add_identifier(item.identifiers, "phone", "", value, Known::given);
        else if (value.find('@') != std::string::npos && value.find(' ') == std::string::npos)
            add_identifier(item.identifiers, "email", "", value, Known::given);
    }
}

std::vector<const XmlElement*> buyers_of(const XmlElement& document) {
    std::vector<const XmlElement*> buyers, all;
    for (const XmlElement& one : document.child("Контрагенты").children) {
        if (one.name != "Контрагент") continue;
        all.push_back(&one);
        if (one.text_of("Роль") == "Покупатель" || one.text_of("Роль") == "Плательщик")
            buyers.push_back(&one);
    }
    return buyers.empty() ? all : buyers;
}

Statement company_of(const XmlElement& contractor, const Item& item) {
    Statement statement;
    statement.identifiers = item.identifiers;
    const auto fact = [&](const char* name, const std::string& value) {
        if (!value.empty()) statement.facts.emplace_back(name, value);
    };
    if (const std::string number = contractor.text_of("ИНН"); valid_company_inn(number) || valid_bin(number))
        fact("kind", "company");
    fact("company", first_of(contractor, {"ОфициальноеНаименование", "Наименование"}));
    fact("inn", contractor.text_of("ИНН"));
    fact("kpp", contractor.text_of("КПП"));
    fact("okpo", contractor.text_of("ОКПО"));
    for (const char* name : {"Адрес", "АдресРегистрации", "ЮридическийАдрес"})
        if (const std::string& address = contractor.child(name).text_of("Представление"); !address.empty()) {
            fact("address", address);
            break;
        }
    return statement;
}

}  // namespace history::connectors
