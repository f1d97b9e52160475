#include "core/base/ascii.h"
#include "core/base/fold.h"
#include "core/insight/traffic.h"
#include "core/insight/traffic_hosts.h"
#include "core/insight/web_address.h"

namespace history {
namespace {

// A conversation that began from an advertisement: Meta says source "ad" or "ADS" and the id of the advertisement.
std::optional<Traffic> of_conversation(const Entity& item, std::string_view channel) {
    const std::string source = lower(item.value("source").substr(0, 16));
    if (source != "ad" && source != "ads" && !item.value("click").starts_with("ad_id=")) return std::nullopt;
    Traffic traffic;
    traffic.kind = TrafficKind::social_ad;
    const TrafficHost* place = traffic_host(WebAddress::of(item.value("url")).host);
    if (!place || place->kind != TrafficKind::social) place = traffic_source(channel);
    traffic.name = !place || place->kind != TrafficKind::social ? "Facebook" : place->name;
    traffic.campaign = cut_utf8(item.value("campaign"), 256);
    return traffic;
}

bool conversation(std::string_view kind) {
    return kind == "message" || kind == "comment" || kind == "mail";
}

}  // namespace

std::optional<Traffic> traffic_of_item(const Entity& item) {
    const std::string_view kind = item.value("kind"), channel = key_parts(item.key).first;
    if (kind.empty() || item.value("direction") == "out") return std::nullopt;
    if (conversation(kind) || (kind == "request" && item.value("click").starts_with("ad_id=")))
        return of_conversation(item, channel);
    const bool page = kind == "page" || kind == "screen";
    Visit visit{item.value("url"),  item.value("referrer"), item.value("source"), item.value("campaign"), {},
                item.value("click")};
    if (page) visit.query = item.value("query");  // of an event: what was looked for on the site itself
    visit.medium = item.value("medium");
    visit.begins = page;
    // `source` alone is a visit's only where trackers write it: tickets and orders of marketplaces name other things so.
    if (!page && kind != "track" && visit.url.empty() && visit.referrer.empty() && visit.click.empty())
        return std::nullopt;
    Traffic traffic = traffic_of(visit);
    if (traffic.kind == TrafficKind::none) return std::nullopt;
    return traffic;
}

void TrafficSpan::take(std::uint64_t at_ms, std::string_view key, Traffic traffic) {
    if (at_ms == 0 || traffic.kind == TrafficKind::none) return;
    const auto before = [&](const At& one) {
        return at_ms != one.at_ms ? at_ms < one.at_ms : key < std::string_view(one.key);
    };
    if (first.at_ms == 0 || before(first)) first = {at_ms, std::string(key), traffic};
    const bool came = traffic.kind != TrafficKind::direct, stands = last.traffic.kind != TrafficKind::direct;
    if (last.at_ms == 0 || (came != stands ? came : !before(last)))
        last = {at_ms, std::string(key), std::move(traffic)};
}

}  // namespace history
