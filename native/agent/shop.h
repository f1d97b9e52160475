// What the workspace knows beside its customers, for slices: the clock, the calendars that colleagues share, the names of products.
#pragma once
#include "core/view/slice.h"
#include "native/agent/shell.h"

namespace history::agent {

// `as_of`: a moment as people write it; empty: now. While nobody shared calendars: open always by this agent's zone.
Result<view::Shop> shop_of(Shell& shell, const std::string& as_of);

}  // namespace history::agent
