#include "native/agent/file_bodies.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>

#include "core/base/ascii.h"
#include "native/connectors/csv.h"
#include "native/connectors/mbox.h"
#include "native/connectors/mime.h"

namespace history::agent {

using connectors::CsvReader;
using connectors::CsvRow;
using connectors::Split;

namespace {

constexpr std::size_t read_bytes = 1024 * 1024;

struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

// A piece of the file that grows at its end and is dropped from its beginning.
class Window {
public:
    Result<> open(const std::string& path) {
        path_ = path;
        file_.reset(std::fopen(path.c_str(), "rbe"));
        return file_ ? Result<>{} : error("Cannot open");
    }
    // Reads on until the window holds `bytes`, or the file is at its end.
    Result<> fill(std::size_t bytes) {
        if (bytes <= size() || ended_) return {};
        buffer_.erase(0, start_);
        start_ = 0;
        std::size_t at = buffer_.size();
        buffer_.resize(bytes);
        while (at < bytes && !ended_) {
            const std::size_t got = std::fread(buffer_.data() + at, 1, bytes - at, file_.get());
            at += got;
            if (got != 0) continue;
            if (std::ferror(file_.get())) return error("Cannot read");
            ended_ = true;
        }
        buffer_.resize(at);
        return {};
    }
    void drop(std::size_t bytes) { start_ += bytes; }
    std::string_view view() const { return std::string_view(buffer_).substr(start_); }
    std::size_t size() const { return buffer_.size() - start_; }
    bool ended() const { return ended_; }

private:
    Error error(const char* what) const {
        const int code = errno;
        return fail(code == ENOENT ? Errc::not_found : Errc::storage,
                    std::string(what) + ' ' + path_ + ": " + std::strerror(code) + '.');
    }

    std::string path_;
    std::unique_ptr<std::FILE, Close> file_;
    std::string buffer_;
    std::size_t start_ = 0;
    bool ended_ = false;
};

using Each = std::function<Result<>(const FileBody&)>;

Result<> each_whole(Window& window, const Each& each) {
    TRY(window.fill(file_whole_bytes_max + 1));
    if (window.size() > file_whole_bytes_max)
        return each({window.view().substr(0, read_bytes), 0, 0,
                     "The file is one body and larger than 64 MiB; export it in parts."});
    return each({window.view()});
}

// Drops bytes up to and with the next line end, or all of the file.
Result<> skip_line(Window& window) {
    for (;;) {
        const std::size_t end = window.view().find('\n');
        if (end != std::string_view::npos) {
            window.drop(end + 1);
            return {};
        }
        window.drop(window.size());
        TRY(window.fill(read_bytes));
        if (window.size() == 0) return {};
    }
}

Result<> each_line(Window& window, const Each& each) {
    std::uint64_t number = 0;
    for (;;) {
        std::size_t end = window.view().find('\n');
        while (end == std::string_view::npos && !window.ended() && window.size() <= line_bytes_max) {
            const std::size_t known = window.size();
            TRY(window.fill(known + read_bytes));
            end = window.view().find('\n', known);
        }
        if (window.size() == 0) return {};
        ++number;
        if (end == std::string_view::npos && window.size() > line_bytes_max) {
            TRY(each({window.view().substr(0, read_bytes), number, 0, "The line is larger than 16 MiB."}));
            TRY(skip_line(window));
            continue;
        }
        std::string_view line = window.view().substr(0, end);
        const std::size_t taken = std::min(line.size() + 1, window.size());
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.size() > line_bytes_max) {
            TRY(each({line.substr(0, read_bytes), number, 0, "The line is larger than 16 MiB."}));
        } else if (line.find_first_not_of(" \t") != std::string_view::npos) {
            TRY(each({line, number}));
        }
        window.drop(taken);
    }
}

bool begins_with_digit(std::string_view cell) {
    cell = trimmed(cell);
    return !cell.empty() && cell[0] >= '0' && cell[0] <= '9';
}

// Names of columns in small letters without blanks and underlines, as tables of tills write them in every way.
std::string plain_title(std::string_view title) {
    std::string plain = lower(trimmed(title));
    std::erase_if(plain, [](char c) { return c == ' ' || c == '_'; });
    return plain;
}

// The column whose neighbouring equal values stay together; npos: any rows may be divided.
std::size_t column_kept_whole(const std::vector<std::string>& titles, const connectors::Connector& connector,
                              const connectors::Account& account) {
    if (connector.whole_by.empty()) return std::string::npos;
    for (std::size_t i = 0; i < titles.size(); ++i) {
        const std::string title = plain_title(titles[i]);
        if (title == connector.whole_by) return i;
        for (const auto& [ours, theirs] : account.columns)
            if (plain_title(ours) == connector.whole_by && plain_title(theirs) == title) return i;
    }
    return 0;  // of a table without a header, or with a name of its own, the first column is as good a guess as any
}

Result<> each_portion_of_rows(Window& window, const connectors::Connector& connector,
                              const connectors::Account& account, bool header_always, const Each& each,
                              std::size_t part_bytes) {
    std::string header;
    std::uint64_t header_lines = 0, lines = 0;  // lines of the file before the window
    std::size_t key = std::string::npos;
    {
        CsvReader reader(bytes_of(window.view()));
        CsvRow first;
        if (!reader.next(first)) return each({window.view()});
        key = column_kept_whole(first.cells, connector, account);
        if (header_always || std::none_of(first.cells.begin(), first.cells.end(), begins_with_digit)) {
            const std::size_t end =
                static_cast<std::size_t>(first.raw.data() - window.view().data()) + first.raw.size();
            header = std::string(window.view().substr(0, end)) + '\n';
            header_lines =
                first.line + static_cast<std::uint64_t>(std::count(first.raw.begin(), first.raw.end(), '\n'));
            lines = header_lines;
            window.drop(end);
            if (window.view().starts_with('\r')) window.drop(1);
            if (window.view().starts_with('\n')) window.drop(1);
        }
    }
    while (window.size() != 0 || !window.ended()) {
        // Far enough behind the portion that its last row is seen whole: a row is bounded.
        TRY(window.fill(part_bytes + 3 * CsvReader::row_bytes_max));
        const std::string portion = header + std::string(window.view());
        CsvReader reader(bytes_of(portion));
        CsvRow row;
        std::size_t end = portion.size();
        std::uint64_t next_line = 0;
        if (!window.ended()) {
            std::string before;
            bool first = true;
            for (std::uint64_t row_number = 0; reader.next(row); ++row_number) {
                if (row_number == 0 && !header.empty()) continue;
                const auto at = static_cast<std::size_t>(row.raw.data() - portion.data());
                const std::string value = key < row.cells.size() ? row.cells[key] : std::string();
                const bool parted = key == std::string::npos || value != before;
                // A receipt of more lines than this is divided all the same.
                const bool full = at >= part_bytes + CsvReader::row_bytes_max;
                if (!first && ((at >= part_bytes && parted) || full)) {
                    end = at;
                    next_line = row.line;
                    break;
                }
                before = value;
                first = false;
            }
        }
        TRY(each({std::string_view(portion).substr(0, end), 0, lines - header_lines}));
        window.drop(end - header.size());
        if (next_line != 0) {
            lines += next_line - 1 - header_lines;
        } else if (
            !window.ended()) {  // a line without end: what is seen of it is rejected, the rest is left out
            lines += static_cast<std::uint64_t>(std::count(portion.begin(), portion.end(), '\n')) -
                     header_lines + 1;
            TRY(skip_line(window));
        }
    }
    return {};
}

Result<> each_portion_of_mails(Window& window, const Each& each, std::size_t part_bytes) {
    if (!connectors::is_mbox(window.view())) return each_whole(window, each);
    std::uint64_t mails = 0;
    while (window.size() != 0) {
        std::size_t end = 0;
        std::uint64_t count = 0;
        for (;;) {  // as many whole mails as fit, at least one
            // The line of the next mail and its first header must be seen together.
            std::size_t next = connectors::mbox_next(window.view(), end);
            if (next != std::string_view::npos && next + 2048 > window.size() && !window.ended()) {
                TRY(window.fill(window.size() + read_bytes));
                next = connectors::mbox_next(window.view(), end);
            }
            if (next != std::string_view::npos) {
                if (count != 0 && next > part_bytes) break;
                end = next;
                ++count;
                continue;
            }
            if (window.ended()) {
                if (count != 0 && window.size() > part_bytes) break;
                end = window.size();
                ++count;
                break;
            }
            if (count != 0 && window.size() > part_bytes) break;
            if (window.size() > connectors::mail_bytes_max + read_bytes) break;  // one mail, and no end of it
            TRY(window.fill(window.size() + read_bytes));
        }
        if (count != 0) {
            TRY(each({window.view().substr(0, end), 0, mails}));
            mails += count;
            window.drop(end);
            continue;
        }
        TRY(each({window.view().substr(0, read_bytes), 0, mails, "The mail is larger than 64 MiB."}));
        ++mails;
        while (window.size() != 0) {
            const std::size_t next = connectors::mbox_next(window.view(), 0);
            window.drop(next != std::string_view::npos
                            ? next
                            : window.size() - std::min<std::size_t>(window.size(), 2048));
            if (next != std::string_view::npos) break;
            if (window.ended()) window.drop(window.size());
            TRY(window.fill(read_bytes));
        }
    }
    return {};
}

}  // namespace

Result<> each_body(const std::string& path, const connectors::Connector& connector,
                   const connectors::Account& account, const Each& each, std::size_t part_bytes) {
    const std::string name = std::filesystem::path(path).filename().string();
    const Split split = connector.split(name);
    Window window;
    TRY(window.open(path));
    TRY(window.fill(split == Split::lines ? read_bytes : part_bytes + 1));
    if (split == Split::lines) return each_line(window, each);
    if (window.size() <= part_bytes) return each({window.view()});
    if (split == Split::rows || split == Split::rows_perhaps)
        return each_portion_of_rows(window, connector, account, split == Split::rows, each, part_bytes);
    if (split == Split::mails) return each_portion_of_mails(window, each, part_bytes);
    return each_whole(window, each);
}

bool is_divided(const std::string& path, const connectors::Connector& connector) {
    std::error_code code;
    const auto size = std::filesystem::file_size(path, code);
    return !code && size > file_part_bytes &&
           connector.split(std::filesystem::path(path).filename().string()) != Split::whole;
}

std::string place_in_file(const std::string& place, std::uint64_t skipped) {
    const std::size_t blank = place.find(' ');
    if (skipped == 0 || blank == std::string::npos) return place;
    std::uint64_t number = 0;
    std::size_t at = blank + 1;
    for (; at < place.size() && place[at] >= '0' && place[at] <= '9' && number < 1'000'000'000; ++at)
        number = number * 10 + static_cast<std::uint64_t>(place[at] - '0');
    return at == blank + 1 ? place
                           : place.substr(0, blank + 1) + std::to_string(number + skipped) + place.substr(at);
}

}  // namespace history::agent
