#include "native/connectors/messenger_lead.h"

#include "native/connectors/list_bound.h"
#include "native/connectors/question_name.h"

namespace history::connectors {
namespace {

constexpr std::size_t answers_max = 200;

void put_answer(const std::string& question, std::string answer, std::size_t number, Item& item) {
    if (question.find("phone") != std::string::npos)
        return add_identifier(item.identifiers, "phone", "", std::move(answer), Known::given);
    if (question.find("email") != std::string::npos)
        return add_identifier(item.identifiers, "email", "", std::move(answer), Known::given);
    put(item, "answer/" + question_name(question, number), std::move(answer));
}

std::string first_value(const Json& answer) {
    const Json& values = at(answer, "values");
    return values.is_array() && !values.empty() && values[0].is_string()
               ? values[0].get_ref<const std::string&>()
               : std::string();
}

}  // namespace

void read_meta_lead(const Json& lead, const std::string& id, std::uint64_t at_ms, Found& found) {
    if (id.empty()) return found.reject("", "The lead has no id.", dump(lead));
    Item item;
    item.native_id = "lead:" + id;
    put(item, "kind", "request");
    put(item, "direction", "in");
    put(item, "at", ms_text(at_ms));
    put(item, "title", text_at(lead, "form_id"));
    put(item, "campaign", text_at(lead, "campaign_name"));
    const std::string ad = text_at(lead, "ad_id");
    if (!ad.empty() && ad != "0") put(item, "click", "ad_id=" + ad);
    std::string person;
    if (const Json& answers = at(lead, "field_data"); answers.is_array()) {
        ListBound bound(item, "answer", answers_max);
        for (const Json& one : answers) {
            const std::string question = text_at(one, "name");
            std::string answer = first_value(one);
            if (question.empty() || answer.empty() || !bound.takes()) continue;
            if (question == "full_name") person = answer;
            put_answer(question, std::move(answer), bound.taken(), item);
        }
    }
    for (Identifier& identifier : item.identifiers) identifier.name = person;
    found.add(std::move(item));
}

}  // namespace history::connectors
