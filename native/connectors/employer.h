// Where a person works, as a source says it: the company by an identifier of its own. It never joins the two
// (core/view/workplace.h). Of a form: by its number alone, a name is nobody's proof.
#pragma once
#include "native/connectors/bodies.h"

namespace history::connectors {

void add_employer(std::vector<Identifier>& list, const std::string& type, const std::string& scope,
                  const std::string& value);
// A company's INN of ten digits or BIN, checked; nothing for another text.
void add_employer_by_number(std::vector<Identifier>& list, const std::string& number);

}  // namespace history::connectors
