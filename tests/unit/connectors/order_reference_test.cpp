#include "native/connectors/order_reference.h"

#include <doctest/doctest.h>

using namespace history::connectors;

TEST_CASE("an order's number is found in the words that people write around it") {
    CHECK(order_in_words("Заказ GS-10326") == "GS-10326");
    CHECK(order_in_words("Kaspi 310001002") == "310001002");
    CHECK(order_in_words("Заказ с сайта GS-10064") == "GS-10064");
    CHECK(order_in_words("Заказ из Instagram @maria.ala380, IG-1151") == "IG-1151");
    CHECK(order_in_words("Заказ №5501") == "5501");
    CHECK(order_in_words("Инстаграм").empty());
    CHECK(order_in_words("Заявка Руслан Петров").empty());
    CHECK(order_in_words("тел. A-1").empty());
    CHECK(order_in_words("").empty());
    CHECK(order_in_words("Order " + std::string(5000, '1')).empty());
}
