#include "core/identity/resolver.h"

#include <algorithm>
#include <deque>
#include <span>

#include "core/base/arrange.h"
#include "core/identity/evidence.h"
#include "core/identity/joining.h"
#include "core/identity/twins.h"

namespace history {

namespace {

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

bool earlier(const SubjectRecord* a, const SubjectRecord* b) {
    const std::uint64_t left = a->first_gpos == 0 ? UINT64_MAX : a->first_gpos,
                        right = b->first_gpos == 0 ? UINT64_MAX : b->first_gpos;
    return left != right ? left < right : a->stream < b->stream;
}

std::vector<const SubjectRecord*> by_first_leaf(std::vector<const SubjectRecord*> subjects) {
    arrange(subjects.begin(), subjects.end(), earlier);
    return subjects;
}

class Resolution {
public:
    Resolution(std::vector<const SubjectRecord*> subjects, const IgnoredKeys* ignored)
        : twins_(by_first_leaf(std::move(subjects))), ignored_(ignored) {}

    Customers run() {
        statements();
        identifiers();
        Joining joining(subjects_.size(), apart_);
        joining.run(std::move(edges_));
        for (const Edge& edge : joining.refused())
            if (edge.rank != 0)
                shared_.push_back({joined_key(edge.type, edge.scope, edge.value), 0, "separation"});
        return collect(joining);
    }

private:
    void statements() {
        std::unordered_map<StreamId, std::uint32_t, FixedBytesHash> place;
        place.reserve(twins_.all.size());
        for (std::size_t i = 0; i < twins_.all.size(); ++i) place[twins_.all[i]->stream] = twins_.at[i];
        for (std::uint32_t i = 0; i < subjects_.size(); ++i)
            for (const SubjectRecord::Statement& one : subjects_[i]->statements) {
                auto other = place.find(one.other);
                if (other == place.end() || other->second == i) continue;
                const std::uint32_t a = std::min(i, other->second), b = std::max(i, other->second);
                if (one.separation)
                    apart_.emplace_back(a, b);
                else
                    edges_.push_back({a, b, Known::proved, 0, "link", {}, {}});
            }
        arrange(apart_.begin(), apart_.end());
        apart_.erase(std::unique(apart_.begin(), apart_.end()), apart_.end());
        separated_.resize(apart_.empty() ? 0 : subjects_.size());
        for (const auto& [a, b] : apart_) separated_[a] = separated_[b] = true;
    }

    // Only values that several subjects have are looked at closely: one pass counts their hashes.
    void identifiers() {
        std::unordered_map<std::uint64_t, std::uint32_t> counts;
        counts.reserve(subjects_.size() * 2);
        for (const SubjectRecord* subject : subjects_)
            for (const KnownIdentifier& one : subject->identifiers)
                if (one.known >= Known::given) ++counts[hash_of_value(one)];
        // Of things the hash is all that is known; the few that two have stand as identifiers from here on.
        std::vector<std::uint64_t> things;
        for (const SubjectRecord* subject : subjects_)
            for (const Reference& one : subject->references)
                if (one.known() >= Known::given) things.push_back(one.hash());
        arrange(things.begin(), things.end());
        const auto several = [&](std::uint64_t hash) {
            const auto found = std::lower_bound(things.begin(), things.end(), hash);
            return found != things.end() && found + 1 != things.end() && *(found + 1) == hash;
        };
        std::vector<Holder> holders;
        for (std::uint32_t i = 0; i < subjects_.size(); ++i)
            for (const Reference& one : subjects_[i]->references)
                if (one.known() >= Known::given && several(one.hash())) {
                    things_.push_back({std::string(one.type()), "", one.value(), one.known(), {}});
                    holders.push_back({i, one.known(), &things_.back(), subjects_[i]});
                }
        for (std::uint32_t i = 0; i < subjects_.size(); ++i)
            for (const KnownIdentifier& one : subjects_[i]->identifiers)
                if (one.known >= Known::given && counts[hash_of_value(one)] > 1)
                    holders.push_back({i, one.known, &one, subjects_[i]});
        arrange(holders.begin(), holders.end(), [](const Holder& a, const Holder& b) {
            const int order = compare_values(*a.identifier, *b.identifier);
            return order != 0 ? order < 0 : a.subject < b.subject;
        });
        for (std::size_t from = 0, to = 0; from < holders.size(); from = to) {
            while (to < holders.size() &&
                   compare_values(*holders[from].identifier, *holders[to].identifier) == 0)
                ++to;
            const std::size_t sharing = to - from;
            if (sharing < 2 || (ignored_ && ignored_->count(holders[from].identifier->key()) != 0)) continue;
            if (sharing > sharing_max(holders[from].identifier->type))
                shared_.push_back(
                    {holders[from].identifier->key(), static_cast<std::uint32_t>(sharing), "limit"});
            else
                join_holders({holders.begin() + static_cast<std::ptrdiff_t>(from),
                              holders.begin() + static_cast<std::ptrdiff_t>(to)});
        }
    }

    // Those who proved a value are one, unless it was given out again; others join the one group they do not contradict. Where
    // several groups stay apart, who contradicts none could belong to any: he joins none of them.
    void join_holders(std::vector<Holder> sharing) {
        const std::string_view type = sharing.front().identifier->type;
        const bool weak = type == "cookie" || type == "ga";  // a browser is proved, who sits before it is not
        arrange(sharing.begin(), sharing.end(), [&](const Holder& x, const Holder& y) {
            // With a name first: they make the groups. Nobody's number is the first caller's.
            if (has_name(x) != has_name(y)) return has_name(x);
            if (x.known != y.known) return x.known > y.known;
            return has_name(x) && names_before(x, y);
        });
        std::vector<std::vector<const Holder*>> groups;
        bool contradicted = false, again = false;
        const bool each = std::any_of(sharing.begin(), sharing.end(), [&](const Holder& one) {
            return !separated_.empty() && separated_[one.subject];
        });
        for (const Holder& holder : sharing) {
            std::vector<std::size_t> possible;
            const bool named = has_name(holder);
            for (std::size_t g = 0; g < groups.size(); ++g) {
                const auto some = [&](auto&& test) {
                    return std::any_of(groups[g].begin(), groups[g].end(), test);
                };
                const bool anew = some([&](const Holder* one) { return recycled(*one, holder); });
                again = again || anew;
                const bool hard =
                    !weak && holder.known == Known::proved && groups[g].front()->known == Known::proved;
                bool against =
                    anew || (!hard && some([&](const Holder* one) { return contradict(*one, holder); }));
                // Of a number given out again nobody's calls belong to whom they were nowhere near in time.
                if (!against && again && !named)
                    against = !some(
                        [&](const Holder* one) { return !silence_between(*one->record, *holder.record); });
                if (!against) possible.push_back(g);
                contradicted = contradicted || against;
            }
            if (possible.empty()) {
                groups.push_back({&holder});
            } else if (possible.size() == 1 && (groups.size() == 1 || named || again)) {
                put_into(groups[possible.front()], holder, each);
            }
        }
        if (contradicted)
            shared_.push_back({sharing.front().identifier->key(), static_cast<std::uint32_t>(sharing.size()),
                               again ? "recycled" : "names"});
    }

    // Beside the group's first one; where somebody was separated, beside each, so that nobody is nearer by chance.
    void put_into(std::vector<const Holder*>& group, const Holder& holder, bool each) {
        const KnownIdentifier& identifier = *holder.identifier;
        for (const Holder* one : group) {
            const std::uint32_t a = std::min(one->subject, holder.subject),
                                b = std::max(one->subject, holder.subject);
            edges_.push_back({a, b, std::min(holder.known, one->known), reason_rank(identifier.type),
                              identifier.type, identifier.scope, identifier.value});
            if (!each) break;
        }
        group.push_back(&holder);
    }

    Customers collect(Joining& joining) {
        Customers customers;
        constexpr std::uint32_t none = UINT32_MAX;
        std::vector<std::uint32_t> at(subjects_.size(), none);  // by group
        for (std::size_t i = 0; i < twins_.all.size(); ++i) {
            // In order of first leaf: the first member names the customer.
            const StreamId& stream = twins_.all[i]->stream;
            std::uint32_t& place = at[joining.group(twins_.at[i])];
            if (place == none) {
                place = static_cast<std::uint32_t>(customers.all.size());
                customers.all.push_back({stream, {}, {}, false});
            }
            Customer& customer = customers.all[place];
            customer.members.push_back(stream);
            if (const SubjectRecord& first = *subjects_[twins_.at[i]]; !(first.stream == stream))
                customer.joins.push_back(join_of_twins(first, stream));
        }
        for (const Edge& edge : joining.taken()) {
            Customer& customer = customers.all[at[joining.group(edge.a)]];
            customer.joins.push_back({subjects_[edge.a]->stream, subjects_[edge.b]->stream,
                                      std::string(edge.type), std::string(edge.value), edge.known,
                                      std::string(edge.scope)});
            if (edge.known == Known::given) customer.not_proved = true;
        }
        arrange(customers.all.begin(), customers.all.end(),
                [](const Customer& a, const Customer& b) { return a.id < b.id; });
        customers.of.reserve(subjects_.size());
        for (const Customer& customer : customers.all)
            for (const StreamId& member : customer.members) customers.of[member] = customer.id;
        settle_shared(customers);
        return customers;
    }

    // Never `not_proved`: the one subject of a single agent would have no join here.
    static Join join_of_twins(const SubjectRecord& first, const StreamId& other) {
        const KeyParts owner = key_parts(owning_identifier(first.owner));
        const Known known = how_known(first, owning_identifier(first.owner)).value_or(Known::given);
        return {first.stream,
                other,
                std::string(owner.first),
                std::string(owner.third),
                std::max(known, Known::given),
                std::string(owner.second)};
    }

    // One reason for a value: the first that was found; a separation only where nothing else is the matter.
    void settle_shared(Customers& customers) {
        arrange(shared_.begin(), shared_.end(),
                [](const Shared& a, const Shared& b) { return a.key < b.key; });
        for (Shared& one : shared_)
            if (customers.shared.empty() || customers.shared.back().key != one.key)
                customers.shared.push_back(std::move(one));
    }

    const Twins twins_;
    const std::vector<const SubjectRecord*>& subjects_ = twins_.subjects;
    const IgnoredKeys* ignored_;
    Apart apart_;
    std::vector<bool> separated_;
    std::deque<KnownIdentifier> things_;
    std::vector<Edge> edges_;
    std::vector<Shared> shared_;
};

}  // namespace

const Customer* Customers::find(const StreamId& member) const {
    const auto found = of.find(member);
    if (found == of.end()) return nullptr;
    const auto place = std::lower_bound(all.begin(), all.end(), found->second,
                                        [](const Customer& one, const StreamId& id) { return one.id < id; });
    return place == all.end() || !(place->id == found->second) ? nullptr : &*place;
}

Customers resolve(const std::vector<const SubjectRecord*>& subjects, const IgnoredKeys* ignored) {
    return Resolution(subjects, ignored).run();
}

}  // namespace history
