// matters, matter: what is open with a customer over all channels, and what people say of it.
#include "native/agent/matters.h"

#include "core/view/json_text.h"
#include "core/view/matters.h"
#include "native/agent/shop.h"

namespace history::agent {

Result<> matters(const ReadWords& words) {
    TRY_ASSIGN(shell, open_shell(words.data));
    TRY_ASSIGN(shop, shop_of(*shell, words.as_of));
    TRY_ASSIGN(customer, find_customer(*shell, words.subject));
    TRY_ASSIGN(opened, open_customer(*shell, *customer));
    const std::string slice = view::matters(opened.view, shop);
    print(words.json ? slice : readable(slice));
    return {};
}

Result<> matter(const MatterWords& words) {
    TRY_ASSIGN(shell, open_shell(words.data));
    if (!words.offline) try_sync(*shell, "The word goes to what is known here.");
    TRY_ASSIGN(shop, shop_of(*shell, {}));
    TRY_ASSIGN(customer, find_customer(*shell, words.customer));
    TRY_ASSIGN(opened, open_customer(*shell, *customer));
    TRY_ASSIGN(writes, view::matter_write(opened.view, shop, words.matter, words.what, words.value));
    auto written = shell->answer<WriteReport>(
        [&](auto done) { shell->replica().write(std::move(writes), words.colleague, done); });
    if (!written.ok()) return written.error();
    if (words.json)
        print(view::JsonText()
                  .begin_object()
                  .text("matter", words.matter)
                  .text("said", words.what)
                  .end_object()
                  .take());
    else
        print("Saved: matter " + words.matter + ' ' + words.what +
              (words.value.empty() ? "" : " " + words.value) + '.');
    if (!words.offline) try_sync(*shell, "It is saved here; `history-agent sync` sends it.");
    return {};
}

}  // namespace history::agent
