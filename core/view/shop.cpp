#include "core/view/shop.h"

#include <algorithm>
#include <memory>

#include "core/base/arrange.h"

namespace history::view {

std::vector<StreamId> goods_of(const Directory& directory) {
    std::vector<StreamId> streams;
    for (const auto& [stream, record] : directory.records())
        if (record.kind == "goods") streams.push_back(stream);
    arrange(streams.begin(), streams.end());
    return streams;
}

Shop shop_of(const State* shared, std::span<const State* const> goods, const Directory& directory,
             std::string_view country, std::uint64_t as_of_ms, std::shared_ptr<const Catalogue> catalogue) {
    Shop shop;
    shop.as_of_ms = as_of_ms;
    shop.calendars = Calendars(Calendar::of_country(country));
    if (const Entity* setting = shared ? shared->find(EntityKind::setting, "calendars") : nullptr)
        if (auto read = Calendars::read(setting->value("value"));
            read.ok() && !setting->value("value").empty())
            shop.calendars = std::move(*read);
    if (const Entity* setting = shared ? shared->find(EntityKind::setting, "reminder_rules") : nullptr)
        if (auto read = ReminderRules::read(setting->value("value")); read.ok())
            shop.rules = std::move(*read);
    if (const Entity* setting = shared ? shared->find(EntityKind::setting, "consent") : nullptr)
        shop.consent_required = setting->value("value") == "required";
    if (const Entity* setting = shared ? shared->find(EntityKind::setting, "offers") : nullptr)
        shop.offers = setting->value("value");
    if (!catalogue) catalogue = std::make_shared<Catalogue>(goods);
    shop.catalogue = catalogue;
    shop.find_product = [catalogue, find = finder_in(*catalogue)](std::string_view product,
                                                                  std::string_view words) {
        return find(product, words);
    };
    for (const auto& [stream, record] : directory.records()) shop.elsewhere.add(record.contact.get());
    return shop;
}

}  // namespace history::view
