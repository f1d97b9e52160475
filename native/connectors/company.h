// What registers state of companies and entrepreneurs; statements alone, no item. Two forms:
//   extracts of the Russian registers EGRUL and EGRIP (.xml, often windows-1251): the tax service's own form and the
//                  shorter one that programs make of it; СвЮЛ or СвИП is one unit (company_extract.h)
//   tables (.csv)  columns inn bin iin kpp ogrn ogrnip name short_name okved okopf address postal_code fias_id kladr_id
//                  okato oktmo geo_lat geo_lon head position status registered closed date: a row is one unit
// A row that names no company (a directory of towns with their FIAS and KLADR codes) is readable and other.
//
// The subject is the number of the taxpayer, `proved`: the register is who gives it. A number with a wrong check digit is kept as
// a fact and is no identifier; a statement without any identifier is of nobody.
// Facts: company short_name name (of an entrepreneur) inn bin iin kpp ogrn ogrnip okved okved_name okved_more okopf address
// postal_code fias kladr okato oktmo geo head position status registered closed. Their time is that of the record, else of the
// extract: the same extract again says the same, an older one adds older facts.
//
// Settings: zone of the dates, columns (our name -> name in the header).
#pragma once
#include "native/connectors/connector.h"

namespace history::connectors {

const Connector& company();

}  // namespace history::connectors
