// Bodies for sources that the test world has none of: in the shapes of the vendors' documentation, people and goods made up.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace history::bench {

// A hundred bodies that differ in their ids; none: a channel that the test world has, or that is not known here.
std::vector<std::string> written_bodies(std::string_view channel);

}  // namespace history::bench
