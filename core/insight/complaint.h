// Complaints: tagged by a colleague (a note of kind complaint), or only worded by the customer in Russian, Kazakh or English.
// Open until
// a note complaint_resolved refers to it (one that names no item settles its product, or, naming none, everything before it), or
// a colleague closes it. Pure.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/identity/contact_facts.h"

namespace history {

enum class ComplaintWords : std::uint8_t {
    none,
    complains,
    asks_after  // "что с моей жалобой на ...": of an earlier one, written or told on the phone
};
// Not of what might happen ("если сломается"), of what is not there ("без дефектов"), nor of a site or a payment that does not
// work.
ComplaintWords complaint_words(std::string_view text);

// A product as the catalogue knows it; both empty: unknown.
struct ProductRef {
    std::string sku, category;
};
// By sku or name as a source wrote it; where that is empty, named in the words.
using FindProduct = std::function<ProductRef(std::string_view product, std::string_view words)>;

struct OpenComplaint {
    std::string item;    // key of what complains
    std::string source;  // key of the tag; empty: by its words
    std::uint64_t at_ms = 0;
    ProductRef product;
    std::string words;
};

// Those that stood at `as_of_ms`, oldest first; `facts` over all subjects of one customer (core/insight/contact_facts.h, joined()).
std::vector<OpenComplaint> open_complaints(const ContactFacts& facts, const FindProduct& find,
                                           std::uint64_t as_of_ms);

}  // namespace history
