#include "native/agent/shop.h"

#include "core/view/shop.h"
#include "native/agent/commands.h"

namespace history::agent {

Result<view::Shop> shop_of(Shell& shell, const std::string& as_of) {
    const Directory& directory = shell.replica().directory();
    std::vector<StreamId> streams = view::goods_of(directory);
    streams.push_back(shared_stream());
    TRY_ASSIGN(opened, shell.answer<std::vector<std::shared_ptr<const Subject>>>(
                           [&](auto done) { shell.replica().open(streams, done); }));
    std::vector<const State*> goods;
    for (const auto& subject : opened) goods.push_back(&subject->current());
    const State* shared = goods.back();
    goods.pop_back();
    const std::uint64_t now = shell.clock().now_ms();
    view::Shop shop = view::shop_of(shared, goods, directory, shell.config().country(), now);
    TRY_ASSIGN(settings, shell.work_settings());
    shop.calendars = std::move(settings.calendars);
    shop.rules = settings.rules;
    if (!as_of.empty()) {
        TRY_ASSIGN(moment, moment_of(as_of, now, shop.calendars.main()));
        shop.as_of_ms = moment;
    }
    return shop;
}

}  // namespace history::agent
