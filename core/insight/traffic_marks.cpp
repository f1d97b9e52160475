#include "core/insight/traffic_marks.h"

#include "core/base/ascii.h"

namespace history {
namespace {

using enum TrafficKind;

// The ids that advertising systems hang on the addresses they lead to. fbclid hangs on every link of Facebook, paid or not.
constexpr TrafficClick clicks[] = {{"gclid", paid_search, "Google Ads"},
                                   {"gbraid", paid_search, "Google Ads"},
                                   {"wbraid", paid_search, "Google Ads"},
                                   {"gad_source", paid_search, "Google Ads"},
                                   {"yclid", paid_search, "Яндекс Директ"},
                                   {"ymclid", partner, "Яндекс Маркет"},
                                   {"ysclid", search, "Яндекс"},
                                   {"msclkid", paid_search, "Microsoft Advertising"},
                                   {"dclid", display, "Google Ads"},
                                   {"rb_clickid", social_ad, "VK Реклама"},
                                   {"ttclid", social_ad, "TikTok"},
                                   {"twclid", social_ad, "X"},
                                   {"li_fat_id", social_ad, "LinkedIn"},
                                   {"ScCid", social_ad, "Snapchat"},
                                   {"rdt_cid", social_ad, "Reddit"},
                                   {"epik", social_ad, "Pinterest"},
                                   {"ad_id", social_ad, ""},
                                   {"admitad_uid", partner, "Admitad"},
                                   {"irclickid", partner, "Impact"},
                                   {"cjevent", partner, "CJ"},
                                   {"awc", partner, "Awin"},
                                   {"tduid", partner, "Tradedoubler"},
                                   {"actionpay", partner, "Actionpay"},
                                   {"mc_eid", email, "Mailchimp"},
                                   {"_kx", email, "Klaviyo"},
                                   {"igshid", social, "Instagram"},
                                   {"igsh", social, "Instagram"},
                                   {"fbclid", social, "Facebook"}};

}  // namespace

const TrafficClick* click_of(const WebAddress& page, std::string_view click) {
    for (const TrafficClick& one : clicks) {
        if (page.has(one.parameter)) return &one;
        if (click.size() > one.parameter.size() && click.starts_with(one.parameter) &&
            click[one.parameter.size()] == '=')
            return &one;
    }
    return nullptr;
}

// Words of utm_medium, as Google Analytics 4 ("Default channel group") and trade usage have them.
MediumOf medium_of(std::string_view medium) {
    struct Word {
        std::string_view word;
        Medium medium;
        TrafficKind kind;
    };
    static constexpr Word words[] = {{"cpc", Medium::paid, none},
                                     {"ppc", Medium::paid, none},
                                     {"paid", Medium::paid, none},
                                     {"cpv", Medium::paid, none},
                                     {"ads", Medium::paid, none},
                                     {"ad", Medium::paid, none},
                                     {"sem", Medium::paid, paid_search},
                                     {"paidsearch", Medium::paid, paid_search},
                                     {"searchads", Medium::paid, paid_search},
                                     {"paidsocial", Medium::paid, social_ad},
                                     {"socialpaid", Medium::paid, social_ad},
                                     {"socialads", Medium::paid, social_ad},
                                     {"target", Medium::paid, social_ad},
                                     {"targeted", Medium::paid, social_ad},
                                     {"retargeting", Medium::told, retargeting},
                                     {"remarketing", Medium::told, retargeting},
                                     {"retarget", Medium::told, retargeting},
                                     {"display", Medium::told, display},
                                     {"banner", Medium::told, display},
                                     {"cpm", Medium::told, display},
                                     {"programmatic", Medium::told, display},
                                     {"interstitial", Medium::told, display},
                                     {"teaser", Medium::told, display},
                                     {"email", Medium::told, email},
                                     {"mail", Medium::told, email},
                                     {"newsletter", Medium::told, email},
                                     {"mailing", Medium::told, email},
                                     {"sms", Medium::told, messenger},
                                     {"push", Medium::told, messenger},
                                     {"webpush", Medium::told, messenger},
                                     {"messenger", Medium::told, messenger},
                                     {"chat", Medium::told, messenger},
                                     {"whatsapp", Medium::told, messenger},
                                     {"telegram", Medium::told, messenger},
                                     {"viber", Medium::told, messenger},
                                     {"affiliate", Medium::told, partner},
                                     {"affiliates", Medium::told, partner},
                                     {"partner", Medium::told, partner},
                                     {"partners", Medium::told, partner},
                                     {"cpa", Medium::told, partner},
                                     {"cps", Medium::told, partner},
                                     {"qr", Medium::told, offline},
                                     {"qrcode", Medium::told, offline},
                                     {"offline", Medium::told, offline},
                                     {"print", Medium::told, offline},
                                     {"flyer", Medium::told, offline},
                                     {"leaflet", Medium::told, offline},
                                     {"outdoor", Medium::told, offline},
                                     {"ooh", Medium::told, offline},
                                     {"billboard", Medium::told, offline},
                                     {"package", Medium::told, offline},
                                     {"social", Medium::told, social},
                                     {"smm", Medium::told, social},
                                     {"socialnetwork", Medium::told, social},
                                     {"socialmedia", Medium::told, social},
                                     {"post", Medium::told, social},
                                     {"stories", Medium::told, social},
                                     {"story", Medium::told, social},
                                     {"bio", Medium::told, social},
                                     {"ai", Medium::told, assistant},
                                     {"aiassistant", Medium::told, assistant},
                                     {"llm", Medium::told, assistant},
                                     {"referral", Medium::organic, none},
                                     {"organic", Medium::organic, none},
                                     {"link", Medium::organic, none}};
    if (medium.empty()) return {};
    std::string name;
    for (char c : lower(medium.substr(0, 64)))
        if (c != '_' && c != '-' && c != ' ') name.push_back(c);
    for (const Word& word : words)
        if (word.word == name) return {word.medium, word.kind};
    // GA4: ^(.*cp.*|ppc|retargeting|paid.*)$ is paid whatever follows.
    if (name.find("retarget") != std::string::npos || name.find("remarket") != std::string::npos)
        return {Medium::told, retargeting};
    if (name.starts_with("paid") || name.starts_with("cpc")) return {Medium::paid, none};
    return {Medium::other, none};
}

}  // namespace history
