#include "core/insight/traffic.h"

#include "core/base/ascii.h"
#include "core/base/fold.h"
#include "core/insight/traffic_hosts.h"
#include "core/insight/traffic_marks.h"
#include "core/insight/web_address.h"

namespace history {
namespace {

using enum TrafficKind;

constexpr std::size_t name_bytes_max = 96, words_bytes_max = 256;

std::string cut(std::string_view text, std::size_t bytes) {
    return std::string(cut_utf8(text, bytes));
}

bool nothing(std::string_view mark) {
    return mark.empty() || mark == "(not set)" || mark == "(none)" || mark == "null" || mark == "undefined" ||
           mark == "(data deleted)" || mark == "(not provided)";
}

struct Marks {
    std::string source, medium, campaign, term;
    const TrafficClick* click = nullptr;
    bool any() const { return click || !source.empty() || !medium.empty(); }
};

Marks marks_of(const WebAddress& page, const Visit& visit) {
    Marks marks;
    std::string_view source = visit.source, medium = visit.medium;
    // GA4 writes source and medium into one field.
    for (std::string_view end : {" (not set)", " (none)"})
        if (source.ends_with(end)) source.remove_suffix(end.size());
    if (const std::size_t blank = source.rfind(' '); blank != std::string_view::npos && medium.empty()) {
        const std::string_view last = source.substr(blank + 1);
        if (medium_of(last).medium != Medium::other) {
            medium = last;
            source = source.substr(0, blank);
        }
    }
    const auto either = [](std::string own, std::string_view given) {
        return nothing(own) ? nothing(given) ? std::string() : std::string(given) : own;
    };
    marks.source = either(page.parameter("utm_source"), source);
    marks.medium = either(page.parameter("utm_medium"), medium);
    marks.campaign = either(page.parameter("utm_campaign"), visit.campaign);
    marks.term = either(page.parameter("utm_term"), visit.query);
    marks.click = click_of(page, visit.click);
    return marks;
}

TrafficKind advertised(TrafficKind kind) {
    switch (kind) {
        case search:
        case paid_search:
            return paid_search;
        case social:
        case social_ad:
            return social_ad;
        case retargeting:
        case partner:
            return kind;
        default:
            return display;
    }
}

bool retargeted(const Marks& marks) {
    for (const std::string* text : {&marks.campaign, &marks.source}) {
        const std::string name = lower(*text);
        if (name.find("retarget") != std::string::npos || name.find("remarket") != std::string::npos ||
            name.find("ретаргет") != std::string::npos)
            return true;
    }
    return false;
}

Traffic of_marks(const Marks& marks) {
    Traffic traffic;
    const TrafficHost* known = traffic_source(marks.source);
    if (known && known->kind == none) known = nullptr;
    const MediumOf medium = medium_of(marks.medium);
    const std::string source = lower(marks.source);
    const bool paid = medium.medium == Medium::paid;
    const bool bought = paid || (marks.click && advertised(marks.click->kind) == marks.click->kind);
    if (bought && retargeted(marks))
        traffic.kind = retargeting;
    else if (medium.medium == Medium::told)
        traffic.kind = medium.kind;
    else if (paid && medium.kind != none)
        traffic.kind = medium.kind;
    else if (paid && (known || !marks.click))
        traffic.kind = advertised(known ? known->kind : display);
    else if (marks.click)
        traffic.kind = paid ? advertised(marks.click->kind) : marks.click->kind;
    else if (known)
        traffic.kind = known->kind;
    else if (const MediumOf by_name = medium_of(source); by_name.medium == Medium::told)
        traffic.kind = by_name.kind;  // utm_source=newsletter, utm_source=qr
    else if (source == "(direct)" || source == "direct")
        traffic.kind = direct;
    else
        traffic.kind = referral;
    if (traffic.kind == direct) return traffic;
    traffic.name = known                                 ? std::string(known->name)
                   : marks.source.empty() && marks.click ? std::string(marks.click->name)
                                                         : marks.source;
    if (known && known->name.empty()) traffic.name = marks.source;
    if (marks.source.empty() && !marks.click) traffic.name = marks.medium;
    traffic.campaign = marks.campaign;
    if (traffic.kind == paid_search || traffic.kind == search) traffic.query = marks.term;
    return traffic;
}

std::string searched(const WebAddress& from, std::string_view parameters) {
    while (!parameters.empty()) {
        const std::size_t end = parameters.find(' ');
        if (std::string words = from.parameter(parameters.substr(0, end)); !words.empty()) return words;
        parameters.remove_prefix(end == std::string_view::npos ? parameters.size() : end + 1);
    }
    return {};
}

Traffic of_referrer(const WebAddress& from, const WebAddress& page, const Visit& visit) {
    Traffic traffic;
    if (from.host.empty()) {
        traffic.kind = visit.begins && nothing(visit.referrer) && !page.host.empty() ? direct : none;
        return traffic;
    }
    const TrafficHost* known = traffic_host(from.host, from.path);
    if (same_site(from.host, page.host) || (known && known->kind == none)) return traffic;
    std::string_view host = from.host;
    if (host.starts_with("www.")) host.remove_prefix(4);
    traffic.kind = known ? known->kind : referral;
    traffic.name = known && !known->name.empty() ? known->name : known ? registrable(host) : host;
    if (known && known->kind == search) {
        traffic.query = searched(from, known->words);
        if (traffic.query.empty() && !nothing(visit.query)) traffic.query = visit.query;
        if (from.path == "/aclk") traffic.kind = paid_search;
    }
    return traffic;
}

}  // namespace

std::string_view traffic_name(TrafficKind kind) {
    static constexpr std::string_view names[traffic_kinds] = {
        "none",     "direct", "search",    "paid_search", "social",  "social_ad", "retargeting",
        "referral", "email",  "messenger", "assistant",   "partner", "display",   "offline"};
    return static_cast<std::uint8_t>(kind) < traffic_kinds ? names[static_cast<std::uint8_t>(kind)] : "none";
}

Traffic traffic_of(const Visit& visit) {
    const WebAddress page = WebAddress::of(visit.url), from = WebAddress::of(visit.referrer);
    const Marks marks = marks_of(page, visit);
    Traffic traffic = marks.any() ? of_marks(marks) : of_referrer(from, page, visit);
    // A mark that only names the place the visitor comes from ("organic") leaves the searched words to the referrer.
    if (traffic.kind == search && traffic.query.empty())
        if (const TrafficHost* engine = traffic_host(from.host, from.path); engine && engine->kind == search)
            traffic.query = searched(from, engine->words);
    traffic.name = cut(traffic.name, name_bytes_max);
    traffic.query = cut(traffic.query, words_bytes_max);
    traffic.campaign = cut(traffic.campaign, words_bytes_max);
    return traffic;
}

}  // namespace history
