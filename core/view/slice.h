// Slices: the bytes that a renderer or a program needs, and nothing else. A slice is one JSON object in canonical form (keys in
// the order written here, no blanks), so that the element parses it, the command line prints it, and two replicas at the same
// position print equal bytes. Values are typed: times ms since 1970, money minor units with currency, numbers; the element's
// one formatter (Intl) turns them into text. Core only writes JSON (json_text.h), it never parses any.
//
// Absent values are left out. ids are hex: `id` 32 digits (public id of a customer), `item` 32 digits (see item_id below).
//
// worklist  {"slice":"worklist","as_of":ms,"name":"<business>",
//            "view":"waiting"|"promises"|"complaints"|"reminders"|"tasks"|"postponed"|"stuck"|"late"|"unfiled"|"all",
//            "counts":{"waiting":n,"promises":n,...,"late":n,"unfiled":n,"customers":n} (customers of each view),
//            "total":n,"from":n,
//            "rows":[{"id","name","identifier":{"type","value"},"channel","account","kind","words","at",
//            "direction","waiting_since","items":n,"unsent":true,"due":ms,"waiting_ms":ms of business hours,
//            "flags":[{"kind":"question"|"promise"|"complaint"|"reminder"|"task"|"postponed"|"stuck"|"late","item","at","due",
//                      "overdue":true,"waiting_ms","out_of_hours":true,"assignee","words","rule","how":"call"|"ad"|"offer"}]}]}
//            waiting: whose last item that counts is inbound and unanswered, longest business hours first; views between: soonest
//            due first, what has no term after it, oldest first; unfiled and all: last contact first. "due" of a row:
//            of its view.
//            "item" of a flag: what `change` takes, also of a reminder that a rule made ("rule")
// card      {"slice":"card","id","also":[ids of the other members],"kind":"person"|"company"|"unfiled","name","names":[texts],
//            "not_proved":true,"waiting":{"since","words","channel","kind","at","item","first_item"},
//            "identifiers":[{"type","scope","value","raw","known","channels":[..]}],
//            "facts":[{"name":"city"|"language"|"source"|"marketing"|...,"value","channel","at","item",
//            "others":[{"value","channel","at","item"}]}],
//            "company":{"name","position"} of a person, {"name","short_name","inn","kpp","ogrn","ogrnip","bin","iin","okved",
//            "okved_name","okopf","head","address","postal_code","fias","kladr","okato","oktmo","status"} of a company,
//            "products":[{"how":"viewed"|"wanted"|"asked","sku","name","at","item"}],
//            "offers":[as in core/view/offers.h],
//            "goods":[{"sku","name","price":{"currency","minor"},"stock","place","arrival","source","at","facts":[{"fact":"price"|
//            "quantity"|"arrival","place","value","source","at"}],"order":number}], of products in open orders
//            "purchases":{"count":n,"sums":[{"currency","minor"}],"last":{"at","item","title","currency","minor"}},
//            "orders":[{"order":item id of its first document,"number","status":"open"|"paid"|"sent"|"ready"|"done"|"returned"|
//            "cancelled","words":the source's own,"at","total":{"currency","minor"},"item","also":[as in a row, "by_hand":true],
//            "apart":[{"item","from","channel","account","number","who","at"}] (documents that people divided from its `from`)}],
//            "channels":[{"channel","items","first","last"}],
//            "first_source":{"kind":"direct"|"search"|"paid_search"|...,"name","query","campaign","at","item"},
//            "last_source":{...},
//            "open":[{"kind":"question"|"promise"|"complaint"|"delivery"|"task"|"reminder"|"order"|"postponed","words","at","due",
//            "overdue":true,"waiting_ms":business ms,"assignee","item","state","stuck":true,"product","category",
//            "effect":"promotions","channel","rule","how","reminder":what `change` takes of a rule's}],
//            "last_promise":{"item","words","at","due","state":"open"|"kept"|"overdue"|"cancelled"},
//            "preferred":{"channel","basis":"said"|"used","item","at"},
//            "rules":[{"rule":"no_calls"|"stop"|"no_promotions","channel","words","at","item"}],
//            "reach":[{"channel","type","value","known","decision":"allow"|"warn"|"block","reason","item","until":ms,
//            "preferred":true}],
//            "joins":[{"a","b","reason","value","known"}],"shared":[{"type","value","why"}],"items":n,"first","last","version"}
//            waiting: `item` and `words` are the open question (the last unanswered), `since` and `first_item` the first such one
//            open: the question first, promises that are overdue, promises by their term, complaints, late parcels, tasks,
//            reminders, orders (those that stand still first), purchases put off; `item`, `words` of what says it
//            rules: what he asked for and what follows from it; no_promotions: of the product or category of an open complaint
//            reach: a button for every way that identifiers give (a phone: telephony, whatsapp, sms), asked of the guards for a
//            service contact now; the chat of a site is channel `sitechat`
//            purchases: each order once, whatever documents it has (core/insight/order.h), without cancelled ones; sums are net of
//            returns. orders: the newest 20
//            first_source, last_source: of his visits (core/insight/traffic.h); the last that is not direct wins over direct
// timeline  {"slice":"timeline","id","total":n,"from":n,"order":"newest"|"oldest","rows":[row]}
//   row      {"item","channel","account","native","kind","at","direction","text","title","author","bot":true,"thread",
//            "reply_to":native id,"edited":ms,"deleted":ms,"sent_at","delivered_at","read_at","failed_at","status",
//            "states":[{"at","state","text","place"}] (of an item that had two at least; the last 32),
//            "total":{"currency","minor"},"number","order_ref","order","also":[{"channel","account","item","at"}],
//            "lines":[{"sku","name","quantity":"text","price":minor,"sum":minor,"currency"}],
//            "call":{"answered":bool,"seconds","waited","operator","queue","recording","number"},
//            "files":[{"kind","name","mime","size","ref","hash","preview":JPEG in base64}],
//            "url","referrer","source","campaign","query","product",
//            "shop","till","place","payment","method","delivery","address","carrier","stage","device",
//            "rating","reaction","quote","raw","state","assignee","taken":{"by","at"},"claims":[{"assignee","at",
//            "by"}] (of a task
//            that several took: the later holds),"refers_to":item,"about_channel","reason",
//            "due":ms,"eta":ms,"starts":ms,"ends":ms,"answers":[{"q","a"}],
//            "left_out":{list:n} (further lines, files ... that the source has),"cut":true (its text goes on there),
//            "colleague","clamped":true,"unsent":true,
//            "matter":id of the one that it belongs to}
//   previews of at most previews_bytes_max in one slice, of the rows that stand first: a long timeline stays light
// why       {"slice":"why","id","members":[{"subject","name","owner":{"type","scope","value"},"items","first"}],
//            "joins":[{"a","b","reason","value","known","apart":[subjects that would go if this join broke],
//              "who","at","words" (of a link), "merged_by_crm":true,"evidence":[{"member","channel","item","at"}]}],
//            "shared":[{"type","value","why":"names"|"limit"|"recycled"|"separation"}],
//            "statements":[{"kind":"link"|"separation","subject","other","customer","state":"stands"|"withdrawn","who","at",
//              "words","overruled":true (a separation is stronger)}]}
// check     {"slice":"check","id","channel","purpose":"promo"|"service","product","decision":"allow"|"warn"|"block",
//
//            "reasons":[{"kind":"complaint"|"preference"|"marketing_stop"|"no_consent"|
//            "quiet_hours"|"business_hours"|"window"|"not_proved",
//            "decision","words","channel","account","native","item","at","until"}]}     kinds and their rules: core/insight/guard.h
//            channel, account, native, item: of the item that the reason rests on, where there is one
// found     {"slice":"found","query","total":n,"from":n,
//            "rows":[as worklist rows, with "match":"phone"|"email"|"name"|"number"|...|"layout"|"typo"]}
// suggestions {"slice":"suggestions","id","total":n,"from":n,"rows":[{"id","name","score":tenths of a bit,"reasons":["name"|"name~"
//            (not exactly)|"birthday"|"address"|"fias"|"phone"|"email"|"said" (a stranger may have written it)],"subject","other",
//            "with":{"id","name"} (without an id: pairs of the whole workspace)}]}   best first (core/identity/suggestion.h)
// search    {"slice":"search","query","searched":n,"of":n,"complete":true,"total":n,"read_as":"what it was typed for",
//            "rows":[{"id","name","item","channel","kind","at","direction","text","marks":[[from,to] bytes of text],
//            "how":"word"|"form"|"number"|"layout"|"transliteration"|"typo"}]}          newest first (core/view/searching.h)
//            of: subjects of this search, searched: those that answered; until complete the slice comes again with more
//            text: of the item's texts that which holds the words, 240 bytes of it around the first mark
// status    {"slice":"status","state":"joining"|"ready"|"offline"|"alarm"|..., "role","workspace","device","gpos","head",
//            "current_to":ms,"unsent":n,"refused":n,"alarm":"sentence","digest":hex when asked}
//
// Order of a timeline: `at`, then channel, account, native id: the same on every replica. Equal item keys in several subjects of
// one customer are one row (fields merged by the one merge rule).
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/identity/resolver.h"
#include "core/insight/catalogue.h"
#include "core/insight/guard.h"
#include "core/insight/work.h"
#include "core/model/state.h"
#include "core/replica/directory.h"

namespace history::view {

// What a customer is made of when opened: its members' current facts (overlay included).
struct OpenMember {
    StreamId stream;
    const State* state = nullptr;  // outlives the call
    const SubjectRecord* record =
        nullptr;  // of the directory, where it is at hand: spares reading every item for the guards
};
class CustomerHistory;
struct OpenCustomer {
    const Customer* customer = nullptr;
    std::vector<OpenMember> members;
    std::shared_ptr<const CustomerHistory> history = {};  // where it is at hand: spares reading every item
};

std::string item_id(
    std::string_view item_key);  // 32 hex digits: BLAKE2b of the key, for the inside of one device only

// What a workspace knows beside the customer: the clock, the calendars, the products.
struct Shop {
    std::uint64_t as_of_ms = 0;  // the moment of every "now"; 0: that of the customer's last item
    Calendars calendars;
    ReminderRules rules;
    std::shared_ptr<const Catalogue> catalogue;  // may be null
    FindProduct find_product;  // may be empty: then products are known by what sources wrote alone
    ResolvedElsewhere elsewhere;
    bool consent_required = false;  // a promotion needs his consent: setting `consent` is "required"
    std::string offers = {};        // the business's own rules (core/insight/offer.h)
};
FindProduct finder_of(const Shop& shop);  // never empty
WorkSettings work_settings_of(const Shop& shop);
// By the catalogue, which outlives the function.
FindProduct finder_in(const Catalogue& catalogue);

inline constexpr std::size_t previews_bytes_max = 1024 * 1024;  // in base64

struct Window {
    std::uint32_t from = 0;
    std::uint32_t limit = 200;
    bool newest_first = true;
};

// Which items of a history are wanted; lists are separated by commas, what is empty asks for nothing.
struct HistoryFilter {
    std::string channels, kinds;
    std::string direction;      // in | out
    std::uint64_t from_ms = 0;  // items of this moment and later
    std::string matter = {};    // its id (core/view/matters.h)
};

enum class WorklistView : std::uint8_t {
    waiting,
    promises,
    complaints,
    reminders,
    tasks,
    postponed,
    stuck,
    late,
    unfiled,
    all
};
std::string_view worklist_view_name(WorklistView view);
std::optional<WorklistView> worklist_view_named(std::string_view name);

std::string worklist(const std::vector<const SubjectRecord*>& records, const Customers& customers,
                     WorklistView which, std::string_view business, const WorkSettings& settings,
                     std::uint64_t as_of_ms, Window window);
// `more`: members that need the whole directory, as they stand in JSON; before the mark (core/view/offers.h).
std::string card(const OpenCustomer& customer, const Customers& customers, const Shop& shop = {},
                 const std::string& more = {});
// May he be contacted so? With a promotion, a call, a message on a channel; the same guards as `reach` of the card asks.
std::string check(const std::vector<const SubjectRecord*>& members, const Customer& customer,
                  const PlannedContact& contact, const Shop& shop);
// "total" and "from" count what the filter lets through, "whole" (where it holds anything back) everything. `shop`: whose
// products tell matters apart.
std::string timeline(const OpenCustomer& customer, Window window, const HistoryFilter& filter = {},
                     const Shop& shop = {});
std::string why(const OpenCustomer& customer, const Customers& customers,
                const std::vector<const SubjectRecord*>& records);
// The item of kind contact that keeps why somebody went on against the guards; `native`: 32 hex digits, drawn once.
std::vector<Op> contact_ops(const std::string& native, const PlannedContact& contact,
                            const std::string& reason, const std::string& author);
// By number in any spelling (also a part of at least 4 digits), e-mail, or the beginning of any word of the name. When that
// finds nobody, as it would have been typed on another keyboard; then by sound, with one slip in a word of five letters or more.
std::string found(const Directory& directory, std::string_view query, std::string_view country,
                  Window window);

}  // namespace history::view
