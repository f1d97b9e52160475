// connectors, check-config: which sources there are, and what agent.json says of them.
#include <filesystem>

#include "core/view/json_text.h"
#include "native/agent/commands.h"
#include "native/connectors/site.h"
#include "native/connectors/table.h"
#include "native/polling/table.h"
#include "native/port/durable_file.h"

namespace history::agent {

namespace {

using connectors::Connector;
using view::JsonText;

void print_json(const Connector& source) {
    const connectors::About& about = source.about;
    JsonText out;
    out.begin_object().text("channel", source.channel).text("title", about.title);
    out.text("formats", about.formats).text("fields", about.fields).text("ways", about.ways);
    if (const polling::Poll* poll = polling::find_poll(source.channel))
        out.key("poll")
            .begin_object()
            .text("secret", poll->secret)
            .number("minutes", poll->minutes)
            .number("days", poll->days)
            .number("burst", poll->pace.burst)
            .number("each_ms", poll->pace.each_ms)
            .end_object();
    out.text("webhook_secret", source.webhook_secret);
    if (!source.webhook_secret_else.empty()) out.text("webhook_secret_else", source.webhook_secret_else);
    out.text("authenticity", about.authenticity);
    out.text("id_rule", about.id_rule).text("identifiers", about.identifiers);
    out.text("setup", about.setup).text("left_out", about.left_out);
    print(out.boolean("tried", about.tried).end_object().take());
}

void print_line(const std::string& name, std::string_view text) {
    if (!text.empty()) print("  " + name + std::string(14 - name.size(), ' ') + std::string(text));
}

// "every 5 minutes, the last 28 days first, at most ... ; secret kaspi_auth_token"; empty: it is not polled.
std::string polling_words(const Connector& source) {
    const polling::Poll* poll = polling::find_poll(source.channel);
    if (!poll) return {};
    return "every " + std::to_string(poll->minutes) + " minutes, first the last " +
           std::to_string(poll->days) + " days; " + std::to_string(poll->pace.burst) +
           " questions at once, then one in " + std::to_string(poll->pace.each_ms) + " ms (" +
           std::string(poll->pace.reason) + "); secret " + std::string(poll->secret);
}

void print_page(const Connector& source) {
    const connectors::About& about = source.about;
    print(std::string(source.channel) + ": " + std::string(about.title));
    print_line("ways", about.ways);
    print_line("formats", about.formats);
    print_line("fields", about.fields);
    print_line("polling", polling_words(source));
    print_line("authenticity", about.authenticity.empty() ? "the source does not sign" : about.authenticity);
    print_line("secret", source.webhook_secret);
    print_line("or secret", source.webhook_secret_else);
    print_line("item's id", about.id_rule);
    print_line("identifiers", about.identifiers);
    print_line("setup", about.setup);
    print_line("left out", about.left_out);
    if (!about.tried) print_line("note", "known from documentation, not tried on live data");
}

std::string webhook_secret_of(const Connector& source) {
    return std::string(source.webhook_secret.empty() ? std::string_view("webhook_token")
                                                     : source.webhook_secret);
}

// A source's page of documentation: all that the table and the programs know of it.
std::string markdown_page(const Connector& source) {
    const connectors::About& about = source.about;
    const std::string channel(source.channel);
    std::string page = "# " + std::string(about.title) + "\n\nChannel `" + channel + "`.";
    if (!about.tried) page += " Known from documentation, not tried on live data.";
    const auto section = [&](const char* heading, std::string_view words) {
        if (!words.empty()) page += std::string("\n\n## ") + heading + "\n\n" + std::string(words);
    };
    const polling::Poll* poll = polling::find_poll(source.channel);
    const bool collected = &source == &connectors::site();
    const bool posted = about.ways.find("webhook") != std::string_view::npos;
    const std::string secret = poll        ? std::string(poll->secret)
                               : collected ? std::string("site_user_secret")
                               : posted    ? webhook_secret_of(source)
                                           : std::string();
    section("What is read", about.formats);
    section("Ways in", about.ways);
    section("What to do at the vendor, and in agent.json", about.setup);
    page += "\n\n```json\n{\"accounts\": {\"" + channel + "\": {\"NAME\": {";
    if (poll) page += "\"poll\": true, ";
    if (!secret.empty()) page += "\"secrets\": {\"" + secret + "\": {\"file\": \"PATH\"}}";
    page += "}}}}\n```\n\n```\nhistory-agent import --data DIR " + channel + " FILE --account NAME";
    if (posted) page += "\nPOST /" + channel + "/NAME";
    if (collected) page += "\nPOST /collect/NAME";
    page += "\n```";
    if (poll)
        section("Polling", "`\"poll\": true` in the account and its secret `" + std::string(poll->secret) +
                               "`: " + polling_words(source) + ".\n\n```\nhistory-agent poll --data DIR " +
                               channel + "\n```");
    section("How a delivery is known to be genuine",
            !about.authenticity.empty() ? about.authenticity
            : posted ? "The source does not sign: webhooks show the account's `webhook_token`."
                     : "Nothing is delivered: what is asked for or imported is one's own.");
    section("Fields that are used", about.fields);
    section("What names an item for ever", about.id_rule);
    section("Identifiers, and how each is known", about.identifiers);
    section("What the format has and the history does not take", about.left_out);
    return page + '\n';
}

Result<> write_pages(const std::string& folder) {
    std::error_code trouble;
    std::filesystem::create_directories(folder, trouble);
    std::string index = "# Sources\n\n| channel | source | ways |\n|---|---|---|\n";
    for (const Connector* source : connectors::all_connectors()) {
        const std::string channel(source->channel);
        TRY(replace_file(folder + '/' + channel + ".md", bytes_of(markdown_page(*source))));
        index += "| [" + channel + "](" + channel + ".md) | " + std::string(source->about.title) + " | " +
                 std::string(source->about.ways) + " |\n";
    }
    TRY(replace_file(folder + "/README.md", bytes_of(index)));
    print(std::to_string(connectors::all_connectors().size()) + " pages written to " + folder + '.');
    return {};
}

}  // namespace

Result<const Connector*> connector_of(const std::string& channel) {
    if (const Connector* connector = connectors::find_connector(channel)) return connector;
    std::string names;
    for (const Connector* one : connectors::all_connectors())
        names += (names.empty() ? "" : ", ") + std::string(one->channel);
    return fail(Errc::usage, "There is no channel \"" + channel + "\"; there are " + names + '.');
}

Result<> list_connectors(const SourceWords& words) {
    if (!words.pages.empty()) return write_pages(words.pages);
    if (!words.channel.empty()) {
        TRY_ASSIGN(source, connector_of(words.channel));
        words.json ? print_json(*source) : print_page(*source);
        return {};
    }
    for (const Connector* source : connectors::all_connectors()) {
        if (words.json)
            print_json(*source);
        else
            print(std::string(source->channel) +
                  std::string(14 - std::min<std::size_t>(13, source->channel.size()), ' ') +
                  std::string(source->about.title) + " (" + std::string(source->about.ways) + ')');
    }
    return {};
}

// Every account that agent.json names: is there such a source, and will its webhook take anything?
Result<> check_config(const CheckWords& words) {
    if (words.example) {
        std::string_view text = config_example();
        text.remove_suffix(1);  // print() ends the line
        print(text);
        return {};
    }
    TRY_ASSIGN(config, Config::load(words.data + "/agent.json"));
    std::size_t wrong = 0;
    for (const auto& [channel, name] : config.accounts()) {
        const Connector* source = connectors::find_connector(channel);
        std::string sentence;
        if (!source) {
            sentence = "there is no such channel";
        } else {
            const auto& secrets = config.account(channel, name).secrets;
            const std::string secret = webhook_secret_of(*source);
            const bool posted = secrets.count(secret) != 0 || secrets.count("webhook_token") != 0 ||
                                secrets.count(std::string(source->webhook_secret_else)) != 0;
            sentence = posted ? "files, and POST /" + channel + '/' + name : "files";
            if (!posted && !config.polled(channel, name)) sentence += " only: there is no secret " + secret;
            if (config.polled(channel, name)) {
                const polling::Poll* poll = polling::find_poll(channel);
                const bool can = poll && secrets.count(std::string(poll->secret)) != 0;
                sentence += can    ? "; polled"
                            : poll ? "; not polled: there is no secret " + std::string(poll->secret)
                                   : "; \"poll\" says nothing here: the vendor is not asked";
                wrong += !can;
            }
            if (source == &connectors::site())
                sentence += "; pages whose origin is in `own`: POST /collect/" + name;
        }
        wrong += source == nullptr;
        if (words.json) {
            JsonText out;
            out.begin_object().text("channel", channel).text("account", name);
            print(out.boolean("known", source != nullptr).text("takes", sentence).end_object().take());
        } else {
            print(channel + '/' + name + ": " + sentence + '.');
        }
    }
    if (config.holds_literal_secrets())
        note("agent.json holds secrets as plain text; {\"file\": ...} or {\"env\": ...} keeps them apart.");
    for (const std::string& word : config.unknown()) note("agent.json: \"" + word + "\" means nothing here.");
    if (!config.unknown().empty())
        return fail(Errc::usage,
                    "agent.json has words that no setting has; --example prints those that there are.");
    if (wrong != 0)
        return fail(
            Errc::usage,
            "agent.json names " + std::to_string(wrong) +
                " accounts that cannot work as it says; `history-agent connectors` lists the channels.");
    return {};
}

}  // namespace history::agent
