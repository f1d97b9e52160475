#include "native/connectors/ad_source.h"

#include "core/base/ascii.h"
#include "core/base/fold.h"

namespace history::connectors {
namespace {

// RFC 3986 percent decoding, + as a space (forms). A value that does not give UTF-8 stays as it is.
std::string decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
        const int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
        if (low >= 0) {
            out.push_back(static_cast<char>(high * 16 + low));
            i += 2;
        } else {
            out.push_back(text[i] == '+' ? ' ' : text[i]);
        }
    }
    return is_utf8(out) ? out : std::string(text);
}

}  // namespace

std::string url_parameter(std::string_view url, std::string_view name) {
    std::size_t at = url.find('?');
    if (at == std::string_view::npos) return {};
    std::string_view query = url.substr(at + 1);
    query = query.substr(0, query.find('#'));
    while (!query.empty()) {
        const std::size_t end = query.find('&');
        const std::string_view pair = query.substr(0, end);
        if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=')
            return decoded(pair.substr(name.size() + 1));
        if (end == std::string_view::npos) break;
        query.remove_prefix(end + 1);
    }
    return {};
}

std::string_view click_source(std::string_view url) {
    struct Mark {
        std::string_view parameter, source;
    };
    constexpr Mark marks[] = {{"gclid", "google"}, {"gbraid", "google"}, {"wbraid", "google"},
                              {"yclid", "yandex"}, {"ymclid", "yandex"}, {"fbclid", "facebook"},
                              {"msclkid", "bing"}, {"ttclid", "tiktok"}, {"rb_clickid", "vk"}};
    for (const Mark& mark : marks)
        if (!url_parameter(url, mark.parameter).empty()) return mark.source;
    return {};
}

std::string searched_words(std::string_view referrer) {
    const std::size_t host_at = referrer.find("://");
    if (host_at == std::string_view::npos) return {};
    std::string_view host = referrer.substr(host_at + 3);
    host = host.substr(0, host.find_first_of("/?#"));
    const auto engine = [&](std::string_view name) { return host.find(name) != std::string_view::npos; };
    if (engine("yandex.") || host == "ya.ru") return url_parameter(referrer, "text");
    if (engine("google.") || engine("bing.com") || engine("duckduckgo.com") || engine("mail.ru") ||
        engine("rambler.ru")) {
        std::string words = url_parameter(referrer, "q");
        return words.empty() ? url_parameter(referrer, "query") : words;
    }
    return {};
}

}  // namespace history::connectors
