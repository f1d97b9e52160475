#include "core/insight/contact_facts.h"

#include <algorithm>
#include <tuple>

#include "core/base/arrange.h"
#include "core/base/fold.h"
#include "core/insight/columns.h"
#include "core/insight/talk_words.h"
#include "core/insight/window.h"

namespace history {

namespace {

constexpr std::uint64_t reply_ms_max = 48ull * 60 * 60 * 1000;
constexpr std::size_t short_bytes_max = 64;

const Phrases& apologies() {
    static const Phrases words(
        "приносим извинения,приношу извинения,приносим свои извинения,извините за,простите за,извиняемся "
        "за,очень жаль,сожалеем,"
        "приносим искренние извинения,просим прощения,прошу прощения за,кешіріңіз,кешірім "
        "сұра*,кешіріңізші,ғафу етіңіз,"
        "apologi*,sorry for,sorry about,so sorry,very sorry,really sorry,we are sorry,we re sorry");
    return words;
}

std::string key_of_reference(std::string_view refers_to) {  // channel TAB account TAB native id
    if (refers_to.empty()) return {};
    const std::string_view channel = take_column(refers_to), account = take_column(refers_to);
    return joined_key(channel, account, take_column(refers_to));
}

// What the person said himself: not a machine's, not a colleague's.
bool own_words(const ItemFacts& facts) {
    return facts.direction == Direction::in && !facts.bot &&
           (facts.kind == "message" || facts.kind == "mail" || facts.kind == "comment" ||
            facts.kind == "review" || facts.kind == "request" || facts.kind == "survey");
}

template <class One, class Order>
void settle_list(std::vector<One>& list, std::size_t most, Order&& order) {
    arrange(list.begin(), list.end(), [&](const One& a, const One& b) { return order(a) < order(b); });
    list.erase(std::unique(list.begin(), list.end(),
                           [&](const One& a, const One& b) { return order(a) == order(b); }),
               list.end());
    if (list.size() > most) list.erase(list.begin(), list.end() - static_cast<std::ptrdiff_t>(most));
}

void settle_last_words(std::vector<ContactFacts::LastWord>& list) {  // of one channel and account the latest
    arrange(list.begin(), list.end(), [](const ContactFacts::LastWord& a, const ContactFacts::LastWord& b) {
        return std::tie(a.channel, a.account, b.at_ms) < std::tie(b.channel, b.account, a.at_ms);
    });
    list.erase(std::unique(list.begin(), list.end(),
                           [](const ContactFacts::LastWord& a, const ContactFacts::LastWord& b) {
                               return a.channel == b.channel && a.account == b.account;
                           }),
               list.end());
    if (list.size() > contact_facts_max) list.resize(contact_facts_max);
}

void settle(ContactFacts& facts) {
    settle_list(facts.complaints, contact_facts_max, [](const ContactFacts::Complaint& one) {
        return std::tie(one.at_ms, one.item, one.source, one.product, one.words);
    });
    settle_list(facts.resolutions, contact_facts_max,
                [](const ContactFacts::Resolution& one) { return std::tie(one.at_ms, one.of, one.product); });
    settle_list(facts.preferences, contact_facts_max, [](const ContactFacts::Preference& one) {
        return std::tie(one.at_ms, one.item, one.channel, one.no_calls, one.calls_again);
    });
    settle_list(facts.consents, contact_facts_max, [](const ContactFacts::Consent& one) {
        return std::tie(one.at_ms, one.channel, one.stop, one.item);
    });
    settle_list(facts.bought, bought_max,
                [](const ContactFacts::Bought& one) { return std::tie(one.at_ms, one.product); });
    settle_last_words(facts.last_words);
}

}  // namespace

void ContactGathering::add_note(const Entity& item, const ItemFacts& facts) {
    const std::string_view state = item.value("state");
    if (facts.kind == "complaint") {
        ContactFacts::Complaint one;
        one.item = key_of_reference(item.value("refers_to"));
        if (one.item.empty()) one.item = item.key;
        one.source = item.key;
        one.at_ms = facts.at_ms;
        one.product = item.value("product");
        one.words = cut_utf8(text_of_item(item), complaint_words_max);
        one.tagged = true;
        one.closed = state == "done" || state == "cancelled";
        facts_.complaints.push_back(std::move(one));
    } else if (facts.kind == "complaint_resolved" && state != "cancelled") {
        facts_.resolutions.push_back(
            {key_of_reference(item.value("refers_to")), facts.at_ms, std::string(item.value("product"))});
    }
    if (facts.kind != "preference" && facts.kind != "note" && facts.kind != "consultation") return;
    PreferenceWords wish = preference_words(text_of_item(item), {});
    if (facts.kind == "preference") {  // a colleague wrote it as one: any channel it names is meant
        if (state == "cancelled") return;
        std::string channel(item.value("channel"));
        if (channel.empty()) channel = channel_named(text_of_item(item));
        if (wish.channel.empty() && !(wish.no_calls && channel == "telephony")) wish.channel = channel;
    } else if (!wish.no_calls) {
        return;  // in other notes only a plain refusal counts
    }
    if (wish.stated())
        facts_.preferences.push_back(
            {facts.at_ms, item.key, wish.channel, wish.no_calls, wish.calls_again, false});
}

void ContactGathering::add_words(const Entity& item, const ItemFacts& facts) {
    const std::string_view text = text_of_item(item);
    if (text.empty()) {
        bool file = false;
        item.each("file", '/', [&](std::string_view, const Field& one) {
            file = file || one.value.compare(0, 5, "image") == 0 || one.value.compare(0, 5, "photo") == 0 ||
                   one.value.compare(0, 5, "video") == 0;
        });
        if (file && !item.latest("deleted"))
            photos_.push_back({facts.at_ms, &item, facts.channel, facts.account});
        return;
    }
    const Words words(text);
    if (const ComplaintWords said = complaint_words(words); said != ComplaintWords::none) {
        ContactFacts::Complaint one;
        one.item = item.key;
        one.at_ms = facts.at_ms;
        one.product = item.value("product");
        one.words = cut_utf8(text, complaint_words_max);
        one.asks_after = said == ComplaintWords::asks_after;
        const std::string_view state = item.value("state");
        one.closed = state == "done" || state == "cancelled";
        facts_.complaints.push_back(std::move(one));
    }
    if (facts.kind == "survey") return;  // its answers say it
    if (text.size() <= short_bytes_max)
        short_words_.push_back({facts.at_ms, &item, facts.channel, facts.account});
    if (text.size() > preference_bytes_max) return;
    const PreferenceWords wish = preference_words(words, contact_channel(facts));
    if (wish.stated())
        facts_.preferences.push_back(
            {facts.at_ms, item.key, wish.channel, wish.no_calls, wish.calls_again, false});
}

void ContactGathering::add_bought(const Entity& item, const ItemFacts& facts) {
    item.each("line", '/', [&](std::string_view, const Field& line) {
        std::string_view rest = line.value;
        std::string_view product = take_column(rest);
        if (product.empty()) product = take_column(rest);
        if (!product.empty()) facts_.bought.push_back({facts.at_ms, std::string(cut_utf8(product, 64))});
    });
    if (facts_.bought.size() > 8 * bought_max)
        settle_list(facts_.bought, bought_max,
                    [](const ContactFacts::Bought& one) { return std::tie(one.at_ms, one.product); });
}

void ContactGathering::add(const Entity& item, const ItemFacts& facts) {
    if (!facts.arrived || facts.at_ms == 0 || facts.noise) return;
    if (facts.kind == "order" || facts.kind == "receipt") add_bought(item, facts);
    if (facts.channel == "notes") return add_note(item, facts);
    if (facts.kind == "message" && facts.answers)
        ours_.push_back({facts.at_ms, &item, facts.channel, facts.account});
    if (!own_words(facts)) return;
    add_words(item, facts);
    item.each("answer", '/', [&](std::string_view question, const Field& answer) {
        if (question != "preferred_channel") return;
        const std::string channel = channel_named(answer.value);
        if (!channel.empty())
            facts_.preferences.push_back(
                {facts.at_ms, item.key, channel, false, channel == "telephony", true});
    });
    if (window_ms_of(facts.channel) == 0 || (facts.kind != "message" && facts.kind != "comment")) return;
    for (ContactFacts::LastWord& last : facts_.last_words)
        if (last.channel == facts.channel && last.account == facts.account) {
            last.at_ms = std::max(last.at_ms, facts.at_ms);
            return;
        }
    facts_.last_words.push_back({std::string(facts.channel), std::string(facts.account), facts.at_ms});
}

void ContactGathering::add_subject(const Entity& subject) {
    subject.each("marketing", '@', [&](std::string_view ms, const Field& field) {
        std::string_view rest = field.value;
        const std::string_view wish = take_column(rest);
        if (wish == "stop" || wish == "resume")
            facts_.consents.push_back({number_of(ms), std::string(rest), wish == "stop", {}});
    });
    subject.each("preference", '@', [&](std::string_view ms, const Field& field) {
        std::string_view rest = field.value;
        const std::string channel = channel_named(take_column(rest));
        if (!channel.empty() && rest != "survey")  // of a survey the item says it
            facts_.preferences.push_back({number_of(ms), {}, channel, false, channel == "telephony", false});
    });
}

void ContactGathering::read_photos() {
    if (photos_.empty()) return;
    arrange(ours_.begin(), ours_.end(), [](const Turn& a, const Turn& b) {
        return a.at_ms != b.at_ms ? a.at_ms < b.at_ms : a.item->key < b.item->key;
    });
    for (const Turn& photo : photos_) {
        auto reply = std::upper_bound(ours_.begin(), ours_.end(), photo.at_ms,
                                      [](std::uint64_t at, const Turn& one) { return at < one.at_ms; });
        while (reply != ours_.end() && (reply->channel != photo.channel || reply->account != photo.account))
            ++reply;
        if (reply == ours_.end() || reply->at_ms > photo.at_ms + reply_ms_max) continue;
        if (!apologies().in(Words(text_of_item(*reply->item)))) continue;
        ContactFacts::Complaint one;
        one.item = photo.item->key;
        one.at_ms = photo.at_ms;
        one.words = cut_utf8(text_of_item(*reply->item), complaint_words_max);  // may name the product
        facts_.complaints.push_back(std::move(one));
    }
}

// The message that said a stop: of the same channel and moment (a source tells its second).
void ContactGathering::name_consents() {
    for (ContactFacts::Consent& consent : facts_.consents)
        for (const Turn& one : short_words_)
            if (one.channel == consent.channel && one.at_ms / 1000 == consent.at_ms / 1000 &&
                (consent.item.empty() || one.item->key < consent.item))
                consent.item = one.item->key;
}

ContactFacts ContactGathering::take() {
    read_photos();
    name_consents();
    settle(facts_);
    return std::move(facts_);
}

ContactFacts contact_facts_of(const State& state) {
    ContactGathering gathering;
    for (const Entity& entity : state.entities()) {
        if (entity.kind == EntityKind::item)
            gathering.add(entity, item_facts(entity));
        else if (entity.kind == EntityKind::subject)
            gathering.add_subject(entity);
    }
    return gathering.take();
}

ContactFacts joined(const std::vector<const ContactFacts*>& subjects) {
    ContactFacts all;
    const auto add = [](auto& to, const auto& from) { to.insert(to.end(), from.begin(), from.end()); };
    for (const ContactFacts* one : subjects) {
        if (!one) continue;
        add(all.complaints, one->complaints);
        add(all.resolutions, one->resolutions);
        add(all.preferences, one->preferences);
        add(all.consents, one->consents);
        add(all.bought, one->bought);
        add(all.last_words, one->last_words);
    }
    settle(all);
    return all;
}

void ResolvedElsewhere::add(const ContactFacts* subject) {
    if (!subject) return;
    for (const ContactFacts::Resolution& one : subject->resolutions)
        if (!one.of.empty()) all_.push_back(one);
}

void ResolvedElsewhere::add_to(ContactFacts& facts) const {
    if (facts.complaints.empty() || all_.empty()) return;
    for (const ContactFacts::Resolution& one : all_)
        for (const ContactFacts::Complaint& complaint : facts.complaints)
            if (one.of == complaint.item || one.of == complaint.source) {
                facts.resolutions.push_back(one);
                break;
            }
    settle(facts);
}

}  // namespace history
