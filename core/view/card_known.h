// What a card knows beside talk and orders: facts with where they come from and what other sources say instead, products that he
// looked at or wants, what the lists of goods say of products in his open orders, a company's requisites, and the mark of all this.
#pragma once
#include "core/view/customer_items.h"
#include "core/view/customer_orders.h"
#include "core/view/json_text.h"

namespace history::view {

// "facts": of each name the latest; `item` of its source where that has one of the same moment; `others`: the latest of each other
// source that says something else.
void write_facts(JsonText& json, const OpenCustomer& customer, const CustomerItems& items);
// "products": viewed, wanted (carts, wishes, requests) and not bought since, asked about; the latest of each, products_max at most.
void write_products(JsonText& json, const CustomerItems& items, const CustomerOrders& orders,
                    const Shop& shop);
// "goods": of products in open orders; nothing where the lists know none of them.
void write_goods(JsonText& json, const CustomerOrders& orders, const Shop& shop, std::uint64_t as_of_ms);
// "company": of a company its requisites, of a person the one he works for.
void write_company(JsonText& json, const OpenCustomer& customer, std::string_view kind);
// 16 hex digits: two devices that merged the same facts of this customer have the same. Words not sent yet do not
// count, nor what people said of joins and took back: the card is then what it was.
std::string version_mark(const OpenCustomer& customer);

inline constexpr std::size_t products_max = 12, goods_max = 12, other_values_max = 4;

}  // namespace history::view
