#include "core/identity/phone.h"

#include "core/base/fold.h"
#include "core/identity/calling_codes.h"
#include "core/identity/service_ranges.h"

namespace history {

namespace {

const CallingCode* plan_of(std::string_view digits) {  // codes are prefix-free
    for (std::size_t length = 3; length >= 1; --length)
        for (const CallingCode& plan : calling_codes)
            if (plan.code.size() == length && digits.substr(0, length) == plan.code) return &plan;
    return nullptr;
}

// Above countries: a number of it is one only with its plus or 00.
bool network(const CallingCode& plan) {
    return plan.country.empty() && (plan.code[0] == '8' || plan.code == "979");
}

bool seven(std::string_view country) {
    return country == "KZ" || country == "RU";
}

bool service(const CallingCode& plan, std::string_view national) {
    for (const ServiceRange& one : service_ranges)
        if (one.code == plan.code && national.size() >= one.least && national.size() <= one.most &&
            national.substr(0, one.begins.size()) == one.begins)
            return true;
    return false;
}

// Under +7: Kazakhstan has 6 and 7 (Joint numbering plan), Russia 3, 4, 8 and 9; 0, 1, 2 and 5 begin no number.
bool valid(const CallingCode& plan, std::string_view national) {
    if (service(plan, national)) return true;
    if (national.size() < plan.least || national.size() > plan.most) return false;
    if (plan.code == "7") return std::string_view("346789").find(national[0]) != std::string_view::npos;
    if (plan.code == "1")
        return national[0] >= '2' && national[3] >= '2';  // North American plan: NXX NXX XXXX
    return national[0] != '0' || plan.trunk.empty();
}

// ASCII digits of what was written, the plus sign first when there was one; false for letters that belong to no number.
bool digits_of(std::string_view raw, std::string& digits, bool& plus) {
    if (raw.size() > 128) return false;
    const std::string text = fold(raw);
    std::string_view rest = text;
    for (std::string_view label : {"телефон", "тел", "моб", "сот", "whatsapp", "phone", "mobile", "tel", "т"})
        if (rest.substr(0, label.size()) == label) {
            rest.remove_prefix(label.size());
            while (!rest.empty() && (rest.front() == '.' || rest.front() == ':' || rest.front() == ' '))
                rest.remove_prefix(1);
            break;
        }
    for (std::size_t at = 0; at < rest.size();) {
        const std::size_t start = at;
        const char32_t code = next_code_point(rest, at);
        if (code >= '0' && code <= '9')
            digits.push_back(static_cast<char>(code));
        else if (code >= 0xFF10 && code <= 0xFF19)
            digits.push_back(static_cast<char>(code - 0xFF10 + '0'));  // full-width
        else if (code >= 0x660 && code <= 0x669)
            digits.push_back(static_cast<char>(code - 0x660 + '0'));  // Arabic-Indic
        else if (code >= 0x6F0 && code <= 0x6F9)
            digits.push_back(static_cast<char>(code - 0x6F0 + '0'));
        else if (code == '+' || code == 0xFF0B) {
            if (!digits.empty() || plus) return false;
            plus = true;
        } else if (code == ' ' || code == '(' || code == ')' || code == '-' || code == '.' || code == '/' ||
                   code == '_' || code == '~' || (code >= 0x2010 && code <= 0x2015) || code == 0x2212 ||
                   (code >= 0x2000 && code <= 0x200F) || code == 0x3000 ||
                   (code >= 0x202A && code <= 0x202E) || code == 0x2060 || code == 0xFEFF || code == 0xAD ||
                   (code >= 0x2066 && code <= 0x2069)) {
            continue;  // signs people and phone books put between digits
        } else if (digits.size() >= 5) {
            const std::string_view tail = rest.substr(start);  // an extension ends the number
            for (std::string_view mark : {"доб", "вн", "ext", "x", "#", ";", ",", "внутр", "p", "w"})
                if (tail.substr(0, mark.size()) == mark) return true;
            return false;
        } else {
            return false;
        }
    }
    return true;
}

Error no_phone() {
    return fail(Errc::corrupt, "This is no phone number.");
}

Result<std::string> international(std::string_view digits, bool with_plus = true) {
    const CallingCode* plan = plan_of(digits);
    if (!plan || (!with_plus && network(*plan))) return no_phone();
    std::string_view national = digits.substr(plan->code.size());
    // "+7 8 701 ..." and "+49 (0) 30 ...": the trunk prefix is written although it is not dialled.
    if (!valid(*plan, national) && !plan->trunk.empty() &&
        national.substr(0, plan->trunk.size()) == plan->trunk)
        national.remove_prefix(plan->trunk.size());
    if (!valid(*plan, national)) return no_phone();
    return std::string("+").append(plan->code).append(national);
}

}  // namespace

Result<std::string> normalise_phone(std::string_view raw, std::string_view country) {
    std::string digits;
    bool plus = false;
    if (!digits_of(raw, digits, plus) || digits.size() < 7 || digits.size() > 18) return no_phone();
    const std::string_view all = digits;
    // "+8 701 ...": a plus before the trunk prefix. Only where no country has that code; a satellite's is no mistyped Russian one
    // only when it cannot be.
    if (const CallingCode* plan = plan_of(all);
        plus && seven(country) && all.size() == 11 && all[0] == '8' && (!plan || network(*plan)))
        if (auto trunk = international(std::string("7").append(all.substr(1))); trunk.ok() || !plan)
            return trunk;
    if (plus) return international(all);
    if (all.substr(0, 3) == "810" && all.size() >= 13)
        return international(all.substr(3));  // 8~10: out of Russia, Kazakhstan
    if (all.substr(0, 2) == "00") return international(all.substr(2));
    if (seven(country)) {
        if (all.size() == 11 && (all[0] == '8' || all[0] == '7'))
            return international(std::string("7").append(all.substr(1)));
        if (all.size() == 10) return international(std::string("7").append(all));
        if (all.size() > 10) return international(all, false);
        return no_phone();
    }
    for (const CallingCode& plan : calling_codes) {
        if (plan.country != country || country.empty()) continue;
        std::string_view national = all;
        if (!plan.trunk.empty() && national.substr(0, plan.trunk.size()) == plan.trunk)
            national.remove_prefix(plan.trunk.size());
        if (valid(plan, national)) return std::string("+").append(plan.code).append(national);
    }
    return international(all, false);
}

std::string_view phone_country(std::string_view e164) {
    if (e164.size() < 3 || e164[0] != '+') return "";
    if (e164[1] == '7') return e164[2] == '6' || e164[2] == '7' ? "KZ" : "RU";
    const CallingCode* plan = plan_of(e164.substr(1));
    return plan ? plan->country : "";
}

}  // namespace history
