#!/usr/bin/env python3
"""How long a webhook takes until another device has its row, and how many webhooks a second are durable: historyd and two agents
as real processes on this machine's loopback; the sender is here. Prints one JSON line a figure.

Accepted: the agent's 200, when the payload is durable in its inbox. On the other device: its entry stands in the journal of the
other agent's storage, written in the turn that merges it for the screen. That storage is looked at every millisecond.
"""
import http.client
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "stories"))
os.environ.setdefault("HISTORY_BIN", "build/release/bin")
sys.stdout, told = sys.stderr, sys.stdout  # the stories' words are no figures
from agent_world import BIN, Agent, Server, scratch  # noqa: E402

DELIVERIES, SECONDS, SENDERS = 200, 5, 32
numbers = iter(range(1, 1 << 40))


def figure(name, value, unit, **more):
    print(json.dumps({"name": name, "value": value, "unit": unit, "median_of": 1, **more}), file=told, flush=True)


class Serving:
    def __init__(self, agent):
        self.process = subprocess.Popen([BIN / "history-agent", "serve", "--data", agent.folder, "--listen", "127.0.0.1:0"],
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.port = int(self.process.stdout.readline().strip().rsplit(":", 1)[1])

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)


def send(connection, number):
    message = {"message_id": number, "date": 1780000000 + number, "text": f"message {number}", "chat": {"id": 1000 + number % 50, "type": "private"},
               "from": {"id": 1000 + number % 50, "is_bot": False, "first_name": "Ann"}}
    connection.request("POST", "/telegram/bot", json.dumps({"update_id": number, "message": message}),
                       {"X-Telegram-Bot-Api-Secret-Token": "token"})
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 200, answer.status


def latency(port, storage):
    journal = sqlite3.connect(f"file:{storage}?mode=ro", uri=True, isolation_level=None)
    table = journal.execute("select name from sqlite_master where type = 'table'").fetchone()[0]
    key = journal.execute(f"pragma table_info({table})").fetchone()[1]

    def entries():
        return journal.execute(f"select count(*) from {table} where {key} >= ? and {key} < ?", (b"j", b"k")).fetchone()[0]

    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    taken = []
    for _ in range(DELIVERIES):
        before = entries()
        send(connection, next(numbers))
        accepted = time.monotonic()
        while entries() == before:
            assert time.monotonic() < accepted + 30, "the other device never got it"
            time.sleep(0.001)
        taken.append((time.monotonic() - accepted) * 1000)
        time.sleep(0.02)
    taken.sort()
    for name, part in (("p50", 0.5), ("p95", 0.95)):
        figure(f"webhook_to_other_device_{name}", round(taken[int(len(taken) * part)], 1), "ms", deliveries=DELIVERIES)


def durable(port):
    counts, end = [0] * SENDERS, time.monotonic() + SECONDS

    def work(which):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while time.monotonic() < end:
            send(connection, next(numbers))
            counts[which] += 1

    threads = [threading.Thread(target=work, args=(which,)) for which in range(SENDERS)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    figure("webhooks_durable", round(sum(counts) / SECONDS), "1/s", senders=SENDERS)


def main():
    home = scratch("webhook-latency")
    server = Server(home / "server")
    one = Agent(home / "one").init(server)
    (one.folder / "agent.json").write_text(json.dumps({"accounts": {"telegram": {"bot": {"secrets": {"telegram_secret_token": "token"}}}}}))
    two = Agent(home / "two").join(one, "operator")
    receiving, seeing = Serving(one), Serving(two)
    try:
        latency(receiving.port, two.folder / "store.sqlite")
        durable(receiving.port)
    finally:
        seeing.stop()
        receiving.stop()


main()
