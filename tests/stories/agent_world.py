# What the stories share: a server and agents as real processes in a folder of their own, and the test world's settings.
import atexit
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BIN = Path(os.environ.get("HISTORY_BIN", "build/bin")).resolve()
DATA = Path(os.environ.get("HISTORY_DATA", "../shared/data")).resolve()
CHANNELS = ["telegram", "whatsapp", "instagram", "messenger", "email", "telephony", "pos", "segment", "vk", "viber", "sms", "callback", "booking", "survey",
            "payments", "notes", "kaspi", "satu", "delivery", "commerceml", "ga4"]


def scratch(name):
    base = os.environ.get("HISTORY_SCRATCH")
    folder = Path(tempfile.mkdtemp(prefix=name + "-", dir=base if base and os.path.isdir(base) else None))
    atexit.register(shutil.rmtree, folder, True)
    return folder


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def fail(sentence):
    print("FAILED: " + sentence)
    sys.exit(1)


def check(condition, sentence):
    if not condition:
        fail(sentence)


class Server:
    def __init__(self, folder, workspaces="first"):
        self.folder, self.workspaces, self.port, self.process = Path(folder), workspaces, free_port(), None
        self.start()
        atexit.register(self.kill)

    @property
    def url(self):
        return f"ws://127.0.0.1:{self.port}"

    def start(self):
        self.process = subprocess.Popen(
            [BIN / "historyd", "serve", "--data", self.folder, "--listen", f"127.0.0.1:{self.port}", "--workspaces",
             self.workspaces], stdout=subprocess.PIPE, text=True)
        check(self.process.stdout.readline().startswith("listening on "), "historyd did not start")

    def kill(self, number=signal.SIGKILL):
        if self.process and self.process.poll() is None:
            self.process.send_signal(number)
            self.process.wait()


class Agent:
    def __init__(self, folder):
        self.folder = Path(folder)

    def run(self, command, *words, ok=True):
        done = subprocess.run([BIN / "history-agent", command, "--data", self.folder, *map(str, words)],
                              capture_output=True, text=True)
        if ok:
            check(done.returncode == 0, f"history-agent {command} {' '.join(map(str, words))} ended with {done.returncode}: {done.stderr}")
        return done

    def json(self, command, *words):
        return json.loads(self.run(command, *words).stdout)

    def import_(self, channel, *words):
        return self.json("import", channel, *words)

    def start(self, command, *words):
        return subprocess.Popen([BIN / "history-agent", command, "--data", self.folder, *map(str, words)],
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def init(self, server, *words):
        self.run("init", "--server", server.url, *words)
        return self

    def join(self, owner, role):
        self.run("join", owner.run("invite", "--role", role).stdout.strip())
        return self

    def customers(self):
        return [row["id"] for row in self.json("list", "all", "--limit", 1000000, "--json")["rows"]]


def wait_until(condition, seconds, sentence):
    end = time.monotonic() + seconds
    while not condition():
        check(time.monotonic() < end, sentence)
        time.sleep(0.02)


def world():
    """The test world's folder, or None, said aloud."""
    folder = DATA / "world"
    if (folder / "business.json").exists():
        return folder
    print(f"skipped: the test world is not at {folder} (HISTORY_DATA names the folder of the sample data)")
    return None


def write_settings(agent):
    """agent.json out of what the world's business and its webhooks say."""
    business = json.loads((DATA / "world/business.json").read_text())
    secrets = json.loads((DATA / "world/secrets.json").read_text())
    secrets.pop("note", None)
    accounts = {}
    for channel, names in business["accounts"].items():
        for name in names:
            settings = {"extensions": [one["extension"] for one in business["staff"]]}
            if channel == "telephony":
                settings["outside_prefix"] = "9"
            else:
                settings["own"] = [name]
            accounts.setdefault(channel, {})[name] = settings
    # Whose ids colleagues wrote down: the account of each messenger that the business has; the browser is the site's.
    messengers = {channel: next(iter(accounts[channel])) for channel in ("telegram", "instagram", "messenger", "vk", "viber")}
    for settings in accounts.get("notes", {}).values():
        settings["columns"] = messengers
    for settings in accounts.get("callback", {}).values():
        settings["columns"] = {"cookie": "site"}
    for settings in accounts.get("ga4", {}).values():
        settings["columns"] = {"user": "site"}
    agent.folder.mkdir(parents=True, exist_ok=True)
    (agent.folder / "agent.json").write_text(json.dumps({
        "country": business["default_country"], "currency": business["currency"], "zone": business["utc_offset"],
        "secrets": secrets, "accounts": accounts}, ensure_ascii=False))


def agent_of_world(truth, home, channels):
    """An agent with a server of its own that has read these channels of the test world, nothing sent yet."""
    agent = Agent(home / "agent")
    write_settings(agent)
    agent.init(Server(home / "server"), "--name", "Test")
    for channel in channels:
        agent.import_(channel, truth / "payloads" / channel, "--offline")
    return agent
