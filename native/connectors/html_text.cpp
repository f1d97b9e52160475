#include "native/connectors/html_text.h"

#include "core/base/ascii.h"

#include <algorithm>
#include <array>
#include <utility>

namespace history::connectors {
namespace {

void put_point(std::string& out, unsigned point) {
    if (point == 0xA0) point = ' ';
    if (point < 0x20 && point != '\n') return;
    if (point > 0x10FFFF || (point >= 0xD800 && point < 0xE000)) point = 0xFFFD;
    if (point < 0x80) {
        out.push_back(static_cast<char>(point));
    } else if (point < 0x800) {
        out.push_back(static_cast<char>(0xC0 | point >> 6));
        out.push_back(static_cast<char>(0x80 | (point & 0x3F)));
    } else if (point < 0x10000) {
        out.push_back(static_cast<char>(0xE0 | point >> 12));
        out.push_back(static_cast<char>(0x80 | (point >> 6 & 0x3F)));
        out.push_back(static_cast<char>(0x80 | (point & 0x3F)));
    } else {
        out.push_back(static_cast<char>(0xF0 | point >> 18));
        out.push_back(static_cast<char>(0x80 | (point >> 12 & 0x3F)));
        out.push_back(static_cast<char>(0x80 | (point >> 6 & 0x3F)));
        out.push_back(static_cast<char>(0x80 | (point & 0x3F)));
    }
}

// The names that mail programs write; all others come as numbers or as the character itself.
constexpr std::pair<std::string_view, unsigned> entities[] = {
    {"amp", '&'},       {"lt", '<'},       {"gt", '>'},       {"quot", '"'},     {"apos", '\''},
    {"nbsp", 0xA0},     {"laquo", 0xAB},   {"raquo", 0xBB},   {"mdash", 0x2014}, {"ndash", 0x2013},
    {"hellip", 0x2026}, {"copy", 0xA9},    {"reg", 0xAE},     {"trade", 0x2122}, {"bull", 0x2022},
    {"middot", 0xB7},   {"lsquo", 0x2018}, {"rsquo", 0x2019}, {"ldquo", 0x201C}, {"rdquo", 0x201D},
    {"bdquo", 0x201E},  {"euro", 0x20AC},  {"deg", 0xB0},     {"times", 0xD7},   {"shy", 0xAD},
    {"ensp", ' '},      {"emsp", ' '},     {"thinsp", ' '},   {"zwnj", 0x200C},  {"sect", 0xA7},
    {"pound", 0xA3},    {"eacute", 0xE9},  {"egrave", 0xE8},  {"agrave", 0xE0},  {"ccedil", 0xE7},
    {"auml", 0xE4},     {"ouml", 0xF6},    {"uuml", 0xFC},    {"szlig", 0xDF}};

// Decodes the entity at the front of `text` ("&amp;...") into `out`; how many bytes it took, 0 when it is none.
std::size_t entity(std::string_view text, std::string& out) {
    const std::size_t end = text.substr(0, 12).find(';');
    if (end == std::string_view::npos || end < 2) return 0;
    std::string_view name = text.substr(1, end - 1);
    if (name.front() == '#') {
        const bool hexadecimal = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
        name.remove_prefix(hexadecimal ? 2 : 1);
        if (name.empty() || name.size() > 7) return 0;
        unsigned point = 0;
        for (char c : name) {
            const int digit = c >= '0' && c <= '9'                  ? c - '0'
                              : hexadecimal && c >= 'a' && c <= 'f' ? c - 'a' + 10
                              : hexadecimal && c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                                    : -1;
            if (digit < 0) return 0;
            point = point * (hexadecimal ? 16 : 10) + static_cast<unsigned>(digit);
        }
        put_point(out, point);
        return end + 1;
    }
    for (const auto& [known, point] : entities) {
        if (known != name) continue;
        put_point(out, point);
        return end + 1;
    }
    return 0;
}

bool one_of(std::string_view tag, std::initializer_list<std::string_view> tags) {
    return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

class Lines {
public:
    void text(std::string_view run) {
        for (std::size_t i = 0; i < run.size();) {
            if (full()) return;
            if (run[i] == '&') {
                std::string decoded;
                if (const std::size_t taken = entity(run.substr(i), decoded)) {
                    for (char c : decoded) character(c);
                    i += taken;
                    continue;
                }
            }
            character(run[i++]);
        }
    }

    void character(char c) {
        if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
            if (!preformatted || c == ' ' || c == '\t')
                space_ = true;
            else if (c == '\n')
                break_line();
            return;
        }
        if (at_start_) {
            if (depth > 0) out_.append(static_cast<std::size_t>(std::min(depth, 9)), '>').push_back(' ');
            at_start_ = false;
        } else if (space_) {
            out_.push_back(' ');
        }
        space_ = false;
        out_.push_back(c);
    }

    void break_line() {  // <br>
        out_.push_back('\n');
        at_start_ = true;
        space_ = false;
    }

    void block() {  // begins or ends a block: the next text stands on a new line
        if (!at_start_) break_line();
    }

    void paragraph() {
        block();
        if (out_.size() > 1 && !out_.ends_with("\n\n")) out_.push_back('\n');
    }

    bool full() const { return out_.size() >= html_text_max; }
    std::string take() { return std::move(out_); }

    int depth = 0;  // of blockquotes
    bool preformatted = false;

private:
    std::string out_;
    bool at_start_ = true, space_ = false;
};

// Marks that mail programs put before the mail they answer, where they use no blockquote.
bool begins_quote(std::string_view tag) {
    static constexpr std::array<std::string_view, 3> marks = {"divrplyfwdmsg", "olk_src_body_section",
                                                              "appendonsend"};
    const std::string folded = lower(tag.substr(0, 300));
    return std::any_of(marks.begin(), marks.end(),
                       [&](std::string_view mark) { return folded.find(mark) != std::string::npos; });
}

}  // namespace

std::string html_text(std::string_view html) {
    Lines lines;
    std::size_t at = 0;
    while (at < html.size() && !lines.full()) {
        const std::size_t open = std::min(html.find('<', at), html.size());
        lines.text(html.substr(at, open - at));
        at = open;
        if (at == html.size()) break;
        if (html.substr(at).starts_with("<!--")) {
            const std::size_t end = html.find("-->", at);
            if (end == std::string_view::npos) break;
            at = end + 3;
            continue;
        }
        const char after = at + 1 < html.size() ? html[at + 1] : ' ';
        const bool is_tag = after == '/' || after == '!' || after == '?' || (after >= 'a' && after <= 'z') ||
                            (after >= 'A' && after <= 'Z');
        const std::size_t close = is_tag ? html.find('>', at) : std::string_view::npos;
        if (close == std::string_view::npos) {
            if (is_tag) break;  // a tag that never ends: nothing behind it can be told from its attributes
            lines.character('<');
            ++at;
            continue;
        }
        std::string_view tag = html.substr(at + 1, close - at - 1);
        at = close + 1;
        const bool ends = tag.starts_with('/');
        if (ends) tag.remove_prefix(1);
        const std::string name =
            lower(tag.substr(0, std::min<std::size_t>(tag.find_first_of(" \t\r\n/>"), 16)));
        if (!ends && one_of(name, {"script", "style", "title", "head"})) {
            // Skips to the end tag, found without regard to case; `head` may miss its own and end with <body>.
            std::size_t from = at;
            for (;; ++from) {
                from = html.find('<', from);
                if (from == std::string_view::npos) return lines.take();
                const std::string next = lower(html.substr(from, 12));
                if (next.starts_with("</" + name) || (name == "head" && next.starts_with("<body"))) break;
            }
            at = from;
        } else if (name == "blockquote") {
            lines.block();
            lines.depth = std::max(0, lines.depth + (ends ? -1 : 1));
        } else if (name == "br") {
            lines.break_line();
        } else if (one_of(name, {"p", "h1", "h2", "h3", "h4", "table", "ul", "ol"})) {
            lines.paragraph();
        } else if (one_of(name, {"div", "tr", "li", "section", "article", "header", "footer", "hr", "pre",
                                 "dt", "dd"})) {
            lines.block();
            if (name == "pre") lines.preformatted = !ends;
            if (name == "div" && !ends && begins_quote(tag)) {
                lines.text("-----Original Message-----");
                lines.block();
            }
        } else if (name == "td" || name == "th") {
            lines.character(' ');
        }
    }
    return lines.take();
}

}  // namespace history::connectors
