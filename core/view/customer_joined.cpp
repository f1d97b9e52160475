#include "core/view/customer_joined.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/identity/identifier.h"

namespace history::view {

namespace {

constexpr std::size_t reason_bytes_max = 1024;

Result<> fit(const std::string& reason) {
    if (reason.empty()) return fail(Errc::usage, "Say why: colleagues will want to know it next year.");
    if (reason.size() > reason_bytes_max)
        return fail(Errc::limit, "A reason holds 1 KiB at most; this one is longer.");
    return {};
}

using Pair = std::pair<StreamId, StreamId>;

Said said(std::string_view kind, const std::set<Pair>& pairs, const std::string& reason,
          std::string_view state) {
    Said made;
    std::map<StreamId, std::vector<std::vector<Op>>> by_stream;
    for (const auto& [a, b] : pairs) {
        made.pairs.emplace_back(a, b);
        for (const auto& [own, other] : {Pair(a, b), Pair(b, a)}) {
            const std::string key = joined_key(kind, hex(other.view()));
            auto& changes = by_stream[own];
            // A handful of pairs fits one delta; many go in several.
            if (changes.empty() || changes.back().size() >= 32) changes.emplace_back();
            if (!reason.empty()) changes.back().push_back({EntityKind::statement, key, "reason", reason});
            changes.back().push_back({EntityKind::statement, key, "state", std::string(state)});
        }
    }
    for (auto& [stream, changes] : by_stream) {
        StreamWrite write;
        write.stream = stream;
        write.changes = std::move(changes);
        made.writes.push_back(std::move(write));
    }
    return made;
}

Pair ordered(const StreamId& a, const StreamId& b) {
    return a < b ? Pair(a, b) : Pair(b, a);
}

// Standing statements of a kind of these subjects, either copy.
std::set<Pair> standing(const Directory& directory, bool separation, const std::vector<StreamId>& of) {
    std::set<Pair> pairs;
    for (const StreamId& stream : of) {
        const auto take = [&](const StreamId& from, const StreamId& only) {
            if (const SubjectRecord* record = directory.find(from))
                for (const SubjectRecord::Statement& one : record->statements)
                    if (one.separation == separation && (from == stream || one.other == only))
                        pairs.insert(ordered(from, one.other));
        };
        take(stream, stream);
        for (const StreamId& other : directory.stating(stream)) take(other, stream);
    }
    return pairs;
}

std::set<Pair> every_pair(const std::vector<StreamId>& left, const std::vector<StreamId>& right) {
    std::set<Pair> pairs;
    for (const StreamId& a : left)
        for (const StreamId& b : right)
            if (!(a == b)) pairs.insert(ordered(a, b));
    return pairs;
}

}  // namespace

Result<StreamId> subject_named(const Directory& directory, const std::string& who, std::string_view country) {
    if (who.size() == 2 * StreamId::size)
        if (const auto id = unhex(who); id.ok())
            if (const StreamId stream = StreamId::from(*id); directory.customers().find(stream))
                return stream;
    TRY_ASSIGN(customer, customer_named(directory, who, country));
    const std::size_t colon = who.find(':');
    const std::string type = guess_type(who);
    const auto normal = normalise(type.empty() ? "text" : type, who, country);
    const std::string order = joined_key("order", "", who.compare(0, 6, "order:") == 0 ? who.substr(6) : who);
    std::vector<StreamId> having;
    for (const StreamId& member : customer->members) {
        if (type.empty() && how_known(*directory.find(member), order)) {
            having.push_back(member);
            continue;
        }
        for (const KnownIdentifier& one : directory.find(member)->identifiers)
            if (one.known >= Known::given &&
                ((normal.ok() && one.value == *normal && (type.empty() || one.type == type)) ||
                 (colon != std::string::npos && one.type == who.substr(0, colon) &&
                  one.value == who.substr(colon + 1)))) {
                having.push_back(member);
                break;
            }
    }
    return having.empty() ? customer->id : having.front();
}

std::vector<Parting> partings(const Customer& customer, const StreamId& a, const StreamId* b) {
    std::vector<Parting> found;
    for (const Join& broken : customer.joins) {
        Parting one;
        one.join = &broken;
        std::set<StreamId> left = {broken.a};
        for (bool grew = true; grew;) {
            grew = false;
            for (const Join& join : customer.joins) {
                if (&join == &broken || left.count(join.a) == left.count(join.b)) continue;
                left.insert(join.a);
                left.insert(join.b);
                grew = true;
            }
        }
        if (b && left.count(a) == left.count(*b)) continue;
        for (const StreamId& member : customer.members)
            (left.count(member) != 0 ? one.left : one.right).push_back(member);
        found.push_back(std::move(one));
    }
    std::reverse(found.begin(), found.end());  // joins stand strongest first
    return found;
}

Result<Said> link_write(const Directory& directory, const std::vector<std::string>& who,
                        std::string_view country, const std::string& reason) {
    TRY(fit(reason));
    if (who.size() < 2) return fail(Errc::usage, "A link needs two subjects or customers.");
    if (who.size() > 33) return fail(Errc::limit, "Link 32 with the first at most at a time.");
    std::vector<StreamId> subjects;
    for (const std::string& one : who) {
        TRY_ASSIGN(subject, subject_named(directory, one, country));
        subjects.push_back(subject);
    }
    std::set<Pair> pairs;
    const Customer* first = directory.customers().find(subjects.front());
    for (std::size_t i = 1; i < subjects.size(); ++i) {
        if (subjects[i] == subjects.front()) return fail(Errc::usage, "Those are the same subject.");
        const Customer* other = directory.customers().find(subjects[i]);
        if (first != other) {
            const std::set<Pair> between = every_pair(first->members, other->members);
            for (const Pair& apart : standing(directory, true, other->members))
                if (between.count(apart) != 0)
                    return fail(Errc::conflict,
                                "A colleague said that they are not one customer, which is stronger than a "
                                "link; take that back first (separate --undo).");
        }
        pairs.insert(ordered(subjects.front(), subjects[i]));
    }
    return said("link", pairs, reason, "stands");
}

Result<Said> separate_write(const Directory& directory, const std::vector<std::string>& who,
                            std::string_view country, const std::string& reason, std::size_t at) {
    TRY(fit(reason));
    if (who.empty() || who.size() > 2)
        return fail(Errc::usage, "Name one subject that leaves its customer, or two that are not one.");
    TRY_ASSIGN(a, subject_named(directory, who[0], country));
    const Customer* customer = directory.customers().find(a);
    std::set<Pair> pairs;
    if (who.size() == 1) {
        if (customer->members.size() < 2)
            return fail(Errc::usage, "This customer has one subject only; there is nothing to separate.");
        pairs = every_pair({a}, customer->members);
    } else {
        TRY_ASSIGN(b, subject_named(directory, who[1], country));
        if (a == b) return fail(Errc::usage, "Those are the same subject, and a subject is never divided.");
        const Customer* other = directory.customers().find(b);
        if (customer != other) {
            pairs = every_pair(customer->members, other->members);
        } else {
            const std::vector<Parting> possible = partings(*customer, a, &b);
            if (at >= possible.size())
                return fail(Errc::usage, "Between them are " + std::to_string(possible.size()) +
                                             " joins, numbered from 0, the weakest first.");
            pairs = every_pair(possible[at].left, possible[at].right);
        }
    }
    if (pairs.size() > pairs_max)
        return fail(Errc::limit, "These are too many subjects at once; separate one of them at a time.");
    return said("separation", pairs, reason, "stands");
}

Result<Said> withdraw_write(const Directory& directory, std::string_view kind,
                            const std::vector<std::string>& who, std::string_view country,
                            const std::string& reason) {
    if (kind != "link" && kind != "separation")
        return fail(Errc::usage, "Links and separations can be taken back.");
    if (reason.size() > reason_bytes_max)
        return fail(Errc::limit, "A reason holds 1 KiB at most; this one is longer.");
    if (who.empty() || who.size() > 2) return fail(Errc::usage, "Name one subject, or two.");
    TRY_ASSIGN(a, subject_named(directory, who[0], country));
    const Customers& customers = directory.customers();
    const Customer* customer = customers.find(a);
    const bool separation = kind == "separation";
    std::set<Pair> pairs;
    if (who.size() == 1) {
        std::set<StreamId> others;
        pairs = standing(directory, separation, {a});
        for (const auto& [x, y] : pairs)
            if (const Customer* other = customers.find(x == a ? y : x)) others.insert(other->id);
        if (separation && others.size() > 1)
            return fail(Errc::conflict, "He was separated from " + std::to_string(others.size()) +
                                            " customers; name the one as well.");
    } else {
        TRY_ASSIGN(b, subject_named(directory, who[1], country));
        const Customer* other = customers.find(b);
        const bool one = customer == other;
        const std::set<Pair> meant =
            one ? std::set<Pair>{ordered(a, b)} : every_pair(customer->members, other->members);
        for (const Pair& pair :
             standing(directory, separation, one ? std::vector<StreamId>{a} : customer->members))
            if (meant.count(pair) != 0) pairs.insert(pair);
    }
    if (pairs.empty())
        return fail(Errc::not_found, separation ? "Nobody separated them." : "Nobody linked them.");
    return said(kind, pairs, reason, "withdrawn");
}

}  // namespace history::view
