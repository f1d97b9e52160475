#include "core/insight/traffic_hosts.h"

#include <algorithm>
#include <unordered_map>

#include "core/base/ascii.h"
#include "core/insight/web_address.h"

namespace history {
namespace {

using enum TrafficKind;

constexpr TrafficHost hosts[] = {
    // Mail boxes read on the web, and services that send mailings.
    {"mail.google.com", email, "Gmail"},
    {"com.google.android.gm", email, "Gmail"},
    {"e.mail.ru", email, "Почта Mail.ru"},
    {"touch.mail.ru", email, "Почта Mail.ru"},
    {"mail.yandex.*", email, "Яндекс Почта"},
    {"mail.rambler.ru", email, "Почта Rambler"},
    {"outlook.live.com", email, "Outlook"},
    {"outlook.office.com", email, "Outlook"},
    {"outlook.office365.com", email, "Outlook"},
    {"mail.live.com", email, "Outlook"},
    {"mail.yahoo.com", email, "Yahoo! Mail"},
    {"mail.proton.me", email, "Proton Mail"},
    {"mail.aol.com", email, "AOL Mail"},
    {"icloud.com", email, "iCloud"},
    {"mail.163.com", email, "163"},
    {"mail.qq.com", email, "QQ"},
    {"unisender.com", email, "Unisender"},
    {"sendpulse.com", email, "SendPulse"},
    {"mindbox.ru", email, "Mindbox"},
    {"list-manage.com", email, "Mailchimp"},
    {"mailchimp.com", email, "Mailchimp"},
    {"sendgrid.net", email, "SendGrid"},
    {"klaviyo.com", email, "Klaviyo"},
    {"esputnik.com", email, "eSputnik"},
    {"getresponse.com", email, "GetResponse"},
    // Advertisements and partners.
    {"yabs.yandex.*", paid_search, "Яндекс Директ"},
    {"direct.yandex.*", paid_search, "Яндекс Директ"},
    {"googleadservices.com", paid_search, "Google Ads"},
    {"ads.google.com", paid_search, "Google Ads"},
    {"doubleclick.net", display, "Google Ads"},
    {"googlesyndication.com", display, "Google Ads"},
    {"an.yandex.ru", display, "Яндекс Директ"},
    {"target.my.com", social_ad, "VK Реклама"},
    {"ads.vk.com", social_ad, "VK Реклама"},
    {"criteo.com", retargeting, "Criteo"},
    {"criteo.net", retargeting, "Criteo"},
    {"retailrocket.ru", retargeting, "Retail Rocket"},
    {"adroll.com", retargeting, "AdRoll"},
    {"admitad.com", partner, "Admitad"},
    {"ad.admitad.com", partner, "Admitad"},
    {"actionpay.net", partner, "Actionpay"},
    {"cityads.com", partner, "CityAds"},
    {"awin1.com", partner, "Awin"},
    {"tradedoubler.com", partner, "Tradedoubler"},
    {"shareasale.com", partner, "ShareASale"},
    {"market.yandex.*", partner, "Яндекс Маркет"},
    {"price.ru", partner, "Price.ru"},
    {"e-katalog.kz", partner, "E-Katalog"},
    {"taboola.com", display, "Taboola"},
    {"outbrain.com", display, "Outbrain"},
    // Pass the visitor on or back: payment, sign-in, translation of the site's own page.
    {"pay.kaspi.kz", none, "Kaspi Pay"},
    {"id.kaspi.kz", none, "Kaspi"},
    {"epay.homebank.kz", none, "Homebank"},
    {"homebank.kz", none, "Homebank"},
    {"epay.kkb.kz", none, "Halyk"},
    {"pay.halykbank.kz", none, "Halyk"},
    {"epay.halykbank.kz", none, "Halyk"},
    {"pay.fortebank.com", none, "Forte"},
    {"paybox.kz", none, "PayBox"},
    {"paybox.money", none, "PayBox"},
    {"freedompay.kz", none, "Freedom Pay"},
    {"freedompay.money", none, "Freedom Pay"},
    {"wooppay.com", none, "Wooppay"},
    {"onevision.kz", none, "OneVision"},
    {"jysanbank.kz", none, "Jusan"},
    {"cloudpayments.ru", none, "CloudPayments"},
    {"cloudpayments.kz", none, "CloudPayments"},
    {"tiptoppay.kz", none, "TipTop Pay"},
    {"robokassa.ru", none, "Robokassa"},
    {"robokassa.com", none, "Robokassa"},
    {"robokassa.kz", none, "Robokassa"},
    {"yookassa.ru", none, "ЮKassa"},
    {"yoomoney.ru", none, "ЮMoney"},
    {"money.yandex.ru", none, "ЮMoney"},
    {"pay.yandex.ru", none, "Яндекс Pay"},
    {"securepay.tinkoff.ru", none, "Т-Банк"},
    {"securepay.tbank.ru", none, "Т-Банк"},
    {"securepayments.sberbank.ru", none, "Сбер"},
    {"3dsec.sberbank.ru", none, "Сбер"},
    {"payment.alfabank.ru", none, "Альфа-Банк"},
    {"qiwi.com", none, "QIWI"},
    {"unitpay.ru", none, "Unitpay"},
    {"paykeeper.ru", none, "PayKeeper"},
    {"payanyway.ru", none, "PayAnyWay"},
    {"uniteller.ru", none, "Uniteller"},
    {"payture.com", none, "Payture"},
    {"assist.ru", none, "Assist"},
    {"payform.ru", none, "Prodamus"},
    {"liqpay.ua", none, "LiqPay"},
    {"stripe.com", none, "Stripe"},
    {"paypal.com", none, "PayPal"},
    {"adyen.com", none, "Adyen"},
    {"mollie.com", none, "Mollie"},
    {"klarna.com", none, "Klarna"},
    {"worldpay.com", none, "Worldpay"},
    {"checkout.com", none, "Checkout.com"},
    {"braintreegateway.com", none, "Braintree"},
    {"squareup.com", none, "Square"},
    {"payu.*", none, "PayU"},
    {"paytr.com", none, "PayTR"},
    {"iyzipay.com", none, "iyzico"},
    {"alipay.com", none, "Alipay"},
    {"pay.google.com", none, "Google Pay"},
    {"shop.app", none, "Shop Pay"},
    {"arcot.com", none, "3-D Secure"},
    {"cardinalcommerce.com", none, "3-D Secure"},
    {"accounts.google.com", none, "Google"},
    {"accounts.youtube.com", none, "Google"},
    {"tagassistant.google.com", none, "Google"},
    {"login.live.com", none, "Microsoft"},
    {"login.microsoftonline.com", none, "Microsoft"},
    {"appleid.apple.com", none, "Apple"},
    {"id.vk.com", none, "VK ID"},
    {"id.vk.ru", none, "VK ID"},
    {"oauth.vk.com", none, "VK ID"},
    {"oauth.yandex.ru", none, "Яндекс ID"},
    {"passport.yandex.*", none, "Яндекс ID"},
    {"oauth.telegram.org", none, "Telegram"},
    {"account.mail.ru", none, "Mail.ru"},
    {"metrika.yandex.*", none, "Яндекс Метрика"},
    {"webvisor.com", none, "Яндекс Метрика"},
};

struct Mark {
    std::string_view mark, host;
};
constexpr Mark marks[] = {{"ig", "instagram.com"},
                          {"insta", "instagram.com"},
                          {"inst", "instagram.com"},
                          {"fb", "facebook.com"},
                          {"meta", "facebook.com"},
                          {"facebookads", "facebook.com"},
                          {"an", "facebook.com"},
                          {"msg", "messenger.com"},
                          {"vkontakte", "vk.com"},
                          {"odnoklassniki", "ok.ru"},
                          {"ok", "ok.ru"},
                          {"vk", "vk.com"},
                          {"mytarget", "target.my.com"},
                          {"vkads", "ads.vk.com"},
                          {"tt", "tiktok.com"},
                          {"yt", "youtube.com"},
                          {"tw", "twitter.com"},
                          {"x", "x.com"},
                          {"tg", "t.me"},
                          {"telegram", "t.me"},
                          {"tgads", "t.me"},
                          {"wa", "wa.me"},
                          {"whatsapp", "wa.me"},
                          {"ya", "ya.ru"},
                          {"ydirect", "direct.yandex.ru"},
                          {"yandexdirect", "direct.yandex.ru"},
                          {"yadirect", "direct.yandex.ru"},
                          {"direct", "direct.yandex.ru"},
                          {"adwords", "ads.google.com"},
                          {"googleads", "ads.google.com"},
                          {"gads", "ads.google.com"},
                          {"dzen", "dzen.ru"},
                          {"zen", "dzen.ru"},
                          {"gmail", "mail.google.com"},
                          {"outlook", "outlook.live.com"},
                          {"mailru", "go.mail.ru"},
                          {"mail", ""},
                          {"sms", ""},
                          {"search", ""},
                          {"info", ""},
                          {"so", ""},
                          {"web", ""},
                          {"line", "line.me"},
                          {"max", "max.ru"},
                          {"rutube", "rutube.ru"},
                          {"yahoo", "search.yahoo.com"},
                          {"naver", "naver.com"},
                          {"qiwi", ""},
                          {"gemini", "gemini.google.com"},
                          {"copilot", "copilot.microsoft.com"},
                          {"bard", "gemini.google.com"},
                          {"openai", "chatgpt.com"},
                          {"perplexity", "perplexity.ai"},
                          {"claude", "claude.ai"},
                          {"deepseek", "deepseek.com"},
                          {"rambler", "rambler.ru"},
                          {"youtube", "youtube.com"}};

const std::unordered_map<std::string_view, const TrafficHost*>& by_host() {
    static const auto table = [] {
        std::unordered_map<std::string_view, const TrafficHost*> made;
        for (const auto part : {traffic_engines(), traffic_networks(), std::span<const TrafficHost>(hosts)})
            for (const TrafficHost& host : part) made.emplace(host.host, &host);
        return made;
    }();
    return table;
}

const TrafficHost* found(std::string_view key) {
    const auto one = by_host().find(key);
    return one == by_host().end() ? nullptr : one->second;
}

// "search.portal.example", "images.search.portal.example": portals lend their name to the search of others. And the
// pages of banks that ask for a code: "acs.bank.example", "3ds.bank.example".
const TrafficHost* found_by_kind(std::string_view host) {
    static constexpr TrafficHost of_portal{"", search, "", "q query p text"}, of_bank{"", none, "3-D Secure"};
    std::size_t labels = 0;
    const std::string_view whole = registrable(host);
    std::string_view rest = host.substr(0, host.size() - whole.size());
    while (!rest.empty() && ++labels <= 4) {
        const std::string_view label = rest.substr(0, rest.find('.'));
        for (std::string_view word : {"search", "websearch", "suche", "szukaj", "hledani", "pesquisa",
                                      "buscador", "busca", "ricerca", "rechercher", "recherche", "poisk"})
            if (label == word) return &of_portal;
        for (std::string_view word :
             {"acs", "acs1", "acs2", "acs3", "3ds", "3dsec", "3dsecure", "securepay", "epay"})
            if (label == word) return &of_bank;
        rest.remove_prefix(std::min(label.size() + 1, rest.size()));
    }
    return nullptr;
}

// The first steps of a path, so that "x.com/i/grok" is found for "https://x.com/i/grok?conversation=1".
const TrafficHost* found_by_path(std::string_view host, std::string_view path) {
    std::string key(host);
    for (int steps = 0; steps < 2 && path.size() > 1 && path.front() == '/'; ++steps) {
        const std::size_t end = std::min(path.find('/', 1), path.size());
        if (end > 32) break;
        key += path.substr(0, end);
        if (const TrafficHost* one = found(key)) return one;
        path.remove_prefix(end);
    }
    return nullptr;
}

}  // namespace

const TrafficHost* traffic_host(std::string_view host, std::string_view path) {
    if (host.empty() || host.size() > 253) return nullptr;
    const std::size_t suffix = public_suffix_at(host);
    for (std::size_t at = 0; at < host.size();) {
        const std::string_view tail = host.substr(at);
        if (const TrafficHost* one = found_by_path(tail, path)) return one;
        if (const TrafficHost* one = found(tail)) return one;
        if (at < suffix && suffix < host.size())
            if (const TrafficHost* one = found(std::string(host.substr(at, suffix - at)) + '*')) return one;
        const std::size_t dot = tail.find('.');
        if (dot == std::string_view::npos) break;
        at += dot + 1;
    }
    return found_by_kind(host);
}

const TrafficHost* traffic_source(std::string_view mark) {
    if (mark.empty() || mark.size() > 64) return nullptr;
    const std::string name = lower(mark);
    if (name.find('.') != std::string::npos)
        if (const TrafficHost* one = traffic_host(WebAddress::of(name).host)) return one;
    const auto named = [](const std::string& word) -> const TrafficHost* {
        for (const Mark& one : marks)
            if (one.mark == word)
                return one.host.empty()  ? nullptr
                       : found(one.host) ? found(one.host)
                                         : traffic_host(one.host);
        if (const TrafficHost* one = found(word + ".*")) return one;
        return found(word + ".com");
    };
    if (const TrafficHost* one = named(name)) return one;
    std::string joined;  // "yandex_direct", "Google Ads"
    for (char c : name)
        if (c != '_' && c != '-' && c != ' ') joined.push_back(c);
    if (joined != name)
        if (const TrafficHost* one = named(joined)) return one;
    const std::size_t end = name.find_first_of("_- /|");
    return end == std::string::npos || end < 2 ? nullptr : named(name.substr(0, end));
}

}  // namespace history
