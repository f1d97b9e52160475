#include "core/view/staff_word.h"

#include <algorithm>

#include "core/insight/item_work.h"
#include "core/view/customer_named.h"
#include "core/view/list_row.h"

namespace history::view {

namespace {

constexpr std::uint64_t instant_max = 253402300799999;  // the end of the year 9999
constexpr std::size_t word_bytes_max = 256;             // of a product, channel, number
constexpr std::size_t mentions_max = 32;

Result<> judge(const StaffWord& word, const std::vector<Colleague>& colleagues) {
    if (std::find(std::begin(staff_kinds), std::end(staff_kinds), word.kind) == std::end(staff_kinds))
        return fail(
            Errc::usage,
            "\"" + word.kind.substr(0, 64) +
                "\" is no kind of word; there are note, promise, consultation, reminder, preference, task, "
                "complaint, complaint_resolved, in_person, order, contact.");
    if (word.text.empty() && word.kind != "contact") return fail(Errc::usage, "There are no words to save.");
    if (word.text.size() > value_bytes_max)
        return fail(Errc::limit, "A note holds 32 KiB at most; this one is longer.");
    if (word.native.size() != 32 || !unhex(word.native).ok())
        return fail(Errc::usage, "A note needs an id of 32 hex digits.");
    for (const std::string* one : {&word.product, &word.channel, &word.number, &word.author})
        if (one->size() > word_bytes_max)
            return fail(Errc::limit, "A product, channel, number or name has 256 bytes at most.");
    if (word.reason.size() > value_bytes_max) return fail(Errc::limit, "A reason holds 32 KiB at most.");
    if (word.due_ms > instant_max) return fail(Errc::usage, "A term lies before the year 10000.");
    const bool open =
        word.kind == "promise" || word.kind == "reminder" || word.kind == "task" || word.kind == "complaint";
    if (!open && word.due_ms != 0)
        return fail(Errc::usage, "Only promises, reminders, tasks and complaints have a term.");
    if (!open && !word.assignee.empty())
        return fail(Errc::usage, "Only promises, reminders, tasks and complaints have an assignee.");
    if (word.kind == "reminder" && word.due_ms == 0) return fail(Errc::usage, "A reminder needs its time.");
    if (word.kind == "contact" && word.channel.empty())
        return fail(Errc::usage, "A contact needs its channel.");
    if (word.kind == "complaint_resolved" && word.refers_to.empty())
        return fail(Errc::usage, "What resolves a complaint names the complaint's item.");
    if (word.mentions.size() > mentions_max)
        return fail(Errc::limit, "A note mentions 32 colleagues at most.");
    if (!word.assignee.empty()) TRY(active_colleague(colleagues, word.assignee));
    return {};
}

std::string reference(const std::string& key) {  // as sources write refers_to
    if (key.empty()) return {};
    const KeyParts parts = key_parts(key);
    return std::string(parts.first) + '\t' + std::string(parts.second) + '\t' + std::string(parts.third);
}

}  // namespace

Result<> may_speak(std::string_view role) {
    if (role == "owner" || role == "operator") return {};
    return fail(Errc::unauthorized,
                "This device is a " + std::string(role.empty() ? "stranger" : role) +
                    "; only a device of a colleague (operator or owner) writes words and changes.");
}

Result<StreamWrite> staff_write(const Directory& directory, const std::string& who, std::string_view country,
                                const StaffWord& word, const std::vector<Colleague>& colleagues,
                                const std::function<StreamId(const std::string& key)>& begin) {
    TRY(judge(word, colleagues));
    StreamWrite write;
    std::vector<Op> ops;
    const auto customer = customer_named(directory, who, country);
    if (customer.ok()) {
        write.stream = (*customer)->id;
    } else {
        if (customer.error().code != Errc::not_found) return customer.error();
        TRY_ASSIGN(named, new_customer_named(who, country));
        const std::string key = named.key();
        write.stream = begin(key);
        write.create = true;
        ops.push_back({EntityKind::subject, "", "kind", "person"});
        ops.push_back({EntityKind::subject, "", "owner", key});
        ops.push_back({EntityKind::identifier, key, "given", "notes"});
        if (named.value != who) ops.push_back({EntityKind::identifier, key, "raw", who});
    }
    const std::string item = joined_key("notes", "staff", word.native);
    const auto put = [&](const std::string& field, const std::string& value) {
        if (!value.empty()) ops.push_back({EntityKind::item, item, field, value});
    };
    put("kind", word.kind);
    put("at", std::to_string(word.at_ms));
    put("direction", "none");
    put("text", word.text);
    put("author", word.author);
    put("product", word.product);
    put("channel", word.channel);
    put("reason", word.reason);
    put("number", word.number);
    put("refers_to", reference(word.refers_to));
    if (word.due_ms != 0) put("due", std::to_string(word.due_ms));
    if (!word.assignee.empty()) {
        put("assignee", word.assignee);
        put("claim/" + word.assignee, std::to_string(word.at_ms));
    }
    for (const std::string& colleague : word.mentions) put("mention/" + colleague, "1");
    write.changes.push_back(std::move(ops));
    return write;
}

std::string item_with_id(const OpenCustomer& customer, std::string_view id) {
    if (id.size() != 32) return {};
    for (const OpenMember& member : customer.members)
        for (const Entity& entity : member.state->entities())
            if (entity.kind == EntityKind::item && item_id(entity.key) == id) return entity.key;
    return {};
}

namespace {

struct Judged {
    std::string field, value;
};

Result<Judged> judge(const ItemChange& change, const std::vector<Colleague>& colleagues) {
    if (change.field == "state") {
        if (change.value == "done" || change.value == "cancelled" || change.value == "open")
            return Judged{"state", change.value};
        return fail(Errc::usage, "A state is done, cancelled or open.");
    }
    if (change.field == "assignee") {
        if (!change.value.empty()) TRY(active_colleague(colleagues, change.value));
        return Judged{"assignee", change.value};
    }
    if (change.field == "due") {
        if (number_of(change.value) > instant_max ||
            (number_of(change.value) == 0 && change.value != "0" && !change.value.empty()))
            return fail(Errc::usage, "A term is a time before the year 10000.");
        return Judged{"moved_due", change.value == "0" ? std::string() : change.value};
    }
    if (change.field == "seen") {
        if (change.colleague.empty()) return fail(Errc::usage, "Who has seen it? Choose a colleague first.");
        return Judged{"seen/" + change.colleague, "1"};
    }
    return fail(Errc::usage, "State, assignee and term change; other words stay as they were said.");
}

// The customer's item, in each member that has it: read by two agents it stands in two.
MadeChange change_item(const OpenCustomer& customer, const std::string& key, const ItemChange& change,
                       const Judged& judged, std::uint64_t now_ms) {
    MadeChange made;
    for (const OpenMember& member : customer.members) {
        const Entity* item = member.state->find(EntityKind::item, key);
        if (!item) continue;
        if (change.field == "due")
            made.before = std::to_string(due_of_item(*item));
        else
            made.before = item->value(judged.field);
        if (change.field == "state" && made.before.empty()) made.before = is_closed(*item) ? "done" : "open";
        StreamWrite write;
        write.stream = member.stream;
        std::vector<Op> ops{{EntityKind::item, key, judged.field, judged.value}};
        // A claim of its own: whoever took it first can be read still when somebody took it later.
        if (change.field == "assignee" && !change.value.empty())
            ops.push_back({EntityKind::item, key, "claim/" + change.value, std::to_string(now_ms)});
        write.changes.push_back(std::move(ops));
        made.writes.push_back(std::move(write));
    }
    return made;
}

}  // namespace

Result<MadeChange> change_write(const Directory& directory, const OpenCustomer& customer,
                                const WorkSettings& settings, const std::vector<Colleague>& colleagues,
                                const ItemChange& change, std::uint64_t now_ms) {
    TRY_ASSIGN(judged, judge(change, colleagues));
    const std::string key = item_with_id(customer, change.item);
    if (!key.empty()) return change_item(customer, key, change, judged, now_ms);
    // A reminder that a rule made: it stands written once somebody did something with it, until then the rules make it.
    StreamId stream;
    std::uint64_t due_ms = 0;
    std::string state = "open";
    for (const OpenMember& member : customer.members)
        if (const Entity* mark = member.state->find(EntityKind::reminder, change.item)) {
            stream = member.stream;
            if (!mark->value("state").empty()) state = mark->value("state");
            due_ms = number_of(mark->value("due"));
        }
    if (customer.customer) {
        RecordOf records;
        for (const StreamId& member : customer.customer->members)
            if (const SubjectRecord* record = directory.find(member)) records[member] = record;
        const CustomerSummary summary = summarise_customer(*customer.customer, records);
        for (const WorkEntry& entry : work_of(*customer.customer, summary, records, settings, now_ms))
            if (entry.reminder == change.item) stream = entry.stream, due_ms = entry.due_ms;
    }
    if (stream.zero())
        return fail(Errc::not_found,
                    "This customer has no item or reminder \"" + change.item.substr(0, 64) + "\".");
    if (change.field != "state" && change.field != "due")
        return fail(Errc::usage,
                    "A reminder that a rule made can be done, cancelled or put off; a task has an assignee.");
    MadeChange made;
    made.before = change.field == "state" ? state : std::to_string(due_ms);
    StreamWrite write;
    write.stream = stream;
    write.changes.push_back({{EntityKind::reminder, change.item, change.field, judged.value}});
    made.writes.push_back(std::move(write));
    return made;
}

}  // namespace history::view
