#include "core/insight/summary.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <set>

#include "core/base/arrange.h"
#include "core/base/fold.h"
#include "core/identity/placeholder.h"
#include "core/identity/trait.h"
#include "core/insight/columns.h"
#include "core/insight/contact_facts.h"
#include "core/insight/greeting.h"
#include "core/insight/item_work.h"
#include "core/insight/question.h"

namespace history {

namespace {

constexpr std::size_t words_bytes_max = 96;

constexpr std::size_t waiting_max = 32;
constexpr std::size_t position_bytes_max = 64;
constexpr std::size_t names_max = 6;    // of one identifier: more would be a shared one anyway
constexpr std::size_t orders_max = 64;  // of one subject: the greatest numbers; who has more is no riddle

KnownIdentifier identifier_of(const Entity& entity) {
    KnownIdentifier one;
    const KeyParts parts = key_parts(entity.key);
    one.type = parts.first;
    one.scope = parts.second;
    one.value = parts.third;
    one.known = entity.field("proved")  ? Known::proved
                : entity.field("given") ? Known::given
                : entity.field("said")  ? Known::said
                                        : Known::cc;
    if (one.known >= Known::given && blocked_value(one.type, one.value))
        one.known = Known::said;  // older agents took it for somebody's
    entity.each("name", '@', [&](std::string_view, const Field& name) {
        std::string folded = fold(cut_utf8(name.value, name_bytes_max));
        if (!placeholder_name(folded) && one.names.size() < names_max &&
            std::find(one.names.begin(), one.names.end(), folded) == one.names.end())
            one.names.push_back(std::move(folded));
    });
    arrange(one.names.begin(), one.names.end());
    return one;
}

// The number of an order joins who ordered and who paid or fetched it: nothing is written for it, items say it themselves.
// Only numbers that no other order is likely to have: six signs with a letter or dash among them, or seven digits.
std::string_view telling_number(std::string_view number) {
    std::size_t digits = 0, others = 0;
    for (char c : number) (c >= '0' && c <= '9' ? digits : others) += 1;
    return number.size() <= 64 && digits > 0 && number.size() >= (others > 0 ? 6u : 7u) ? number
                                                                                        : std::string_view();
}

void set_last(LastItem& last, const Entity& item, const ItemFacts& facts) {
    // Of two items of one moment the larger key: the same on every replica.
    if (facts.at_ms < last.at_ms ||
        (facts.at_ms == last.at_ms && last.at_ms != 0 && std::string_view(item.key) < last.words))
        return;
    last.at_ms = facts.at_ms;
    last.words = item.key;  // its words are looked up once, at the end
}

void finish_last(LastItem& last, const State& state) {
    if (last.at_ms == 0) return;
    const Entity* item = state.find(EntityKind::item, last.words);
    const ItemFacts facts = item_facts(*item);
    last.channel = facts.channel;
    last.account = facts.account;
    last.kind = facts.kind;
    last.inbound = facts.direction == Direction::in;
    std::string_view words = text_of_item(*item);
    if (words.empty()) words = item->value("title");
    if (words.empty()) words = item->value("number");
    last.words = cut_utf8(without_greeting(words), words_bytes_max);
}

std::string_view fact_of(const State& state, const char* name) {
    const Entity* subject = state.find(EntityKind::subject, "");
    const Field* latest = subject ? subject->latest(name) : nullptr;
    std::string_view rest = latest ? std::string_view(latest->value) : std::string_view();
    return take_column(rest);
}

// What suggestions compare: facts of the subject, else where its latest order went.
SubjectRecord::Traits traits_of(const State& state) {
    SubjectRecord::Traits traits;
    const auto fact = [&](const char* name) { return fact_of(state, name); };
    traits.birthday = birthday_of(fact("birthday"));
    traits.fias = cut_utf8(fact("fias"), 36);
    std::string address;
    for (const char* part : {"postal_code", "region", "city", "address"})
        if (const std::string_view value = fact(part); !value.empty()) {
            address += address.empty() ? "" : " ";
            address += cut_utf8(value, 256);
        }
    if (fact("address").empty()) {
        const Entity* last = nullptr;
        std::uint64_t last_ms = 0;
        for (const Entity& entity : state.entities()) {
            if (entity.kind != EntityKind::item || entity.value("address").empty()) continue;
            const std::uint64_t at = time_of_item(entity);
            if (!last || at > last_ms || (at == last_ms && entity.key > last->key))
                last = &entity, last_ms = at;
        }
        if (last) address += ' ' + std::string(cut_utf8(last->value("address"), 256));
    }
    traits.address = address_of(address);
    return traits;
}

// Who waits: words are read from the newest back, and only of what no answer came after.
void find_waiting(std::vector<std::pair<std::uint64_t, const Entity*>>& inbound, const State& state,
                  SubjectRecord& record) {
    LastItem last_in;
    arrange(inbound.begin(), inbound.end(), [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first > b.first : a.second->key > b.second->key;
    });
    for (const auto& [at_ms, item] : inbound) {
        if (at_ms <= record.last_out_ms && last_in.at_ms != 0) break;
        const ItemFacts facts = item_facts(*item);
        if (!waits_for_answer(*item, facts)) continue;
        if (last_in.at_ms == 0) set_last(last_in, *item, facts);
        if (at_ms > record.last_out_ms) record.waiting.push_back(at_ms);
    }
    std::reverse(record.waiting.begin(), record.waiting.end());
    if (record.waiting.size() > waiting_max) record.waiting.resize(waiting_max);
    if (last_in.at_ms == 0) return;
    finish_last(last_in, state);
    record.last_in = std::make_shared<const LastItem>(std::move(last_in));
}

}  // namespace

std::string_view kind_of_subject(const Entity& subject) {
    return subject.field("kind/company") ? std::string_view("company") : subject.value("kind");
}

BestName best_name(const State& state) {
    constexpr std::uint64_t way = 1ull << 50;  // above any time in ms
    const auto ms_of = [](const Field& field) { return number_of(std::string_view(field.name).substr(5)); };
    const auto found = [](std::string_view name, std::uint64_t rank) {
        return BestName{std::string(cut_utf8(name, name_bytes_max)), rank};
    };
    const Entity* subject = state.find(EntityKind::subject, "");
    if (subject) {
        if (const Field* own = subject->field("name"); own && !placeholder_name(own->value))
            return found(own->value, 3 * way + own->stamp.claimed.ms);
        if (const Field* latest = subject->latest("name")) {
            std::string_view rest = latest->value;
            const std::string_view name = take_column(rest);
            if (!placeholder_name(name)) return found(name, 2 * way + ms_of(*latest));
        }
    }
    const Field* best = nullptr;
    for (const Entity& entity : state.entities()) {
        if (entity.kind != EntityKind::identifier || (!entity.field("proved") && !entity.field("given")))
            continue;
        const Field* name = entity.latest("name");
        if (name && !placeholder_name(name->value) &&
            (!best || name->name.size() > best->name.size() ||
             (name->name.size() == best->name.size() && name->name > best->name) ||
             (name->name == best->name && name->value > best->value)))
            best = name;
    }
    return best ? found(best->value, way + ms_of(*best)) : BestName{};
}

SubjectRecord summarise(const State& state, const StreamId& stream, std::uint64_t first_gpos) {
    SubjectRecord record;
    record.stream = stream;
    record.first_gpos = first_gpos;
    if (const Entity* subject = state.find(EntityKind::subject, "")) {
        record.kind = kind_of_subject(*subject);
        record.owner = subject->value("owner");
    }
    if (record.kind.empty()) record.kind = "person";
    BestName name = best_name(state);
    record.name = std::move(name.name);
    record.name_rank = name.rank;
    std::vector<std::pair<std::uint64_t, const Entity*>> inbound;  // that need an answer by their kind
    ContactGathering gathering;
    if (const Entity* subject = state.find(EntityKind::subject, "")) gathering.add_subject(*subject);
    std::set<std::string_view, std::greater<>> orders;
    for (const Entity& entity : state.entities()) {
        if (entity.kind == EntityKind::identifier) {
            KnownIdentifier one = identifier_of(entity);
            if (const auto reference = Reference::of(entity.key, one.known))
                record.references.push_back(*reference);
            else
                record.identifiers.push_back(std::move(one));
        } else if (entity.kind == EntityKind::statement && entity.value("state") == "stands") {
            const KeyParts parts = key_parts(entity.key);
            auto other = unhex(parts.second);
            if (other.ok() && other->size() == StreamId::size)
                record.statements.push_back({parts.first == "separation", StreamId::from(*other)});
        } else if (entity.kind == EntityKind::item) {
            const ItemFacts facts = item_facts(entity);
            if (!facts.arrived) continue;
            ++record.items;
            // An order has its own number, and perhaps that of the order it was made from in another system.
            for (const char* field : {"number", "order_ref"}) {
                if (field == std::string_view("number") && facts.kind != "order") continue;
                const std::string_view order = telling_number(entity.value(field));
                if (!order.empty()) orders.insert(order);
                if (orders.size() > orders_max) orders.erase(std::prev(orders.end()));
            }
            if (facts.at_ms == 0) continue;
            if (facts.direction != Direction::out) {
                if (record.first_ms == 0 || facts.at_ms < record.first_ms) record.first_ms = facts.at_ms;
                record.last_ms = std::max(record.last_ms, facts.at_ms);
            }
            if (!facts.noise) set_last(record.last, entity, facts);
            if (facts.needs_answer) inbound.emplace_back(facts.at_ms, &entity);
            if (facts.kind == "mailing" && entity.value("stage") == "planned") ++record.planned;
            gathering.add(entity, facts);
            if (facts.answers) record.last_out_ms = std::max(record.last_out_ms, facts.at_ms);
        }
    }
    for (std::string_view order : orders)
        record.references.push_back(*Reference::of(joined_key("order", "", order), Known::given));
    arrange(record.references.begin(), record.references.end());
    arrange(record.identifiers.begin(), record.identifiers.end(),
            [](const KnownIdentifier& a, const KnownIdentifier& b) {
                return a.known != b.known ? a.known > b.known : a.key() < b.key();
            });
    arrange(record.statements.begin(), record.statements.end(), [](const auto& a, const auto& b) {
        return a.separation != b.separation ? a.separation : a.other < b.other;
    });
    record.traits = traits_of(state);
    if (record.kind != "company") record.position = cut_utf8(fact_of(state, "position"), position_bytes_max);
    find_waiting(inbound, state, record);
    add_work(state, record);
    if (ContactFacts contact = gathering.take(); !contact.empty())
        record.contact = std::make_shared<const ContactFacts>(std::move(contact));
    finish_last(record.last, state);
    return record;
}

}  // namespace history
