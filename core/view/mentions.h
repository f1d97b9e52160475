// Where colleagues are called by name in notes: for their eyes, never for the customer's.
#pragma once
#include <string>

#include "core/replica/directory.h"
#include "core/view/slice.h"

namespace history::view {

// {"slice":"mentions","colleague","total":n,"rows":[{"id","name","item","at","words"}]}: what he has not seen yet, newest first.
std::string mentions(const Directory& directory, std::string_view colleague, Window window);

}  // namespace history::view
