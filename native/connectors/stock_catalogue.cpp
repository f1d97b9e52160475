#include "native/connectors/stock_catalogue.h"

#include <map>

#include "native/connectors/commerceml_goods.h"
#include "native/connectors/local_time.h"
#include "native/connectors/xml.h"

namespace history::connectors {

namespace {

using Names = std::map<std::string, std::string>;  // Ид -> Наименование

struct Exchange {
    Names groups, warehouses, kinds_of_price, currencies;  // the last: of a kind of price
    std::uint64_t at_ms = 0;
};

void take_names(const XmlElement& list, Names& names) {
    for (const XmlElement& one : list.children)
        if (!one.text_of("Ид").empty()) names.try_emplace(one.text_of("Ид"), one.text_of("Наименование"));
}

void take_groups(const XmlElement& groups, Names& names) {  // as deep as the document may be
    take_names(groups, names);
    for (const XmlElement& group : groups.children) take_groups(group.child("Группы"), names);
}

void take_directories(const XmlElement& part, Exchange& exchange) {
    take_groups(part.child("Группы"), exchange.groups);
    take_names(part.child("Склады"), exchange.warehouses);
    take_names(part.child("ТипыЦен"), exchange.kinds_of_price);
    for (const XmlElement& kind : part.child("ТипыЦен").children)
        exchange.currencies.try_emplace(kind.text_of("Ид"), kind.text_of("Валюта"));
}

std::string named(const Names& names, const std::string& id) {
    const auto found = names.find(id);
    return found == names.end() || found->second.empty() ? id : found->second;
}

// Sizes and colours of one product share its Артикул: behind # stands which one it is.
std::string sku_of(const XmlElement& product) {
    const std::string &article = product.text_of("Артикул"), &id = product.text_of("Ид");
    const std::size_t variant = id.find('#');
    if (article.empty()) return id;
    return variant == std::string::npos ? article : article + id.substr(variant);
}

class Product {
public:
    Product(const XmlElement& element, const Exchange& exchange, FoundGoods& found)
        : element_(element), exchange_(exchange), found_(found), sku_(sku_of(element)) {}

    void read() {
        if (sku_.empty())
            return found_.reject(element_.name, "The product has neither Артикул nor Ид.", written(element_));
        add("name", "", element_.text_of("Наименование"));
        add("alias", "", element_.text_of("Штрихкод"));
        if (const std::string& group = element_.child("Группы").text_of("Ид"); !group.empty())
            add("category", "", named(exchange_.groups, group));
        for (const XmlElement& price : element_.child("Цены").children) read_price(price);
        read_rests();
    }

private:
    void add(std::string_view fact, std::string place, const std::string& value,
             const std::string& currency = {}) {
        auto checked = fact_value(fact, value, currency);
        if (!checked) return;
        found_.add({sku_, std::string(fact), std::move(place), std::move(*checked), "1C", exchange_.at_ms});
    }
    void read_price(const XmlElement& price) {
        const std::string& kind = price.text_of("ИдТипаЦены");
        const auto of_kind = exchange_.currencies.find(kind);
        const std::string& currency = price.text_of("Валюта").empty() && of_kind != exchange_.currencies.end()
                                          ? of_kind->second
                                          : price.text_of("Валюта");
        add("price", named(exchange_.kinds_of_price, kind), price.text_of("ЦенаЗаЕдиницу"),
            currency_of(currency, found_.account.currency));
    }
    // Schema 2.07: Количество and Склад with attributes; from 2.08 on Остатки with elements.
    void read_rests() {
        add("quantity", "", element_.text_of("Количество"));
        for (const XmlElement& one : element_.children)
            if (one.name == "Склад")
                add("quantity", named(exchange_.warehouses, one.text_of("@ИдСклада")),
                    one.text_of("@КоличествоНаСкладе"));
        for (const XmlElement& rest : element_.child("Остатки").children) {
            add("quantity", "", rest.text_of("Количество"));
            for (const XmlElement& one : rest.children)
                if (one.name == "Склад")
                    add("quantity", named(exchange_.warehouses, one.text_of("Ид")),
                        one.text_of("Количество"));
        }
    }

    const XmlElement& element_;
    const Exchange& exchange_;
    FoundGoods& found_;
    const std::string sku_;
};

std::size_t read_products(const XmlElement& list, std::string_view name, const Exchange& exchange,
                          FoundGoods& found) {
    std::size_t count = 0;
    for (const XmlElement& one : list.children) {
        if (one.name != name) continue;  // as many as a document may have nodes
        ++count;
        found.begin_unit();
        Product(one, exchange, found).read();
        found.end_unit();
    }
    return count;
}

}  // namespace

Parsed parse_catalogue(ByteView body, const Account& account) {
    FoundGoods found(account);
    const Result<XmlElement> root = parse_xml(body, XmlAttributes::of_all);
    if (!root.ok()) {
        found.reject_body(root.error().what, body);
        return found.take();
    }
    if (root->name != "КоммерческаяИнформация" && root->name != "Классификатор") {
        found.reject_body("The document is not of CommerceML: its root is no КоммерческаяИнформация.", body);
        return found.take();
    }
    Exchange exchange;
    exchange.at_ms = written_ms(root->text_of("@ДатаФормирования"), account.zone);
    for (const XmlElement& part : root->children) take_directories(part, exchange);
    std::size_t products = 0;
    for (const XmlElement& part : root->children) {
        if (part.name == "Каталог") products += read_products(part.child("Товары"), "Товар", exchange, found);
        if (part.name == "ПакетПредложений" || part.name == "ИзмененияПакетаПредложений")
            products += read_products(part.child("Предложения"), "Предложение", exchange, found);
    }
    if (products == 0) {  // a classifier, orders: readable, and of no product
        found.begin_unit();
        found.end_unit();
    }
    return found.take();
}

}  // namespace history::connectors
