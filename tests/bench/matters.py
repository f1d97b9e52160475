#!/usr/bin/env python3
"""Is the right matter suggested first? Pairs of items of one customer on two channels that the test world's answers know to be about
one thing: complaints about one product, and the call that confirms an order with the message that ordered it. Of each pair the later
item must stand in the matter of the earlier one, without a person's word. Items that refer to each other by an id are no riddle and
are not counted. One JSON line a figure, as tests/bench/run.py wants them."""
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "stories"))
from agent_world import *

MONTH = 30 * 86400


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def key(channel, account, native):
    return (channel, account, native)


def pairs_of(truth, items):
    complaints = {}
    for item in items:
        if item.get("topic") == "complaint" and item["d"] == "in" and item.get("sku"):
            complaints.setdefault((item["p"], item["sku"]), []).append(item)
    for same in complaints.values():
        same.sort(key=lambda one: one["t"])
        for later in same[1:]:
            if later["c"] != same[0]["c"] and later["t"] - same[0]["t"] < MONTH:
                yield "complaint", key(same[0]["c"], same[0]["a"], same[0]["n"]), key(later["c"], later["a"], later["n"])
    for order in lines(truth / "orders.jsonl"):
        named = lambda role: [key(one["channel"], one["account"], one["native_id"]) for one in order["refs"] if one["role"] == role]
        for touch in named("touch"):
            for call in named("confirm"):
                if touch[0] in ("instagram", "email"):
                    yield "order", touch, call


def main():
    folder = world()
    if not folder:
        return print(json.dumps({"name": "matter_suggested_first", "value": None, "reason": "the test world is not there"}))
    home = scratch("matters")
    agent = Agent(home / "agent")
    write_settings(agent)
    agent.init(Server(home / "server"))
    for channel in sorted(path.name for path in (folder / "payloads").iterdir()):
        for account in sorted((folder / "payloads" / channel).iterdir()):
            agent.import_(channel, account, "--offline")
    agent.run("export", "--format", "jsonl", "--to", home / "out")
    owner = {}
    for customer in lines(home / "out/customers.jsonl"):
        for item in customer["items"]:
            owner[key(item["channel"], item["account"], item["native_id"])] = customer["customer_id"]
    found, right = {}, {}
    seen = {}
    for kind, earlier, later in pairs_of(folder / "truth", lines(folder / "truth/items.jsonl")):
        who = owner.get(earlier)
        if not who or owner.get(later) != who:
            continue  # nothing proves that they are one person: no matter could hold both
        if who not in seen:
            rows = agent.json("timeline", who, "--limit", 100000, "--json")["rows"]
            seen[who] = {key(row["channel"], row["account"], row["native"]): row.get("matter") for row in rows}
        found[kind] = found.get(kind, 0) + 1
        if seen[who].get(earlier) and seen[who].get(earlier) == seen[who].get(later):
            right[kind] = right.get(kind, 0) + 1
    all_found, all_right = sum(found.values()), sum(right.values())
    for name, of, good in [("", all_found, all_right)] + [("_" + kind, found[kind], right.get(kind, 0)) for kind in sorted(found)]:
        print(json.dumps({"name": f"matter_suggested_first{name}", "value": round(100 * good / of, 1), "unit": "%", "median_of": 1, "pairs": of}))


main()
