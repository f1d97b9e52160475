// A mail's HTML as the text a person would read: no tags, scripts or styles; blocks on lines of their own;
// entities decoded; what stands in <blockquote> with "> " before each line, so that quotes are found by the
// same rules as in plain mail. Linear in the input, at most html_text_max bytes out.
#pragma once
#include <string>
#include <string_view>

namespace history::connectors {

constexpr std::size_t html_text_max = 256 * 1024;

std::string html_text(std::string_view html);  // UTF-8 in, UTF-8 out

}  // namespace history::connectors
