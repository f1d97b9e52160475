// orders: each order of a customer once, with all its documents over every channel; what people say of two of them.
#include "native/agent/orders.h"

#include "core/view/orders.h"
#include "core/view/staff_word.h"

namespace history::agent {

Result<> orders(const OrderWords& words) {
    TRY_ASSIGN(shell, open_shell(words.data));
    const bool speaks = !words.join.empty() || !words.divide.empty();
    if (!words.join.empty() && !words.divide.empty())
        return fail(Errc::usage, "Orders are joined or divided, one at a time.");
    if (words.undo && !speaks) return fail(Errc::usage, "Say what is taken back: --join or --divide.");
    if (speaks) {
        TRY_ASSIGN(speaking, speak_of(*shell, words.customer, words.colleague, words.offline,
                                      "It is said of what is known here."));
        const bool join = !words.join.empty();
        const std::vector<std::string>& who = join ? words.join : words.divide;
        const view::OrderWord what =
            join ? (words.undo ? view::OrderWord::undo_join : view::OrderWord::join)
                 : (words.undo ? view::OrderWord::undo_divide : view::OrderWord::divide);
        TRY_ASSIGN(writes,
                   view::order_write(speaking.opened.view, what, who[0], who.size() > 1 ? who[1] : ""));
        TRY(write_words(*shell, std::move(writes), speaking.author, words.offline));
    }
    TRY_ASSIGN(customer, find_customer(*shell, words.customer));
    TRY_ASSIGN(opened, open_customer(*shell, *customer));
    const std::string slice = view::orders(opened.view);
    print(words.json ? slice : readable(slice));
    return {};
}

}  // namespace history::agent
