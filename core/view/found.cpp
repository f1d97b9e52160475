#include <algorithm>

#include "core/base/fold.h"
#include "core/identity/identifier.h"
#include "core/identity/name.h"
#include "core/view/list_row.h"
#include "core/view/slice.h"

namespace history::view {

namespace {

struct Query {
    std::string phone, email, digits, text;
    std::vector<std::string> words;
};

Query query_of(std::string_view text, std::string_view country) {
    Query query;
    const std::string type = guess_type(text);
    auto normal = normalise(type.empty() ? "text" : type, text, country);
    if (type == "phone" && normal.ok()) query.phone = *normal;
    if (type == "email" && normal.ok()) query.email = *normal;
    for (char c : text)
        if (c >= '0' && c <= '9') query.digits.push_back(c);
    query.text = fold(text);
    query.words = name_words(text);
    return query;
}

// How well a subject answers the query: the smaller the better; 0 = not at all.
int match(const SubjectRecord& record, const Query& query, std::string_view& how) {
    for (const KnownIdentifier& one : record.identifiers) {
        if (one.known < Known::said) continue;
        if (!query.phone.empty() && one.type == "phone" && one.value == query.phone) return how = "phone", 1;
        if (!query.email.empty() && one.type == "email" && one.value == query.email) return how = "email", 1;
        if (one.type != "item" && one.value == query.text) return how = one.type, 1;
    }
    for (const KnownIdentifier& one : record.identifiers)
        if (query.digits.size() >= 4 && query.words.empty() && one.type == "phone" && one.value.find(query.digits) != std::string::npos) return how = "phone", 3;
    if (!query.words.empty()) {
        std::vector<std::string> words = name_words(record.name);
        for (const KnownIdentifier& one : record.identifiers)
            for (const std::string& name : one.names)
                for (std::string& word : name_words(name)) words.push_back(std::move(word));
        const bool all = std::all_of(query.words.begin(), query.words.end(), [&](const std::string& wanted) {
            return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return word.compare(0, wanted.size(), wanted) == 0; });
        });
        if (all) return how = "name", 2;
    }
    return 0;
}

}  // namespace

std::string found(const std::vector<const SubjectRecord*>& records, const Customers& customers, std::string_view text, std::string_view country, Window window) {
    const Query query = query_of(text, country);
    struct Hit {
        int rank;
        std::string_view how;
    };
    std::unordered_map<std::uint32_t, Hit> hits;
    RecordOf by_stream;
    if (!query.text.empty())
        for (const SubjectRecord* record : records) {
            std::string_view how;
            const int rank = match(*record, query, how);
            auto customer = customers.of.find(record->stream);
            if (rank == 0 || customer == customers.of.end()) continue;
            auto [place, fresh] = hits.try_emplace(customer->second, Hit{rank, how});
            if (!fresh && rank < place->second.rank) place->second = {rank, how};
        }
    for (const SubjectRecord* record : records) {
        auto customer = customers.of.find(record->stream);
        if (customer != customers.of.end() && hits.count(customer->second) != 0) by_stream[record->stream] = record;
    }
    struct Listed {
        const Customer* customer;
        CustomerSummary summary;
        Hit hit;
    };
    std::vector<Listed> listed;
    for (const auto& [index, hit] : hits) listed.push_back({&customers.all[index], summarise_customer(customers.all[index], by_stream), hit});
    std::sort(listed.begin(), listed.end(), [](const Listed& a, const Listed& b) {
        if (a.hit.rank != b.hit.rank) return a.hit.rank < b.hit.rank;
        const std::uint64_t left = a.summary.last ? a.summary.last->last.at_ms : 0, right = b.summary.last ? b.summary.last->last.at_ms : 0;
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
