#include "native/connectors/whatsapp_history.h"

#include <algorithm>

#include "native/connectors/whatsapp_message.h"

namespace history::connectors {
namespace {

std::string digits_of(std::string text) {
    std::erase_if(text, [](char c) { return c < '0' || c > '9'; });
    return text;
}

// Of a chat with `customer`. Who wrote it is told by the number of the business, or by its being not the customer's.
void add_message(const Json& value, Json message, const std::string& customer, const std::string& business,
                 Found& found) {
    const Json& context = at(message, "history_context");
    std::string from = text_at(message, "from");
    if (from.empty()) from = text_at(message, "from_user_id");
    const bool echo = at(context, "from_me") == true || (!business.empty() && digits_of(from) == business) ||
                      (!from.empty() && !customer.empty() && from != customer);
    if (message.is_object() && !customer.empty()) message[echo ? "to" : "from"] = customer;
    add_whatsapp_message(value, message, echo, found);
}

}  // namespace

void add_whatsapp_history(const Json& value, Found& found) {
    const std::string business = digits_of(text_at(at(value, "metadata"), "display_phone_number"));
    const Json& chunks = at(value, "history");
    if (chunks.is_array())
        for (const Json& chunk : chunks) {
            const Json& threads = at(chunk, "threads");
            if (!threads.is_array()) continue;
            for (const Json& thread : threads) {
                const Json& messages = at(thread, "messages");
                if (!messages.is_array()) {
                    found.reject("", "The thread has no messages.", dump(thread));
                    continue;
                }
                for (const Json& message : messages)
                    add_message(value, message, text_at(thread, "id"), business, found);
            }
        }
    const Json& with_files = at(value, "messages");
    if (with_files.is_array())
        for (const Json& message : with_files) add_message(value, message, "", business, found);
}

void add_whatsapp_contacts(const Json& value, Found& found) {
    const Json& entries = at(value, "state_sync");
    if (!entries.is_array()) return;
    for (const Json& entry : entries) {
        const Json& contact = at(entry, "contact");
        if (text_at(entry, "type") != "contact" || text_at(entry, "action") == "remove") continue;
        Statement statement;
        std::string name = text_at(contact, "full_name");
        if (name.empty()) name = text_at(contact, "first_name");
        const std::string phone = digits_of(text_at(contact, "phone_number"));
        if (phone.empty() || name.empty()) continue;
        add_identifier(statement.identifiers, "phone", "", '+' + phone, Known::given, name);
        statement.facts.emplace_back("name", name);
        statement.at_ms = ms_of(int_at(at(entry, "metadata"), "timestamp"));
        found.add(std::move(statement));
    }
}

}  // namespace history::connectors
