// What colleagues wrote elsewhere, one JSON a line: {"note_id","at","author","kind","customer":{"name","phone","email","card",
// "telegram","whatsapp","instagram","messenger","vk","viber"},"text","product_sku","refers_to":{"channel","account","native_id"},
// "due","order":{"number","total","lines":[{"sku","name","qty","price"}]},"attachments":[{"name","mime","size","sha256","path"}]}.
// path: of the file beside the imported one.
// Native id: note_id. Kinds: note promise order complaint complaint_resolved consultation in_person; any other is unknown.
//
// `customer` is what the author knew: all of it `given`. A messenger's id is of the account that refers_to names, else of
// settings columns["<channel>"] (the account of that channel). Amounts are in the account's currency.
#pragma once
#include "native/connectors/connector.h"

namespace history::connectors {

const Connector& notes();

}  // namespace history::connectors
