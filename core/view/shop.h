// What the workspace knows beside a customer (slice.h, Shop), made of what is shared: calendars, goods, resolutions.
#pragma once
#include <memory>
#include <span>

#include "core/replica/directory.h"
#include "core/view/slice.h"

namespace history::view {

std::vector<StreamId> goods_of(const Directory& directory);  // streams of products, in order of their ids

// `shared`: null while nobody shared anything. Calendars that cannot be read count as none: open always by the country's clocks.
// `catalogue`: of these goods, when it was made already; else it is made here.
Shop shop_of(const State* shared, std::span<const State* const> goods, const Directory& directory,
             std::string_view country, std::uint64_t as_of_ms,
             std::shared_ptr<const Catalogue> catalogue = nullptr);

}  // namespace history::view
