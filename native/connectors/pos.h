// Till receipts: a table with a header, one row a line of a receipt, all rows with one InvoiceNo one item (its native id);
// C before the number = a return. Columns of the UCI Online Retail set (archive.ics.uci.edu, data set 352): InvoiceNo
// StockCode Description Quantity InvoiceDate UnitPrice CustomerID Country, and Phone and OrderRef. Names in any case and
// order; without a header this order. CustomerID is the loyalty card, which tools write as 17042.0.
//
// Settings of the account: zone (local times), currency, columns (canonical name -> name in the header).
//
// `line/<id>`: <id> comes from what the row says (stock code and a hash), so that rows may arrive one by one at different
// agents and three imports stay one. The same row twice in one body is the same thing scanned twice: the second gets `.2`.
// Where such twins arrive in different bodies they become one line: a receipt may then show less, never more, than was sold.
// The card and the phone are `given`: somebody said them at the till. A card number counts in the whole business.
#pragma once
#include "native/connectors/connector.h"

namespace history::connectors {

const Connector& pos();

}  // namespace history::connectors
