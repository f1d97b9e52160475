// Orders that 1C exchanges as CommerceML 2.03 to 3.1 (v8.1c.ru/tekhnologii/standarty-i-formaty/standart-commerceml): documents
// (Документ) under КоммерческаяИнформация, in 3.1 wrapped in Контейнер. Native id: Ид of the document.
//
// The same document comes again with a higher НомерВерсии: what may change is <field>@<its time plus the version, in ms>.
// The contractor (`contractor`, scope = account) is `given`, and so are phones and mails of Контакты, the phone that operators
// write into Комментарий, and ИНН (`bin` where the account is in Kazakhstan, else `inn`), which makes him a company. The order
// it was made from in another system (Номер на сайте, or the comment's words) is order_ref.
// Catalogues, offers and classifiers hold no document: they are `other`.
//
// Settings: zone (dates are local), country, currency.
#pragma once
#include "native/connectors/connector.h"

namespace history::connectors {

const Connector& commerceml();

}  // namespace history::connectors
