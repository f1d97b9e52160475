#include "core/insight/traffic.h"

#include <doctest/doctest.h>

#include "core/insight/traffic_hosts.h"
#include "core/insight/web_address.h"
#include "tests/unit/view/json_check.h"
#include "tests/unit/view/office.h"

using namespace history;

namespace {

std::string told(const Visit& visit) {
    const Traffic traffic = traffic_of(visit);
    std::string text = std::string(traffic_name(traffic.kind));
    for (const std::string* part : {&traffic.name, &traffic.query, &traffic.campaign}) text += "|" + *part;
    while (text.ends_with('|')) text.pop_back();
    return text;
}

std::string page(std::string_view url, std::string_view referrer = {}) {
    return told({url, referrer, {}, {}, {}, {}});
}

constexpr std::string_view shop = "https://shop.kz/led";

}  // namespace

TEST_CASE("a search engine is named, with the words it lets us see") {
    CHECK(page(shop, "https://www.google.com/") == "search|Google");
    CHECK(page(shop, "https://www.google.co.uk/search?q=led+garland&hl=en") == "search|Google|led garland");
    CHECK(page(shop, "https://yandex.kz/search/?text=%D0%B3%D0%B8%D1%80%D0%BB%D1%8F%D0%BD%D0%B4%D0%B0") ==
          "search|Яндекс|гирлянда");
    CHECK(page(shop, "https://ya.ru/") == "search|Яндекс");
    CHECK(page(shop, "https://go.mail.ru/search?q=led") == "search|Mail.ru|led");
    CHECK(page(shop, "https://www.baidu.com/s?wd=led") == "search|Baidu|led");
    CHECK(page(shop, "https://search.yahoo.com/search?p=led") == "search|Yahoo!|led");
    CHECK(page(shop, "https://kz.search.yahoo.com/search?p=led") == "search|Yahoo!|led");
    CHECK(page(shop, "https://search.portal.example/?q=led") == "search|portal.example|led");
    CHECK(page("https://shop.kz/?ysclid=abc", "https://ya.ru/") == "search|Яндекс");
    CHECK(page(shop, "android-app://com.google.android.googlequicksearchbox/") == "search|Google");
}

TEST_CASE("a click id says an advertisement of a search engine or of a social network") {
    for (const char* id : {"gclid", "gbraid", "wbraid", "gad_source"})
        CHECK(page("https://shop.kz/?" + std::string(id) + "=x1", "https://www.google.com/") ==
              "paid_search|Google Ads");
    CHECK(page("https://shop.kz/?yclid=1&utm_source=yandex&utm_medium=cpc&utm_campaign=ny&utm_term=led") ==
          "paid_search|Яндекс|led|ny");
    CHECK(page("https://shop.kz/?msclkid=1") == "paid_search|Microsoft Advertising");
    CHECK(page("https://shop.kz/?dclid=1") == "display|Google Ads");
    CHECK(page("https://shop.kz/?rb_clickid=1") == "social_ad|VK Реклама");
    CHECK(page("https://shop.kz/?ttclid=1") == "social_ad|TikTok");
    CHECK(page("https://shop.kz/?admitad_uid=1") == "partner|Admitad");
    CHECK(told({shop, {}, "google", {}, {}, "gclid=x"}) == "paid_search|Google");
    CHECK(page("https://www.google.com/aclk?x=1", "https://www.google.com/aclk?q=led") == "none");
    CHECK(page(shop, "https://www.google.com/aclk?q=led") == "paid_search|Google|led");
}

TEST_CASE("fbclid hangs on every link of Facebook: only a paid medium makes it an advertisement") {
    CHECK(page("https://shop.kz/?fbclid=1", "https://l.facebook.com/") == "social|Facebook");
    CHECK(page("https://shop.kz/?fbclid=1&utm_medium=cpc") == "social_ad|Facebook");
    CHECK(page("https://shop.kz/?fbclid=1&utm_source=ig&utm_medium=paid_social&utm_campaign=x") ==
          "social_ad|Instagram||x");
    CHECK(page("https://shop.kz/?fbclid=1&utm_source=ig&utm_medium=social") == "social|Instagram");
    CHECK(page("https://shop.kz/?utm_source=instagram&utm_medium=cpc") == "social_ad|Instagram");
    CHECK(page("https://shop.kz/?utm_source=vk_ads&utm_medium=target") == "social_ad|VK Реклама");
    CHECK(page("https://shop.kz/?utm_source=vk&utm_medium=cpc&utm_campaign=retargeting_2026") ==
          "retargeting|ВКонтакте||retargeting_2026");
    CHECK(page("https://shop.kz/?utm_source=criteo&utm_medium=retargeting") == "retargeting|Criteo");
}

TEST_CASE("a mark of a campaign decides before the referrer, whoever sends the visitor") {
    CHECK(page("https://shop.kz/?utm_source=newsletter&utm_medium=email", "https://mail.google.com/") ==
          "email|newsletter");
    CHECK(page("https://shop.kz/?utm_source=newsletter") == "email|newsletter");
    CHECK(page("https://shop.kz/?utm_source=unisender") == "email|Unisender");
    CHECK(page("https://shop.kz/?utm_source=telegram&utm_medium=messenger") == "messenger|Telegram");
    CHECK(page("https://shop.kz/?utm_source=tg") == "messenger|Telegram");
    CHECK(page("https://shop.kz/?utm_medium=sms") == "messenger|sms");
    CHECK(page("https://shop.kz/?utm_source=chatgpt.com") == "assistant|ChatGPT");
    CHECK(page("https://shop.kz/?utm_source=box&utm_medium=qr&utm_campaign=spring") == "offline|box||spring");
    CHECK(page("https://shop.kz/?utm_source=qr") == "offline|qr");
    CHECK(page("https://shop.kz/?utm_source=blogger_asem&utm_medium=affiliate") == "partner|blogger_asem");
    CHECK(page("https://shop.kz/?utm_source=krisha.kz&utm_medium=banner") == "display|krisha.kz");
    CHECK(page("https://shop.kz/?utm_source=olx.kz&utm_medium=cpc") == "display|olx.kz");
    CHECK(page("https://shop.kz/?utm_source=2gis.kz") == "referral|2gis.kz");
    CHECK(page("https://shop.kz/#utm_source=ig&utm_medium=stories") == "social|Instagram");
    CHECK(page("https://shop.kz/?utm_source=google&utm_medium=organic",
               "https://www.google.com/search?q=led") == "search|Google|led");
}

TEST_CASE("source and medium of Google Analytics stand in one field") {
    CHECK(told({shop, {}, "(direct) (none)", "(direct)", {}, {}}) == "direct");
    CHECK(told({shop, {}, "google organic", "(organic)", {}, {}}) == "search|Google||(organic)");
    CHECK(told({shop, {}, "google cpc", "brand", {}, {}}) == "paid_search|Google||brand");
    CHECK(told({shop, {}, "facebook cpc", {}, {}, {}}) == "social_ad|Facebook");
    CHECK(told({shop, {}, "2gis.kz referral", {}, {}, {}}) == "referral|2gis.kz");
    CHECK(told({shop, {}, "(not set) (not set)", {}, {}, {}}) == "direct");
}

TEST_CASE("assistants, messengers, mail boxes, partners and other sites are told by the referrer") {
    CHECK(page(shop, "https://chatgpt.com/") == "assistant|ChatGPT");
    CHECK(page(shop, "https://www.perplexity.ai/search?q=led") == "assistant|Perplexity");
    CHECK(page(shop, "https://gemini.google.com/app") == "assistant|Gemini");
    CHECK(page(shop, "https://copilot.microsoft.com/") == "assistant|Copilot");
    CHECK(page(shop, "https://claude.ai/chat/1") == "assistant|Claude");
    CHECK(page(shop, "https://x.com/i/grok?conversation=1") == "assistant|Grok");
    CHECK(page(shop, "https://x.com/i/groktail") == "social|X");
    CHECK(page(shop, "https://web.telegram.org/k/") == "messenger|Telegram");
    CHECK(page(shop, "https://e.mail.ru/inbox") == "email|Почта Mail.ru");
    CHECK(page(shop, "android-app://com.google.android.gm") == "email|Gmail");
    CHECK(page(shop, "https://market.yandex.kz/product/1") == "partner|Яндекс Маркет");
    CHECK(page(shop, "https://www.blog.example/a") == "referral|blog.example");
    CHECK(page(shop) == "direct");
}

TEST_CASE("a host is matched by whole parts from the right") {
    CHECK(page(shop, "https://m.vk.com/") == "social|ВКонтакте");
    CHECK(page(shop, "https://notvk.com/") == "referral|notvk.com");
    CHECK(page(shop, "https://vk.com.evil.example/") == "referral|vk.com.evil.example");
    CHECK(page(shop, "https://evil.example/vk.com?q=google.com") == "referral|evil.example");
    CHECK(page(shop, "https://google.evil.example/") == "referral|google.evil.example");
    CHECK(page(shop, "https://yandex.ru@evil.example/") == "referral|evil.example");
    CHECK(page(shop, "https://t.co/x") == "social|X");
    CHECK(page(shop, "https://nott.co/x") == "referral|nott.co");
}

TEST_CASE("the site itself, its subdomains, payment and sign-in pages are no source") {
    CHECK(page(shop, "https://shop.kz/") == "none");
    CHECK(page(shop, "https://m.shop.kz/cart") == "none");
    CHECK(page("https://pay.shop.com.kz/", "https://www.shop.com.kz/") == "none");
    CHECK(page("https://one.com.kz/", "https://two.com.kz/") == "referral|two.com.kz");
    CHECK(page("https://one.myshopify.com/", "https://two.myshopify.com/") == "referral|two.myshopify.com");
    CHECK(page(shop, "https://pay.kaspi.kz/pay/1") == "none");
    CHECK(page(shop, "https://checkout.stripe.com/c/pay") == "none");
    CHECK(page(shop, "https://acs.bank.example/3ds") == "none");
    CHECK(page(shop, "https://accounts.google.com/") == "none");
    CHECK(page(shop, "https://oauth.yandex.ru/") == "none");
    CHECK(told({shop, {}, {}, {}, {}, {}, {}, false}) == "none");  // an event without marks says nothing
}

TEST_CASE("hostile addresses are harmless and bounded") {
    const std::string long_words(64 << 10, 'a');
    CHECK(page("https://shop.kz/?utm_source=" + long_words).size() < 120);
    CHECK(page(shop, "https://www.google.com/search?q=" + long_words).size() < 300);
    CHECK(page(shop, "https://" + long_words + ".google.com/") == "none");
    std::string points = "https://";
    for (int i = 0; i < 30'000; ++i) points += "a.";
    CHECK(page(shop, points + "kz/") == "none");
    CHECK(page(shop, "https://www.google.com/search?q=%") == "search|Google|%");
    CHECK(page(shop, "https://www.google.com/search?q=%zz%4") == "search|Google|%zz%4");
    CHECK(page(shop, "https://www.google.com/search?q=%E3%F0%E8") == "search|Google");  // windows-1251
    CHECK(page(shop, "https://www.google.com/search?q=a%00b%0Ac%09d") == "search|Google|a b c d");
    CHECK(page(shop, "HTTPS://WWW.GOOGLE.COM./search?q=Led") == "search|Google|Led");
    CHECK(page(shop, "https://user:word@www.google.com:443/") == "search|Google");
    CHECK(page(shop, "https://[2001:db8::1]:8080/") == "referral|[2001:db8::1]");
    CHECK(page("https://[2001:db8::1]/", "https://[2001:DB8::1]:8080/") == "none");
    CHECK(page(shop, "https://[2001:db8") == "none");
    CHECK(page("https://10.0.0.1/", "https://10.0.0.2/") == "referral|10.0.0.2");
    CHECK(page("https://xn--80ak6aa92e.com/", "https://www.xn--80ak6aa92e.com/") == "none");
    CHECK(page(shop, "https://xn--80ak6aa92e.com/") == "referral|xn--80ak6aa92e.com");
    for (const char* junk :
         {"://", "https://", "//", "about:blank", "?", "#", "...", "https://.", "https://..com/",
          "javascript:alert(1)", "null", "\xff\xfe", " \n", "https://a b/", "[", "@"})
        CHECK(traffic_of({junk, junk, junk, junk, junk, junk}).name.size() <= 128);
    CHECK(page(shop, "null") == "direct");
    CHECK(page("about:blank") == "none");
}

TEST_CASE("an item is a visit when a tracker wrote it; an order of a marketplace or a ticket is none") {
    const auto of = [](std::string key, std::vector<std::pair<std::string, std::string>> fields) {
        State state;
        Delta delta;
        delta.at.ms = 1;
        for (auto& [name, value] : fields) delta.ops.push_back({EntityKind::item, key, name, value});
        state.apply(delta, 1);
        const auto traffic = traffic_of_item(*state.find(EntityKind::item, key));
        return traffic ? std::string(traffic_name(traffic->kind)) + '|' + traffic->name
                       : std::string("no visit");
    };
    const std::string segment = joined_key("segment", "site", "1");
    CHECK(of(segment, {{"kind", "page"}, {"url", "https://shop.kz/"}}) == "direct|");
    CHECK(of(segment, {{"kind", "track"}, {"url", "https://shop.kz/"}}) == "no visit");
    CHECK(of(segment, {{"kind", "track"}, {"source", "google cpc"}}) == "paid_search|Google");
    CHECK(of(segment, {{"kind", "order"}, {"url", "https://shop.kz/?yclid=1"}}) ==
          "paid_search|Яндекс Директ");
    CHECK(of(joined_key("satu", "shop", "1"), {{"kind", "order"}, {"source", "portal"}}) == "no visit");
    CHECK(of(joined_key("zendesk", "desk", "1"), {{"kind", "ticket"}, {"source", "email"}}) == "no visit");
    CHECK(of(joined_key("instagram", "shop", "1"),
             {{"kind", "message"}, {"source", "ADS"}, {"click", "ad_id=5"}, {"direction", "in"}}) ==
          "social_ad|Instagram");
    CHECK(of(joined_key("whatsapp", "shop", "1"), {{"kind", "message"}, {"source", "ad"}}) ==
          "social_ad|Facebook");
    CHECK(of(joined_key("whatsapp", "shop", "1"), {{"kind", "message"}, {"text", "x"}}) == "no visit");
}

TEST_CASE("first and last source are the same in any order of arrival; direct never takes the last place") {
    struct Came {
        std::uint64_t at_ms;
        const char *key, *url, *referrer;
    };
    std::vector<Came> visits = {{1000, "b", "https://shop.kz/", "https://www.google.com/"},
                                {1000, "a", "https://shop.kz/", "https://vk.com/"},
                                {2000, "c", "https://shop.kz/", "https://chatgpt.com/"},
                                {2000, "d", "https://shop.kz/?utm_source=tg", ""},
                                {3000, "e", "https://shop.kz/", ""},
                                {4000, "f", "https://shop.kz/", "https://shop.kz/"}};
    std::sort(visits.begin(), visits.end(),
              [](const Came& a, const Came& b) { return std::string_view(a.key) < b.key; });
    do {
        TrafficSpan span;
        for (const Came& one : visits)
            span.take(one.at_ms, one.key, traffic_of({one.url, one.referrer, {}, {}, {}, {}}));
        REQUIRE(span.first.key == "a");
        REQUIRE(span.last.key == "d");
    } while (std::next_permutation(visits.begin(), visits.end(), [](const Came& a, const Came& b) {
        return std::string_view(a.key) < b.key;
    }));
    TrafficSpan only;
    only.take(2, "x", {TrafficKind::direct, {}, {}, {}});
    only.take(1, "y", {TrafficKind::direct, {}, {}, {}});
    only.take(0, "z", {TrafficKind::search, {}, {}, {}});
    CHECK(only.first.key == "y");
    CHECK(only.last.key == "x");
}

TEST_CASE(
    "the card says first and last source over all subjects of a customer, with the item that shows it") {
    tests::Office office;
    auto& subject = office.shelf.add();
    office.item(subject, "segment", "1",
                {{"kind", "page"},
                 {"at", "1000"},
                 {"url", "https://shop.kz/?yclid=5&utm_source=yandex&utm_medium=cpc&utm_campaign=ny"}});
    office.item(
        subject, "segment", "2",
        {{"kind", "page"}, {"at", "2000"}, {"url", "https://shop.kz/"}, {"referrer", "https://t.me/"}});
    office.item(subject, "segment", "3", {{"kind", "page"}, {"at", "3000"}, {"url", "https://shop.kz/"}});
    // Words that were looked for on the site itself are no words of an engine.
    office.item(subject, "segment", "4",
                {{"kind", "track"}, {"at", "4000"}, {"url", "https://shop.kz/?q=led"}, {"query", "led"}});
    office.resolve();
    const std::string card = office.card(subject.stream);
    REQUIRE(tests::canonical_json(card));
    CHECK(tests::has(card,
                     R"("first_source":{"kind":"paid_search","name":"Яндекс","campaign":"ny","at":1000)"));
    CHECK(tests::has(card, R"("last_source":{"kind":"messenger","name":"Telegram","at":2000,"item":)"));
}
