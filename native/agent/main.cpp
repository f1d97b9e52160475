// history-agent: connectors and the command line of a workspace, as one program.
#include <sodium.h>
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <functional>

#include "core/view/correction.h"
#include "native/agent/matters.h"
#include "native/agent/orders.h"
#include "native/agent/rescuing.h"
#include "native/agent/ringing.h"
#include "native/agent/workplace.h"
#include "native/exports/export.h"

namespace history::agent {
namespace {

// The words of every command, and the one that was chosen.
struct CommandLine {
    InitWords init;
    InviteWords invite;
    JoinWords join;
    RescueWords rescue;
    ImportWords import_, try_;
    ReadWords read;
    FindWords find;
    AddWords add;
    ChangeWords change;
    CorrectWords correct;
    ColleagueWords colleague;
    AnswerWords answer;
    ExportWords export_;
    KeptWords kept;
    FileWords file;
    JoinedWords joined;
    ServeWords serve;
    PollWords poll;
    CheckWords check;
    SourceWords source;
    GuardWords guard;
    MatterWords matter;
    OrderWords order;
    PeopleWords people;
    DataWords data;
    bool json = false;
    std::function<Result<>()> chosen;
};

CLI::App* command(CLI::App& app, const char* name, const char* what, std::string* data) {
    CLI::App* one = app.add_subcommand(name, what);
    if (data)
        one->add_option("--data", *data, "Folder of this device: keys, store, agent.json")
            ->required()
            ->type_name("DIR");
    return one;
}

void add_membership(CLI::App& app, CommandLine& line) {
    CLI::App* init =
        command(app, "init", "A new workspace, this device its owner; prints the recovery words once",
                &line.init.data);
    init->add_option("--server", line.init.server, "Address of historyd, as ws://127.0.0.1:7070")
        ->required()
        ->type_name("URL");
    init->add_option("--name", line.init.name, "Name of the business, shown to colleagues");
    init->add_option("--origin", line.init.origins,
                     "Web page origins that may connect, as https://shop.example")
        ->type_name("ORIGIN");
    init->add_option("--token-file", line.init.token_file,
                     "The server's admission token, where it takes new workspaces by token; else "
                     "HISTORY_ADMISSION_TOKEN of the environment")
        ->type_name("FILE");
    init->add_option("--device-name", line.init.device, "What colleagues call this device")
        ->capture_default_str();
    init->add_flag("--json", line.init.json);
    init->callback([&line] { line.chosen = [&line] { return history::agent::init(line.init); }; });

    CLI::App* invite = command(app, "invite", "A link that lets one new device in", &line.invite.data);
    invite->add_option("--role", line.invite.role, "owner, operator, connector or viewer")
        ->check(CLI::IsMember({"owner", "operator", "connector", "viewer"}))
        ->capture_default_str();
    invite->add_option("--page", line.invite.page, "Page that holds the widget; the link opens it")
        ->type_name("URL");
    invite->add_option(
        "--device-name", line.invite.device,
        "What colleagues call the device that follows it; a connector or viewer cannot name itself");
    invite->add_option("--minutes", line.invite.minutes, "How long the link works")->capture_default_str();
    invite->add_flag("--confirm", line.invite.confirm, "Compare six digits first (does not exist yet)");
    invite->add_flag("--json", line.invite.json);
    invite->callback([&line] { line.chosen = [&line] { return history::agent::invite(line.invite); }; });

    CLI::App* join = command(app, "join", "Follow an invite link as a new device", &line.join.data);
    join->add_option("link", line.join.link, "The link, or any text that holds it")
        ->required()
        ->type_name("LINK");
    join->add_option("--device-name", line.join.device, "What colleagues call this device")
        ->capture_default_str();
    join->add_flag("--json", line.join.json);
    join->callback([&line] { line.chosen = [&line] { return history::agent::join(line.join); }; });

    CLI::App* rescue = command(app, "rescue",
                               "What a former device of yours had not sent (a clone, a revoked one, an old "
                               "copy) is sent as this device's",
                               &line.rescue.data);
    rescue
        ->add_option("--from", line.rescue.from,
                     "Folder of the former device; it is none any more after this")
        ->required()
        ->type_name("DIR");
    rescue->add_flag("--send", line.rescue.send, "Also when an owner had revoked the former device");
    rescue->add_flag("--throw-away", line.rescue.throw_away, "Its unsent words are deleted instead");
    rescue->add_flag("--json", line.rescue.json);
    rescue->callback([&line] { line.chosen = [&line] { return history::agent::rescue(line.rescue); }; });
}

void add_import(CLI::App& app, CommandLine& line) {
    CLI::App* reading = command(
        app, "import", "Payload files or folders of a channel into the workspace; prints what became of them",
        &line.import_.data);
    CLI::App* attempt = command(app, "try", "What payloads would become; stores nothing", nullptr);
    attempt->add_option("--data", line.try_.data, "Folder whose agent.json has the account's settings")
        ->type_name("DIR");
    for (auto [one, words] : {std::pair(reading, &line.import_), {attempt, &line.try_}}) {
        one->add_option("channel", words->channel, "One of those that `history-agent connectors` lists")
            ->required()
            ->type_name("CHANNEL");
        one->add_option("path", words->paths, "Files or folders")->required()->type_name("PATH");
        one->add_option("--account", words->account,
                        "Which bot, number, mailbox, till; else the folder after CHANNEL names it")
            ->type_name("NAME");
    }
    reading->add_flag("--json", line.json, "(these two print JSON with and without it)");
    attempt->add_flag("--json", line.json);
    reading->add_flag("--offline", line.import_.offline, "Do not speak to the server now");
    reading->add_option("--portion", line.import_.portion, "Items saved at once")
        ->check(CLI::Range(1, 100000))
        ->capture_default_str();
    reading->add_flag("--progress", line.import_.progress,
                      "On standard error after every portion: what is saved");
    reading->callback([&line] { line.chosen = [&line] { return import_payloads(line.import_); }; });
    attempt->callback([&line] { line.chosen = [&line] { return try_payloads(line.try_); }; });

    CLI::App* poll = command(
        app, "poll", "Asks the vendors once for what is new; `serve` does it all the time", &line.poll.data);
    poll->add_option("channel", line.poll.channel, "Only this source")->type_name("CHANNEL");
    poll->add_option("--account", line.poll.account, "Only this account of it")->type_name("NAME");
    poll->add_flag("--offline", line.poll.offline, "Do not speak to the sync server now");
    poll->add_flag("--json", line.json, "(it prints JSON with and without it)");
    poll->callback([&line] { line.chosen = [&line] { return history::agent::poll(line.poll); }; });

    CLI::App* sources = command(app, "connectors", "Every source that can be read, and how", nullptr);
    sources->add_option("channel", line.source.channel, "Only this one, with what to do at the vendor")
        ->type_name("CHANNEL");
    sources->add_option("--pages", line.source.pages, "Writes a page of documentation for each into FOLDER")
        ->type_name("FOLDER");
    sources->add_flag("--json", line.source.json);
    sources->callback([&line] { line.chosen = [&line] { return list_connectors(line.source); }; });

    CLI::App* check = command(app, "check-config", "Is DIR/agent.json right, and what it opens", nullptr);
    check->add_option("--data", line.check.data, "Folder of this device")->type_name("DIR");
    check->add_flag("--example", line.check.example,
                    "Prints every setting with its default and what it means");
    check->add_flag("--json", line.check.json);
    check->parse_complete_callback([&line] {
        if (line.check.data.empty() && !line.check.example) throw CLI::RequiredError("--data");
    });
    check->callback([&line] { line.chosen = [&line] { return check_config(line.check); }; });
}

void add_reading(CLI::App& app, CommandLine& line) {
    struct Reading {
        const char *name, *what, *argument;
        Result<> (*run)(const ReadWords&);
    };
    static constexpr Reading readings[] = {
        {"card", "One customer's card", "customer", history::agent::card},
        {"timeline", "One customer's history, newest first", "customer", history::agent::timeline},
        {"why", "Why these subjects are one customer", "customer", history::agent::why},
        {"audit", "Who opened this card, by hour", "customer", history::agent::audit},
        {"list",
         "Who waits, what is due, what was put off, what stands still; what is unfiled, what could not be "
         "read, visits "
         "held until their browser is known, who is in",
         "list", history::agent::list},
    };
    for (const Reading& reading : readings) {
        CLI::App* one = command(app, reading.name, reading.what, &line.read.data);
        CLI::Option* subject = one->add_option(reading.argument, line.read.subject)->required();
        if (std::string_view(reading.name) == "list")
            subject->check(CLI::IsMember({"waiting", "promises", "complaints", "reminders", "tasks",
                                          "postponed", "stuck", "late", "unfiled", "all", "mentions",
                                          "quarantine", "visits", "devices"}));
        one->add_option("--limit", line.read.limit, "Rows at most")->capture_default_str();
        one->add_option("--from", line.read.from, "Rows to leave out at the beginning")
            ->capture_default_str();
        if (std::string_view(reading.name) == "card")
            one->add_option("--as", line.read.colleague,
                            "The colleague who opens it, by id or name: `audit` shows it");
        if (std::string_view(reading.name) == "list")
            one->add_option("--as", line.read.colleague, "Of mentions: whose, by id or name");
        if (std::string_view(reading.name) == "timeline")
            one->add_option("--matter", line.read.matter,
                            "Only what belongs to it: its id, as `matters` prints it")
                ->type_name("MATTER");
        if (std::string_view(reading.name) == "list" || std::string_view(reading.name) == "card")
            one->add_option("--as-of", line.read.as_of,
                            "The moment that counts as now: 2026-12-01 18:00, ms since 1970")
                ->type_name("TIME");
        one->add_flag("--json", line.read.json);
        one->callback([&line, run = reading.run] { line.chosen = [&line, run] { return run(line.read); }; });
    }
    CLI::App* find = command(app, "find", "Customers by phone, e-mail or name, then words in any history",
                             &line.find.data);
    find->add_option("query", line.find.query,
                     "Words in any form, \"a phrase\", -word, a part of a number, also typed on the wrong "
                     "keyboard layout")
        ->required();
    find->add_option("--channel", line.find.channels, "Only items of this channel")->delimiter(',');
    find->add_option("--kind", line.find.kinds, "Only items of this kind: message, mail, call, order ...")
        ->delimiter(',');
    find->add_option("--direction", line.find.direction, "Only what came in or went out")
        ->check(CLI::IsMember({"in", "out"}));
    find->add_option("--from", line.find.from, "Only since this moment");
    find->add_option("--to", line.find.to, "Only before this moment");
    find->add_option("--customer", line.find.customer,
                     "Only in this customer's history: id, number, address or name");
    find->add_option("--limit", line.find.limit, "Customers at most, and items at most")
        ->capture_default_str();
    find->add_flag("--json", line.find.json);
    find->callback([&line] { line.chosen = [&line] { return history::agent::find(line.find); }; });
    CLI::App* goods =
        command(app, "goods", "What is known of a product, with source and age", &line.read.data);
    goods->add_option("sku", line.read.subject, "Its number or an alias; without it every product");
    goods->add_option("--limit", line.read.limit, "Rows at most")->capture_default_str();
    goods->add_option("--from", line.read.from, "Rows to leave out at the beginning")->capture_default_str();
    goods->add_flag("--json", line.read.json);
    goods->callback([&line] { line.chosen = [&line] { return history::agent::goods(line.read); }; });
}

void add_kept(CLI::App& app, CommandLine& line) {
    CLI::App* file = command(
        app, "file", "An item of nobody known goes to its customer; --undo takes it back", &line.file.data);
    file->add_option("unfiled", line.file.unfiled, "Its id, as `list unfiled --json` prints it")->required();
    file->add_option("customer", line.file.customer, "Public id, number, address or name");
    file->add_flag("--undo", line.file.undo, "Take it back; no customer is needed");
    file->add_flag("--offline", line.file.offline, "Do not speak to the server now");
    file->add_flag("--json", line.file.json);
    file->parse_complete_callback([&line] {
        if (!line.file.undo && line.file.customer.empty()) throw CLI::RequiredError("customer");
    });
    file->callback([&line] { line.chosen = [&line] { return history::agent::file(line.file); }; });

    CLI::App* retry = command(
        app, "retry", "Reads again what could not be read, after a mend or a new version", &line.kept.data);
    CLI::App* drop = command(app, "drop", "Throws away what could not be read, or is held", &line.kept.data);
    for (CLI::App* one : {retry, drop}) {
        one->add_option("id", line.kept.ids, "As `list quarantine --json` prints them")->type_name("ID");
        one->add_option("--channel", line.kept.channel, "Only of this source");
        one->add_flag("--json", line.kept.json);
    }
    retry->add_flag("--offline", line.kept.offline, "Do not speak to the server now");
    drop->add_flag("--all", line.kept.all, "Everything, or everything of --channel");
    drop->add_option("--cookie", line.kept.cookie,
                     "Instead: the visits of this browser that are held until it is known")
        ->type_name("VALUE");
    retry->callback([&line] { line.chosen = [&line] { return history::agent::retry(line.kept); }; });
    drop->callback([&line] { line.chosen = [&line] { return history::agent::drop(line.kept); }; });
}

void add_joining(CLI::App& app, CommandLine& line) {
    CLI::App* link = command(app, "link", "These are one customer, a colleague says; --undo takes it back",
                             &line.joined.data);
    CLI::App* separate =
        command(app, "separate",
                "One subject is not its customer, or two are not one; for ever, also for what comes later by "
                "the same number; --undo takes it back",
                &line.joined.data);
    for (CLI::App* one : {link, separate}) {
        one->add_option("who", line.joined.who,
                        "Ids of subjects, as `why` prints them, or of customers, or identifiers")
            ->required();
        one->add_option("--reason", line.joined.reason, "Kept for colleagues; needed unless --undo")
            ->type_name("TEXT");
        one->add_option("--colleague", line.joined.colleague, "Who says it");
        one->add_flag("--undo", line.joined.undo, "Take it back");
        one->add_flag("--offline", line.joined.offline, "Do not speak to the server now");
        one->add_flag("--json", line.joined.json);
    }
    separate->add_option("--at", line.joined.at, "Which join breaks, as --show numbers them")
        ->capture_default_str();
    separate->add_flag("--show", line.joined.show, "Which joins could break, and who would go; says nothing");
    CLI::App* suggestions =
        command(app, "suggestions",
                "Who may be one person with a customer, with scores; without one all pairs; "
                "never joined by itself",
                &line.read.data);
    suggestions->add_option("customer", line.read.subject, "Public id or any identifier");
    suggestions->add_option("--limit", line.read.limit, "Rows at most")->capture_default_str();
    suggestions->add_option("--from", line.read.from, "Rows to leave out at the beginning")
        ->capture_default_str();
    suggestions->add_flag("--json", line.read.json);
    suggestions->callback(
        [&line] { line.chosen = [&line] { return history::agent::suggestions(line.read); }; });
    link->callback([&line] { line.chosen = [&line] { return history::agent::link(line.joined); }; });
    separate->callback([&line] { line.chosen = [&line] { return history::agent::separate(line.joined); }; });
}

void add_export(CLI::App& app, CommandLine& line) {
    CLI::App* out = command(app, "export", "Customers, histories and goods into files of other programs",
                            &line.export_.data);
    std::vector<std::string> names;
    std::string what = "One of:";
    for (const exports::Format& format : exports::table()) {
        names.emplace_back(format.name);
        what += "\n" + names.back() + ": " + std::string(format.what);
    }
    out->add_option("--format", line.export_.format, what)->required()->check(CLI::IsMember(names));
    out->add_option("--to", line.export_.to, "Folder for the files; made where there is none")
        ->required()
        ->type_name("FOLDER");
    out->add_option("--as-of", line.export_.as_of,
                    "The moment that counts as now in first_screen.jsonl: 2026-12-01 18:00, ms since 1970")
        ->type_name("TIME");
    out->add_flag("--json", line.export_.json);
    out->callback([&line] { line.chosen = [&line] { return export_workspace(line.export_); }; });
}

constexpr const char* as_whom =
    "The colleague who says it, by id or name (HISTORY_PIN of the environment: the PIN)";

// What colleagues write: words, changes, their names, ready answers, rules.
void add_words(CLI::App& app, CommandLine& line) {
    CLI::App* add = command(app, "add", "A colleague's words to a customer's history", &line.add.data);
    add->add_option("customer", line.add.customer,
                    "Public id, or any identifier; a number or address that nobody has begins a customer")
        ->required();
    add->add_option("kind", line.add.kind, "What it is")
        ->required()
        ->check(CLI::IsMember({"note", "promise", "consultation", "reminder", "preference", "task",
                               "complaint", "complaint_resolved", "in_person", "order", "contact"}));
    add->add_option("text", line.add.text, "The words; @ID or @Name calls a colleague")->required();
    add->add_option("--as,--colleague", line.add.colleague, as_whom);
    add->add_option("--product", line.add.product, "What it is about");
    add->add_option("--due", line.add.due, "Until when: 2026-12-01 18:00, \"tomorrow 12:00\", +2h")
        ->type_name("TIME");
    add->add_option("--assignee", line.add.assignee, "Whose it is, by id or name");
    add->add_option("--channel", line.add.channel, "Of a contact or preference");
    add->add_option("--refers-to", line.add.refers_to, "Id of the item that it is about")->type_name("ITEM");
    add->add_option("--reason", line.add.reason, "Of a contact: why in spite of a warning");
    add->add_option("--number", line.add.number, "Of an order");
    add->add_flag("--offline", line.add.offline, "Do not speak to the server now");
    add->add_flag("--json", line.add.json);
    add->callback([&line] { line.chosen = [&line] { return history::agent::add(line.add); }; });

    CLI::App* change = command(
        app, "change", "A promise, task, complaint or reminder is done, taken, put off", &line.change.data);
    change->add_option("customer", line.change.customer, "Public id, or any identifier")->required();
    change->add_option("item", line.change.item, "Its id, as `list`, `timeline` and `add` print it")
        ->required();
    change->add_option("--state", line.change.state, "done, cancelled or open")
        ->check(CLI::IsMember({"done", "cancelled", "open"}));
    change->add_option_function<std::string>(
        "--assignee", [&line](const std::string& who) { line.change.assignee = who; },
        "Whose it is, by id or name; \"\": nobody's");
    change->add_option("--due", line.change.due, "Until when, or none")->type_name("TIME");
    change->add_flag("--seen", line.change.seen, "The colleague of --as has seen that he is mentioned");
    change->add_option("--as", line.change.colleague, as_whom);
    change->add_flag("--offline", line.change.offline, "Do not speak to the server now");
    change->add_flag("--json", line.change.json);
    change->callback([&line] { line.chosen = [&line] { return history::agent::change(line.change); }; });

    CLI::App* correct = command(app, "correct", "A colleague's word on who a customer is, before any source",
                                &line.correct.data);
    correct->add_option("customer", line.correct.customer, "Public id, or any identifier")->required();
    const auto& facts = history::view::corrected_facts;
    correct->add_option("fact", line.correct.fact, "What is said")
        ->required()
        ->check(CLI::IsMember(std::vector<std::string>(std::begin(facts), std::end(facts))));
    correct->add_option("value", line.correct.value, "As it is; empty: as the sources say");
    correct->add_option("--as", line.correct.colleague, as_whom);
    correct->add_flag("--offline", line.correct.offline, "Do not speak to the server now");
    correct->add_flag("--json", line.correct.json);
    correct->callback([&line] { line.chosen = [&line] { return history::agent::correct(line.correct); }; });

    CLI::App* colleagues = command(
        app, "colleagues", "Who works here: list, add, rename, retire, return, pin", &line.colleague.data);
    colleagues
        ->add_option("act", line.colleague.act,
                     "What to do; pin reads HISTORY_NEW_PIN of the environment, none takes it away")
        ->check(CLI::IsMember({"list", "add", "rename", "retire", "return", "pin"}))
        ->capture_default_str();
    colleagues->add_option("who", line.colleague.id, "Id or name of the colleague; of add: the name");
    colleagues->add_option("name", line.colleague.name, "Of rename: the new name");
    colleagues->add_option("--id", line.colleague.own_id, "Of add: the id for ever; else it is drawn");
    colleagues->add_option("--profile", line.colleague.profile,
                           "seller, instagram, operator, marketer or manager");
    colleagues->add_option("--as", line.colleague.colleague, as_whom);
    colleagues->add_flag("--offline", line.colleague.offline, "Do not speak to the server now");
    colleagues->add_flag("--json", line.colleague.json);
    colleagues->callback([&line] {
        if (line.colleague.act == "add")
            line.colleague.name = std::exchange(line.colleague.id, line.colleague.own_id);
        line.chosen = [&line] { return history::agent::colleagues(line.colleague); };
    });

    CLI::App* answers =
        command(app, "answers", "Ready answers: list, add, remove, restore, export", &line.answer.data);
    answers->add_option("act", line.answer.act, "What to do")
        ->check(CLI::IsMember({"list", "add", "remove", "restore", "export"}))
        ->capture_default_str();
    answers->add_option("id", line.answer.id, "Of which; of add: the one that gets another text");
    answers->add_option("--title", line.answer.title, "Its title");
    answers->add_option("--language", line.answer.language, "ru, kk, en ...");
    answers->add_option("--text", line.answer.text, "Its words");
    CLI::App* rules = command(
        app, "reminders", "When the workspace reminds by itself; with a rule: changes it", &line.answer.data);
    rules->add_option("rule", line.answer.text,
                      "\"callback off\", \"postponed 7 call\", \"no_answer 3 call\", \"no_reply 5 offer\"");
    for (auto [one, run] :
         {std::pair(answers, &history::agent::answers), {rules, &history::agent::reminder_rules}}) {
        one->add_option("--as", line.answer.colleague, as_whom);
        one->add_flag("--offline", line.answer.offline, "Do not speak to the server now");
        one->add_flag("--json", line.answer.json);
        one->callback([&line, run = run] { line.chosen = [&line, run] { return run(line.answer); }; });
    }
}

void add_work(CLI::App& app, CommandLine& line) {
    CLI::App* serve = command(
        app, "serve", "Webhooks in, polling, sync on, until SIGTERM; prints its address when it is ready",
        &line.serve.data);
    serve->add_option("--listen", line.serve.listen, "Loopback address and port; port 0 takes a free one")
        ->capture_default_str();
    serve->callback([&line] { line.chosen = [&line] { return history::agent::serve(line.serve); }; });

    CLI::App* sync = command(app, "sync", "Push and pull until both sides agree, then exit", &line.data.data);
    sync->add_flag("--json", line.data.json);
    sync->callback([&line] { line.chosen = [&line] { return history::agent::sync(line.data); }; });

    CLI::App* digest = command(
        app, "digest", "Hash over merged facts: equal on every replica of the same log", &line.data.data);
    digest->add_flag("--json", line.data.json);
    digest->callback([&line] { line.chosen = [&line] { return history::agent::digest(line.data); }; });
}

void add_guards(CLI::App& app, CommandLine& line) {
    CLI::App* check = command(
        app, "check", "May this customer be contacted so: allow, warn or block, and why", &line.guard.data);
    check->add_option("customer", line.guard.who, "Public id, or any identifier")->required();
    check->add_option("--override", line.guard.override_reason,
                      "Go on all the same: the reason, kept with the customer");
    check->add_option("--colleague", line.guard.colleague, "Who goes on");
    CLI::App* audience =
        command(app, "audience", "Who of a list may be contacted so, and why not", &line.guard.data);
    audience->add_option("list", line.guard.who,
                         "A table of planned sends (.csv or .jsonl: send_id, planned_at, channel, to, "
                         "product_sku, category), `planned` for "
                         "all that were imported, a segment of agent.json, or `all` customers");
    audience->add_option("--segment", line.guard.segment, "A segment of agent.json: how many it has, and who")
        ->type_name("NAME");
    for (CLI::App* one : {check, audience}) {
        auto* channel =
            one->add_option("--channel", line.guard.channel, "sms, email, call, whatsapp, telegram ...");
        if (one == check) channel->required();
        one->add_option("--purpose", line.guard.purpose, "promo or service")->capture_default_str();
        one->add_option("--product", line.guard.product, "What it is about: sku, alias or name");
        one->add_option("--as-of", line.guard.as_of,
                        "The moment that counts as now: 2026-12-01 18:00, ms since 1970")
            ->type_name("TIME");
        one->add_flag("--json", line.guard.json);
    }
    check->callback([&line] { line.chosen = [&line] { return check_contact(line.guard); }; });
    audience->callback([&line] { line.chosen = [&line] { return history::agent::audience(line.guard); }; });
}

void add_matters(CLI::App& app, CommandLine& line) {
    CLI::App* list =
        command(app, "matters", "Questions, complaints, requests and cases of a customer over all channels",
                &line.read.data);
    list->add_option("customer", line.read.subject, "Public id, or any identifier")->required();
    list->add_flag("--json", line.read.json);
    list->callback([&line] { line.chosen = [&line] { return history::agent::matters(line.read); }; });
    CLI::App* one = command(app, "matter", "A person's word about a matter", &line.matter.data);
    one->add_option("customer", line.matter.customer, "Public id, or any identifier")->required();
    one->add_option("matter", line.matter.matter, "Its id, as `matters` shows it: that of its first item")
        ->required();
    one->add_option("what", line.matter.what,
                    "confirm; in ITEM or out ITEM (one takes the other back); state open or done; kind "
                    "question, complaint, request or "
                    "case; stage, title, assignee TEXT")
        ->required();
    one->add_option("value", line.matter.value);
    one->add_option("--colleague", line.matter.colleague, "Who says it");
    one->add_flag("--offline", line.matter.offline, "Do not speak to the server now");
    one->add_flag("--json", line.matter.json);
    one->callback([&line] { line.chosen = [&line] { return history::agent::matter(line.matter); }; });
}

void add_orders(CLI::App& app, CommandLine& line) {
    CLI::App* orders =
        command(app, "orders",
                "The orders of a customer, each once with all its documents; --join and --divide say which "
                "documents are one order, --undo takes it back",
                &line.order.data);
    orders->add_option("customer", line.order.customer, "Public id, or any identifier")->required();
    orders->add_option("--join", line.order.join, "Two orders are one: numbers, or ids of documents")
        ->expected(2)
        ->type_name("ORDER");
    orders
        ->add_option("--divide", line.order.divide,
                     "This document is no copy of the others of its order, or of the second one named")
        ->expected(1, 2)
        ->type_name("DOCUMENT");
    orders->add_flag("--undo", line.order.undo, "Take back what --join or --divide said of them");
    orders->add_option("--as,--colleague", line.order.colleague, as_whom);
    orders->add_flag("--offline", line.order.offline, "Do not speak to the server now");
    orders->add_flag("--json", line.order.json);
    orders->callback([&line] { line.chosen = [&line] { return history::agent::orders(line.order); }; });
}

void add_calls(CLI::App& app, CommandLine& line) {
    CLI::App* calls = command(app, "calls", "Who rings now, as the exchange told `serve`", &line.read.data);
    calls->add_flag("--json", line.read.json);
    calls->callback([&line] { line.chosen = [&line] { return history::agent::calls(line.read); }; });
}

void add_people(CLI::App& app, CommandLine& line) {
    CLI::App* people =
        command(app, "people",
                "Who works at a company, who may (by its e-mail domain), or where a person works; "
                "--add and --remove say it, and take it back",
                &line.people.data);
    people->add_option("customer", line.people.customer, "Public id, or any identifier")->required();
    people->add_option("--add", line.people.add, "This person works at the company")->type_name("PERSON");
    people->add_option("--remove", line.people.remove, "This person does not, whatever sources say")
        ->type_name("PERSON");
    people->add_option("--reason", line.people.reason, "Why");
    people->add_option("--as,--colleague", line.people.colleague, as_whom);
    people->add_flag("--offline", line.people.offline, "Do not speak to the server now");
    people->add_flag("--json", line.people.json);
    people->callback([&line] { line.chosen = [&line] { return history::agent::people(line.people); }; });
}

void add_offers(CLI::App& app, CommandLine& line) {
    CLI::App* offers = command(
        app, "offers",
        "What may be offered to a customer, each with its reason: bought together by others, or a rule "
        "of agent.json; never against a guard",
        &line.read.data);
    offers->add_option("customer", line.read.subject, "Public id, or any identifier")->required();
    offers->add_option("--as-of", line.read.as_of, "The moment that counts as now")->type_name("TIME");
    offers->add_flag("--json", line.read.json);
    offers->callback([&line] { line.chosen = [&line] { return history::agent::offers(line.read); }; });
}

int run(int count, char** words) {
    CLI::App app(
        "history-agent brings the history of a business's customers into one encrypted workspace, and reads "
        "it.",
        "history-agent");
    app.require_subcommand(1);
    CommandLine line;
    add_membership(app, line);
    add_import(app, line);
    add_reading(app, line);
    add_kept(app, line);
    add_joining(app, line);
    add_export(app, line);
    add_words(app, line);
    add_work(app, line);
    add_guards(app, line);
    add_matters(app, line);
    add_orders(app, line);
    add_offers(app, line);
    add_people(app, line);
    add_calls(app, line);
    try {
        app.parse(count, words);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    if (sodium_init() < 0) {
        note("libsodium cannot be used on this machine.");
        return 1;
    }
    ::umask(077);  // what this device keeps is for its user alone
    const Result<> outcome = line.chosen();
    if (outcome.ok()) return 0;
    note(outcome.error().what);
    return outcome.error().code == Errc::usage ? 2 : 1;
}

}  // namespace
}  // namespace history::agent

int main(int count, char** words) {
    return history::agent::run(count, words);
}
