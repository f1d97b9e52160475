#include <unordered_set>

#include "core/insight/catalogue.h"
#include "core/insight/item_facts.h"
#include "core/insight/order.h"
#include "core/view/customer_facts.h"
#include "core/view/customer_items.h"
#include "core/view/json_text.h"
#include "core/view/timeline_row.h"
#include "core/wire/hash.h"
#include "native/exports/export.h"
#include "native/exports/export_file.h"

namespace history::exports {

namespace {

std::string identifier_text(std::string_view key) {
    const KeyParts parts = key_parts(key);
    std::string text(parts.first);
    if (!parts.second.empty()) text.append(":").append(parts.second);
    return text.append(":").append(parts.third);
}

// An item of its own: no state that came without its message, nothing of a kind that nobody documented.
bool counts(const Entity& item, const ItemFacts& facts) {
    return facts.arrived && !(facts.kind == "other" && item.field("raw"));
}

// A send of a campaign that has not happened: in items.jsonl, but no contact with the customer yet.
bool planned(const Entity& item, const ItemFacts& facts) {
    return facts.kind == "mailing" && item.value("stage") == "planned";
}

class Jsonl : public Export {
public:
    explicit Jsonl(const std::string& folder)
        : customers_(folder + "/customers.jsonl"),
          items_(folder + "/items.jsonl"),
          orders_(folder + "/orders.jsonl"),
          goods_(folder + "/goods.jsonl"),
          workplaces_(folder + "/workplaces.jsonl"),
          counts_(folder + "/counts.json") {}

    void customer(const view::OpenCustomer& customer) override {
        const view::CustomerItems items(customer.members);
        const view::Face face = view::face_of(customer);
        const std::string id = hex(customer.customer->id.view());
        view::JsonText json;
        json.begin_object().text("customer_id", id).text("kind", face.kind).text("name", face.name);
        json.flag("not_proved", customer.customer->not_proved).key("subjects").begin_array();
        for (const StreamId& member : customer.customer->members) json.text(hex(member.view()));
        json.end_array().key("identifiers").begin_array();
        for (const view::Contact& contact : view::contacts_of(customer))
            json.text(identifier_text(contact.key));
        json.end_array().key("items").begin_array();
        for (const auto& [item, facts] : items.all()) {
            write_item(id, *item, facts);
            if (!counts(*item, facts)) continue;
            count(*item, facts);
            if (planned(*item, facts)) continue;
            json.begin_object().text("channel", facts.channel).text("account", facts.account);
            json.text("native_id", facts.native).end_object();
        }
        json.end_array().end_object();
        customers_.put(json.take() + '\n');
        write_orders(id, customer, items);
        ++totals_.customers;
    }

    void product(const ProductFact& fact) override {
        view::JsonText json;
        json.begin_object().text("channel", fact.channel).text("account", fact.account).text("sku", fact.sku);
        json.text("fact", fact.fact)
            .text("place", fact.place)
            .text("value", fact.value)
            .text("source", fact.source);
        goods_.put(json.number("at", fact.at_ms).end_object().take() + '\n');
        if (fact.fact == line_name_fact) return;  // of an order, which is counted itself
        // A row of a list is one fact of one moment; a list without times has one row a product.
        const std::string of =
            fact.at_ms == 0 ? std::string() : joined_key(fact.fact, fact.place, std::to_string(fact.at_ms));
        if (rows_.emplace(joined_key(joined_key(fact.channel, fact.account, fact.sku), of)).second)
            ++of_[{std::string(fact.channel), std::string(fact.account)}];
    }

    void workplace(const StreamId& person, const StreamId& company, std::string_view by) override {
        view::JsonText json;
        json.begin_object().text("customer_id", hex(person.view())).text("company_id", hex(company.view()));
        workplaces_.put(json.text("by", by).end_object().take() + '\n');
    }

    Result<> finish(const Rejections& rejections) override {
        struct Count {
            std::uint64_t items = 0, rejected = 0;
        };
        std::map<std::string, Count> by_account, by_channel;
        const auto add = [&](const std::pair<std::string, std::string>& of, std::uint64_t Count::*part,
                             std::uint64_t number) {
            by_account[of.first + '/' + of.second].*part += number;
            by_channel[of.first].*part += number;
        };
        for (const auto& [of, number] : of_) add(of, &Count::items, number);
        for (const auto& [of, number] : rejections) add(of, &Count::rejected, number);
        view::JsonText json;
        json.begin_object();
        for (const auto& [name, table] :
             {std::pair("by_account", &by_account), {"by_channel", &by_channel}}) {
            json.key(name).begin_object();
            for (const auto& [of, count] : *table) {
                json.key(of).begin_object().key("items").number(count.items);
                json.key("rejected").number(count.rejected).end_object();
            }
            json.end_object();
        }
        counts_.put(json.end_object().take() + '\n');
        for (ExportFile* file : {&items_, &orders_, &goods_, &workplaces_, &customers_, &counts_})
            TRY(file->finish());
        return {};
    }

private:
    void count(const Entity& item, const ItemFacts& facts) {  // once, in however many subjects it stands
        if (seen_.insert(hash_of("history export 1", bytes_of(item.key))).second)
            ++of_[{std::string(facts.channel), std::string(facts.account)}];
    }
    void write_orders(const std::string& id, const view::OpenCustomer& customer,
                      const view::CustomerItems& items) {
        std::vector<const Entity*> entities;
        for (const Entry& item : items.all()) entities.push_back(item.item);
        std::vector<const State*> states;
        for (const view::OpenMember& member : customer.members) states.push_back(member.state);
        for (const Order& order : orders_of(entities, order_statements(states), &catalogue())) {
            view::JsonText json;
            json.begin_object().text("order_id", item_id_of(order.first().key)).text("customer_id", id);
            json.text("number", order.number).number("at", order.at_ms).text("state", order.state);
            json.text("stage", order_stage_name(order.stage));
            view::write_money(json, "total", order.total);
            json.key("refs").begin_array();
            for (const auto* parts : {&order.documents, &order.parts})
                for (const OrderPart& part : *parts) {
                    const KeyParts key = key_parts(part.item->key);
                    json.begin_object().text("channel", key.first).text("account", key.second);
                    json.text("native_id", key.third).text("role", order_role_name(part.role)).end_object();
                }
            orders_.put(json.end_array().end_object().take() + '\n');
        }
    }
    void write_item(const std::string& customer, const Entity& item, const ItemFacts& facts) {
        view::JsonText json;
        json.begin_object()
            .text("customer_id", customer)
            .text("channel", facts.channel)
            .text("account", facts.account);
        json.text("native_id", facts.native).number("at", facts.at_ms).key("fields").begin_object();
        for (const Field& field : item.fields) json.key(field.name).text(field.value);
        items_.put(json.end_object().end_object().take() + '\n');
        ++totals_.items;
    }

    ExportFile customers_, items_, orders_, goods_, workplaces_, counts_;
    std::map<std::pair<std::string, std::string>, std::uint64_t> of_;
    std::unordered_set<std::string> rows_;
    std::unordered_set<Hash, FixedBytesHash> seen_;  // an item may stand with two customers
};

}  // namespace

std::unique_ptr<Export> jsonl(const std::string& folder) {
    return std::make_unique<Jsonl>(folder);
}

}  // namespace history::exports
