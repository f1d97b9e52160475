#include "core/view/workplace.h"

#include <algorithm>
#include <map>

#include "core/view/customer_facts.h"
#include "core/view/customer_named.h"
#include "core/view/json_text.h"

namespace history::view {

namespace {

constexpr std::size_t reason_bytes_max = 1024;

bool is_company(const Customer& customer, const Directory& directory) {
    return std::any_of(customer.members.begin(), customer.members.end(), [&](const StreamId& member) {
        const SubjectRecord* record = directory.find(member);
        return record && record->kind == "company";
    });
}

std::string_view name_of(const Customer& customer, const Directory& directory) {
    for (const StreamId& member : customer.members)
        if (const SubjectRecord* record = directory.find(member); record && !record->name.empty())
            return record->name;
    return {};
}

std::string_view position_of(const Customer& customer, const Directory& directory) {
    for (const StreamId& member : customer.members)
        if (const SubjectRecord* record = directory.find(member); record && !record->position.empty())
            return record->position;
    return {};
}

// What sources say, then people's words over it: of two words about one customer the later counts.
class Ties {
public:
    Ties(const OpenCustomer& customer, const Directory& directory)
        : customer_(customer), directory_(directory) {}

    void source(const StreamId& stream) {
        if (const Customer* other = other_of(stream)) found_.try_emplace(other->id, Tie{other, "source"});
    }
    void statements(std::string_view kind) {
        std::map<StreamId, std::pair<Stamp, bool>> said;
        for (const OpenMember& member : customer_.members)
            for (const Entity& entity : member.state->entities()) {
                if (entity.kind != EntityKind::statement) continue;
                const KeyParts key = key_parts(entity.key);
                const Field* state = entity.field("state");
                if (key.first != kind || !key.second.empty() || !state) continue;
                const auto stream = unhex(key.third);
                if (!stream.ok() || stream->size() != StreamId::size) continue;
                const Customer* other = other_of(StreamId::from(*stream));
                if (!other) continue;
                const auto [one, fresh] = said.try_emplace(other->id, state->stamp, state->value == "stands");
                if (!fresh && compare(state->stamp, one->second.first) > 0)
                    one->second = {state->stamp, state->value == "stands"};
            }
        for (const auto& [id, word] : said) {
            found_.erase(id);
            if (word.second) found_[id] = {directory_.customers().find(id), "statement"};
        }
    }
    std::vector<Tie> take() const {
        std::vector<Tie> ties;
        for (const auto& [id, tie] : found_)
            if (ties.size() < workplace_people_max) ties.push_back(tie);
        return ties;
    }

private:
    const Customer* other_of(const StreamId& stream) const {
        const Customer* other = directory_.customers().find(stream);
        return other == customer_.customer ? nullptr : other;
    }
    const OpenCustomer& customer_;
    const Directory& directory_;
    std::map<StreamId, Tie> found_;
};

void write_ties(JsonText& json, std::string_view name, const std::vector<Tie>& ties,
                const Directory& directory) {
    json.key(name).begin_array();
    for (const Tie& one : ties)
        json.begin_object()
            .text("id", hex(one.with->id.view()))
            .text("name", name_of(*one.with, directory))
            .text("position", position_of(*one.with, directory))
            .text("by", one.by)
            .end_object();
    json.end_array();
}

}  // namespace

std::string employer_value(std::string_view identifier_key) {
    const KeyParts parts = key_parts(identifier_key);
    return std::string(parts.first) + ':' + std::string(parts.second) + ':' + std::string(parts.third);
}

std::vector<Tie> people_of(const OpenCustomer& company, const Directory& directory) {
    Ties ties(company, directory);
    for (const StreamId& member : company.customer->members)
        if (const SubjectRecord* record = directory.find(member))
            for (const KnownIdentifier& one : record->identifiers)
                if (one.known >= Known::given)
                    for (const StreamId& person :
                         directory.with_identifier(joined_key(employer_type, "", employer_value(one.key()))))
                        ties.source(person);
    ties.statements("employs");
    return ties.take();
}

std::vector<Tie> employers_of(const OpenCustomer& person, const Directory& directory) {
    Ties ties(person, directory);
    for (const OpenMember& member : person.members)
        for (const Entity& entity : member.state->entities()) {
            const KeyParts parts = key_parts(entity.key);
            if (entity.kind != EntityKind::identifier || parts.first != employer_type) continue;
            const std::size_t type = parts.third.find(':');
            const std::size_t scope = type == std::string_view::npos ? type : parts.third.find(':', type + 1);
            if (scope == std::string_view::npos) continue;
            const std::string key =
                joined_key(parts.third.substr(0, type), parts.third.substr(type + 1, scope - type - 1),
                           parts.third.substr(scope + 1));
            for (const StreamId& stream : directory.with_identifier(key))
                for (const KnownIdentifier& one : directory.find(stream)->identifiers)
                    if (one.key() == key && one.known >= Known::given) ties.source(stream);
        }
    ties.statements("works_at");
    return ties.take();
}

std::string workplace_member(const OpenCustomer& customer, const Directory& directory) {
    JsonText json;
    json.begin_object();
    if (is_company(*customer.customer, directory)) {
        const std::vector<Tie> people = people_of(customer, directory);
        if (!people.empty()) write_ties(json, "people", people, directory);
    } else {
        const std::vector<Tie> employers = employers_of(customer, directory);
        const auto facts = facts_of(customer);
        const auto fact = [&](std::string_view name) {
            const auto found = facts.find(name);
            return found == facts.end() ? std::string_view() : found->second.value;
        };
        if (!employers.empty() || !fact("company").empty()) {
            json.key("company").begin_object();
            json.text("name", employers.empty() ? fact("company") : name_of(*employers[0].with, directory));
            json.text("position", fact("position"));
            if (!employers.empty())
                json.text("id", hex(employers[0].with->id.view())).text("by", employers[0].by);
            json.end_object();
        }
        if (employers.size() > 1) write_ties(json, "employers", employers, directory);
    }
    const std::string text = json.end_object().take();
    return text.substr(1, text.size() - 2);
}

Result<std::vector<StreamWrite>> workplace_write(const Directory& directory, const std::string& person,
                                                 const std::string& company, std::string_view country,
                                                 const std::string& reason, bool works) {
    if (reason.size() > reason_bytes_max)
        return fail(Errc::limit, "A reason holds 1 KiB at most; this one is longer.");
    TRY_ASSIGN(who, customer_named(directory, person, country));
    TRY_ASSIGN(where, customer_named(directory, company, country));
    if (who == where) return fail(Errc::usage, "Those are one customer.");
    if (!is_company(*where, directory))
        return fail(Errc::usage,
                    "\"" + company + "\" is no company; name the person first, then the company.");
    std::vector<StreamWrite> writes;
    for (const auto& [kind, own, other] :
         {std::tuple("works_at", who->id, where->id), {"employs", where->id, who->id}}) {
        StreamWrite write;
        write.stream = own;
        const std::string key = joined_key(kind, "", hex(other.view()));
        std::vector<Op> ops{{EntityKind::statement, key, "state", works ? "stands" : "withdrawn"}};
        if (!reason.empty()) ops.push_back({EntityKind::statement, key, "reason", reason});
        write.changes.push_back(std::move(ops));
        writes.push_back(std::move(write));
    }
    return writes;
}

}  // namespace history::view
