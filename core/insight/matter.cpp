#include "core/insight/matter.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <unordered_map>

#include "core/base/arrange.h"
#include "core/base/fold.h"
#include "core/insight/columns.h"
#include "core/insight/greeting.h"
#include "core/insight/talk_words.h"
#include "core/insight/word_stem.h"

namespace history {

namespace {

constexpr std::uint64_t hour_ms = 60ull * 60 * 1000, day_long_ms = 24 * hour_ms;
constexpr std::size_t title_bytes_max = 96, stems_max = 48;

// What is about something: contacts, requests, words of colleagues, orders. Not visits, sends, receipts of their own.
bool tells(const ItemFacts& facts) {
    if (!facts.arrived || facts.noise || facts.at_ms == 0) return false;
    for (std::string_view kind :
         {"message",      "mail",      "call",  "request", "review",    "ticket",
          "booking",      "deal",      "note",  "promise", "complaint", "complaint_resolved",
          "consultation", "in_person", "order", "task",    "contact",   "parcel",
          "return",       "refund"})
        if (facts.kind == kind) return !facts.bot || facts.kind != "message";
    return false;
}

// Texts that are compared again and again, by number: equal texts have one.
class Texts {
public:
    std::uint32_t number(std::string_view text) {
        return numbers_.try_emplace(std::string(text), static_cast<std::uint32_t>(numbers_.size()))
            .first->second;
    }

private:
    std::unordered_map<std::string, std::uint32_t> numbers_;
};

using Numbers = std::vector<std::uint32_t>;

struct Features {
    const Entry* entry = nullptr;
    std::string refers;
    std::uint32_t thread = 0;
    Numbers numbers, stems;  // of Texts; sorted
    ProductRef product;
    ComplaintWords complaint = ComplaintWords::none;
    bool begins = false, closing = false, asks_for_call = false;
    bool wordless = false, staff = false;
};

void sort_unique(Numbers& list) {
    arrange(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
}

std::size_t in_common(const Numbers& a, const Numbers& b) {
    std::size_t common = 0;
    for (auto left = a.begin(), right = b.begin(); left != a.end() && right != b.end();) {
        if (*left < *right)
            ++left;
        else if (*right < *left)
            ++right;
        else
            ++common, ++left, ++right;
    }
    return common;
}

class Reading {
public:
    explicit Reading(const FindProduct& find) : find_(find) {}
    Features features_of(const Entry& entry);

private:
    // Numbers with a letter or dash among their digits, or seven digits: an order is named so.
    void add_number(std::string_view number, Features& of) {
        std::size_t digits = 0, others = 0;
        for (char c : number) (c >= '0' && c <= '9' ? digits : others) += 1;
        if (digits >= 3 && number.size() >= (others > 0 ? 5u : 7u) && number.size() <= 64)
            of.numbers.push_back(texts_.number(fold(number)));
    }
    void read_words(const Words& words, Features& of);

    const FindProduct& find_;
    Texts texts_;
};

void Reading::read_words(const Words& words, Features& of) {
    for (std::size_t at = 0; at < words.size(); ++at) {
        const Word& word = words.all()[at];
        // "GS-1042" is one number, divided.
        if (word.number && at > 0 && word.joint == '-' && !words.all()[at - 1].number)
            add_number(std::string(words.at(at - 1)) + '-' + std::string(word.text), of);
        else if (word.number)
            add_number(word.text, of);
        if (word.text.size() >= 6 && !word.number && of.stems.size() < stems_max)
            of.stems.push_back(texts_.number(stem_of(word.text)));
    }
}

Features Reading::features_of(const Entry& entry) {
    static const Phrases call_me(
        "перезвон*,позвоните,наберите,звонок,звонка,қоңырау,call me,call back,callback,ring me");
    Features of;
    of.entry = &entry;
    const Entity& item = *entry.item;
    const ItemFacts& facts = entry.facts;
    std::string_view about = item.value("refers_to");
    if (!about.empty()) {
        const std::string_view channel = take_column(about), account = take_column(about);
        of.refers = joined_key(channel, account, take_column(about));
    } else if (const std::string_view answered = item.value("reply_to"); !answered.empty()) {
        of.refers = joined_key(facts.channel, facts.account, answered);
    }
    of.thread = texts_.number(joined_key(facts.channel, facts.account, item.value("thread")));
    const std::string_view text = cut_utf8(text_of_item(item), 2048),
                           title = cut_utf8(item.value("title"), 256);
    const Words words(text);
    read_words(words, of);
    if (!title.empty()) read_words(Words(title), of);
    for (const char* field : {"number", "order_ref"}) add_number(item.value(field), of);
    std::string_view product = item.value("product");
    if (product.empty() && facts.kind == "order") {
        std::size_t lines = 0;
        item.each("line", '/', [&](std::string_view, const Field& line) {
            std::string_view rest = line.value;
            if (++lines == 1) product = take_column(rest);
        });
        if (lines != 1) product = {};
    }
    of.product = find_(product, product.empty() ? (text.empty() ? title : text) : std::string_view());
    if (facts.kind == "complaint")
        of.complaint = ComplaintWords::complains;
    else if (facts.direction == Direction::in && !text.empty())
        of.complaint = complaint_words(words);
    of.closing = facts.kind == "message" && closes_talk(text, words);
    of.asks_for_call = facts.kind == "request" ||
                       (facts.direction == Direction::in && facts.kind == "message" && call_me.in(words));
    const bool staff = of.staff =
        facts.channel == "notes" && facts.kind != "order" && facts.kind != "complaint_resolved";
    of.wordless = text.empty() && title.empty();
    of.begins = (facts.direction == Direction::in && !of.closing &&
                 (facts.kind != "call" || (facts.call && facts.call->legs != 0))) ||
                staff || facts.kind == "booking" || facts.kind == "deal" || facts.kind == "ticket";
    if (facts.kind == "order" || facts.kind == "parcel" || facts.kind == "return" || facts.kind == "refund")
        of.begins = false;
    sort_unique(of.numbers);
    sort_unique(of.stems);
    return of;
}

struct Growing {
    std::string root;
    std::vector<const Features*> items;
    Numbers numbers, stems;
    std::vector<ProductRef> products;
    bool complaint = false, resolved = false, request = false;
    bool waits_for_call = false;
    std::uint64_t last_ms = 0, ordered_ms = 0;  // ordered_ms: of an order that nobody called about yet
    const Entity* said = nullptr;

    void take(const Features& one) {
        items.push_back(&one);
        const auto add = [](Numbers& to, const Numbers& from) {
            if (from.empty()) return;
            to.insert(to.end(), from.begin(), from.end());
            sort_unique(to);
        };
        add(numbers, one.numbers);
        if (stems.size() < 8 * stems_max) add(stems, one.stems);
        if (!one.product.sku.empty() || !one.product.category.empty())
            if (products.size() < 8) products.push_back(one.product);
        complaint =
            complaint || one.complaint == ComplaintWords::complains || one.entry->facts.kind == "complaint";
        resolved = one.entry->facts.kind == "complaint_resolved" ||
                   (resolved && one.complaint == ComplaintWords::none &&
                    one.entry->facts.direction != Direction::in);
        request = request || one.entry->facts.kind == "request" || one.entry->facts.kind == "booking";
        waits_for_call = one.asks_for_call || (waits_for_call && one.entry->facts.kind != "call");
        if (one.entry->facts.kind == "order")
            ordered_ms = one.entry->facts.at_ms;
        else if (one.entry->facts.kind == "call")
            ordered_ms = 0;
        last_ms = std::max(last_ms, one.entry->facts.at_ms);
    }
};

class Growth {
public:
    Growth(std::span<const Entry> entries, std::span<const Entity* const> said, const FindProduct& find,
           const ItemName& item_id)
        : item_id_(item_id) {
        const std::size_t first =
            entries.size() > matter_items_read_max ? entries.size() - matter_items_read_max : 0;
        features_.reserve(entries.size() - first);
        Reading reading(find);
        for (std::size_t i = first; i < entries.size(); ++i)
            if (tells(entries[i].facts)) features_.push_back(reading.features_of(entries[i]));
        tell_wordless();
        read_said(said);
        for (const Features& one : features_)  // people's matters stand before anything is placed
            if (const std::string id = name_of(one); !id.empty() && said_.contains(id)) begin(one, id);
        for (const Features& one : features_) place(one);
    }

    std::vector<Matter> take() {
        std::vector<Matter> all;
        for (Growing& one : matters_)
            if (!one.items.empty()) all.push_back(finished(one));
        arrange(all.begin(), all.end(), [](const Matter& a, const Matter& b) {
            return a.last_ms != b.last_ms ? a.last_ms > b.last_ms : a.root < b.root;
        });
        return all;
    }

private:
    struct Placing {
        std::string in;  // id of a matter
        std::vector<std::string> out;
    };

    // A call carries no words: what it was about stands in the note that a colleague wrote of it, and counts where the call is
    // placed.
    void tell_wordless() {
        std::unordered_map<std::string_view, Features*> wordless;
        for (Features& one : features_)
            if (one.wordless) wordless.emplace(one.entry->item->key, &one);
        for (const Features& note : features_) {
            const auto found = note.staff ? wordless.find(note.refers) : wordless.end();
            if (found == wordless.end() || found->second == &note) continue;
            Features& call = *found->second;
            if (call.product.sku.empty() && call.product.category.empty()) call.product = note.product;
            if (note.complaint == ComplaintWords::complains) call.complaint = note.complaint;
            for (auto [to, from] : {std::pair(&call.numbers, &note.numbers), {&call.stems, &note.stems}}) {
                to->insert(to->end(), from->begin(), from->end());
                sort_unique(*to);
            }
        }
    }

    // Of two matters that say "in" of one item the later word wins; of one moment the larger id.
    void read_said(std::span<const Entity* const> said) {
        if (said.empty()) return;
        std::unordered_map<std::string, Timestamp> when;
        for (const Features& one : features_) names_[one.entry->item->key] = item_id_(one.entry->item->key);
        for (const Entity* matter : said) {
            said_[matter->key] = matter;
            matter->each("item", '/', [&](std::string_view name, const Field& field) {
                Placing& placing = placed_[std::string(name)];
                if (field.value == "out") {
                    placing.out.push_back(matter->key);
                } else if (field.value == "in") {
                    auto [stands, fresh] = in_stamp_.try_emplace(std::string(name), field.stamp);
                    const int order = fresh ? 1 : compare(field.stamp, stands->second);
                    if (order > 0 || (order == 0 && matter->key > placing.in)) {
                        placing.in = matter->key;
                        stands->second = field.stamp;
                    }
                }
            });
        }
    }

    std::string name_of(const Features& one) const {
        const auto found = names_.find(one.entry->item->key);
        return found == names_.end() ? std::string() : found->second;
    }

    void begin(const Features& one, const std::string& id) {
        recent_.insert(recent_.begin(), matters_.size());
        Growing& matter = matters_.emplace_back();
        matter.root = one.entry->item->key;
        if (!id.empty()) {
            by_id_[id] = matters_.size() - 1;
            const auto said = said_.find(id);
            if (said != said_.end()) matter.said = said->second;
        }
    }

    void place(const Features& one) {
        const std::string id = name_of(one);
        std::size_t chosen = matters_.size();
        const auto said = id.empty() ? placed_.end() : placed_.find(id);
        if (const auto own = by_id_.find(id); own != by_id_.end())
            return take(own->second, one);  // its first item
        if (said != placed_.end() && !said->second.in.empty())
            if (const auto into = by_id_.find(said->second.in); into != by_id_.end())
                return take(into->second, one);
        chosen = best_for(one, said == placed_.end() ? nullptr : &said->second);
        if (chosen < matters_.size()) return take(chosen, one);
        if (!one.begins) return;
        begin(one, {});
        take(matters_.size() - 1, one);
    }

    void take(std::size_t index, const Features& one) {
        matters_[index].take(one);
        move_up(index);
        of_item_[one.entry->item->key] = index;
    }

    // Items come in the order of time: the matter that took one is the one that moved last.
    void move_up(std::size_t index) {
        auto place = std::find(recent_.begin(), recent_.end(), index);
        const auto before = [&](std::size_t other) {
            return matters_[other].last_ms != matters_[index].last_ms
                       ? matters_[other].last_ms < matters_[index].last_ms
                       : other < index;
        };
        for (; place != recent_.begin() && before(*std::prev(place)); --place)
            std::iter_swap(place, std::prev(place));
    }

    std::size_t best_for(const Features& one, const Placing* placing) const {
        if (!one.refers.empty())
            if (const auto found = of_item_.find(one.refers);
                found != of_item_.end() && !kept_out(found->second, placing))
                return found->second;
        const std::span recent(recent_.data(), std::min(recent_.size(), matters_compared_max));
        std::size_t open_complaints = 0;
        for (const std::size_t index : recent)
            open_complaints += matters_[index].complaint && !matters_[index].resolved;
        std::size_t best = matters_.size();
        int most = matter_points_min - 1;
        for (const std::size_t index : recent) {
            if (kept_out(index, placing)) continue;
            const int points = points_of(one, matters_[index], open_complaints);
            if (points > most) most = points, best = index;
        }
        return best;
    }

    bool kept_out(std::size_t index, const Placing* placing) const {
        if (!placing || placing->out.empty()) return false;
        for (const std::string& id : placing->out)
            if (const auto found = by_id_.find(id); found != by_id_.end() && found->second == index)
                return true;
        return false;
    }

    static int points_of(const Features& one, const Growing& matter, std::size_t open_complaints) {
        const ItemFacts& facts = one.entry->facts;
        const std::uint64_t apart = facts.at_ms - std::min(facts.at_ms, matter.last_ms);
        if (apart > 90 * day_long_ms) return 0;
        int points = apart <= 3 * day_long_ms ? 5 : apart > 30 * day_long_ms ? -20 : 0;
        if (in_common(one.numbers, matter.numbers) != 0) points += 60;
        const bool complains = one.complaint != ComplaintWords::none || facts.kind == "complaint_resolved";
        points += product_points(one, matter, complains);
        if (one.complaint == ComplaintWords::asks_after && matter.complaint && !matter.resolved &&
            open_complaints == 1)
            points += 45;
        const bool confirms = matter.ordered_ms != 0 && facts.at_ms <= matter.ordered_ms + day_long_ms;
        if (facts.kind == "call" && facts.direction == Direction::out &&
            ((matter.waits_for_call && apart <= 3 * day_long_ms) || confirms))
            points += 45;
        points += talk_points(one, matter);
        if (!one.stems.empty() && !matter.stems.empty()) {
            const std::size_t common = in_common(one.stems, matter.stems);
            points += static_cast<int>(std::min<std::size_t>(30, 30 * common / one.stems.size()));
        }
        return points;
    }

    static int product_points(const Features& one, const Growing& matter, bool complains) {
        if (one.product.sku.empty() && one.product.category.empty()) return 0;
        int best = matter.products.empty() ? 0 : -25;
        for (const ProductRef& product : matter.products) {
            if (!one.product.sku.empty() && one.product.sku == product.sku)
                best = std::max(best, complains && matter.complaint   ? 60
                                      : complains == matter.complaint ? 40
                                                                      : 20);
            else if (!one.product.category.empty() && one.product.category == product.category)
                best = std::max(best, product.sku.empty() || one.product.sku.empty() ? 25 : 0);
        }
        return best;
    }

    static int talk_points(const Features& one, const Growing& matter) {
        const ItemFacts& facts = one.entry->facts;
        for (std::size_t i = matter.items.size(); i-- > 0;) {
            const Features& other = *matter.items[i];
            const std::uint64_t apart = facts.at_ms - std::min(facts.at_ms, other.entry->facts.at_ms);
            if (apart > day_long_ms) break;
            if (other.thread != one.thread) continue;
            return (apart <= 2 * hour_ms ? 45 : 30) + (facts.direction == Direction::out ? 15 : 0);
        }
        return 0;
    }

    Matter finished(const Growing& one) {
        Matter matter;
        matter.root = one.root;
        for (const Features* item : one.items) matter.items.push_back(item->entry);
        matter.last_ms = one.last_ms;
        matter.kind = one.complaint ? "complaint" : one.request ? "request" : "question";
        bool answered = false;
        for (auto last = one.items.rbegin(); last != one.items.rend() && !answered; ++last) {
            answered = (*last)->entry->facts.answers;
            if (!answered && waits_for_answer(*(*last)->entry->item, (*last)->entry->facts)) break;
        }
        matter.state = (one.complaint ? one.resolved : answered) ? "done" : "open";
        const Entity& root = *one.items.front()->entry->item;
        std::string_view words = text_of_item(root);
        if (words.empty()) words = root.value("title");
        if (is_greeting(words)) words = {};  // what he wants stands in what came after it
        for (const Features* item : one.items)
            if (words.empty() && !is_greeting(text_of_item(*item->entry->item)))
                words = text_of_item(*item->entry->item);
        if (words.empty()) words = text_of_item(root);
        matter.title = cut_utf8(first_matter_sentence(words), title_bytes_max);
        if (one.said) {
            matter.suggested = false;
            for (auto [field, to] : {std::pair("title", &matter.title),
                                     {"kind", &matter.kind},
                                     {"state", &matter.state},
                                     {"stage", &matter.stage},
                                     {"assignee", &matter.assignee}})
                if (const std::string_view value = one.said->value(field); !value.empty()) *to = value;
            // What has stages is a case: one word of a person, not two.
            if (!matter.stage.empty() && one.said->value("kind").empty()) matter.kind = "case";
        }
        return matter;
    }

    const ItemName& item_id_;
    std::vector<Features> features_;
    std::vector<Growing> matters_;
    std::vector<std::size_t> recent_;  // all of them; that moved last first, of one moment the later begun
    std::unordered_map<std::string_view, std::size_t> of_item_;
    std::unordered_map<std::string, std::size_t> by_id_;
    std::unordered_map<std::string, std::string> names_;
    std::map<std::string, Placing> placed_;
    std::unordered_map<std::string, Stamp> in_stamp_;
    std::unordered_map<std::string, const Entity*> said_;
};

}  // namespace

std::vector<Matter> matters_of(std::span<const Entry> entries, std::span<const Entity* const> said,
                               const FindProduct& find, const ItemName& item_id) {
    return Growth(entries, said, find, item_id).take();
}

}  // namespace history
