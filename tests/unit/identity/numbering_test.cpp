// core's table of calling codes against the example numbers that the numbering plans of all countries come with.
#include <doctest/doctest.h>

#include "core/identity/phone.h"
#include "tests/unit/connectors/sample_files.h"

using namespace history;

namespace {

std::string attribute(std::string_view tag, std::string_view name) {
    const std::string mark = ' ' + std::string(name) + "=\"";
    std::size_t at = tag.find(mark);
    if (at == std::string_view::npos && (at = tag.find("\n" + mark.substr(1))) == std::string_view::npos)
        return {};
    at += mark.size();
    return std::string(tag.substr(at, tag.find('"', at) - at));
}

}  // namespace

TEST_CASE("the example numbers of every country are their own normal form, written with + and with 00") {
    const auto file = sample_folder("phones/google__libphonenumber/PhoneNumberMetadata.xml");
    if (sample_files("phones").empty()) return;
    const std::string text = bytes_in(file);
    REQUIRE_FALSE(text.empty());
    std::size_t countries = 0, numbers = 0;
    for (std::size_t at = text.find("<territory "); at != std::string::npos;) {
        const std::size_t next = text.find("<territory ", at + 1);
        const std::string_view territory =
            std::string_view(text).substr(at, next == std::string::npos ? next : next - at);
        at = next;
        const std::string_view tag = territory.substr(0, territory.find('>'));
        const std::string id = attribute(tag, "id"), code = attribute(tag, "countryCode");
        if (id == "001") continue;  // no country: satellites and freephone
        ++countries;
        for (std::string_view kind : {"<fixedLine>", "<mobile>"}) {
            const std::size_t begin = territory.find(kind);
            if (begin == std::string_view::npos) continue;
            const std::string_view part = territory.substr(
                begin, territory.find("</", territory.find("</exampleNumber>", begin) + 2) - begin);
            const std::size_t example = part.find("<exampleNumber>");
            if (example == std::string_view::npos || part.find(kind.substr(1)) > example) continue;
            std::string national(part.substr(example + 15, part.find('<', example + 15) - example - 15));
            const std::string full = '+' + code + national;
            CAPTURE(id);
            CAPTURE(full);
            ++numbers;
            for (const std::string& raw :
                 {full, "00" + code + national,
                  full.substr(0, 4) + ' ' + full.substr(4, 3) + '-' + full.substr(7)}) {
                const auto phone = normalise_phone(raw, "KZ");
                REQUIRE(phone.ok());
                CHECK(*phone == full);
            }
            if (id == "RU" || id == "KZ") CHECK(phone_country(full) == id);
            const std::string trunk = attribute(tag, "nationalPrefix");
            if ((id == "RU" || id == "KZ") && !trunk.empty())
                CHECK(*normalise_phone(trunk + national, id) == full);
        }
    }
    MESSAGE(countries << " countries, " << numbers << " numbers");
    CHECK(countries > 240);
    CHECK(numbers > 400);
}

TEST_CASE(
    "the example numbers of all kinds, services and networks above countries too: 999 of 1,000 are their own "
    "normal form") {
    if (sample_files("phones").empty()) return;
    const std::string text = bytes_in(sample_folder("phones/google__libphonenumber/PhoneNumberMetadata.xml"));
    std::size_t numbers = 0, right = 0;
    std::string code, wrong;
    for (std::size_t at = 0; (at = text.find('<', at)) != std::string::npos; ++at) {
        const std::string_view rest = std::string_view(text).substr(at);
        if (rest.substr(0, 11) == "<territory ")
            code = attribute(rest.substr(0, rest.find('>')), "countryCode");
        if (rest.substr(0, 15) != "<exampleNumber>") continue;
        const std::string full = '+' + code + std::string(rest.substr(15, rest.find('<', 15) - 15));
        ++numbers;
        const auto plus = normalise_phone(full, "KZ"), zeros = normalise_phone("00" + full.substr(1), "RU");
        if (plus.ok() && zeros.ok() && *plus == full && *zeros == full)
            ++right;
        else
            wrong += ' ' + full;
    }
    MESSAGE(right << " of " << numbers
                  << "; not:" << wrong);  // four and five digits that are dialled only inside Iran
    CHECK(numbers > 1'100);
    CHECK(right * 1000 >= numbers * 999);
}

// The oracle is the numbering plans' own data, as libphonenumber publishes them: its program is not needed to compare forms.
TEST_CASE(
    "every assigned range of Russia and Kazakhstan is accepted in every spelling and is of its own country") {
    if (sample_files("phones").empty()) return;
    const std::string text = bytes_in(sample_folder("phones/google__libphonenumber/metadata/7/ranges.csv"));
    std::size_t ranges = 0;
    bool head = true;
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t end = std::min(text.find('\n', from), text.size());
        std::vector<std::string> cells(1);
        for (char c : std::string_view(text).substr(from, end - from)) {
            if (c == ';')
                cells.emplace_back();
            else if (c != ' ' && c != '"' && c != '\r')
                cells.back().push_back(c);
        }
        from = end + 1;
        if (head || cells.size() < 10) {
            head = false;
            continue;
        }
        std::string national;
        for (std::size_t i = 0; i < cells[0].size(); ++i)
            if (cells[0][i] == '[') {  // a class of digits: its first
                national.push_back(cells[0][i + 1]);
                i = cells[0].find(']', i);
            } else if (cells[0][i] >= '0' && cells[0][i] <= '9') {
                national.push_back(cells[0][i]);
            }
        if (cells[1] != "10" || national.empty()) continue;
        ++ranges;
        for (const char* rest : {"1234567890", "9876543210"}) {
            std::string number = national;
            number.append(rest, 10 - std::min<std::size_t>(10, number.size()));
            const std::string full = "+7" + number;
            CAPTURE(full);
            for (const std::string& raw : {full, "8" + number, "7" + number, number, "8 10 7 " + number,
                                           "8 (" + number.substr(0, 3) + ") " + number.substr(3, 3) + '-' +
                                               number.substr(6, 2) + '-' + number.substr(8)}) {
                CAPTURE(raw);
                const auto phone = normalise_phone(raw, cells[9] == "KZ" ? "KZ" : "RU");
                REQUIRE(phone.ok());
                CHECK(*phone == full);
            }
            if (cells[9] == "RU" || cells[9] == "KZ") CHECK(phone_country(full) == cells[9]);
        }
    }
    MESSAGE(ranges << " ranges");
    CHECK(ranges > 800);
}
