#include "core/identity/phone.h"

#include <array>

#include "core/base/fold.h"

namespace history {

namespace {

struct Plan {
    std::string_view code;     // ITU-T E.164 country code
    std::string_view country;  // ISO 3166; empty: several countries share it
    std::uint8_t least, most;  // digits of the national number
    std::string_view trunk;    // dialled before the national number inside the country, never after the code
};

// Shared codes (1, 7) stand once; +7 is told apart by its first national digits below.
constexpr Plan plans[] = {
    {"1", "", 10, 10, "1"},     {"7", "", 10, 10, "8"},      {"20", "EG", 8, 10, "0"},  {"27", "ZA", 9, 9, "0"},   {"30", "GR", 10, 10, ""},
    {"31", "NL", 9, 9, "0"},    {"32", "BE", 8, 9, "0"},     {"33", "FR", 9, 9, "0"},   {"34", "ES", 9, 9, ""},    {"36", "HU", 8, 9, "06"},
    {"39", "IT", 6, 12, ""},    {"40", "RO", 9, 9, "0"},     {"41", "CH", 9, 9, "0"},   {"43", "AT", 7, 13, "0"},  {"44", "GB", 9, 10, "0"},
    {"45", "DK", 8, 8, ""},     {"46", "SE", 7, 10, "0"},    {"47", "NO", 8, 8, ""},    {"48", "PL", 9, 9, ""},    {"49", "DE", 6, 12, "0"},
    {"51", "PE", 8, 9, "0"},    {"52", "MX", 10, 11, ""},    {"54", "AR", 10, 11, "0"}, {"55", "BR", 10, 11, "0"}, {"56", "CL", 9, 9, ""},
    {"57", "CO", 8, 10, "0"},   {"58", "VE", 10, 10, "0"},   {"60", "MY", 8, 10, "0"},  {"61", "AU", 9, 9, "0"},   {"62", "ID", 8, 12, "0"},
    {"63", "PH", 8, 10, "0"},   {"64", "NZ", 8, 10, "0"},    {"65", "SG", 8, 8, ""},    {"66", "TH", 8, 9, "0"},   {"81", "JP", 9, 10, "0"},
    {"82", "KR", 8, 10, "0"},   {"84", "VN", 9, 10, "0"},    {"86", "CN", 9, 11, "0"},  {"90", "TR", 10, 10, "0"}, {"91", "IN", 10, 10, "0"},
    {"92", "PK", 9, 10, "0"},   {"93", "AF", 9, 9, "0"},     {"94", "LK", 9, 9, "0"},   {"95", "MM", 7, 10, "0"},  {"98", "IR", 10, 10, "0"},
    {"212", "MA", 9, 9, "0"},   {"213", "DZ", 8, 9, "0"},    {"216", "TN", 8, 8, ""},   {"218", "LY", 8, 9, "0"},  {"233", "GH", 9, 9, "0"},
    {"234", "NG", 7, 10, "0"},  {"251", "ET", 9, 9, "0"},    {"254", "KE", 9, 9, "0"},  {"255", "TZ", 9, 9, "0"},  {"256", "UG", 9, 9, "0"},
    {"350", "GI", 8, 8, ""},    {"351", "PT", 9, 9, ""},     {"352", "LU", 4, 11, ""},  {"353", "IE", 7, 9, "0"},  {"354", "IS", 7, 9, ""},
    {"355", "AL", 8, 9, "0"},   {"356", "MT", 8, 8, ""},     {"357", "CY", 8, 8, ""},   {"358", "FI", 5, 12, "0"}, {"359", "BG", 8, 9, "0"},
    {"370", "LT", 8, 8, "8"},   {"371", "LV", 8, 8, ""},     {"372", "EE", 7, 8, ""},   {"373", "MD", 8, 8, "0"},  {"374", "AM", 8, 8, "0"},
    {"375", "BY", 9, 9, "8"},   {"376", "AD", 6, 9, ""},     {"377", "MC", 8, 9, "0"},  {"380", "UA", 9, 9, "0"},  {"381", "RS", 8, 9, "0"},
    {"382", "ME", 8, 8, "0"},   {"383", "XK", 8, 8, "0"},    {"385", "HR", 8, 9, "0"},  {"386", "SI", 8, 8, "0"},  {"387", "BA", 8, 8, "0"},
    {"389", "MK", 8, 8, "0"},   {"420", "CZ", 9, 9, ""},     {"421", "SK", 9, 9, "0"},  {"423", "LI", 7, 9, ""},   {"852", "HK", 8, 8, ""},
    {"853", "MO", 8, 8, ""},    {"855", "KH", 8, 9, "0"},    {"856", "LA", 8, 10, "0"}, {"880", "BD", 8, 10, "0"}, {"886", "TW", 8, 9, "0"},
    {"960", "MV", 7, 7, ""},    {"961", "LB", 7, 8, "0"},    {"962", "JO", 8, 9, "0"},  {"963", "SY", 8, 9, "0"},  {"964", "IQ", 8, 10, "0"},
    {"965", "KW", 7, 8, ""},    {"966", "SA", 9, 9, "0"},    {"967", "YE", 7, 9, "0"},  {"968", "OM", 8, 8, ""},   {"970", "PS", 8, 9, "0"},
    {"971", "AE", 8, 9, "0"},   {"972", "IL", 8, 9, "0"},    {"973", "BH", 8, 8, ""},   {"974", "QA", 8, 8, ""},   {"975", "BT", 7, 8, ""},
    {"976", "MN", 8, 8, "0"},   {"977", "NP", 8, 10, "0"},   {"992", "TJ", 9, 9, "8"},  {"993", "TM", 8, 8, "8"},  {"994", "AZ", 9, 9, "0"},
    {"995", "GE", 9, 9, "0"},   {"996", "KG", 9, 9, "0"},    {"998", "UZ", 9, 9, "8"},
};

const Plan* plan_of(std::string_view digits) {  // codes are prefix-free
    for (std::size_t length = 3; length >= 1; --length)
        for (const Plan& plan : plans)
            if (plan.code.size() == length && digits.substr(0, length) == plan.code) return &plan;
    return nullptr;
}

bool seven(std::string_view country) { return country == "KZ" || country == "RU"; }

// Under +7: Kazakhstan has 6 and 7 (Joint numbering plan), Russia 3, 4, 8 and 9; 0, 1, 2 and 5 begin no number.
bool valid(const Plan& plan, std::string_view national) {
    if (national.size() < plan.least || national.size() > plan.most) return false;
    if (plan.code == "7") return std::string_view("346789").find(national[0]) != std::string_view::npos;
    if (plan.code == "1") return national[0] >= '2' && national[3] >= '2';  // North American plan: NXX NXX XXXX
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
            while (!rest.empty() && (rest.front() == '.' || rest.front() == ':' || rest.front() == ' ')) rest.remove_prefix(1);
            break;
        }
    for (std::size_t at = 0; at < rest.size();) {
        const std::size_t start = at;
        const char32_t code = next_code_point(rest, at);
        if (code >= '0' && code <= '9') digits.push_back(static_cast<char>(code));
        else if (code >= 0xFF10 && code <= 0xFF19) digits.push_back(static_cast<char>(code - 0xFF10 + '0'));   // full-width
        else if (code >= 0x660 && code <= 0x669) digits.push_back(static_cast<char>(code - 0x660 + '0'));      // Arabic-Indic
        else if (code >= 0x6F0 && code <= 0x6F9) digits.push_back(static_cast<char>(code - 0x6F0 + '0'));
        else if (code == '+' || code == 0xFF0B) {
            if (!digits.empty() || plus) return false;
            plus = true;
        } else if (code == ' ' || code == '(' || code == ')' || code == '-' || code == '.' || code == '/' || code == '_' || code == '~' ||
                   (code >= 0x2010 && code <= 0x2015) || code == 0x2212 || (code >= 0x2000 && code <= 0x200F) || code == 0x3000 ||
                   (code >= 0x202A && code <= 0x202E) || code == 0x2060 || code == 0xFEFF || code == 0xAD || (code >= 0x2066 && code <= 0x2069)) {
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

Error no_phone() { return fail(Errc::corrupt, "This is no phone number."); }

Result<std::string> international(std::string_view digits) {
    const Plan* plan = plan_of(digits);
    if (!plan) return no_phone();
    std::string_view national = digits.substr(plan->code.size());
    // "+7 8 701 ..." and "+49 (0) 30 ...": the trunk prefix is written although it is not dialled.
    if (!valid(*plan, national) && !plan->trunk.empty() && national.substr(0, plan->trunk.size()) == plan->trunk)
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
    // "+8 701 ...": a plus before the trunk prefix. Only where no country has that code.
    if (plus && seven(country) && all.size() == 11 && all[0] == '8' && !plan_of(all)) return international(std::string("7").append(all.substr(1)));
    if (plus) return international(all);
    if (all.substr(0, 3) == "810" && all.size() >= 13) return international(all.substr(3));  // 8~10: out of Russia, Kazakhstan
    if (all.substr(0, 2) == "00") return international(all.substr(2));
    if (seven(country)) {
        if (all.size() == 11 && (all[0] == '8' || all[0] == '7')) return international(std::string("7").append(all.substr(1)));
        if (all.size() == 10) return international(std::string("7").append(all));
        if (all.size() > 10) return international(all);
        return no_phone();
    }
    for (const Plan& plan : plans) {
        if (plan.country != country || country.empty()) continue;
        std::string_view national = all;
        if (!plan.trunk.empty() && national.substr(0, plan.trunk.size()) == plan.trunk) national.remove_prefix(plan.trunk.size());
        if (valid(plan, national)) return std::string("+").append(plan.code).append(national);
    }
    return international(all);
}

std::string_view phone_country(std::string_view e164) {
    if (e164.size() < 3 || e164[0] != '+') return "";
    if (e164[1] == '7') return e164[2] == '6' || e164[2] == '7' ? "KZ" : "RU";
    const Plan* plan = plan_of(e164.substr(1));
    return plan ? plan->country : "";
}

}  // namespace history
