#include <algorithm>

#include "core/base/arrange.h"
#include "core/base/ascii.h"
#include "core/base/fold.h"
#include "core/identity/identifier.h"
#include "core/identity/name.h"
#include "core/search/layout.h"
#include "core/search/relation.h"
#include "core/search/words.h"
#include "core/view/list_row.h"
#include "core/view/slice.h"

namespace history::view {

namespace {

using search::cyrillic;
using search::People;

struct Query {
    std::string phone, email, text;
    std::string digits, national;  // a part of a number as written, and with 7 for a trunk 8 at its beginning
    std::vector<std::string> words, latin_words;
    std::vector<Reference> orders;  // whose number it may be, as written and in capitals
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
    std::string number(trimmed(text));
    for (int capitals = 0; capitals < 2; ++capitals) {
        query.orders.push_back(*Reference::of(joined_key("order", "", number), Known::given));
        for (char& c : number)
            if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
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

struct Hit {
    int rank = 0;  // the smaller the better; 0 = not at all
    std::string_view how;
};

Hit match(const SubjectRecord& record, const Query& query) {
    bool part = false;
    for (const Reference& order : query.orders)
        if (reference_in(record, order)) return {1, "number"};
    for (const KnownIdentifier& one : record.identifiers) {
        if (one.known < Known::said) continue;
        if (one.type == "phone") {
            if (!query.phone.empty() && one.value == query.phone) return {1, "phone"};
            part =
                part || (!query.digits.empty() && one.value.find(query.digits) != std::string::npos) ||
                (!query.national.empty() && one.value.compare(0, query.national.size(), query.national) == 0);
        } else if (one.type == "email") {
            if (!query.email.empty() && one.value == query.email) return {1, "email"};
        } else if (one.value.size() == query.text.size() && fold(one.value) == query.text) {
            return {1, one.type};
        }
    }
    if (part) return {3, "phone"};
    if (query.words.empty() || !query.digits.empty()) return {};
    for (const KnownIdentifier& one : record.identifiers)
        if (one.known >= Known::given)
            for (const std::string& name : one.names)
                if (name_matches(name, query)) return {2, "name"};
    return name_matches(fold(record.name), query) ? Hit{2, "name"} : Hit{};
}

constexpr std::size_t slip_letters_min = 5;  // a slip in fewer is another name

// By sound, with one slip: "Смогулова" is Смагулова, "Канат" Қанат.
bool almost(const std::vector<std::string>& wanted, std::string_view name) {
    const std::vector<std::string> words = name_words(name);
    return std::all_of(wanted.begin(), wanted.end(), [&](const std::string& one) {
        return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
            if (word.compare(0, one.size(), one) == 0) return true;
            return search::letters(one) >= slip_letters_min &&
                   (search::one_slip(one, word) ||
                    search::one_slip(one, search::first_letters(word, search::letters(one))));
        });
    });
}

Hit match_almost(const SubjectRecord& record, const Query& query) {
    for (const KnownIdentifier& one : record.identifiers)
        if (one.known >= Known::given)
            for (const std::string& name : one.names)
                if (almost(query.latin_words, name)) return {4, "typo"};
    return !record.name.empty() && almost(query.latin_words, record.name) ? Hit{4, "typo"} : Hit{};
}

std::vector<StreamId> once(std::vector<StreamId> streams) {
    arrange(streams.begin(), streams.end());
    streams.erase(std::unique(streams.begin(), streams.end()), streams.end());
    return streams;
}

// Whoever may match: the answer is match()'s.
std::vector<StreamId> candidates(const Directory& directory, const Query& query) {
    std::vector<StreamId> streams;
    const People& people = directory.people();
    for (const auto& [type, value] : {std::pair("phone", &query.phone), std::pair("email", &query.email)})
        if (!value->empty())
            for (const StreamId& stream : directory.with_identifier(joined_key(type, "", *value)))
                streams.push_back(stream);
    if (!streams.empty()) return once(std::move(streams));  // the whole number of somebody
    for (const Reference& order : query.orders) directory.with_reference(order, streams);
    // No id or number is made of Cyrillic letters alone.
    if (!query.cyrillic || query.text.find_first_of("0123456789") != std::string::npos)
        people.find(People::Text::number, '\n' + query.text + '\n', streams);
    if (!query.digits.empty()) {
        people.find(People::Text::number, query.digits, streams);
        if (!query.national.empty()) people.find(People::Text::number, '\n' + query.national, streams);
    } else {
        people.find(People::Text::name, search::longest(query.words), streams);
        if (query.latin_words.size() == query.words.size())
            people.find(query.cyrillic ? People::Text::latin : People::Text::latin_of_cyrillic,
                        search::longest(query.latin_words), streams);
    }
    return once(std::move(streams));
}

// Of a word with one slip one half is as it should be; of a short one all of it must be.
std::vector<StreamId> candidates_almost(const Directory& directory, const Query& query) {
    std::vector<StreamId> streams;
    const std::string_view word = search::longest(query.latin_words);
    const std::string_view half = search::letters(word) < slip_letters_min
                                      ? word
                                      : search::first_letters(word, search::letters(word) / 2);
    std::vector<std::string> parts{std::string(half)};
    if (half.size() < word.size()) {
        parts.emplace_back(word.substr(half.size()));
        parts.emplace_back(word);  // the two letters between the halves changed places
        std::swap(parts.back()[half.size() - 1], parts.back()[half.size()]);
    }
    for (const std::string& part : parts)
        for (const auto text : {People::Text::latin, People::Text::latin_of_cyrillic})
            directory.people().find(text, part, streams);
    return once(std::move(streams));
}

using Hits = std::unordered_map<StreamId, Hit, FixedBytesHash>;  // of customers

template <class Match>
Hits hits_among(const Directory& directory, const std::vector<StreamId>& streams, Match match) {
    Hits hits;
    const Customers& customers = directory.customers();
    for (const StreamId& stream : streams) {
        const SubjectRecord* record = directory.find(stream);
        if (!record || !is_somebody(*record)) continue;
        const Hit hit = match(*record);
        const auto customer = hit.rank == 0 ? customers.of.end() : customers.of.find(stream);
        if (customer == customers.of.end()) continue;
        auto [place, fresh] = hits.try_emplace(customer->second, hit);
        if (!fresh && hit.rank < place->second.rank) place->second = hit;
    }
    return hits;
}

Hits hits_as_typed(const Directory& directory, std::string_view text, std::string_view country) {
    const Query query = query_of(text, country);
    if (query.text.empty()) return {};
    return hits_among(directory, candidates(directory, query),
                      [&](const SubjectRecord& record) { return match(record, query); });
}

// As typed; when that finds nobody, as it would be on another keyboard; when that does not either, with one slip.
Hits hits_of(const Directory& directory, std::string_view text, std::string_view country) {
    Hits hits = hits_as_typed(directory, text, country);
    if (!hits.empty()) return hits;
    for (const std::string& other : search::other_layouts(text)) {
        hits = hits_as_typed(directory, other, country);
        for (auto& [customer, hit] : hits) hit.how = "layout";
        if (!hits.empty()) return hits;
    }
    const Query query = query_of(text, country);
    if (query.latin_words.empty() || query.latin_words.size() != query.words.size()) return hits;
    return hits_among(directory, candidates_almost(directory, query),
                      [&](const SubjectRecord& record) { return match_almost(record, query); });
}

}  // namespace

std::string found(const Directory& directory, std::string_view text, std::string_view country,
                  Window window) {
    const Customers& customers = directory.customers();
    struct Listed {
        const Customer* customer;
        std::uint64_t last_ms;
        Hit hit;
    };
    std::vector<Listed> listed;
    for (const auto& [id, hit] : hits_of(directory, text, country)) {
        const Customer* customer = customers.find(id);
        std::uint64_t last_ms = 0;
        for (const StreamId& member : customer->members)
            last_ms = std::max(last_ms, directory.find(member)->last.at_ms);
        listed.push_back({customer, last_ms, hit});
    }
    arrange(listed.begin(), listed.end(), [](const Listed& a, const Listed& b) {
        if (a.hit.rank != b.hit.rank) return a.hit.rank < b.hit.rank;
        return a.last_ms != b.last_ms ? a.last_ms > b.last_ms : a.customer->id < b.customer->id;
    });
    JsonText json;
    json.begin_object().text("slice", "found").text("query", text);
    json.key("total").number(listed.size());
    json.key("from").number(window.from);
    json.key("rows").begin_array();
    for (std::size_t i = window.from; i < listed.size() && i - window.from < window.limit; ++i) {
        const Customer& customer = *listed[i].customer;
        RecordOf records;
        for (const StreamId& member : customer.members) records[member] = directory.find(member);
        write_list_row(json, customer, summarise_customer(customer, records), listed[i].hit.how);
    }
    json.end_array().end_object();
    return json.take();
}

}  // namespace history::view
