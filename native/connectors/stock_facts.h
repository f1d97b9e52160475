// Facts about products, each checked to be what its name says. Inside of stock.cpp and stock_catalogue.cpp.
#pragma once
#include "native/connectors/bodies.h"

namespace history::connectors {

// What Found is for items, for facts about products.
class FoundGoods {
public:
    explicit FoundGoods(const Account& of) : account(of) {}

    void begin_unit() {
        ++parsed_.units;
        facts_ = parsed_.goods.size();
        rejections_ = parsed_.rejections.size();
    }
    void end_unit() {
        if (parsed_.goods.size() != facts_)
            ++parsed_.goods_units;
        else if (parsed_.rejections.size() == rejections_)
            ++parsed_.other;
    }
    void add(ProductFact fact) { parsed_.goods.push_back(std::move(fact)); }
    void reject(std::string place, std::string reason, std::string raw) {
        parsed_.rejections.push_back({std::move(place), std::move(reason), std::move(raw)});
    }
    void reject_body(std::string reason, ByteView body);  // one unit
    Parsed take() { return std::move(parsed_); }

    const Account& account;

private:
    Parsed parsed_;
    std::size_t facts_ = 0, rejections_ = 0;
};

inline constexpr std::string_view fact_names[] = {"name",     "category", "price",
                                                  "quantity", "arrival",  "alias"};

// The value as ProductFact wants it; nothing when it cannot be one of that fact.
std::optional<std::string> fact_value(std::string_view name, const std::string& written,
                                      const std::string& currency);
}  // namespace history::connectors
