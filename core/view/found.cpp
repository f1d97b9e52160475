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

struct Hit {
    int rank = 0;  // the smaller the better; 0 = not at all
    std::string_view how;
};

// By a whole number or id.
Hit match(const SubjectRecord& record, const Query& query) {
    for (const Reference& order : query.orders)
        if (reference_in(record, order)) return {1, "number"};
    for (const KnownIdentifier& one : record.identifiers) {
        if (one.known < Known::said) continue;
        const bool same = one.type == "phone" ? !query.phone.empty() && one.value == query.phone
                          : one.type == "email"
                              ? !query.email.empty() && one.value == query.email
                              : one.value.size() == query.text.size() && fold(one.value) == query.text;
        if (same) return {1, one.type};
    }
    return {};
}

constexpr std::size_t slip_letters_min = 5;  // a slip in fewer is another name

// By sound, with one slip: "Смогулова" is Смагулова, "Канат" Қанат. Of words in Latin.
bool almost(const std::vector<std::string>& wanted, std::string_view name) {
    const auto agrees = [](const std::string& one, std::string_view word) {
        if (word.substr(0, one.size()) == one) return true;
        return search::letters(one) >= slip_letters_min &&
               (search::one_slip(one, word) ||
                search::one_slip(one, search::first_letters(word, search::letters(one))));
    };
    return std::all_of(wanted.begin(), wanted.end(), [&](const std::string& one) {
        for (std::size_t from = 0, to = 0; from < name.size(); from = to + 1) {
            to = std::min(name.find(' ', from), name.size());
            if (agrees(one, name.substr(from, to - from))) return true;
        }
        return false;
    });
}

class Hits {
public:
    explicit Hits(const Directory& directory) : directory_(directory) {}
    void add(std::uint32_t number, Hit hit) {  // the best of a customer's stands
        const std::uint32_t customer = directory_.customer_of(number);
        if (hit.rank == 0 || customer == Directory::nobody) return;
        const auto [place, fresh] = of_.try_emplace(customer, hit);
        if (!fresh && hit.rank < place->second.rank) place->second = hit;
    }
    void add(const SubjectRecord& record, const Query& query) { add(record.number, match(record, query)); }
    void call(std::string_view how) {
        for (auto& [customer, hit] : of_) hit.how = how;
    }
    const auto& of() const { return of_; }  // by customer, see Directory::customer_of()

private:
    const Directory& directory_;
    std::unordered_map<std::uint32_t, Hit> of_;
};

// The whole number or address of somebody.
void add_known(const Directory& directory, const Query& query, Hits& hits) {
    for (const auto& [type, value] : {std::pair("phone", &query.phone), std::pair("email", &query.email)})
        if (!value->empty())
            for (const StreamId& stream : directory.with_identifier(joined_key(type, "", *value)))
                hits.add(*directory.find(stream), query);
}

void add_orders_and_ids(const Directory& directory, const Query& query, Hits& hits) {
    std::vector<StreamId> streams;
    for (const Reference& order : query.orders) directory.with_reference(order, streams);
    for (const StreamId& stream : streams) hits.add(*directory.find(stream), query);
    // No id or number is made of Cyrillic letters alone.
    if (query.cyrillic && query.text.find_first_of("0123456789") == std::string::npos) return;
    for (const auto text : {People::Text::phone, People::Text::id})
        for (const People::Line& line : directory.people().find(text, '\n' + query.text + '\n'))
            hits.add(directory.numbered(line.number), query);
}

void add_names(const People& people, const Query& query, Hits& hits) {
    const auto add = [&](People::Text text, const std::vector<std::string>& words) {
        for (const People::Line& line : people.find(text, search::longest(words)))
            if (begins(words, line.text)) hits.add(line.number, {2, "name"});
    };
    if (query.words.empty()) return;
    add(People::Text::name, query.words);
    // The other alphabet is tried only where it differs: people type the one that they see.
    if (query.latin_words.size() == query.words.size())
        add(query.cyrillic ? People::Text::latin : People::Text::latin_of_cyrillic, query.latin_words);
}

// Of a word with one slip one half is as it should be; of a short one all of it must be.
void add_almost(const People& people, const Query& query, Hits& hits) {
    if (query.latin_words.empty() || query.latin_words.size() != query.words.size()) return;
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
            for (const People::Line& line : people.find(text, part))
                if (almost(query.latin_words, line.text)) hits.add(line.number, {4, "typo"});
}

Hits hits_as_typed(const Directory& directory, std::string_view text, std::string_view country) {
    Hits hits(directory);
    const Query query = query_of(text, country);
    if (query.text.empty()) return hits;
    add_known(directory, query, hits);
    if (!hits.of().empty()) return hits;
    add_orders_and_ids(directory, query, hits);
    const People& people = directory.people();
    if (query.digits.empty()) {
        add_names(people, query, hits);
        return hits;
    }
    for (const std::string& part : {query.digits, query.national.empty() ? "" : '\n' + query.national})
        for (const People::Line& line : people.find(People::Text::phone, part))
            hits.add(line.number, {3, "phone"});
    return hits;
}

// As typed; when that finds nobody, as it would be on another keyboard; when that does not either, with one slip.
Hits hits_of(const Directory& directory, std::string_view text, std::string_view country) {
    Hits hits = hits_as_typed(directory, text, country);
    if (!hits.of().empty()) return hits;
    for (const std::string& other : search::other_layouts(text)) {
        Hits there = hits_as_typed(directory, other, country);
        there.call("layout");
        if (!there.of().empty()) return there;
    }
    add_almost(directory.people(), query_of(text, country), hits);
    return hits;
}

}  // namespace

std::string found(const Directory& directory, std::string_view text, std::string_view country,
                  Window window) {
    const Customers& customers = directory.customers();
    struct Listed {
        std::uint32_t customer;
        std::uint64_t last_ms;
        Hit hit;
    };
    std::vector<Listed> listed;
    const Hits hits = hits_of(directory, text, country);
    for (const auto& [customer, hit] : hits.of())
        listed.push_back({customer, directory.last_ms_of_customer(customer), hit});
    arrange(listed.begin(), listed.end(), [&](const Listed& a, const Listed& b) {
        if (a.hit.rank != b.hit.rank) return a.hit.rank < b.hit.rank;
        return a.last_ms != b.last_ms
                   ? a.last_ms > b.last_ms
                   : directory.numbered(a.customer).stream < directory.numbered(b.customer).stream;
    });
    JsonText json;
    json.begin_object().text("slice", "found").text("query", text);
    json.key("total").number(listed.size());
    json.key("from").number(window.from);
    json.key("rows").begin_array();
    for (std::size_t i = window.from; i < listed.size() && i - window.from < window.limit; ++i) {
        const Customer& customer = *customers.find(directory.numbered(listed[i].customer).stream);
        RecordOf records;
        for (const StreamId& member : customer.members) records[member] = directory.find(member);
        write_list_row(json, customer, summarise_customer(customer, records), listed[i].hit.how);
    }
    json.end_array().end_object();
    return json.take();
}

}  // namespace history::view
