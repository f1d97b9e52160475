#include <doctest/doctest.h>

#include "core/view/customer_history.h"

using namespace history;

namespace {
Delta written(int number, const char* text) {
    Delta delta;
    delta.at.ms = static_cast<std::uint64_t>(number);
    const std::string key = joined_key("chat", "shop", std::to_string(number));
    delta.ops = {{EntityKind::item, key, "kind", "message"},
                 {EntityKind::item, key, "at", std::to_string(1000 * number)},
                 {EntityKind::item, key, "direction", "in"},
                 {EntityKind::item, key, "text", text}};
    return delta;
}

// As a desk opens a customer: subjects from the cache, their states of this moment.
struct Opened {
    std::vector<std::shared_ptr<const Subject>> subjects;
    std::vector<view::OpenMember> members() const {
        std::vector<view::OpenMember> members;
        for (const auto& one : subjects) members.push_back({{}, &one->current()});
        return members;
    }
};
}  // namespace

TEST_CASE("a history is read once while nothing changes, and anew after every kind of change") {
    const auto subject = std::make_shared<Subject>();
    subject->merge(written(1, "Где заказ?"), 1);
    subject->settle();
    view::CustomerHistories histories;
    const Opened opened{{subject}};
    const auto now = [&] { return histories.of(opened.members(), opened.subjects); };
    const auto first = now();
    CHECK(first->items().all().size() == 1);
    CHECK(now() == first);

    subject->lay_over(1, {written(2, "Ещё здесь?")});
    const auto laid = now();
    CHECK(laid != first);
    CHECK(laid->items().all().size() == 2);
    CHECK(now() == laid);

    subject->lift(1);
    subject->merge(written(2, "Ещё здесь?"), 2);
    subject->settle();
    const auto merged = now();
    CHECK(merged != laid);
    CHECK(merged->items().all().size() == 2);
    CHECK(merged->items().all()[1].item ==
          subject->current().find(EntityKind::item, joined_key("chat", "shop", "2")));
    CHECK(now() == merged);
}

TEST_CASE("of many customers the last few are kept, of one only what he is now") {
    view::CustomerHistories histories;
    std::vector<std::shared_ptr<Subject>> subjects;
    for (int i = 0; i < 6; ++i) {
        subjects.push_back(std::make_shared<Subject>());
        subjects.back()->merge(written(i + 1, "Здравствуйте"), 1);
        subjects.back()->settle();
    }
    const auto of = [&](std::size_t i) {
        const Opened one{{subjects[i]}};
        return histories.of(one.members(), one.subjects);
    };
    std::vector<std::shared_ptr<const view::CustomerHistory>> seen;
    for (std::size_t i = 0; i < view::histories_kept; ++i) seen.push_back(of(i));
    CHECK(of(0) == seen[0]);  // used again: not the next to go
    of(4);
    CHECK(of(0) == seen[0]);
    CHECK(of(1) != seen[1]);
    for (int i = 10; i < 30; ++i) {
        subjects[5]->merge(written(i, "Ещё"), 1);
        subjects[5]->settle();
        of(5);
    }
    CHECK(subjects[5].use_count() == 2);  // ours and that of one history, not of twenty
    // Two customers joined are another customer than each alone.
    const Opened both{{subjects[0], subjects[5]}};
    CHECK(histories.of(both.members(), both.subjects)->items().all().size() == 22);
}

TEST_CASE("matters are told apart anew when the catalogue is another one") {
    const auto subject = std::make_shared<Subject>();
    subject->merge(written(1, "Сколько стоит гирлянда Роса?"), 1);
    subject->settle();
    const Opened opened{{subject}};
    const view::CustomerHistory history(opened.members());
    view::Shop shop;
    int asked = 0;
    shop.find_product = [&](std::string_view, std::string_view) {
        ++asked;
        return ProductRef{};
    };
    CHECK(history.matters(shop).size() == 1);
    CHECK(history.matters(shop).size() == 1);
    CHECK(asked == 1);
    shop.catalogue = std::make_shared<Catalogue>();
    CHECK(history.matters(shop).size() == 1);
    CHECK(asked == 2);
}
