#include "native/connectors/mbox.h"

#include <algorithm>

namespace history::connectors {
namespace {

std::string_view line_at(std::string_view body, std::size_t at) {
    std::string_view line = body.substr(at, std::min(body.find('\n', at), body.size()) - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

bool digit(char c) {
    return c >= '0' && c <= '9';
}

// "From ann@shop.example Mon Sep  4 10:00:00 2026", with or without a zone before or behind the year.
bool from_line(std::string_view body, std::size_t at) {
    if (!body.substr(at).starts_with("From ")) return false;
    const std::string_view line = line_at(body, at);
    if (line.size() > 500) return false;
    bool time = false, year = false;
    for (std::size_t i = 5; i < line.size(); ++i) {
        if (i + 5 <= line.size() && digit(line[i]) && digit(line[i + 1]) && line[i + 2] == ':' &&
            digit(line[i + 3]) && digit(line[i + 4]))
            time = true;
        if (i + 4 <= line.size() && line[i - 1] == ' ' && std::all_of(&line[i], &line[i] + 4, digit) &&
            (i + 4 == line.size() || line[i + 4] == ' '))
            year = true;
    }
    if (!time || !year) return false;
    // What follows must be a header: a name of letters, digits and hyphens, then a colon.
    const std::size_t next = body.find('\n', at);
    if (next == std::string_view::npos) return false;
    const std::string_view header = line_at(body, next + 1);
    if (header.starts_with(">From ")) return true;  // as some programs write a second From_ line
    const std::size_t colon = header.find(':');
    return colon != std::string_view::npos && colon > 0 &&
           std::all_of(header.begin(), header.begin() + static_cast<long>(colon), [](char c) {
               return digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
           });
}

}  // namespace

bool is_mbox(std::string_view body) {
    return from_line(body, 0);
}

std::size_t mbox_next(std::string_view body, std::size_t from) {
    for (std::size_t at = body.find("\nFrom ", from); at != std::string_view::npos;
         at = body.find("\nFrom ", at + 1)) {
        const bool blank_before =
            at > 0 && (body[at - 1] == '\n' || (body[at - 1] == '\r' && at > 1 && body[at - 2] == '\n'));
        if (blank_before && from_line(body, at + 1)) return at + 1;
    }
    return std::string_view::npos;
}

std::vector<std::string_view> mbox_mails(std::string_view body) {
    std::vector<std::string_view> mails;
    std::size_t start = 0;  // of the mail's From_ line
    const auto add = [&](std::size_t end) {
        const std::size_t head = std::min(body.find('\n', start), end);
        mails.push_back(body.substr(std::min(head + 1, end), end - std::min(head + 1, end)));
    };
    for (std::size_t at = mbox_next(body, 0); at != std::string_view::npos; at = mbox_next(body, at)) {
        add(at);
        start = at;
    }
    add(body.size());
    return mails;
}

std::string mbox_unescape(std::string_view mail) {
    std::string out;
    out.reserve(mail.size());
    for (std::size_t at = 0; at < mail.size();) {
        const std::size_t end = std::min(mail.find('\n', at), mail.size() - 1) + 1;
        std::string_view line = mail.substr(at, end - at);
        const std::size_t name = line.find_first_not_of('>');
        if (name != 0 && name != std::string_view::npos && line.substr(name).starts_with("From "))
            line.remove_prefix(1);
        out += line;
        at = end;
    }
    return out;
}

}  // namespace history::connectors
