#include "core/insight/web_address.h"

#include <algorithm>

#include "core/base/ascii.h"
#include "core/base/fold.h"

namespace history {
namespace {

constexpr std::size_t host_bytes_max = 253;  // RFC 1035, 2.3.4

// Second parts under which names are sold in countries: "co.uk", "com.kz", "msk.ru".
constexpr std::string_view second_parts[] = {"ac",  "co", "com", "edu", "gob", "gov", "mil",
                                             "msk", "ne", "net", "or",  "org", "spb"};
constexpr std::string_view platforms[] = {
    "myshopify.com", "tilda.ws",      "github.io",       "blogspot.com",  "wixsite.com", "vercel.app",
    "netlify.app",   "pages.dev",     "web.app",         "herokuapp.com", "ucoz.ru",     "ucoz.net",
    "narod.ru",      "wordpress.com", "livejournal.com", "tiu.ru",        "satu.kz",     "prom.ua",
    "deal.by",       "flagma.kz",     "nethouse.ru",     "insales.ru",    "turbo.site",  "clients.site"};

std::string decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
        const int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
        const char c = low >= 0 ? static_cast<char>(high * 16 + low) : text[i] == '+' ? ' ' : text[i];
        if (low >= 0) i += 2;
        out.push_back(static_cast<unsigned char>(c) < ' ' ? ' ' : c);
    }
    return is_utf8(out) ? out : std::string();
}

std::string_view value_of(std::string_view pairs, std::string_view name) {
    while (!pairs.empty()) {
        const std::size_t end = pairs.find('&');
        const std::string_view pair = pairs.substr(0, end);
        if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=')
            return pair.substr(name.size() + 1);
        if (end == std::string_view::npos) break;
        pairs.remove_prefix(end + 1);
    }
    return {};
}

// user:word@Host:8080 and [2001:db8::1]:443.
std::string host_of(std::string_view authority) {
    authority.remove_prefix(std::min(authority.rfind('@') + 1, authority.size()));
    if (authority.starts_with('[')) {
        const std::size_t close = authority.find(']');
        return close == std::string_view::npos ? std::string() : lower(authority.substr(0, close + 1));
    }
    authority = authority.substr(0, authority.find(':'));
    while (authority.ends_with('.')) authority.remove_suffix(1);
    const auto stray = [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '<'; };
    if (authority.size() > host_bytes_max || std::any_of(authority.begin(), authority.end(), stray))
        return {};
    return lower(authority);
}

bool is_ip(std::string_view host) {
    return host.starts_with('[') || host.find_first_not_of("0123456789.") == std::string_view::npos;
}

}  // namespace

WebAddress WebAddress::of(std::string_view text) {
    WebAddress address;
    text = text.substr(0, address_bytes_max);
    while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
    while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
    if (const std::size_t hash = text.find('#'); hash != std::string_view::npos) {
        address.fragment = text.substr(hash + 1);
        text = text.substr(0, hash);
    }
    if (const std::size_t ask = text.find('?'); ask != std::string_view::npos) {
        address.query = text.substr(ask + 1);
        text = text.substr(0, ask);
    }
    const std::size_t mark = text.find("://");
    const bool scheme =
        mark != std::string_view::npos && mark != 0 && mark < 32 && text.find_first_of("/.@") > mark;
    if (scheme) {
        address.scheme = lower(text.substr(0, mark));
        text.remove_prefix(mark + 3);
    } else if (text.starts_with("//")) {
        text.remove_prefix(2);
    } else if (text.starts_with('/') || text.find('.') > text.find('/') ||
               text.find('.') == std::string_view::npos) {
        address.path = text;  // a path alone: "/cart", "about:blank", "direct"
        return address;
    }
    const std::size_t end = text.find_first_of("/\\");
    address.host = host_of(text.substr(0, end));
    if (end != std::string_view::npos) address.path = text.substr(end);
    return address;
}

std::string WebAddress::parameter(std::string_view name) const {
    std::string_view value = value_of(query, name);
    if (value.empty()) {
        const std::size_t ask = fragment.find('?');  // "#/cart?utm_source=x", "#utm_source=x", "#gsc.q=x"
        value = value_of(ask == std::string_view::npos ? fragment : fragment.substr(ask + 1), name);
    }
    return decoded(value);
}

bool WebAddress::has(std::string_view name) const {
    return !value_of(query, name).empty();
}

std::size_t public_suffix_at(std::string_view host) {
    const std::size_t last = host.rfind('.');
    if (last == std::string_view::npos || last == 0 || is_ip(host)) return host.size();
    for (std::string_view platform : platforms)
        if (host.size() > platform.size() && host.ends_with(platform) &&
            host[host.size() - platform.size() - 1] == '.')
            return host.size() - platform.size();
    const std::size_t second = host.rfind('.', last - 1);
    if (second == std::string_view::npos || host.size() - last != 3) return last + 1;
    const std::string_view part = host.substr(second + 1, last - second - 1);
    const bool sold =
        std::find(std::begin(second_parts), std::end(second_parts), part) != std::end(second_parts);
    return sold ? second + 1 : last + 1;
}

std::string_view registrable(std::string_view host) {
    const std::size_t suffix = public_suffix_at(host);
    if (suffix == host.size() || suffix < 2) return host;
    const std::size_t dot = host.rfind('.', suffix - 2);
    return dot == std::string_view::npos ? host : host.substr(dot + 1);
}

bool same_site(std::string_view host, std::string_view other) {
    return !host.empty() && registrable(host) == registrable(other);
}

}  // namespace history
