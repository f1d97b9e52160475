#include "native/connectors/survey.h"

#include "native/connectors/bodies.h"
#include "native/connectors/iso_time.h"
#include "native/connectors/list_bound.h"
#include "native/connectors/question_name.h"
#include "native/connectors/said.h"

namespace history::connectors {

namespace {

constexpr std::size_t answers_max = 200;

std::string answer_text(const Json& answer) {
    if (answer.is_boolean()) return answer.get<bool>() ? "yes" : "no";
    if (answer.is_array() || answer.is_object()) return dump(answer);
    return decimal_text(answer);
}

void put_answers(const Json& answers, Item& item, std::string& preferred) {
    ListBound bound(item, "answer", answers_max);
    if (!answers.is_array()) return;
    for (const Json& one : answers) {
        const std::string question = text_at(one, "q");
        std::string answer = answer_text(at(one, "a"));
        if (question.empty() || answer.empty() || !bound.takes()) continue;
        if (question == "preferred_channel") preferred = answer;
        if (question == "nps" || question == "rating") put(item, "rating", answer);
        if (question == "comment") {
            put(item, "text", answer);
            add_said(item.identifiers, answer);
        } else {
            put(item, "answer/" + question_name(question, bound.taken()), std::move(answer));
        }
    }
}

void read_one(const Json& body, Found& found) {
    found.begin_unit();
    const std::string id = text_at(body, "response_id");
    const std::uint64_t at_ms = iso_ms(text_at(body, "submitted_at"));
    if (!body.is_object() || id.empty() || at_ms == 0) {
        found.reject("", "The response has no response_id or no submitted_at.", dump(body));
    } else {
        Item item;
        item.native_id = id;
        put(item, "kind", "survey");
        put(item, "direction", "in");
        put(item, "at", ms_text(at_ms));
        put(item, "title", text_at(body, "survey"));
        const Json& person = at(body, "respondent");
        const std::string name = text_at(person, "name");
        add_identifier(item.identifiers, "phone", "", text_at(person, "phone"), Known::given, name);
        add_identifier(item.identifiers, "email", "", text_at(person, "email"), Known::given, name);
        Statement statement;
        statement.identifiers = item.identifiers;
        statement.at_ms = at_ms;
        std::string preferred;
        put_answers(at(body, "answers"), item, preferred);
        found.add(std::move(item));
        if (!preferred.empty() && !statement.identifiers.empty()) {
            statement.facts.emplace_back("preference", std::move(preferred));
            found.add(std::move(statement));
        }
    }
    found.end_unit();
}

void read(const Json& value, Found& found) {
    if (!value.is_array()) return read_one(value, found);
    for (const Json& one : value) read_one(one, found);
}

Parsed parse(ByteView body, const Account& account) {
    return parse_json_body(body, account, read);
}

}  // namespace

const Connector& survey() {
    static const Connector connector{
        .channel = "survey",
        .parse = parse,
        .claims = claims_json,
        .split = split_json,
        .about = {
            .title = "Surveys of the site",
            .formats = "responses with their answers (.json, .jsonl)",
            .fields = "response_id, survey, submitted_at, name, phone and email of the respondent, q and a "
                      "of each answer",
            .ways = "webhook, import",
            .authenticity = "",
            .id_rule = "response_id",
            .identifiers = "phone and mail given; numbers in comments said",
            .setup = "post each response to https://HOST/survey/ACCOUNT with the account's webhook_token",
            .left_out = "nothing"}};
    return connector;
}

}  // namespace history::connectors
