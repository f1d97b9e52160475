// check and audience: what speaks against a contact, for one customer and for a campaign.
#include "core/identity/identifier.h"
#include "core/insight/item_facts.h"
#include "core/view/customer_items.h"
#include "core/view/json_text.h"
#include "core/view/talk.h"
#include "native/agent/commands.h"
#include "native/agent/plan_file.h"
#include "native/agent/shop.h"
#include "native/connectors/promo.h"

namespace history::agent {

namespace {

std::vector<const SubjectRecord*> records_of(const Directory& directory, const Customer& customer) {
    std::vector<const SubjectRecord*> records;
    for (const StreamId& member : customer.members)
        if (const SubjectRecord* record = directory.find(member)) records.push_back(record);
    return records;
}

Result<bool> is_promotion(const std::string& purpose) {
    if (purpose == "promo") return true;
    if (purpose == "service") return false;
    return fail(Errc::usage, "A purpose is promo or service, not \"" + purpose + "\".");
}

// The reason why somebody goes on against the guards: an item of kind contact, kept with the customer for good.
Result<> keep_override(Shell& shell, const Customer& customer, const GuardWords& words) {
    std::array<std::uint8_t, 16> drawn{};
    shell.random().fill(drawn);
    PlannedContact contact;
    contact.channel = words.channel;
    contact.promotion = words.purpose == "promo";
    contact.product = words.product;
    contact.at_ms = shell.clock().now_ms();
    std::vector<StreamWrite> writes(1);
    writes.front().stream = customer.id;
    writes.front().changes.push_back(
        view::contact_ops(hex(drawn), contact, words.override_reason, words.colleague));
    auto written = shell.answer<WriteReport>(
        [&](auto done) { shell.replica().write(std::move(writes), words.colleague, done); });
    if (!written.ok()) return written.error();
    try_sync(shell, "The reason is saved here; `history-agent sync` sends it.");
    return {};
}

// One planned send, wherever it was read.
struct Send {
    std::string id, to;  // as the plan writes it
    PlannedContact contact;
    const Customer* customer = nullptr;  // null: nobody has the address
};

class Audience {
public:
    Audience(Shell& shell, const view::Shop& shop, const GuardWords& words, bool promotion)
        : shell_(shell),
          directory_(shell.replica().directory()),
          shop_(shop),
          words_(words),
          promotion_(promotion) {}

    void put(Send send) {
        send.contact.promotion = promotion_;
        if (!words_.product.empty()) send.contact.product = words_.product;
        if (send.contact.channel.empty()) send.contact.channel = words_.channel;
        if (send.contact.at_ms == 0) send.contact.at_ms = shop_.as_of_ms;
        const auto members =
            send.customer ? records_of(directory_, *send.customer) : std::vector<const SubjectRecord*>();
        const GuardAnswer answer =
            guard(members, send.customer && send.customer->not_proved, send.contact,
                  {shop_.find_product, shop_.calendars.main(), &shop_.elsewhere, shop_.consent_required});
        const bool out = answer.decision == Decision::block;
        ++(out ? out_ : in_);
        words_.json ? print_json(send, answer, out) : print_text(send, answer, out);
    }
    // Somebody of a segment whom the channel does not reach.
    void put_unreached(const Send& send) {
        ++out_;
        if (!words_.json) return print("out  " + send.id + "  no_address");
        view::JsonText json;
        json.begin_object()
            .text("send_id", send.id)
            .text("customer_id", send.id)
            .text("channel", words_.channel);
        json.boolean("in", false).text("decision", "block").key("reasons").begin_array();
        json.begin_object().text("kind", "no_address").text("channel", words_.channel).end_object();
        print(json.end_array().end_object().take());
    }
    void finish() const {
        if (!words_.json) print(std::to_string(in_) + " in, " + std::to_string(out_) + " out.");
    }
    void finish_segment(const std::string& name, std::size_t of) const {
        if (!words_.json)
            return print(std::to_string(in_ + out_) + " of " + std::to_string(of) + " customers are " + name +
                         ": " + std::to_string(in_) + " in, " + std::to_string(out_) + " out.");
        view::JsonText json;
        json.begin_object().text("segment", name).key("customers").number(in_ + out_).key("of").number(of);
        json.key("in").number(in_).key("out").number(out_);
        print(json.end_object().take());
    }

    // Of the identifiers in the order of their strength the first that somebody has.
    void address(const std::vector<connectors::Identifier>& identifiers, Send& send) const {
        for (const connectors::Identifier& one : identifiers) {
            if (one.known == connectors::Known::said || one.cc) continue;
            const auto normal = normalise(one.type, one.value, shell_.config().country());
            if (!normal.ok()) continue;
            const std::string key = joined_key(one.type, one.scope, *normal);
            if (send.contact.address.empty()) send.contact.address = key;
            const SubjectRecord* found = directory_.owner(key);
            for (const StreamId& stream : directory_.with_identifier(key)) {
                if (found) break;
                const SubjectRecord* record = directory_.find(stream);
                if (how_known(*record, key).value_or(Known::cc) >= Known::given) found = record;
            }
            if (!found) continue;
            send.contact.address = key;
            send.customer = directory_.customers().find(found->stream);
            return;
        }
    }

private:
    void print_json(const Send& send, const GuardAnswer& answer, bool out) const {
        view::JsonText json;
        json.begin_object().text("send_id", send.id);
        if (send.customer) json.text("customer_id", hex(send.customer->id.view()));
        json.text("to", send.to).text("channel", send.contact.channel).text("product", send.contact.product);
        json.number("at", send.contact.at_ms).boolean("in", !out).text("decision", out ? "block" : "allow");
        for (const bool blocking : {true, false}) {
            json.key(blocking ? "reasons" : "warnings").begin_array();
            for (const GuardReason& reason : answer.reasons) {
                if ((reason.decision == Decision::block) != blocking) continue;
                json.begin_object().text("kind", guard_name(reason.kind));
                if (!reason.item.empty()) {
                    const KeyParts parts = key_parts(reason.item);
                    json.key("item")
                        .begin_object()
                        .text("channel", parts.first)
                        .text("account", parts.second)
                        .text("native_id", parts.third)
                        .end_object();
                }
                json.text("words", reason.words).text("channel", reason.channel);
                json.number("at", reason.at_ms).number("until", reason.until_ms).end_object();
            }
            json.end_array();
        }
        print(json.end_object().take());
    }

    void print_text(const Send& send, const GuardAnswer& answer, bool out) const {
        std::string line = out ? "out  " : "in   ";
        line += send.id + "  " + send.to;
        for (const GuardReason& reason : answer.reasons) {
            if (out && reason.decision != Decision::block) continue;
            line += std::string("  ") + std::string(guard_name(reason.kind));
            if (!reason.words.empty()) line += ": " + reason.words;
            if (reason.at_ms != 0) line += " (" + utc_text(reason.at_ms) + ')';
        }
        print(line);
    }

    Shell& shell_;
    const Directory& directory_;
    const view::Shop& shop_;
    const GuardWords& words_;
    bool promotion_;
    std::size_t in_ = 0, out_ = 0;
};

Send send_of(const std::string& id, const std::function<std::string(const char*)>& field) {
    Send send;
    send.id = id;
    send.contact.channel = field("via");
    send.contact.product = field("product");
    send.contact.category = field("category");
    send.contact.at_ms = number_of(field("due"));
    return send;
}

Result<> file_audience(Shell& shell, Audience& audience, const std::string& path) {
    TRY_ASSIGN(text, read_plan(path));
    const connectors::Account account = shell.config().account("promo", shell.config().only_account("promo"));
    const connectors::Parsed parsed = connectors::promo().parse(bytes_of(text), account);
    for (const connectors::Rejection& one : parsed.rejections)
        note((one.place.empty() ? path : path + ", " + one.place) + ": " + one.reason);
    if (parsed.items.empty() && !parsed.rejections.empty())
        return fail(Errc::usage, "Nothing in " + path + " is a planned send.");
    for (const connectors::Item& item : parsed.items) {
        Send send = send_of(item.native_id, [&](const char* name) {
            for (const auto& [field, value] : item.fields)
                if (field == name) return value;
            return std::string();
        });
        if (!item.identifiers.empty()) send.to = item.identifiers.front().value;
        audience.address(item.identifiers, send);
        audience.put(std::move(send));
    }
    return {};
}

// Sends that were imported as planned. Only customers who have one are opened; the guards ask the directory.
Result<> planned_audience(Shell& shell, Audience& audience) {
    const Directory& directory = shell.replica().directory();
    struct Found {
        std::uint64_t at_ms;
        std::string key;
        Send send;
    };
    std::vector<Found> found;
    for (const SubjectRecord* record : view::all_records(directory)) {
        if (record->planned == 0) continue;
        const std::vector<StreamId> one{record->stream};
        TRY_ASSIGN(subjects, shell.answer<std::vector<std::shared_ptr<const Subject>>>(
                                 [&](auto done) { shell.replica().open(one, done); }));
        for (const Entity& item : subjects.front()->current().entities()) {
            if (item.kind != EntityKind::item || item.value("kind") != "mailing" ||
                item.value("stage") != "planned")
                continue;
            Send send = send_of(std::string(key_parts(item.key).third),
                                [&](const char* name) { return std::string(item.value(name)); });
            send.contact.address = record->owner;
            send.to = key_parts(record->owner).third;
            send.customer = directory.customers().find(record->stream);
            found.push_back({send.contact.at_ms, item.key, std::move(send)});
        }
    }
    std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
        return a.at_ms != b.at_ms ? a.at_ms < b.at_ms : a.key < b.key;
    });
    for (Found& one : found) audience.put(std::move(one.send));
    return {};
}

// To a customer on a channel; `to` stays empty where it does not reach him.
Send send_to(const Directory& directory, const Customer& customer, const std::string& channel) {
    const std::string type =
        channel == "sms" || channel == "call" || channel == "telephony" || channel == "whatsapp" ? "phone"
                                                                                                 : channel;
    Send send;
    for (const SubjectRecord* record : records_of(directory, customer))
        for (const KnownIdentifier& one : record->identifiers)
            if (send.to.empty() && one.type == type && one.known >= Known::given) {
                send.to = one.value;
                send.contact.address = one.key();
            }
    send.id = hex(customer.id.view());
    send.customer = &customer;
    return send;
}

// Everybody whom the channel reaches.
void whole_audience(const Directory& directory, Audience& audience, const std::string& channel) {
    for (const Customer& customer : directory.customers().all)
        if (Send send = send_to(directory, customer, channel); !send.to.empty())
            audience.put(std::move(send));
}

// Everybody of a segment, each opened for it.
Result<> segment_audience(Shell& shell, const view::Shop& shop, Audience& audience, const std::string& name,
                          const std::string& channel) {
    const auto segment = shell.config().segments().find(name);
    if (segment == shell.config().segments().end())
        return fail(Errc::usage, "agent.json names no segment \"" + name + "\".");
    const Directory& directory = shell.replica().directory();
    std::vector<StreamId> ids;
    for (const Customer& customer : directory.customers().all) ids.push_back(customer.id);
    for (const StreamId& id : ids) {
        const Customer* customer = directory.customers().find(id);
        if (!customer) continue;
        TRY_ASSIGN(opened, open_customer(shell, *customer));
        for (view::OpenMember& member : opened.view.members) member.record = directory.find(member.stream);
        if (!segment->second.holds(opened.view, shop)) continue;
        Send send = send_to(directory, *opened.view.customer, channel);
        send.to.empty() ? audience.put_unreached(send) : audience.put(std::move(send));
    }
    audience.finish_segment(name, ids.size());
    return {};
}

}  // namespace

Result<> check_contact(const GuardWords& words) {
    TRY_ASSIGN(promotion, is_promotion(words.purpose));
    TRY_ASSIGN(shell, open_shell(words.data));
    TRY_ASSIGN(shop, shop_of(*shell, words.as_of));
    TRY_ASSIGN(customer, find_customer(*shell, words.who));
    PlannedContact contact;
    contact.channel = words.channel;
    contact.promotion = promotion;
    contact.product = words.product;
    contact.at_ms = shop.as_of_ms;
    if (const std::string type = guess_type(words.who); !type.empty())
        if (const auto normal = normalise(type, words.who, shell->config().country()); normal.ok())
            contact.address = joined_key(type, "", *normal);
    const std::string slice =
        view::check(records_of(shell->replica().directory(), *customer), *customer, contact, shop);
    print(words.json ? slice : readable(slice));
    if (!words.override_reason.empty()) return keep_override(*shell, *customer, words);
    return {};
}

Result<> audience(const GuardWords& words) {
    TRY_ASSIGN(promotion, is_promotion(words.purpose));
    TRY_ASSIGN(shell, open_shell(words.data));
    TRY_ASSIGN(shop, shop_of(*shell, words.as_of));
    Audience all(*shell, shop, words, promotion);
    const bool named = !words.segment.empty() || shell->config().segments().count(words.who) != 0;
    if (words.who.empty() == words.segment.empty())
        return fail(Errc::usage, "Name one list: all, planned, a file of sends, or a segment.");
    if (words.channel.empty() && (named || words.who == "all"))
        return fail(Errc::usage, "Say by which channel: --channel sms, for example.");
    if (words.who == "planned") {
        TRY(planned_audience(*shell, all));
    } else if (named) {
        return segment_audience(*shell, shop, all, words.segment.empty() ? words.who : words.segment,
                                words.channel);
    } else if (words.who == "all") {
        whole_audience(shell->replica().directory(), all, words.channel);
    } else {
        TRY(file_audience(*shell, all, words.who));
    }
    all.finish();
    return {};
}

}  // namespace history::agent
