#include "native/connectors/events.h"

#include <algorithm>

#include "core/base/ascii.h"
#include "core/base/fold.h"
#include "native/connectors/iso_time.h"
#include "native/connectors/local_time.h"
#include "native/connectors/named_table.h"
#include "native/connectors/row_json.h"

namespace history::connectors {

namespace {

struct Visit {
    std::string id, event, email, phone, name, company, place, ticket, order;
    std::uint64_t registered_ms = 0, came_ms = 0, changed_ms = 0, starts_ms = 0, ends_ms = 0;
    std::string state;  // registered | came | no_show | cancelled
};

struct Word {
    std::string_view word, state;
};
constexpr Word words[] = {{"attending", "registered"},
                          {"registered", "registered"},
                          {"paid", "registered"},
                          {"зарегистрирован", "registered"},
                          {"checked in", "came"},
                          {"checked_in", "came"},
                          {"came", "came"},
                          {"attended", "came"},
                          {"посетил", "came"},
                          {"пришёл", "came"},
                          {"yes", "came"},
                          {"true", "came"},
                          {"да", "came"},
                          {"no show", "no_show"},
                          {"no_show", "no_show"},
                          {"no-show", "no_show"},
                          {"did not attend", "no_show"},
                          {"не пришёл", "no_show"},
                          {"no", "no_show"},
                          {"нет", "no_show"},
                          {"cancelled", "cancelled"},
                          {"canceled", "cancelled"},
                          {"not attending", "cancelled"},
                          {"deleted", "cancelled"},
                          {"refunded", "cancelled"},
                          {"отменён", "cancelled"}};

std::string_view state_of(std::string_view word) {
    const std::string folded = fold(trimmed(word));
    for (const Word& one : words)
        if (fold(one.word) == folded) return one.state;
    return {};
}

void add_visit(const Visit& visit, const std::string& place, const std::string& raw, Found& found) {
    if (visit.event.empty()) return found.reject(place, "Nothing says which event it is.", raw);
    if (visit.id.empty() && visit.email.empty() && visit.phone.empty())
        return found.reject(place, "The visitor has neither an id nor an address nor a number.", raw);
    Item item;
    item.native_id = !visit.id.empty() ? visit.id
                                       : "event:" + visit.event + '|' +
                                             (visit.email.empty() ? visit.phone : lower(visit.email));
    const std::uint64_t at_ms = visit.registered_ms != 0 ? visit.registered_ms
                                : visit.starts_ms != 0   ? visit.starts_ms
                                : visit.came_ms != 0     ? visit.came_ms
                                                         : visit.changed_ms;
    put(item, "kind", "event");
    put(item, "direction", "in");
    put(item, "at", ms_text(at_ms));
    put(item, "title", visit.event);
    put(item, "starts", ms_text(visit.starts_ms));
    put(item, "ends", ms_text(visit.ends_ms));
    put(item, "place", visit.place);
    put(item, "product", visit.ticket);
    put(item, "order_ref", visit.order);
    const auto state = [&](std::uint64_t ms, std::string_view word) {
        put(item, "status@" + std::to_string(ms != 0 ? ms : at_ms), std::string(word));
    };
    if (visit.registered_ms != 0) state(visit.registered_ms, "registered");
    if (visit.came_ms != 0) state(visit.came_ms, "came");
    // What the list does not date was so at the end of the event, and a registration that was withdrawn when it was changed.
    if (!visit.state.empty() && visit.state != "registered" && !(visit.state == "came" && visit.came_ms != 0))
        state(visit.changed_ms != 0  ? visit.changed_ms
              : visit.ends_ms != 0   ? visit.ends_ms
              : visit.starts_ms != 0 ? visit.starts_ms + 1
                                     : at_ms + 1,
              visit.state);
    if (visit.state == "registered" && visit.registered_ms == 0) state(at_ms, "registered");
    add_identifier(item.identifiers, "phone", "", visit.phone, Known::given, visit.name);
    add_identifier(item.identifiers, "email", "", visit.email, Known::given, visit.name);
    if (!visit.company.empty() && !item.identifiers.empty())
        found.add(Statement{item.identifiers, {{"company", visit.company}}, at_ms});
    found.add(std::move(item));
}

void read_attendee(const Json& one, const std::string& place, Found& found) {
    found.begin_unit();
    const Json& profile = at(one, "profile");
    Visit visit;
    visit.id = text_at(one, "id");
    const Json& event = at(one, "event");
    visit.event = text_at(at(event, "name"), "text");
    if (visit.event.empty()) visit.event = text_at(event, "name");
    if (visit.event.empty()) visit.event = text_at(one, "event_id");
    visit.email = text_at(profile, "email");
    visit.phone = text_at(profile, {"cell_phone", "work_phone"});
    visit.name = text_at(profile, "name");
    if (visit.name.empty())
        visit.name = joined_name(text_at(profile, "first_name"), text_at(profile, "last_name"));
    visit.company = text_at(profile, "company");
    visit.ticket = text_at(one, "ticket_class_name");
    visit.order = text_at(one, "order_id");
    visit.registered_ms = iso_ms(text_at(one, "created"));
    visit.changed_ms = iso_ms(text_at(one, "changed"));
    visit.starts_ms = iso_ms(text_at(at(event, "start"), "utc"));
    visit.ends_ms = iso_ms(text_at(at(event, "end"), "utc"));
    const auto truth = [&](const char* name) {
        return at(one, name).is_boolean() && at(one, name).get<bool>();
    };
    const std::string word = text_at(one, "status");
    visit.state = truth("cancelled") || truth("refunded") ? "cancelled"
                  : truth("checked_in")                   ? "came"
                                                          : std::string(state_of(word));
    if (!one.is_object() || !profile.is_object())
        found.reject(place, "The object is no attendee: it has no profile.", dump(one));
    else if (visit.state.empty() && !word.empty())
        found.add_unknown(visit.id, one, visit.changed_ms, {});
    else
        add_visit(visit, place, dump(one), found);
    found.end_unit();
}

void read_json(const Json& value, Found& found) {
    const Json& list = at(value, "attendees").is_array() ? at(value, "attendees") : value;
    if (!list.is_array()) return read_attendee(list, "", found);
    std::size_t part = 0;
    for (const Json& one : list) read_attendee(one, "part " + std::to_string(++part), found);
}

void read_row(const NamedTable& table, Found& found) {
    const std::string raw(table.raw());
    if (table.broken() != nullptr) return found.reject(table.place(), table.broken(), raw);
    const auto moment = [&](std::initializer_list<std::string_view> names) {
        return written_ms(table.first_of(names), found.account.zone);
    };
    Visit visit;
    visit.id = table.first_of({"id", "attendee #", "attendee no.", "attendee_id"});
    visit.event = table.first_of({"event", "event name", "мероприятие"});
    if (visit.event.empty()) visit.event = found.account.name;  // the list of one event names it nowhere
    visit.email = table.first_of({"email", "e-mail", "attendee email", "почта"});
    visit.phone = table.first_of({"phone", "cell phone", "mobile phone", "work phone", "телефон"});
    visit.name = table.first_of({"name", "attendee name", "имя"});
    if (visit.name.empty())
        visit.name = joined_name(table.first_of({"first name", "first_name"}),
                                 table.first_of({"surname", "last name", "last_name", "фамилия"}));
    visit.company = table.first_of({"company", "компания"});
    visit.place = table.first_of({"place", "venue", "venue name", "место"});
    visit.ticket = table.first_of({"ticket type", "ticket", "билет"});
    visit.order = table.first_of({"order #", "order no.", "order_id"});
    visit.registered_ms = moment({"registered", "order date", "registered_at", "дата регистрации"});
    visit.starts_ms = moment({"starts", "event start date/time", "event date", "дата"});
    visit.ends_ms = moment({"ends", "event end date/time"});
    visit.came_ms = moment({"came", "date attended", "check-in date", "checked in", "пришёл"});
    const std::string word =
        table.first_of({"status", "attendee status", "came", "checked in", "пришёл", "статус"});
    visit.state = visit.came_ms != 0 ? "came" : std::string(state_of(word));
    if (visit.state.empty() && !word.empty())
        return found.reject(table.place(),
                            "The state " + std::string(cut_utf8(word, 64)) + " is none of a visitor.", raw);
    if (visit.registered_ms == 0 && visit.starts_ms == 0 && visit.came_ms == 0)
        return found.reject(table.place(), "Neither the registration nor the event has a time.", raw);
    add_visit(visit, table.place(), raw, found);
}

Parsed parse(ByteView body, const Account& account) {
    if (looks_like_json(body)) return parse_json_body(body, account, read_json);
    Found found(account);
    NamedTable table(body, account);
    const bool list = table.has_any({"email", "e-mail", "attendee email", "почта", "phone", "cell phone",
                                     "mobile phone", "телефон", "attendee #"});
    if (body.size() > body_limit || !list) {
        found.reject_body(
            body.size() > body_limit
                ? "The body is larger than 16 MiB."
                : "The body is neither JSON of attendees nor a table with a column email or phone.",
            body);
        return found.take();
    }
    while (table.next()) {
        found.begin_unit();
        read_row(table, found);
        found.end_unit();
    }
    return found.take();
}

}  // namespace

const Connector& events() {
    static const Connector connector{
        .channel = "events",
        .parse = parse,
        .claims = claims_tables_and_json,
        .split = split_json,
        .about = {
            .title = "Exhibitions and events: lists of visitors, Eventbrite",
            .formats = "attendees of Eventbrite (.json, .jsonl), lists of visitors of any service (.csv)",
            .fields = "attendee id, name, email, phones, company, event, starts, ends, place, ticket type, "
                      "order number, registered, came, status",
            .ways = "webhook, import",
            .authenticity = "",
            .id_rule = "the attendee's id; without one the event and his address or number",
            .identifiers = "phone and e-mail given",
            .setup =
                "in Eventbrite: Manage my events, Reports, Attendee summary, Export: export the list of "
                "attendees and import it with --account EVENT; a list whose columns have "
                "other "
                "names names them in the account's columns (email, phone, name, event, registered, starts, "
                "came, "
                "status); or post attendees to https://HOST/events/ACCOUNT with the account's webhook_token",
            .left_out = "prices of tickets, bar codes, answers to the organiser's questions",
            .tried = false}};
    return connector;
}

}  // namespace history::connectors
