// Extracts of EGRUL and EGRIP: every СвЮЛ and СвИП below ЕГРЮЛ, ЕГРИП, EGRUL, EGRIP or Файл/Документ. Inside of company.cpp.
#pragma once
#include "native/connectors/bodies.h"

namespace history::connectors {

Parsed parse_extract(ByteView body, const Account& account);

}  // namespace history::connectors
