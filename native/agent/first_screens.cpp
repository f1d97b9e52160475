// first_screen.jsonl of an export: what each customer's card says before anybody speaks, by every number and address that opens it.
#include "native/agent/first_screens.h"

#include <cstdio>

#include "core/base/civil.h"
#include "core/view/customer_facts.h"
#include "core/view/json_text.h"
#include "core/view/talk.h"
#include "native/exports/export_file.h"

namespace history::agent {

namespace {

// "2026-09-08T09:56:00+05:00", by the calendar's clock.
std::string local_iso(std::uint64_t ms, const Calendar& calendar) {
    const std::int64_t wall = calendar.wall_ms(ms), day = floor_days(wall),
                       into = (wall - day * day_ms) / 1000;
    const Date date = date_of(day);
    const int offset = calendar.offset_minutes(ms), minutes = offset < 0 ? -offset : offset;
    char text[64];
    std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", date.year, date.month,
                  date.day, static_cast<int>(into / 3600), static_cast<int>(into / 60 % 60),
                  static_cast<int>(into % 60), offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
    return text;
}

void write_item(view::JsonText& json, std::string_view key) {
    const KeyParts parts = key_parts(key);
    json.begin_object()
        .text("channel", parts.first)
        .text("account", parts.second)
        .text("native_id", parts.third)
        .end_object();
}

}  // namespace

struct FirstScreens::File {
    explicit File(const std::string& path) : out(path) {}
    exports::ExportFile out;
};

FirstScreens::FirstScreens(const std::string& folder)
    : file_(std::make_unique<File>(folder + "/first_screen.jsonl")) {}
FirstScreens::~FirstScreens() = default;

void FirstScreens::put(const view::OpenCustomer& customer, const Directory& directory, const view::Shop& shop,
                       std::string_view country) {
    std::string said;  // the same for each way to open the card
    for (const view::Contact& contact : view::contacts_of(customer)) {
        const KeyParts parts = key_parts(contact.key);
        if (contact.known < Known::given || (parts.first != "phone" && parts.first != "email")) continue;
        const std::string ask(parts.third);
        const auto opened = view::customer_named(directory, ask, country);  // nobody else has it, too
        if (!opened.ok() || !((*opened)->id == customer.customer->id)) continue;
        if (said.empty()) said = screen_of(customer, shop);
        view::JsonText json;
        json.begin_object().text("ask", ask);
        std::string line = json.end_object().take();
        line.pop_back();
        file_->out.put(line + ',' + said.substr(1) + '\n');
    }
}

std::string FirstScreens::screen_of(const view::OpenCustomer& customer, const view::Shop& shop) {
    const view::CustomerItems items(customer.members);
    const view::Talk talk(customer, items.all(), shop);
    const FirstScreen& screen = talk.screen();
    const Calendar& calendar = shop.calendars.main();
    view::JsonText json;
    json.begin_object().text("customer_id", hex(customer.customer->id.view()));
    if (screen.question.last) {
        json.key("open_question");
        write_item(json, screen.question.last->item->key);
        json.text("waiting_since", local_iso(screen.question.first->facts.at_ms, calendar));
    }
    if (const StandingPromise& last = screen.last_promise; last.promise.item) {
        json.key("last_promise").begin_object().key("item");
        write_item(json, last.promise.item->key);
        json.text("due", local_iso(last.promise.due_ms, calendar))
            .text("state", promise_state_name(last.state))
            .end_object();
    }
    json.text("preferred_channel", screen.preferred.channel);
    if (!screen.preferred.channel.empty())
        json.text("preferred_basis", screen.preferred.said ? "said" : "used");
    return json.end_object().take();
}

Result<> FirstScreens::finish() {
    return file_->out.finish();
}

}  // namespace history::agent
