#include "core/insight/order_state.h"

#include "core/base/fold.h"

namespace history {

namespace {

struct Word {
    std::string_view part;  // folded; a part of the state's word
    OrderStage stage;
};

// The first part that stands in the word decides: what undoes stands before what it undoes ("not delivered").
constexpr Word words[] = {
    {"отмен", OrderStage::cancelled},
    {"аннулир", OrderStage::cancelled},
    {"cancel", OrderStage::cancelled},
    {"void", OrderStage::cancelled},
    {"отказ", OrderStage::cancelled},
    {"rejected", OrderStage::cancelled},
    {"declined", OrderStage::cancelled},
    {"бас тарт", OrderStage::cancelled},
    {"болдырмау", OrderStage::cancelled},
    {"жойыл", OrderStage::cancelled},
    {"возвра", OrderStage::returned},
    {"return", OrderStage::returned},
    {"refunded", OrderStage::returned},
    {"қайтар", OrderStage::returned},
    {"не доставлен", OrderStage::sent},
    {"undelivered", OrderStage::sent},
    {"not delivered", OrderStage::sent},
    {"частично", OrderStage::open},
    {"partial", OrderStage::open},
    {"не оплачен", OrderStage::open},
    {"ожидает", OrderStage::open},
    {"unpaid", OrderStage::open},
    {"unfulfilled", OrderStage::open},
    {"incomplete", OrderStage::open},
    {"не выполнен", OrderStage::open},
    {"доставлен", OrderStage::done},
    {"вручен", OrderStage::done},
    {"выдан", OrderStage::done},
    {"выполнен", OrderStage::done},
    {"исполнен", OrderStage::done},
    {"заверш", OrderStage::done},
    {"закрыт", OrderStage::done},
    {"получен покупател", OrderStage::done},
    {"получен клиент", OrderStage::done},
    {"орындалды", OrderStage::done},
    {"жеткізілді", OrderStage::done},
    {"аяқталды", OrderStage::done},
    {"тапсырылды", OrderStage::done},
    {"out for delivery", OrderStage::sent},
    {"out_for_delivery", OrderStage::sent},
    {"delivered", OrderStage::done},
    {"completed", OrderStage::done},
    {"complete", OrderStage::done},
    {"fulfilled", OrderStage::done},
    {"finished", OrderStage::done},
    {"closed", OrderStage::done},
    {"archive", OrderStage::done},
    {"picked up", OrderStage::done},
    {"[f]", OrderStage::done},
    {"готов", OrderStage::ready},
    {"пункт", OrderStage::ready},
    {"самовывоз", OrderStage::ready},
    {"ready", OrderStage::ready},
    {"pickup", OrderStage::ready},
    {"available_for_pickup", OrderStage::ready},
    {"дайын", OrderStage::ready},
    {"в пути", OrderStage::sent},
    {"передан", OrderStage::sent},
    {"отправлен", OrderStage::sent},
    {"отгружен", OrderStage::sent},
    {"доставляется", OrderStage::sent},
    {"доставк", OrderStage::sent},
    {"жолда", OrderStage::sent},
    {"жіберілді", OrderStage::sent},
    {"shipped", OrderStage::sent},
    {"sent", OrderStage::sent},
    {"transit", OrderStage::sent},
    {"delivery", OrderStage::sent},
    {"оплачен", OrderStage::paid},
    {"төленді", OrderStage::paid},
    {"paid", OrderStage::paid},
    {"succeeded", OrderStage::paid},
};

}  // namespace

std::string_view order_stage_name(OrderStage stage) {
    constexpr std::string_view names[] = {"open", "paid", "sent", "ready", "done", "returned", "cancelled"};
    return names[static_cast<std::size_t>(stage)];
}

OrderStage order_stage_of(std::string_view state) {
    const std::string folded = fold(cut_utf8(state, 256));
    for (const Word& word : words)
        if (folded.find(word.part) != std::string::npos) return word.stage;
    return OrderStage::open;
}

}  // namespace history
