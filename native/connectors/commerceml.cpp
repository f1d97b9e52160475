#include "native/connectors/commerceml.h"

#include <algorithm>

#include "native/connectors/bodies.h"
#include "native/connectors/commerceml_contractor.h"
#include "native/connectors/commerceml_goods.h"
#include "native/connectors/decimal.h"
#include "native/connectors/local_time.h"
#include "native/connectors/order_reference.h"
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
    return written_ms(date + ' ' + (clock.empty() ? "00:00:00" : clock), account.zone);
}

// Empty for a document that is neither goods nor money: an invoice, a report, "Прочее".
std::string kind_of(const std::string& operation) {
    const auto says = [&](std::string_view word) { return operation.find(word) != std::string::npos; };
    const bool money = says("денег");
    if (says("Возврат") || says("возврат")) return money ? "refund" : "return";
    if (money || says("Эквайринг")) return "payment";
    if (says("Заказ") || operation.empty()) return "order";
    if (operation == "Отпуск товара" || operation == "Розничная продажа") return "receipt";
    return {};
}

void add_document(const XmlElement& document, std::uint64_t formed_ms, Found& found) {
    const Account& account = found.account;
    const std::string& id = document.text_of("Ид");
    const std::uint64_t at_ms = time_of(document, account);
    if (id.empty() || at_ms == 0)
        return found.reject("Документ " + id, "The document has no Ид or no Дата.", written(document));
    const std::string kind = kind_of(document.text_of("ХозОперация"));
    if (kind.empty()) return found.add_unknown(id, Json(written(document)), at_ms, {});
    // Without a number of versions, or with 1C's own text for it, the moment of the exchange tells them apart.
    const auto version = decimal(document.text_of("НомерВерсии"), 0);
    const std::string at_version =
        '@' + std::to_string(version && *version >= 0 ? at_ms + static_cast<std::uint64_t>(*version)
                                                      : std::max(at_ms, formed_ms));
    const std::uint64_t changed = written_ms(value_named(document, "Дата изменения статуса"), account.zone);
    const std::string at_state = changed != 0 ? '@' + std::to_string(changed) : at_version;
    const std::string currency = currency_of(document.text_of("Валюта"), account.currency);
    const std::string& comment = document.text_of("Комментарий");
    Item item;
    item.native_id = id;
    put(item, "kind", kind);
    put(item, "direction", kind == "refund" ? "out" : "in");
    put(item, "at", ms_text(at_ms));
    put(item, "title", document.text_of("ХозОперация"));
    put(item, "number", document.text_of("Номер"));
    put(item, "text", comment);
    const std::string site = value_named(document, "Номер на сайте");
    put(item, "order_ref", site.empty() ? order_in_words(comment) : site);
    put(item, "status" + at_state, value_named(document, "Статус заказа"));
    if (value_named(document, "Заказ оплачен") == "true") put(item, "paid" + at_version, "1");
    if (value_named(document, "Отменен") == "true") put(item, "cancelled" + at_version, "1");
    if (document.text_of("ПометкаУдаления") == "true") put(item, "deleted" + at_version, "1");
    put(item, "payment", value_named(document, "Метод оплаты"));
    put(item, "delivery", value_named(document, "Способ доставки"));
    put(item, "address", value_named(document, "Адрес доставки"));
    if (const auto total = minor_of(document.text_of("Сумма"), currency))
        put(item, "total", std::to_string(*total) + ' ' + currency);
    put_goods(document.child("Товары"), item, currency);
    for (const XmlElement* contractor : buyers_of(document)) {
        add_contractor(*contractor, item, account);
        if (contractor->text_of("ИНН").empty()) continue;
        Statement statement = company_of(*contractor, item);
        statement.at_ms = at_ms;
        found.add(std::move(statement));
    }
    add_requisites(document, item);
    add_comment(comment, item);
    found.add(std::move(item));
}

void read_documents(const XmlElement& element, std::uint64_t formed_ms, Found& found, std::size_t& count) {
    for (const XmlElement& child : element.children) {
        if (child.name == "Контейнер") {
            read_documents(child, formed_ms, found, count);
        } else if (child.name == "Документ") {
            ++count;
            found.begin_unit();
            add_document(child, formed_ms, found);
            found.end_unit();
        }
    }
}

Parsed parse(ByteView body, const Account& account) {
    Found found(account);
    const Result<XmlElement> root = parse_xml(body);
    std::size_t documents = 0;
    if (root.ok() && root->name == "КоммерческаяИнформация")
        read_documents(*root, written_ms(root->text_of("@ДатаФормирования"), account.zone), found, documents);
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

bool claims(std::string_view file_name) {
    return file_name.ends_with(".xml") || file_name.ends_with(".XML");
}

}  // namespace

const Connector& commerceml() {
    static const Connector connector{
        .channel = "commerceml",
        .parse = parse,
        .claims = claims,
        .split = split_nothing,
        .about = {
            .title = "1C: CommerceML orders",
            .formats = "exchange files with documents, schema 2.03 to 3.1, UTF-8 or windows-1251 (.xml)",
            .fields =
                "Ид, Номер, Дата, Время, НомерВерсии, ХозОперация, Валюта, Сумма, Комментарий, Контрагенты "
                "(Ид, names, ИНН, КПП, ОКПО, Адрес, Контакты, Представители), Товары (Артикул, Наименование, "
                "Количество, ЦенаЗаЕдиницу, Сумма), ЗначенияРеквизитов (status, payment, delivery), "
                "ПометкаУдаления",
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
