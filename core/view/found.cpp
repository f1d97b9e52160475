#include <algorithm>

#include "core/base/arrange.h"
#include "core/base/fold.h"
#include "core/identity/identifier.h"
#include "core/identity/name.h"
#include "core/view/list_row.h"
#include "core/view/slice.h"

namespace history::view {

namespace {

struct Query {
    std::string phone, email, text;
    std::string digits, national;  // a part of a number as written, and with 7 for a trunk 8 at its beginning
    std::vector<std::string> words, latin_words;
    bool cyrillic = false;
};

std::vector<std::string> split(std::string_view folded) {
    std::vector<std::string> words;
    for (std::size_t from = 0; from < folded.size();) {
        const std::size_t to = std::min(folded.find(' ', from), folded.size());
        if (to > from) words.emplace_back(folded.substr(from, to - from));
        from = to + 1;
    }
    return words;
}

bool cyrillic(std::string_view text) {  // lead bytes of U+0400 to U+04FF
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return (static_cast<unsigned char>(c) & 0xFC) == 0xD0; });
}

Query query_of(std::string_view text, std::string_view country) {
    Query query;
    const std::string type = guess_type(text);
    auto normal = normalise(type.empty() ? "text" : type, text, country);
    if (type == "phone" && normal.ok()) query.phone = *normal;
    if (type == "email" && normal.ok()) query.email = *normal;
    query.text = fold(text);
    query.words = split(query.text);
    query.latin_words = name_words(text);
    query.cyrillic = cyrillic(query.text);
    if (query.text.find_first_not_of("0123456789 +-().") == std::string::npos)
        for (char c : query.text)
            if (c >= '0' && c <= '9') query.digits.push_back(c);
    if (query.digits.size() < 4) query.digits.clear();
    if (!query.digits.empty() && query.digits.front() == '8') query.national = "+7" + query.digits.substr(1);
    return query;
}

// Every word of the query begins some word of the (folded) name; nothing is allocated.
bool begins(const std::vector<std::string>& wanted, std::string_view folded) {
    return !wanted.empty() && std::all_of(wanted.begin(), wanted.end(), [&](const std::string& begin) {
        for (std::size_t at = folded.find(begin); at != std::string_view::npos;
             at = folded.find(begin, at + 1))
            if (at == 0 || folded[at - 1] == ' ' || folded[at - 1] == '-') return true;
        return false;
    });
}

bool begins_in_latin(const std::vector<std::string>& wanted, std::string_view folded) {
    const std::vector<std::string> words = name_words(folded);
    return std::all_of(wanted.begin(), wanted.end(), [&](const std::string& begin) {
        return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
            return word.compare(0, begin.size(), begin) == 0;
        });
    });
}

// The other alphabet is tried only where it differs: people type the one that they see.
bool name_matches(std::string_view folded, const Query& query) {
    if (folded.empty() || query.words.empty() || !query.digits.empty()) return false;
    if (begins(query.words, folded)) return true;
    return query.latin_words.size() == query.words.size() && cyrillic(folded) != query.cyrillic &&
           begins_in_latin(query.latin_words, folded);
}

// How well a subject answers the query: the smaller the better; 0 = not at all.
int match(const SubjectRecord& record, const Query& query, std::string_view& how) {
    bool part = false;
    for (const KnownIdentifier& one : record.identifiers) {
        if (one.known < Known::said || one.type == "item") continue;
        if (one.type == "phone") {
            if (!query.phone.empty() && one.value == query.phone) return how = "phone", 1;
            part =
                part || (!query.digits.empty() && one.value.find(query.digits) != std::string::npos) ||
                (!query.national.empty() && one.value.compare(0, query.national.size(), query.national) == 0);
        } else if (one.type == "email") {
            if (!query.email.empty() && one.value == query.email) return how = "email", 1;
        } else if (one.value.size() == query.text.size() && fold(one.value) == query.text) {
            return how = one.type == "order" ? std::string_view("number") : std::string_view(one.type), 1;
        }
    }
    if (part) return how = "phone", 3;
    if (query.words.empty() || !query.digits.empty()) return 0;
    for (const KnownIdentifier& one : record.identifiers)
        if (one.known >= Known::given)
            for (const std::string& name : one.names)
                if (name_matches(name, query)) return how = "name", 2;
    return name_matches(fold(record.name), query) ? (how = "name", 2) : 0;
}

}  // namespace

std::string found(const std::vector<const SubjectRecord*>& records, const Customers& customers,
                  std::string_view text, std::string_view country, Window window) {
    const Query query = query_of(text, country);
    struct Hit {
        int rank;
        std::string_view how;
    };
    std::unordered_map<const Customer*, Hit> hits;
    RecordOf by_stream;
    if (!query.text.empty())
        for (const SubjectRecord* record : records) {
            std::string_view how;
            const int rank = match(*record, query, how);
            const Customer* customer = rank == 0 ? nullptr : customers.find(record->stream);
            if (!customer) continue;
            auto [place, fresh] = hits.try_emplace(customer, Hit{rank, how});
            if (!fresh && rank < place->second.rank) place->second = {rank, how};
        }
    if (!hits.empty())
        for (const SubjectRecord* record : records) {
            if (hits.count(customers.find(record->stream)) != 0) by_stream[record->stream] = record;
        }
    struct Listed {
        const Customer* customer;
        CustomerSummary summary;
        Hit hit;
    };
    std::vector<Listed> listed;
    for (const auto& [customer, hit] : hits)
        listed.push_back({customer, summarise_customer(*customer, by_stream), hit});
    arrange(listed.begin(), listed.end(), [](const Listed& a, const Listed& b) {
        if (a.hit.rank != b.hit.rank) return a.hit.rank < b.hit.rank;
        const std::uint64_t left = a.summary.last ? a.summary.last->last.at_ms : 0,
                            right = b.summary.last ? b.summary.last->last.at_ms : 0;
        return left != right ? left > right : a.customer->id < b.customer->id;
    });
    JsonText json;
    json.begin_object().text("slice", "found").text("query", text);
    json.key("total").number(listed.size());
    json.key("from").number(window.from);
    json.key("rows").begin_array();
    for (std::size_t i = window.from; i < listed.size() && i - window.from < window.limit; ++i)
        write_list_row(json, *listed[i].customer, listed[i].summary, listed[i].hit.how);
    json.end_array().end_object();
    return json.take();
}

}  // namespace history::view
