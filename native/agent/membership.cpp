// init, invite, join: how a device comes into a workspace.
#include "native/agent/commands.h"

#include "core/view/json_text.h"
#include "native/agent/calendar_settings.h"
#include "native/agent/shared_words.h"
#include "native/port/web_socket.h"

namespace history::agent {

namespace {

Op shared(EntityKind kind, const std::string& key, const std::string& field, const std::string& value) {
    return {kind, key, field, value};
}

// A connector's or viewer's name stays unsaid: what colleagues share is not for them to write.
Result<> name_place(Shell& shell, std::vector<Op> ops) {
    if (!writes_shared(shell)) return {};
    TRY(write_shared(shell, std::move(ops), ""));
    return shell.sync(true);
}

Op device_name(Shell& shell, const std::string& name) {
    return shared(EntityKind::device, hex(shell.replica().keyring().device().view()), "name", name);
}

// The server's admission token: of the file, else of the environment; a command line would show it to everyone. May be empty.
Result<std::string> admission_token(const std::string& file) {
    if (!file.empty()) return read_secret_line(file);
    const char* given = std::getenv("HISTORY_ADMISSION_TOKEN");
    return std::string(given ? given : "");
}

Error inhabited(const std::string& folder) {
    return fail(Errc::conflict, "A device lives in " + folder + " already; use another --data.");
}

void print_place(Shell& shell, bool json) {
    const Keyring& keyring = shell.replica().keyring();
    const std::string workspace = hex(keyring.workspace().view()), device = hex(keyring.device().view());
    if (json) {
        view::JsonText out;
        out.begin_object()
            .text("workspace", workspace)
            .text("device", device)
            .text("role", shell.replica().status().role);
        return print(out.text("server", keyring.server_url()).end_object().take());
    }
    print("workspace " + workspace);
    print("device    " + device + " (" + shell.replica().status().role + ')');
}

}  // namespace

Result<> init(const InitWords& words) {
    TRY(parse_socket_url(words.server));
    TRY_ASSIGN(token, admission_token(words.token_file));
    TRY_ASSIGN(shell, Shell::enter(words.data, true));
    if (shell->inhabited()) return inhabited(words.data);
    auto server = shell->ask_server_key(words.server);
    if (!server.ok()) {
        shell->abandon();
        return server.error();
    }
    std::string recovery;
    Keyring keyring = Keyring::found(shell->random(), words.server, *server, words.origins,
                                     shell->clock().now_ms(), recovery);
    keyring.keep_admission(token);
    if (Result<> settled = shell->settle(std::move(keyring)); !settled.ok()) {
        shell->abandon();
        return settled;
    }
    const Result<> synced = shell->sync(true);
    if (!synced.ok() &&
        synced.error().code == Errc::unauthorized) {  // it will not have this workspace, now or later
        shell->abandon();
        return synced;
    }
    // From here on the server may hold the workspace: the words are shown whatever happens next.
    if (words.json) {
        view::JsonText out;
        print(out.begin_object().text("recovery", recovery).end_object().take());
    } else {
        print("Recovery words, shown once; whoever has them owns the workspace. Write them down:");
        print(recovery);
    }
    if (!synced.ok())
        return fail(synced.error().code,
                    synced.error().what + " The workspace is saved here; `history-agent sync` goes on.");
    std::vector<Op> ops{device_name(*shell, words.device)};
    if (!words.name.empty()) ops.push_back(shared(EntityKind::setting, "name", "value", words.name));
    ops.push_back(shared(EntityKind::setting, "country", "value", shell->config().country()));
    ops.push_back(shared(EntityKind::setting, "currency", "value", shell->config().currency()));
    const Config& config = shell->config();
    ops.push_back(shared(EntityKind::setting, "calendars", "value",
                         config.calendars().empty() ? calendars_text(config.zone()) : config.calendars()));
    TRY(name_place(*shell, std::move(ops)));
    print_place(*shell, words.json);
    return {};
}

Result<> invite(const InviteWords& words) {
    if (words.confirm)
        return fail(Errc::unsupported,
                    "--confirm (comparing six digits) does not exist yet; without it the link alone lets a "
                    "device in.");
    const auto role = role_from(words.role);
    if (!role) return fail(Errc::usage, "A role is owner, operator, connector or viewer.");
    if (words.minutes == 0 || words.minutes > 7 * 24 * 60)
        return fail(Errc::usage, "--minutes is 1 to 10080 (a week).");
    TRY_ASSIGN(shell, open_shell(words.data));
    TRY(shell->sync(true));
    const std::uint64_t ttl_ms = static_cast<std::uint64_t>(words.minutes) * 60 * 1000;
    auto link = shell->answer<std::string>(
        [&](auto done) { shell->replica().invite(*role, ttl_ms, words.page, done); });
    if (!link.ok()) return link.error();
    if (!words.device.empty()) {
        TRY_ASSIGN(read, read_link(*link));
        const std::string key = hex(Keyring::from_link(shell->random(), read).invite_key().view());
        TRY(name_place(*shell, {shared(EntityKind::device, key, "name", words.device)}));
    }
    if (!words.json) {
        print(*link);
        return {};
    }
    view::JsonText out;
    print(out.begin_object().text("link", *link).text("role", words.role).end_object().take());
    return {};
}

Result<> join(const JoinWords& words) {
    TRY_ASSIGN(link, read_link(words.link));
    TRY_ASSIGN(shell, Shell::enter(words.data, true));
    if (shell->inhabited()) return inhabited(words.data);
    if (Result<> settled = shell->settle(Keyring::from_link(shell->random(), link)); !settled.ok()) {
        shell->abandon();
        return settled;
    }
    if (Result<> synced = shell->sync(true); !synced.ok()) {
        // Without keys and role there is nothing here that could ever go on.
        const bool nothing = !shell->replica().keyring().has_keys() || synced.error().code != Errc::network;
        if (nothing) shell->abandon();
        return synced;
    }
    TRY(name_place(*shell, {device_name(*shell, words.device)}));
    print_place(*shell, words.json);
    return {};
}

}  // namespace history::agent
