#include "core/insight/columns.h"
#include "core/insight/item_facts.h"
#include "core/view/customer_facts.h"
#include "core/view/customer_items.h"
#include "core/view/timeline_row.h"
#include "native/connectors/decimal.h"
#include "native/connectors/iso_time.h"
#include "native/exports/csv_text.h"
#include "native/exports/export.h"
#include "native/exports/export_file.h"

namespace history::exports {

namespace {

struct Column {
    std::string_view table, name, type, meaning;
};

// The tables' columns in their order, and what dictionary.csv says of them.
constexpr Column columns[] = {
    {"customers", "customer_id", "text", "public id: 32 hexadecimal digits, the key of every other table"},
    {"customers", "name", "text", "best name that a source or a colleague gave"},
    {"customers", "kind", "text", "person, company, or unfiled: items of nobody known"},
    {"customers", "not_proved", "boolean",
     "true: joined by what was stated alone, not by what a channel proves"},
    {"customers", "items", "integer", "number of items of the history"},
    {"customers", "first_at", "datetime", "UTC, of the first item"},
    {"customers", "last_at", "datetime", "UTC, of the last item"},
    {"identifiers", "customer_id", "text", "see customers"},
    {"identifiers", "type", "text", "phone, email, telegram, loyalty, ..."},
    {"identifiers", "scope", "text", "account within which the value is unique; empty for phone and email"},
    {"identifiers", "value", "text", "normalised; phones are E.164"},
    {"identifiers", "known", "text",
     "proved by the channel, given for business, said in words, cc: another recipient"},
    {"items", "customer_id", "text", "see customers"},
    {"items", "channel", "text", "with account and native_id: the key of an item"},
    {"items", "account", "text", "which bot, number, mailbox, till"},
    {"items", "native_id", "text", "the source's own id"},
    {"items", "at", "datetime", "UTC, business time"},
    {"items", "kind", "text", "message, mail, call, order, receipt, ..."},
    {"items", "direction", "text", "in: from the customer, out: from us, none"},
    {"items", "author", "text", "operator or bot on our side"},
    {"items", "bot", "boolean", "true: a machine wrote it"},
    {"items", "text", "text", "the words as they stand after edits"},
    {"items", "title", "text", "subject, page, event, service"},
    {"items", "number", "text", "of the order, receipt, document or parcel"},
    {"items", "order_ref", "text", "number of the order that it belongs to"},
    {"items", "total", "decimal",
     "in the unit of `currency`; returns are below zero only where the source says so"},
    {"items", "currency", "text", "ISO 4217"},
    {"items", "call_answered", "boolean", "of calls alone"},
    {"items", "call_seconds", "integer", "spoken"},
    {"items", "source", "text", "where a visit came from, as the source tells it"},
    {"items", "campaign", "text", "of an advertisement or mailing"},
    {"order_lines", "customer_id", "text", "see customers"},
    {"order_lines", "channel", "text", "see items"},
    {"order_lines", "account", "text", "see items"},
    {"order_lines", "native_id", "text", "see items"},
    {"order_lines", "line", "text", "the line's number in its document"},
    {"order_lines", "sku", "text", "article number"},
    {"order_lines", "name", "text", "of the product"},
    {"order_lines", "quantity", "decimal", ""},
    {"order_lines", "price", "decimal", "of one"},
    {"order_lines", "sum", "decimal", "of the line"},
    {"order_lines", "currency", "text", "ISO 4217"},
    {"workplaces", "customer_id", "text", "a person, see customers"},
    {"workplaces", "company_id", "text", "where he works, see customers"},
    {"workplaces", "by", "text", "source: a CRM or form says so; statement: a colleague does"},
    {"goods", "channel", "text", "whose list"},
    {"goods", "account", "text", "whose list"},
    {"goods", "sku", "text", "article number"},
    {"goods", "fact", "text", "name, category, price, quantity, arrival, alias"},
    {"goods", "place", "text", "warehouse, or kind of price"},
    {"goods", "value", "text", "as the list has it"},
    {"goods", "at", "datetime", "UTC, of the fact; empty: the list does not say"},
};

std::string headings(std::string_view table) {
    CsvText row;
    for (const Column& column : columns)
        if (column.table == table) row.cell(column.name);
    return std::string(byte_order_mark) + row.take();
}

std::string_view truth(bool value) {
    return value ? "true" : "false";
}

class Csv : public Export {
public:
    explicit Csv(const std::string& folder)
        : customers_(folder + "/customers.csv"),
          identifiers_(folder + "/identifiers.csv"),
          items_(folder + "/items.csv"),
          lines_(folder + "/order_lines.csv"),
          goods_(folder + "/goods.csv"),
          workplaces_(folder + "/workplaces.csv"),
          dictionary_(folder + "/dictionary.csv") {
        customers_.put(headings("customers"));
        identifiers_.put(headings("identifiers"));
        items_.put(headings("items"));
        lines_.put(headings("order_lines"));
        goods_.put(headings("goods"));
        workplaces_.put(headings("workplaces"));
        CsvText row;
        dictionary_.put(std::string(byte_order_mark) +
                        row.cell("table").cell("column").cell("type").cell("meaning").take());
        for (const Column& column : columns)
            dictionary_.put(
                row.cell(column.table).cell(column.name).cell(column.type).cell(column.meaning).take());
    }

    void customer(const view::OpenCustomer& customer) override {
        const view::CustomerItems items(customer.members);
        const view::Face face = view::face_of(customer);
        const std::string id = hex(customer.customer->id.view());
        const auto& all = items.all();
        CsvText row;
        row.cell(id).words(face.name).cell(face.kind).cell(truth(customer.customer->not_proved));
        row.cell(std::to_string(all.size()))
            .cell(all.empty() ? "" : connectors::iso_text(all.front().facts.at_ms));
        customers_.put(row.cell(all.empty() ? "" : connectors::iso_text(all.back().facts.at_ms)).take());
        for (const view::Contact& contact : view::contacts_of(customer)) {
            const KeyParts parts = key_parts(contact.key);
            row.cell(id).cell(parts.first).cell(parts.second).cell(parts.third);
            identifiers_.put(row.cell(known_name(contact.known)).take());
        }
        for (const Entry& item : all) write_item(id, *item.item);
        ++totals_.customers;
        totals_.items += all.size();
    }

    void product(const ProductFact& fact) override {
        CsvText row;
        row.cell(fact.channel)
            .cell(fact.account)
            .cell(fact.sku)
            .cell(fact.fact)
            .cell(fact.place)
            .words(fact.value);
        goods_.put(row.cell(connectors::iso_text(fact.at_ms)).take());
    }

    void workplace(const StreamId& person, const StreamId& company, std::string_view by) override {
        CsvText row;
        workplaces_.put(row.cell(hex(person.view())).cell(hex(company.view())).cell(by).take());
    }

    Result<> finish(const Rejections&) override {
        for (ExportFile* file :
             {&customers_, &identifiers_, &items_, &lines_, &goods_, &workplaces_, &dictionary_})
            TRY(file->finish());
        return {};
    }

private:
    void write_item(const std::string& customer, const Entity& item) {
        const ItemFacts facts = item_facts(item);
        CsvText row;
        row.cell(customer)
            .cell(facts.channel)
            .cell(facts.account)
            .cell(facts.native)
            .cell(connectors::iso_text(facts.at_ms));
        row.cell(facts.kind);
        row.cell(facts.direction == Direction::in    ? "in"
                 : facts.direction == Direction::out ? "out"
                                                     : "none");
        row.words(item.value("author"))
            .cell(truth(facts.bot))
            .words(text_of_item(item))
            .words(item.value("title"));
        row.cell(item.value("number")).cell(item.value("order_ref"));
        const Money total = total_of(item);
        row.cell(total.known ? connectors::decimal_text(total.minor, total.currency) : "")
            .cell(total.known ? total.currency : "");
        row.cell(facts.call ? truth(facts.call->answered) : "")
            .cell(facts.call ? std::to_string(facts.call->billed_s) : "");
        items_.put(row.words(item.value("source")).words(item.value("campaign")).take());
        item.each("line", '/', [&](std::string_view number, const Field& line) {
            std::string_view rest = line.value;
            row.cell(customer).cell(facts.channel).cell(facts.account).cell(facts.native).cell(number);
            row.words(take_column(rest)).words(take_column(rest)).cell(take_column(rest));
            const std::int64_t price = signed_column(rest), sum = signed_column(rest);
            const std::string_view currency = take_column(rest);
            row.cell(connectors::decimal_text(price, currency)).cell(connectors::decimal_text(sum, currency));
            lines_.put(row.cell(currency).take());
        });
    }

    ExportFile customers_, identifiers_, items_, lines_, goods_, workplaces_, dictionary_;
};

}  // namespace

std::unique_ptr<Export> csv(const std::string& folder) {
    return std::make_unique<Csv>(folder);
}

}  // namespace history::exports
