// Any table: CSV with a header, or JSON lines, with the meaning of its columns in agent.json. Channel `table`.
//
// columns maps our names to the table's: {"id": "OrderNo", "at": "Date", "kind": "=order", "phone": "customer.phone", ...}. A value
// that begins with = is the same in every row; a dot steps into a JSON object. Our names:
//   id          native id; without it, or where it is empty, a hash of the row
//   at          ISO time or local time (zone of the account)
//   total       amount in the currency column, else the account's; kind, direction, text, title, number, order_ref, status,
//               payment, address, product ... : the fields of item.h, as they are. kind missing: `other`; direction: none
//   phone email loyalty inn bin user cookie crm buyer telegram whatsapp instagram messenger vk viber: identifiers, `given`
//   name        the person's name; proved: identifiers that the source itself proves, as "=user crm"
//   file        path of a file beside the table, or its address
//   line.sku line.name line.quantity line.price: one line of an order or receipt; rows of one id are lines of one item
//
// status and total are versions of the row's time (or of the column `version`): rows of one id may come again, in any order.
#pragma once
#include "native/connectors/connector.h"

namespace history::connectors {

const Connector& table_rows();

}  // namespace history::connectors
