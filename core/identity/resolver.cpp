#include "core/identity/resolver.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "core/identity/name.h"

namespace history {

namespace {

// How many subjects one value may join before it is a shared one (a switchboard, a family tablet, an example in a form).
std::size_t limit_of(std::string_view type) {
    if (type == "phone" || type == "email") return 24;
    if (type == "cookie") return 16;
    return 64;
}

// Signed-in users and cards name one person each: two different ones contradict like two names.
bool names_one_person(std::string_view type) { return type == "user" || type == "loyalty"; }

struct Holder {  // of an identifier
    std::uint32_t subject = 0;
    Known known = Known::said;
    std::vector<std::string> names;  // given with it; else the subject's own name
};

struct Edge {
    std::uint32_t a = 0, b = 0;
    Known known = Known::proved;
    std::uint8_t rank = 0;  // link 0, then by type
    std::string_view type;
    std::string value;
};

std::uint8_t rank_of(std::string_view type) {
    static constexpr std::string_view order[] = {"item", "user", "phone", "whatsapp", "telegram", "loyalty", "email", "cookie"};
    for (std::uint8_t i = 0; i < std::size(order); ++i)
        if (order[i] == type) return static_cast<std::uint8_t>(i + 1);
    return 9;
}

class Resolution {
public:
    explicit Resolution(std::vector<const SubjectRecord*> subjects) : subjects_(std::move(subjects)), parent_(subjects_.size()), size_(subjects_.size(), 1) {
        std::sort(subjects_.begin(), subjects_.end(), [](const SubjectRecord* a, const SubjectRecord* b) {
            const std::uint64_t left = a->first_gpos == 0 ? UINT64_MAX : a->first_gpos, right = b->first_gpos == 0 ? UINT64_MAX : b->first_gpos;
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
                if (one.separation) apart_.emplace_back(std::min(i, other->second), std::max(i, other->second));
                else edges_.push_back({i, other->second, Known::proved, 0, "link", {}});
            }
        std::sort(apart_.begin(), apart_.end());
        apart_.erase(std::unique(apart_.begin(), apart_.end()), apart_.end());
    }

    void identifiers() {
        std::map<std::string, std::vector<Holder>> holders;
        for (std::uint32_t i = 0; i < subjects_.size(); ++i)
            for (const KnownIdentifier& one : subjects_[i]->identifiers) {
                if (one.known < Known::given) continue;
                Holder holder{i, one.known, one.names};
                if (holder.names.empty() && !subjects_[i]->name.empty()) holder.names.push_back(subjects_[i]->name);
                holders[one.key()].push_back(std::move(holder));
            }
        for (auto& [key, sharing] : holders) {
            if (sharing.size() < 2) continue;
            const KeyParts parts = key_parts(key);
            if (sharing.size() > limit_of(parts.first)) {
                shared_.push_back({key, static_cast<std::uint32_t>(sharing.size()), "limit"});
                continue;
            }
            join_holders(key, parts.first, parts.third, sharing);
        }
    }

    // Do two holders contradict each other: by name, or by another identifier that names one person?
    bool contradict(const Holder& x, const Holder& y) const {
        if (!x.names.empty() && !y.names.empty()) {
            bool agree = false;
            for (const std::string& one : x.names)
                for (const std::string& other : y.names) agree = agree || names_agree(one, other);
            if (!agree) return true;
        }
        for (const KnownIdentifier& one : subjects_[x.subject]->identifiers) {
            if (!names_one_person(one.type) || one.known < Known::given) continue;
            for (const KnownIdentifier& other : subjects_[y.subject]->identifiers)
                if (other.type == one.type && other.scope == one.scope && other.known >= Known::given && other.value != one.value) return true;
        }
        return false;
    }

    // Those who proved a value are one; others join the one group they do not contradict. Where several groups stay apart,
    // who contradicts none could belong to any: he joins none of them.
    void join_holders(const std::string& key, std::string_view type, std::string_view value, std::vector<Holder>& sharing) {
        const bool weak = type == "cookie";  // a browser is proved, who sits before it is not
        std::stable_sort(sharing.begin(), sharing.end(), [](const Holder& x, const Holder& y) {
            if (x.known != y.known) return x.known > y.known;
            return x.names.empty() < y.names.empty();  // with a name first: they make the groups
        });
        std::vector<std::vector<const Holder*>> groups;
        bool contradicted = false;
        for (const Holder& holder : sharing) {
            std::vector<std::size_t> possible;
            for (std::size_t g = 0; g < groups.size(); ++g) {
                const bool hard = !weak && holder.known == Known::proved && groups[g].front()->known == Known::proved;
                const bool against = !hard && std::any_of(groups[g].begin(), groups[g].end(), [&](const Holder* one) { return contradict(*one, holder); });
                if (!against) possible.push_back(g);
                contradicted = contradicted || against;
            }
            if (possible.empty()) {
                groups.push_back({&holder});
            } else if (possible.size() == 1 && (groups.size() == 1 || !holder.names.empty())) {
                auto& group = groups[possible.front()];
                const Known known = std::min(holder.known, group.front()->known);
                edges_.push_back({group.front()->subject, holder.subject, known, rank_of(type), type_of(type), std::string(value)});
                group.push_back(&holder);
            }
        }
        if (contradicted) shared_.push_back({key, static_cast<std::uint32_t>(sharing.size()), "names"});
    }

    std::string_view type_of(std::string_view type) { return *types_.emplace(type).first; }

    Customers collect(const std::vector<const Edge*>& taken) {
        Customers customers;
        std::map<std::uint32_t, std::uint32_t> at;
        for (std::uint32_t i = 0; i < subjects_.size(); ++i) {  // in order of first leaf: the first member names the customer
            auto [place, fresh] = at.try_emplace(root(i), static_cast<std::uint32_t>(customers.all.size()));
            if (fresh) customers.all.push_back({subjects_[i]->stream, {}, {}, false});
            customers.all[place->second].members.push_back(subjects_[i]->stream);
        }
        for (const Edge* edge : taken) {
            Customer& customer = customers.all[at.at(root(edge->a))];
            StreamId a = subjects_[edge->a]->stream, b = subjects_[edge->b]->stream;
            customer.joins.push_back({a, b, std::string(edge->type), edge->value, edge->known});
            if (edge->known == Known::given) customer.not_proved = true;
        }
        std::sort(customers.all.begin(), customers.all.end(), [](const Customer& a, const Customer& b) { return a.id < b.id; });
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
    std::set<std::string, std::less<>> types_;
};

}  // namespace

Customers resolve(const std::vector<const SubjectRecord*>& subjects) { return Resolution(subjects).run(); }

}  // namespace history
