#include "native/connectors/commerceml.h"

#include "native/connectors/bodies.h"
#include "native/connectors/decimal.h"
#include "native/connectors/local_time.h"
#include "native/connectors/order_lines.h"
#include "native/connectors/order_reference.h"
#include "native/connectors/said.h"
#include "native/connectors/xml.h"

namespace history::connectors {

namespace {

std::string value_named(const XmlElement& document, std::string_view name) {
    for (const XmlElement& one : document.child("ЗначенияРеквизитов").children)
        if (one.text_of("Наименование") == name) return one.text_of("Значение");
    return {};
}

std::uint64_t time_of(const XmlElement& document, const Account& account) {
    const std::string& date = document.text_of("Дата");
    const std::string& clock = document.text_of("Время");
    const auto wall = wall_ms(date + ' ' + (clock.empty() ? "00:00:00" : clock));
    const std::int64_t ms = wall ? utc_ms(*wall, account.zone) : 0;
    return ms > 0 ? static_cast<std::uint64_t>(ms) : 0;
}

std::string kind_of(const std::string& operation) {
    if (operation.find("Возврат") != std::string::npos || operation.find("возврат") != std::string::npos)
        return "return";
    if (operation.find("Заказ") != std::string::npos || operation.empty()) return "order";
    if (operation == "Отпуск товара" || operation == "Розничная продажа") return "receipt";
    return {};
}

void put_goods(const XmlElement& goods, Item& item, const std::string& currency) {
    int count = 0;
    for (const XmlElement& one : goods.children) {
        if (one.name != "Товар") continue;
        if (count == line_limit) break;
        OrderLine line;
        line.sku = one.text_of("Артикул").empty() ? one.text_of("Ид") : one.text_of("Артикул");
        line.name = one.text_of("Наименование");
        line.quantity = one.text_of("Количество");
        line.currency = currency;
        line.price_minor = decimal(one.text_of("ЦенаЗаЕдиницу"), minor_digits(currency));
        put_line(item, ++count, line);
    }
}

std::string first_of(const XmlElement& element, std::initializer_list<std::string_view> names) {
    for (std::string_view name : names)
        if (!element.text_of(name).empty()) return element.text_of(name);
    return {};
}

void add_contractor(const XmlElement& contractor, Item& item, const Account& account) {
    const bool company =
        !contractor.text_of("ИНН").empty() || !contractor.text_of("ОфициальноеНаименование").empty();
    const std::string name = company ? first_of(contractor, {"ОфициальноеНаименование", "Наименование"})
                                     : first_of(contractor, {"ПолноеНаименование", "Наименование"});
    add_identifier(item.identifiers, "contractor", account.name, contractor.text_of("Ид"), Known::given,
                   name);
    add_identifier(item.identifiers, account.country == "KZ" ? "bin" : "inn", "", contractor.text_of("ИНН"),
                   Known::given, name);
    for (const XmlElement& contact : contractor.child("Контакты").children) {
        const std::string& type = contact.text_of("Тип");
        const std::string& value = contact.text_of("Значение");
        if (type.find("елефон") != std::string::npos)
            add_identifier(item.identifiers, "phone", "", value, Known::given, name);
        else if (type.find("очта") != std::string::npos || value.find('@') != std::string::npos)
            add_identifier(item.identifiers, "email", "", value, Known::given, name);
    }
}

// What the comment says, an operator wrote there for the order: a phone is the buyer's.
void add_comment(const std::string& comment, Item& item) {
    std::vector<Identifier> said;
    add_said(said, comment);
    for (Identifier& one : said)
        add_identifier(item.identifiers, one.type, "", one.value,
                       one.type == "phone" ? Known::given : Known::said);
}

Statement company_of(const XmlElement& contractor, const Item& item) {
    Statement statement;
    statement.identifiers = item.identifiers;
    const auto fact = [&](const char* name, const std::string& value) {
        if (!value.empty()) statement.facts.emplace_back(name, value);
    };
    fact("company", first_of(contractor, {"ОфициальноеНаименование", "Наименование"}));
    fact("inn", contractor.text_of("ИНН"));
    fact("kpp", contractor.text_of("КПП"));
    fact("okpo", contractor.text_of("ОКПО"));
    return statement;
}

void add_document(const XmlElement& document, Found& found) {
    const Account& account = found.account;
    const std::string& id = document.text_of("Ид");
    const std::uint64_t at_ms = time_of(document, account);
    if (id.empty() || at_ms == 0)
        return found.reject("Документ " + id, "The document has no Ид or no Дата.", id);
    const std::string kind = kind_of(document.text_of("ХозОперация"));
    const std::uint64_t version =
        static_cast<std::uint64_t>(decimal(document.text_of("НомерВерсии"), 0).value_or(0));
    const std::string at_version = '@' + std::to_string(at_ms + version % 1'000'000);
    const std::string currency =
        document.text_of("Валюта").size() == 3 ? document.text_of("Валюта") : account.currency;
    const std::string& comment = document.text_of("Комментарий");
    Item item;
    item.native_id = id;
    put(item, "kind", kind.empty() ? "order" : kind);
    put(item, "direction", "in");
    put(item, "at", ms_text(at_ms));
    put(item, "title", document.text_of("ХозОперация"));
    put(item, "number", document.text_of("Номер"));
    put(item, "text", comment);
    const std::string site = value_named(document, "Номер на сайте");
    put(item, "order_ref", site.empty() ? order_in_words(comment) : site);
    put(item, "status" + at_version, value_named(document, "Статус заказа"));
    if (value_named(document, "Заказ оплачен") == "true") put(item, "paid" + at_version, "1");
    if (value_named(document, "Отменен") == "true") put(item, "cancelled" + at_version, "1");
    if (document.text_of("ПометкаУдаления") == "true") put(item, "deleted" + at_version, "1");
    put(item, "payment", value_named(document, "Метод оплаты"));
    put(item, "delivery", value_named(document, "Способ доставки"));
    put(item, "address", value_named(document, "Адрес доставки"));
    if (const auto total = decimal(document.text_of("Сумма"), minor_digits(currency)))
        put(item, "total", std::to_string(*total) + ' ' + currency);
    put_goods(document.child("Товары"), item, currency);
    for (const XmlElement& contractor : document.child("Контрагенты").children) {
        if (contractor.name != "Контрагент") continue;
        add_contractor(contractor, item, account);
        if (contractor.text_of("ИНН").empty()) continue;
        Statement statement = company_of(contractor, item);
        statement.at_ms = at_ms;
        found.add(std::move(statement));
    }
    add_comment(comment, item);
    found.add(std::move(item));
}

void read_documents(const XmlElement& element, Found& found, std::size_t& count) {
    for (const XmlElement& child : element.children) {
        if (child.name == "Контейнер") {
            read_documents(child, found, count);
        } else if (child.name == "Документ") {
            ++count;
            found.begin_unit();
            add_document(child, found);
            found.end_unit();
        }
    }
}

Parsed parse(ByteView body, const Account& account) {
    Found found(account);
    const Result<XmlElement> root = parse_xml(body);
    std::size_t documents = 0;
    if (root.ok() && root->name == "КоммерческаяИнформация") read_documents(*root, found, documents);
    if (documents != 0) return found.take();
    found.begin_unit();
    if (!root.ok())
        found.reject("", root.error().what, std::string(text_of(body)));
    else if (root->name != "КоммерческаяИнформация" && root->name != "Классификатор")
        found.reject("", "The document is not of CommerceML: its root is no КоммерческаяИнформация.",
                     std::string(text_of(body)));
    found.end_unit();  // a catalogue, offers, a classifier, a day without orders: `other`
    return found.take();
}

Authenticity check(ByteView, const Headers&, const Account&) {
    return Authenticity::missing;
}

bool claims(std::string_view file_name) {
    return file_name.ends_with(".xml") || file_name.ends_with(".XML");
}

Split split(std::string_view) {
    return Split::whole;
}

}  // namespace

const Connector& commerceml() {
    static const Connector connector{
        .channel = "commerceml",
        .parse = parse,
        .check = check,
        .claims = claims,
        .split = split,
        .about = {
            .title = "1C: CommerceML orders",
            .formats = "exchange files with documents, schema 2.03 to 3.1, UTF-8 or windows-1251 (.xml)",
            .ways = "import",
            .authenticity = "",
            .id_rule = "Ид of the document",
            .identifiers = "contractor, ИНН, phones and mails of contacts given; phone in the comment given",
            .setup = "let 1C write its exchange file (orders) into a folder, import the folder; give the "
                     "zone of its clock",
            .left_out = "catalogues, offers, classifiers, taxes, discounts"}};
    return connector;
}

}  // namespace history::connectors
