#include "core/identity/resolver.h"

#include <algorithm>
#include <numeric>
#include <span>

#include "core/identity/name.h"

namespace history {

namespace {

// How many subjects one value may join before it is a shared one (a switchboard, a family tablet, an example in a form).
std::size_t limit_of(std::string_view type) {
    if (type == "phone" || type == "email") return 24;
    if (type == "cookie") return 16;
    if (type == "order") return 8;
    return 64;
}

// Signed-in users and cards name one person each: two different ones contradict like two names.
bool names_one_person(std::string_view type) {
    return type == "user" || type == "loyalty";
}

struct Holder {  // of an identifier
    std::uint32_t subject = 0;
    Known known = Known::said;
    const KnownIdentifier* identifier = nullptr;
};

std::uint64_t hash_of_value(const KnownIdentifier& one) {  // FNV-1a: no map of it is ever walked
    std::uint64_t hash = 0xcbf29ce484222325;
    for (std::string_view part :
         {std::string_view(one.type), std::string_view(one.scope), std::string_view(one.value)})
        for (char c : part) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    return hash;
}

int compare_values(const KnownIdentifier& a, const KnownIdentifier& b) {
    if (const int order = a.type.compare(b.type)) return order;
    if (const int order = a.scope.compare(b.scope)) return order;
    return a.value.compare(b.value);
}

struct Edge {
    std::uint32_t a = 0, b = 0;
    Known known = Known::proved;
    std::uint8_t rank = 0;         // link 0, then by type
    std::string_view type, value;  // of a record, which outlives the resolution
};

std::uint8_t rank_of(std::string_view type) {
    static constexpr std::string_view order[] = {"item",    "user",  "phone", "whatsapp", "telegram",
                                                 "loyalty", "order", "email", "cookie"};
    for (std::uint8_t i = 0; i < std::size(order); ++i)
        if (order[i] == type) return static_cast<std::uint8_t>(i + 1);
    return 9;
}

class Resolution {
public:
    explicit Resolution(std::vector<const SubjectRecord*> subjects)
        : subjects_(std::move(subjects)), parent_(subjects_.size()), size_(subjects_.size(), 1) {
        std::sort(subjects_.begin(), subjects_.end(), [](const SubjectRecord* a, const SubjectRecord* b) {
            const std::uint64_t left = a->first_gpos == 0 ? UINT64_MAX : a->first_gpos,
                                right = b->first_gpos == 0 ? UINT64_MAX : b->first_gpos;
            return left != right ? left < right : a->stream < b->stream;
        });
        std::iota(parent_.begin(), parent_.end(), 0u);
    }

    Customers run() {
        for (std::uint32_t i = 0; i < subjects_.size(); ++i) place_[subjects_[i]->stream] = i;
        statements();
        identifiers();
        std::sort(edges_.begin(), edges_.end(), [](const Edge& x, const Edge& y) {
            if (x.known != y.known) return x.known > y.known;
            if (x.rank != y.rank) return x.rank < y.rank;
            if (x.type != y.type) return x.type < y.type;
            if (x.value != y.value) return x.value < y.value;
            return x.a != y.a ? x.a < y.a : x.b < y.b;
        });
        std::vector<const Edge*> taken;
        for (const Edge& edge : edges_)
            if (unite(edge.a, edge.b)) taken.push_back(&edge);
        return collect(taken);
    }

private:
    std::uint32_t root(std::uint32_t i) {
        while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
        return i;
    }

    // False when they are one already, or when a person's separation stands between the two groups.
    bool unite(std::uint32_t a, std::uint32_t b) {
        a = root(a);
        b = root(b);
        if (a == b) return false;
        if (!apart_.empty())
            for (const auto& [one, other] : apart_) {
                const std::uint32_t x = root(one), y = root(other);
                if ((x == a && y == b) || (x == b && y == a)) return false;
            }
        if (size_[a] < size_[b]) std::swap(a, b);
        parent_[b] = a;
        size_[a] += size_[b];
        return true;
    }

    void statements() {
        for (std::uint32_t i = 0; i < subjects_.size(); ++i)
            for (const SubjectRecord::Statement& one : subjects_[i]->statements) {
                auto other = place_.find(one.other);
                if (other == place_.end()) continue;
                if (one.separation)
                    apart_.emplace_back(std::min(i, other->second), std::max(i, other->second));
                else
                    edges_.push_back({i, other->second, Known::proved, 0, "link", {}});
            }
        std::sort(apart_.begin(), apart_.end());
        apart_.erase(std::unique(apart_.begin(), apart_.end()), apart_.end());
    }

    // Only values that several subjects have are looked at closely: one pass counts their hashes.
    void identifiers() {
        std::unordered_map<std::uint64_t, std::uint32_t> counts;
        counts.reserve(subjects_.size() * 2);
        for (const SubjectRecord* subject : subjects_)
            for (const KnownIdentifier& one : subject->identifiers)
                if (one.known >= Known::given) ++counts[hash_of_value(one)];
        std::vector<Holder> holders;
        for (std::uint32_t i = 0; i < subjects_.size(); ++i)
            for (const KnownIdentifier& one : subjects_[i]->identifiers)
                if (one.known >= Known::given && counts[hash_of_value(one)] > 1)
                    holders.push_back({i, one.known, &one});
        std::sort(holders.begin(), holders.end(), [](const Holder& a, const Holder& b) {
            const int order = compare_values(*a.identifier, *b.identifier);
            return order != 0 ? order < 0 : a.subject < b.subject;
        });
        for (std::size_t from = 0, to = 0; from < holders.size(); from = to) {
            while (to < holders.size() &&
                   compare_values(*holders[from].identifier, *holders[to].identifier) == 0)
                ++to;
            const std::size_t sharing = to - from;
            if (sharing < 2) continue;
            if (sharing > limit_of(holders[from].identifier->type))
                shared_.push_back(
                    {holders[from].identifier->key(), static_cast<std::uint32_t>(sharing), "limit"});
            else
                join_holders({holders.begin() + static_cast<std::ptrdiff_t>(from),
                              holders.begin() + static_cast<std::ptrdiff_t>(to)});
        }
    }

    std::span<const std::string> names_of(const Holder& holder) const {
        if (!holder.identifier->names.empty()) return holder.identifier->names;
        const std::string& own = subjects_[holder.subject]->name;
        return {&own, own.empty() ? std::size_t{0} : std::size_t{1}};
    }

    // Do two holders contradict each other: by name, or by another identifier that names one person?
    bool contradict(const Holder& x, const Holder& y) const {
        const std::span<const std::string> names = names_of(x), others = names_of(y);
        if (!names.empty() && !others.empty()) {
            bool agree = false;
            for (const std::string& one : names)
                for (const std::string& other : others) agree = agree || names_agree(one, other);
            if (!agree) return true;
        }
        for (const KnownIdentifier& one : subjects_[x.subject]->identifiers) {
            if (!names_one_person(one.type) || one.known < Known::given) continue;
            for (const KnownIdentifier& other : subjects_[y.subject]->identifiers)
                if (other.type == one.type && other.scope == one.scope && other.known >= Known::given &&
                    other.value != one.value)
                    return true;
        }
        return false;
    }

    // Those who proved a value are one; others join the one group they do not contradict. Where several
    // groups stay apart, who contradicts none could belong to any: he joins none of them.
    void join_holders(std::vector<Holder> sharing) {
        const std::string_view type = sharing.front().identifier->type,
                               value = sharing.front().identifier->value;
        const bool weak = type == "cookie";  // a browser is proved, who sits before it is not
        std::stable_sort(sharing.begin(), sharing.end(), [&](const Holder& x, const Holder& y) {
            // With a name first: they make the groups. Nobody's number is the first caller's.
            if (names_of(x).empty() != names_of(y).empty()) return names_of(y).empty();
            return x.known > y.known;
        });
        std::vector<std::vector<const Holder*>> groups;
        bool contradicted = false;
        for (const Holder& holder : sharing) {
            std::vector<std::size_t> possible;
            for (std::size_t g = 0; g < groups.size(); ++g) {
                const bool hard =
                    !weak && holder.known == Known::proved && groups[g].front()->known == Known::proved;
                const bool against =
                    !hard && std::any_of(groups[g].begin(), groups[g].end(),
                                         [&](const Holder* one) { return contradict(*one, holder); });
                if (!against) possible.push_back(g);
                contradicted = contradicted || against;
            }
            if (possible.empty()) {
                groups.push_back({&holder});
            } else if (possible.size() == 1 && (groups.size() == 1 || !names_of(holder).empty())) {
                auto& group = groups[possible.front()];
                const Known known = std::min(holder.known, group.front()->known);
                edges_.push_back({group.front()->subject, holder.subject, known, rank_of(type), type, value});
                group.push_back(&holder);
            }
        }
        if (contradicted)
            shared_.push_back(
                {sharing.front().identifier->key(), static_cast<std::uint32_t>(sharing.size()), "names"});
    }

    Customers collect(const std::vector<const Edge*>& taken) {
        Customers customers;
        constexpr std::uint32_t none = UINT32_MAX;
        std::vector<std::uint32_t> at(subjects_.size(), none);  // by root
        for (std::uint32_t i = 0; i < subjects_.size();
             ++i) {  // in order of first leaf: the first member names the customer
            std::uint32_t& place = at[root(i)];
            if (place == none) {
                place = static_cast<std::uint32_t>(customers.all.size());
                customers.all.push_back({subjects_[i]->stream, {}, {}, false});
            }
            customers.all[place].members.push_back(subjects_[i]->stream);
        }
        for (const Edge* edge : taken) {
            Customer& customer = customers.all[at[root(edge->a)]];
            StreamId a = subjects_[edge->a]->stream, b = subjects_[edge->b]->stream;
            customer.joins.push_back({a, b, std::string(edge->type), std::string(edge->value), edge->known});
            if (edge->known == Known::given) customer.not_proved = true;
        }
        std::sort(customers.all.begin(), customers.all.end(),
                  [](const Customer& a, const Customer& b) { return a.id < b.id; });
        customers.of.reserve(subjects_.size());
        for (std::uint32_t i = 0; i < customers.all.size(); ++i)
            for (const StreamId& member : customers.all[i].members) customers.of[member] = i;
        customers.shared = std::move(shared_);
        return customers;
    }

    std::vector<const SubjectRecord*> subjects_;
    std::vector<std::uint32_t> parent_, size_;
    std::unordered_map<StreamId, std::uint32_t, FixedBytesHash> place_;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> apart_;
    std::vector<Edge> edges_;
    std::vector<Shared> shared_;
};

}  // namespace

Customers resolve(const std::vector<const SubjectRecord*>& subjects) {
    return Resolution(subjects).run();
}

}  // namespace history
