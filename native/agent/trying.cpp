// try: what payloads would become; nothing is stored.
#include "core/view/json_text.h"
#include "native/agent/beside.h"
#include "native/agent/commands.h"
#include "native/agent/file_bodies.h"
#include "native/agent/goods.h"
#include "native/agent/item_values.h"
#include "native/agent/payloads.h"

namespace history::agent {

namespace {

using view::JsonText;

const char* known_name(const connectors::Identifier& identifier) {
    if (identifier.cc) return "cc";
    switch (identifier.known) {
        case connectors::Known::proved:
            return "proved";
        case connectors::Known::given:
            return "given";
        case connectors::Known::said:
            return "said";
    }
    return "said";
}

void write_identifiers(JsonText& out, const std::vector<connectors::Identifier>& all) {
    out.key("identifiers").begin_array();
    for (const connectors::Identifier& one : all) {
        out.begin_object().text("type", one.type).text("scope", one.scope).text("value", one.value);
        out.text("known", known_name(one)).text("name", one.name).end_object();
    }
    out.end_array();
}

// A preview as its size alone: nobody reads base64.
std::string shown(const std::string& name, const std::string& value) {
    if (!name.starts_with("file_preview/")) return value;
    const std::size_t digits = value.size() - std::min(value.find('\t') + 1, value.size());
    const std::size_t padding = value.size() - 1 - std::min(value.find_last_not_of('='), value.size() - 1);
    return "JPEG of " + std::to_string(digits / 4 * 3 - padding) + " bytes";
}

void write_fields(JsonText& out, const std::vector<std::pair<std::string, std::string>>& fields) {
    out.begin_object();
    for (const auto& [name, value] : fields) out.key(name).text(shown(name, value));
    out.end_object();
}

// What the workspace knows is not looked at here.
void write_held(JsonText& out, const Told& told) {
    if (of_stranger(told)) out.text("held", "until the workspace knows its cookie");
}

void show(const connectors::Parsed& parsed, const std::string& channel, const connectors::Account& account,
          const std::string& file) {
    for (const connectors::Item& item : parsed.items) {
        JsonText out;
        out.begin_object().key("native").text(item.native_id).flag("stub", item.stub);
        write_held(out, {channel, account.name, account.country, true, item, {}});
        out.key("fields");
        write_fields(out, item_values(item.fields));
        write_identifiers(out, item.identifiers);
        print(out.end_object().take());
    }
    for (const connectors::Statement& statement : parsed.statements) {
        JsonText out;
        out.begin_object().key("statement");
        write_fields(out, fact_values(statement.facts));
        write_held(out, {channel, account.name, account.country, false, {}, statement});
        out.number("at", statement.at_ms);
        write_identifiers(out, statement.identifiers);
        print(out.end_object().take());
    }
    for (const connectors::ProductFact& fact : goods_values(parsed.goods)) {
        JsonText out;
        out.begin_object().text("sku", fact.sku).text("fact", fact.name).text("place", fact.place);
        print(out.text("value", fact.value)
                  .text("source", fact.source)
                  .number("at", fact.at_ms)
                  .end_object()
                  .take());
    }
    for (const connectors::Rejection& rejection : parsed.rejections) {
        JsonText out;
        out.begin_object().text("rejected", rejection.reason).text("place", rejection.place);
        print(out.text("file", file).end_object().take());
    }
}

void show_file(const char* word, const std::string& file) {
    JsonText out;
    print(out.begin_object().text(word, file).end_object().take());
}

}  // namespace

Result<> try_payloads(const ImportWords& words) {
    TRY_ASSIGN(connector, connector_of(words.channel));
    Config config;
    if (!words.data.empty()) {
        TRY_ASSIGN(loaded, Config::load(words.data + "/agent.json"));
        config = std::move(loaded);
    }
    for (const std::string& path : words.paths) {
        TRY_ASSIGN(files, list_payloads(path, words.channel));
        for (const PayloadFile& file : files) {
            if (!connector->claims(file.name)) {
                show_file("skipped", file.path);
                continue;
            }
            const std::string named = !words.account.empty() ? words.account : file.account;
            const connectors::Account account =
                config.account(words.channel, named.empty() ? "account" : named);
            const bool divided = is_divided(file.path, *connector);
            const connectors::Headers headers = divided ? connectors::Headers{} : read_sidecar(file.path);
            TRY(each_body(file.path, *connector, account, [&](const FileBody& body) -> Result<> {
                connectors::Parsed parsed;
                if (body.refused != nullptr) {
                    parsed.rejections.push_back({"", body.refused, ""});
                } else if (!divided && connector->authenticity(bytes_of(body.bytes), headers, account) ==
                                           connectors::Authenticity::forged) {
                    show_file("forged", file.path);
                } else {
                    parsed = connector->parse(bytes_of(body.bytes), account);
                }
                for (connectors::Item& item : parsed.items) add_contents_beside(file.path, account, item);
                for (connectors::Rejection& one : parsed.rejections)
                    one.place = body.line != 0 ? "line " + std::to_string(body.line) +
                                                     (one.place.empty() ? "" : ", ") + one.place
                                               : place_in_file(one.place, body.skipped);
                show(parsed, words.channel, account, file.path);
                return {};
            }));
        }
    }
    return {};
}

}  // namespace history::agent
