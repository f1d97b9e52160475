#!/usr/bin/env python3
"""Memory and speed of `history-agent import` over one large file: a mail box and a table, made here from one seed.

Prints one JSON line a figure. HISTORY_IMPORT_MB: size of each file (1024); HISTORY_SCRATCH: where they are made. The peak is
the resident memory that the system counted for the whole process (ru_maxrss). `offline` among the words: nothing is sent, so all of
it stays unsent; email, table: only that one. Of the orders one in ten is open, as in a shop's export; `open`: all of them, the
worst that memory can meet, for each is work that is due.
"""
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "stories"))
os.environ.setdefault("HISTORY_BIN", "build/release/bin")
sys.stdout, told = sys.stderr, sys.stdout  # the stories' words are no figures
from agent_world import Agent, Server  # noqa: E402

MB = int(os.environ.get("HISTORY_IMPORT_MB", "1024"))
PEOPLE = 50000
ALL_OPEN = "open" in sys.argv
WORDS = "order parcel garland colour price delivery tomorrow return receipt kettle заказ доставка цена вернуть чайник гирлянда".split()


def words(draw, count):
    return " ".join(draw.choices(WORDS, k=count))


def mail(draw, number):
    person = draw.randrange(PEOPLE)
    text = "\n".join(words(draw, 12) for _ in range(draw.randrange(20, 120)))
    return (f"From c{person}@mail.example Mon Sep  7 10:00:00 2026\nMessage-ID: <{number}@mail.example>\n"
            f"From: Customer {person} <c{person}@mail.example>\nTo: shop@shop.example\nSubject: {words(draw, 4)}\n"
            f"Date: Mon, {1 + number % 28:02} Sep 2026 {number % 24:02}:{number // 24 % 60:02}:00 +0500\n"
            f"Content-Type: text/plain; charset=utf-8\n\n{text}\n\n")


def row(draw, number):
    person = draw.randrange(PEOPLE)
    return (f"N-{number},2026-09-{1 + number % 28:02}T{number % 24:02}:{number // 24 % 60:02}:00+05:00,+7701{1000000 + person},"
            f"Customer {person},\"{words(draw, 100)}\",{1000 + number % 90000},"
            f"{'paid' if ALL_OPEN or number % 10 == 0 else 'completed'}\n")


def make(path, header, one):
    draw, number, written = random.Random(20261128), 0, 0
    with open(path, "w", encoding="utf-8") as out:
        out.write(header)
        while written < MB << 20:
            block = "".join(one(draw, number + i) for i in range(1000))
            number += 1000
            written += len(block.encode())
            out.write(block)
    return number


def figure(name, value, unit, **more):
    print(json.dumps({"name": name, "value": value, "unit": unit, "median_of": 1, **more}), file=told, flush=True)


def measure(home, channel, path, items, offline):
    server = Server(home / f"server-{channel}", "first")
    agent = Agent(home / channel)
    agent.init(server)
    columns = {"id": "id", "at": "when", "phone": "phone", "name": "name", "text": "words", "total": "sum", "status": "state", "kind": "=order"}
    (agent.folder / "agent.json").write_text(json.dumps({"accounts": {"table": {"big": {"columns": columns}},
        "email": {"big": {"own": ["shop@shop.example"]}}}}))
    before = time.monotonic()
    process = agent.start("import", channel, path, "--account", "big", *(["--offline"] if offline else []))
    out, error = process.stdout.read(), process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - before
    if status != 0:
        print(json.dumps({"name": f"import_{channel}", "value": None, "reason": error.strip()[-300:]}), file=told, flush=True)
        return
    counts = json.loads(out)
    assert counts["items"] == counts["new"] == items and counts["rejected"] == 0, counts
    name = f"import_{channel}_{MB}_mb" + ("_offline" if offline else "")
    figure(f"{name}_peak", round(usage.ru_maxrss / 1024), "MB", items=items)
    server.kill()
    figure(name, round(items / seconds), "items/s", seconds=round(seconds))


def main():
    base = os.environ.get("HISTORY_SCRATCH")
    home = Path(tempfile.mkdtemp(prefix="import-memory-", dir=base if base and os.path.isdir(base) else None))
    offline, only = "offline" in sys.argv, [word for word in sys.argv[1:] if word not in ("offline", "open")]
    try:
        for channel, name, header, one in (("email", "mail.mbox", "", mail), ("table", "orders.csv", "id,when,phone,name,words,sum,state\n", row)):
            if only and channel not in only:
                continue
            items = make(home / name, header, one)
            measure(home, channel, home / name, items, offline)
            (home / name).unlink()
            shutil.rmtree(home / channel)
    finally:
        shutil.rmtree(home, True)


main()
