#include "native/connectors/quote.h"

#include <algorithm>
#include <initializer_list>
#include <vector>

namespace history::connectors {
namespace {

std::string_view trimmed(std::string_view line) {
    while (!line.empty() && (line.front() == ' ' || line.front() == '\t')) line.remove_prefix(1);
    while (!line.empty() && (line.back() == ' ' || line.back() == '\t' || line.back() == '\r'))
        line.remove_suffix(1);
    return line;
}

bool contains_any(std::string_view line, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return line.find(word) != std::string_view::npos; });
}

bool starts_any(std::string_view line, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return line.starts_with(word); });
}

// "-----Original Message-----", "-------- Исходное сообщение --------", and Outlook's line of underscores.
bool separator(std::string_view line) {
    if (line.size() < 10 || line.size() > 200) return false;
    if (line.find_first_not_of('_') == std::string_view::npos) return line.size() >= 20;
    return line.starts_with("--") &&
           contains_any(line, {"Original Message", "Original message", "Исходное сообщение",
                               "Исходное письмо", "Бастапқы хабар", "Reply message", "Ursprüngliche",
                               "Message d'origine", "Oprindelig meddelelse", "Oorspronkelijk bericht",
                               "Mensaje original", "Reply Message"});
}

// Outlook's block "From: ... Sent: ... To: ... Subject: ...", in bold (*From:*) too. A sender and two more of its lines.
bool header_block(const std::vector<std::string_view>& lines, std::size_t at) {
    const auto bare = [&](std::size_t i) {
        std::string_view line = trimmed(lines[i]);
        while (!line.empty() && line.front() == '*') line.remove_prefix(1);
        return line;
    };
    if (!starts_any(bare(at), {"From:", "От:", "От кого:", "Von:", "De :", "De:", "Кімнен:", "Fra:", "Van:"}))
        return false;
    int others = 0;
    for (std::size_t i = at + 1; i < lines.size() && i <= at + 6; ++i)
        others += starts_any(
            bare(i), {"Sent:",    "Date:",     "To:",        "Subject:", "Отправлено:", "Дата:",    "Кому:",
                      "Тема:",    "Gesendet:", "An:",        "Betreff:", "Envoyé :",    "À :",      "Objet :",
                      "Enviado:", "Para:",     "Asunto:",    "Күні:",    "Кімге:",      "Тақырып:", "Sendt:",
                      "Til:",     "Emne:",     "Verzonden:", "Aan:"});
    return others >= 2;
}

// "24.09.2026, 19:16, Name <a@b>:", "On Tue, Name wrote:", "Пятница, 25 сентября 2026 от Name <a@b>:".
// `surely`: also when no marked lines follow.
bool introduction(std::string_view line, bool surely) {
    if (line.size() < 8 || line.size() > 400 || line.back() != ':') return false;
    const bool says =
        contains_any(line, {" wrote:", " пишет:", " писал:", " писала:", " написал:", " написала:",
                            "написал(а):", "писал(а):", "жазды:", " schrieb", " a écrit",
                            " escribió:", " skrev:", " schreef:", " napisał", " написа:"});
    const bool dated =
        std::count_if(line.begin(), line.end(), [](char c) { return c >= '0' && c <= '9'; }) >= 4;
    const bool addressed = line.find('@') != std::string_view::npos;
    if (surely) return says && (dated || addressed);
    return says || (dated && addressed);
}

// The introduction may be broken over two or three lines: the lines from `first` to `last` read as one.
bool introduction(const std::vector<std::string_view>& lines, std::size_t first, std::size_t last,
                  bool surely) {
    std::string joined;
    for (std::size_t i = first; i <= last; ++i) {
        const std::string_view line = trimmed(lines[i]);
        if (line.empty() || line.front() == '>' || joined.size() + line.size() > 400) return false;
        if (!joined.empty()) joined.push_back(' ');
        joined += line;
    }
    return introduction(joined, surely);
}

void append(std::string& to, std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    to += line;
    to.push_back('\n');
}

void trim_blank(std::string& text) {
    const std::size_t end = text.find_last_not_of(" \t\r\n");
    text.resize(end == std::string::npos ? 0 : end + 1);
    std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string::npos || begin == 0) return;
    begin = text.rfind('\n', begin);  // keeps the indent of the first line
    if (begin != std::string::npos) text.erase(0, begin + 1);
}

}  // namespace

Quoted fold_quotes(std::string_view text) {
    std::vector<std::string_view> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    std::vector<char> quoted(lines.size(), 0);
    std::size_t marked_at = lines.size();  // of the next line that begins with >, looked at from the end
    bool blank_only = true;                // between here and that line
    for (std::size_t i = lines.size(); i-- > 0;) {
        const std::string_view line = trimmed(lines[i]);
        if (line.starts_with('>')) {
            quoted[i] = 1;
            marked_at = i;
            blank_only = true;
        } else if (!line.empty()) {
            if (blank_only && marked_at < lines.size() && line.back() == ':') {
                for (std::size_t height = 0; height < 3 && height <= i; ++height) {
                    if (!introduction(lines, i - height, i, false)) continue;
                    for (std::size_t j = i - height; j < marked_at; ++j) quoted[j] = 1;
                    break;
                }
            }
            blank_only = false;
        }
    }
    // From the first of these to the end all is quote.
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string_view line = trimmed(lines[i]);
        if (quoted[i] || line.empty()) continue;
        bool rest = separator(line) || header_block(lines, i);
        if (!rest && line.back() == ':') rest = introduction(lines, i, i, true);
        std::size_t from = i;
        if (!rest && line.back() == ':') {
            for (std::size_t height = 1; height < 3 && height <= i && !rest; ++height) {
                rest = introduction(lines, i - height, i, true);
                if (rest) from = i - height;
            }
        }
        // A line of underscores alone divides many letters; it counts with the header block that Outlook writes below it.
        if (rest && line.front() == '_') {
            std::size_t next = i + 1;
            while (next < lines.size() && next < i + 3 && trimmed(lines[next]).empty()) ++next;
            rest = next < lines.size() && header_block(lines, next);
        }
        if (!rest) continue;
        for (std::size_t j = from; j < lines.size(); ++j) quoted[j] = 1;
        break;
    }
    Quoted out;
    for (std::size_t i = 0; i < lines.size(); ++i) append(quoted[i] ? out.quote : out.text, lines[i]);
    trim_blank(out.text);
    trim_blank(out.quote);
    return out;
}

}  // namespace history::connectors
