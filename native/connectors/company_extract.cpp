#include "native/connectors/company_extract.h"

#include <initializer_list>

#include "native/connectors/company_facts.h"
#include "native/connectors/local_time.h"
#include "native/connectors/xml.h"

namespace history::connectors {

namespace {

constexpr std::size_t fact_bytes = 1000;

// The attribute @NAME or element NAME, the first of those that are there.
std::string first_of(const XmlElement& element, std::initializer_list<std::string_view> names) {
    for (std::string_view name : names) {
        if (const std::string& attribute = element.text_of('@' + std::string(name)); !attribute.empty())
            return attribute;
        if (const std::string& text = element.text_of(name); !text.empty()) return text;
    }
    return {};
}

const XmlElement& either(const XmlElement& element, std::string_view one, std::string_view other) {
    const XmlElement& first = element.child(one);
    return first.name.empty() ? element.child(other) : first;
}

std::string joined(std::string text, std::string_view between, const std::string& more) {
    if (!text.empty() && !more.empty()) text += between;
    return text + more;
}

// "ул Вавилова" of <Улица Тип="ул" Наим="Вавилова"/>, ТипУлица and НаимУлица in the tax service's form.
std::string named_part(const XmlElement& address, const std::string& part) {
    const XmlElement& element = either(address, part, "Наим" + part);
    const std::string name = first_of(element, {"Наим", "Наим" + part});
    return joined(first_of(element, {"Тип", "Тип" + part}), " ", name.empty() ? element.text : name);
}

void put_address(const XmlElement& record, Statement& statement) {
    const XmlElement& outer = either(record, "АдресЮЛ", "СвАдресЮЛ");
    const XmlElement& fias = outer.child("СвАдрЮЛФИАС");
    const XmlElement& plain = outer.child("АдресРФ").name.empty() ? outer : outer.child("АдресРФ");
    const XmlElement& address = plain.name == outer.name && !fias.name.empty() ? fias : plain;
    std::string text;
    for (const char* part : {"Регион", "Район", "МуниципРайон", "Город", "НаселПункт", "НаселенПункт",
                             "ЭлПланСтруктур", "Улица", "ЭлУлДорСети"}) {
        const std::string one = named_part(address, part);
        text = joined(std::move(text), ", ", one);
    }
    for (const char* part : {"Дом", "Корпус", "Кварт", "Здание", "ПомещЗдания", "ПомещКвартиры"}) {
        const XmlElement& element = address.child(part);
        text = joined(std::move(text), ", ",
                      joined(first_of(element, {"Тип"}), " ",
                             element.name.empty() || first_of(element, {"Номер"}).empty()
                                 ? first_of(address, {part})
                                 : first_of(element, {"Номер"})));
    }
    put_fact(statement, "address", text);
    put_fact(statement, "postal_code", first_of(address, {"Индекс"}));
    put_fact(statement, "fias", first_of(fias, {"ИдНом"}));
    put_fact(statement, "kladr", first_of(address, {"КодАдрКладр"}));
}

std::string person_name(const XmlElement& of) {
    const XmlElement& person = of.child("СвФЛ").name.empty() ? of : of.child("СвФЛ");
    const XmlElement& name = person.child("ФИОРус").name.empty() ? person : person.child("ФИОРус");
    std::string text = first_of(name, {"Фамилия", "ФамилияРус"});
    text = joined(std::move(text), " ", first_of(name, {"Имя", "ИмяРус"}));
    return joined(std::move(text), " ", first_of(name, {"Отчество", "ОтчествоРус"}));
}

void put_head(const XmlElement& record, Statement& statement) {
    const XmlElement& head = either(record, "СвРуковод", "СведДолжнФЛ");
    put_fact(statement, "head", person_name(head));
    put_fact(statement, "position", first_of(head.child("СвДолжн"), {"НаимДолжн"}));
}

void put_trades(const XmlElement& record, Statement& statement) {
    const XmlElement& trades = record.child("СвОКВЭД");
    put_fact(statement, "okved", first_of(trades.child("СвОКВЭДОсн"), {"КодОКВЭД"}));
    put_fact(statement, "okved_name", first_of(trades.child("СвОКВЭДОсн"), {"НаимОКВЭД"}));
    std::string more;
    for (const XmlElement& trade : trades.children)
        if (trade.name == "СвОКВЭДДоп" && more.size() < fact_bytes - 10)
            more = joined(std::move(more), " ", first_of(trade, {"КодОКВЭД"}));
    put_fact(statement, "okved_more", more);
}

void put_status(const XmlElement& record, Statement& statement) {
    const XmlElement& outer = record.child("СвСтатус");
    const XmlElement& status = outer.child("СвСтатус").name.empty() ? outer : outer.child("СвСтатус");
    const XmlElement& end = either(record, "СвПрекрЮЛ", "СвПрекрИП");
    const XmlElement& entrepreneur_end = end.child("СвСтатус").name.empty() ? end : end.child("СвСтатус");
    const std::string closed = first_of(entrepreneur_end, {"ДатаПрекрЮЛ", "ДатаПрекрИП", "ДатаПрекращ"});
    const std::string named = first_of(status, {"НаимСтатусЮЛ", "НаимСтатусИП", "НаимСтатус"});
    const std::string named_end = first_of(entrepreneur_end, {"НаимСтатус"});
    put_fact(statement, "status",
             !named_end.empty() ? named_end
             : !named.empty()   ? named
             : closed.empty()   ? std::string()
                                : std::string("прекращено"));
    put_fact(statement, "closed", closed);
}

void add_record(const XmlElement& record, const std::string& formed, Found& found) {
    const bool person = record.name == "СвИП";
    Statement statement;
    const std::string inn = first_of(record, {person ? "ИННФЛ" : "ИНН", "ИНН"});
    const std::string ogrn = first_of(record, {person ? "ОГРНИП" : "ОГРН"});
    const std::string of_record = first_of(record, {"ДатаВып"});
    statement.at_ms = written_ms(of_record.empty() ? formed : of_record, found.account.zone);
    if (inn.empty() && ogrn.empty())
        return found.reject(record.name, "The record has neither ИНН nor ОГРН.", written(record));
    if (statement.at_ms == 0)
        return found.reject(record.name + ' ' + ogrn, "The extract does not say of which date it is.",
                            written(record));
    const XmlElement& names = record.child("СвНаимЮЛ");
    const std::string brief = first_of(names.child("СвНаимЮЛСокр"), {"НаимСокр"});
    put_fact(statement, "company", first_of(names, {"НаимЮЛПолн"}));
    put_fact(statement, "short_name", brief.empty() ? first_of(names, {"НаимЮЛСокр"}) : brief);
    if (person) put_fact(statement, "name", person_name(record));
    put_fact(statement, "inn", inn);
    put_fact(statement, "kpp", first_of(record, {"КПП"}));
    put_fact(statement, person ? "ogrnip" : "ogrn", ogrn);
    put_fact(statement, "registered", first_of(record, {"ДатаОГРН", "ДатаОГРНИП"}));
    put_fact(statement, "okopf", first_of(record, {"КодОПФ"}));
    put_trades(record, statement);
    put_address(record, statement);
    put_head(record, statement);
    put_status(record, statement);
    identify_company(statement);
    if (statement.identifiers.empty())
        return found.reject(record.name + ' ' + ogrn, "The ИНН is missing or its check digits are wrong.",
                            written(record));
    found.add(std::move(statement));
}

std::size_t read_records(const XmlElement& element, const std::string& formed, Found& found) {
    std::size_t count = 0;
    for (const XmlElement& child : element.children) {
        if (child.name == "Документ") count += read_records(child, formed, found);
        if (child.name != "СвЮЛ" && child.name != "СвИП") continue;
        ++count;
        found.begin_unit();
        add_record(child, formed, found);
        found.end_unit();
    }
    return count;
}

}  // namespace

Parsed parse_extract(ByteView body, const Account& account) {
    Found found(account);
    const Result<XmlElement> root = parse_xml(body, XmlAttributes::of_all);
    std::size_t records = 0;
    if (root.ok())
        records = read_records(*root, first_of(*root, {"ДатаВыгрузки", "ДатаФормир", "ДатВыг"}), found);
    if (records != 0) return found.take();
    found.begin_unit();
    if (!root.ok())
        found.reject("", root.error().what, std::string(text_of(body)));
    else if (root->name != "ЕГРЮЛ" && root->name != "ЕГРИП" && root->name != "EGRUL" &&
             root->name != "EGRIP" && root->name != "Файл")
        found.reject("", "The document is no extract of ЕГРЮЛ or ЕГРИП.", std::string(text_of(body)));
    found.end_unit();  // an extract of nobody: `other`
    return found.take();
}

}  // namespace history::connectors
