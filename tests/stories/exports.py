# Out again: the whole test world imported, exported in every format and compared: counts with the world's own checker, tables
# with what the JSON lines say, address books read back without a new customer; and the quarantine read again and thrown away.
import csv
import json
import re
import shutil
import subprocess
import sys

from agent_world import CHANNELS, agent_of_world, check, scratch, world

SOURCES = CHANNELS + ["promo", "stock"]


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def table(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# Counts of every account, orders (none divided, none joined with another, no document missing), and who is who: nobody joined with somebody else, nobody divided whom the payloads prove to be one.
def compare_with_truth(folder, truth):
    done = subprocess.run(["node", truth / "check.mjs", "--counts", folder / "counts.json", "--customers", folder / "customers.jsonl",
                           "--orders", folder / "orders.jsonl", "--show", "30"], capture_output=True, text=True)
    print(done.stdout.strip())
    check(done.returncode == 0, "the world's checker finds differences")
    # What names no order in its words or fields cannot be joined by them: calls that confirm, first mails of companies.
    orders = [json.loads(line) for line in (truth / "truth/orders.jsonl").read_text(encoding="utf-8").splitlines()]
    order_of = {(ref["channel"], ref["account"], ref["native_id"]): one["order_id"] for one in lines(folder / "orders.jsonl") for ref in one["refs"]}
    at = lambda ref: order_of.get((ref["channel"], ref["account"], ref["native_id"]))
    for order in orders:
        own = {at(ref) for ref in order["refs"] if ref["role"] in ("order", "receipt")}
        for ref in order["refs"]:
            named = ref["role"] in ("payment", "parcel", "refund") or ref["role"] == "touch" and ref["channel"] in ("instagram", "ga4")
            check(not named or at(ref) in own, f"{ref} is not with its order {order['number']}")


def compare_tables(jsonl, tables):
    customers, items = lines(jsonl / "customers.jsonl"), lines(jsonl / "items.jsonl")
    check({one["customer_id"] for one in customers} == {row["customer_id"] for row in table(tables / "customers.csv")},
          "customers.csv and customers.jsonl name other customers")
    key = ("customer_id", "channel", "account", "native_id")
    check({tuple(one[part] for part in key) for one in items} == {tuple(row[part] for part in key) for row in table(tables / "items.csv")},
          "items.csv and items.jsonl name other items")
    # Cell by cell: what the tables have of an item is what the item has, whichever file says it.
    fields = {tuple(one[part] for part in key): one["fields"] for one in items}
    shown = lambda value: "'" + value if value[:1] in ("=", "+", "-", "@", "\t", "\r") and value else value
    cells = 0
    for row in table(tables / "items.csv"):
        own = fields[tuple(row[part] for part in key)]
        for column in ("author", "title", "source", "campaign"):
            check(row[column] == shown(own.get(column, "")), f"items.csv: {column} of {row['native_id']} is {row[column]!r}, not {own.get(column)!r}")
        for column in ("number", "order_ref"):
            check(row[column] == own.get(column, ""), f"items.csv: {column} of {row['native_id']} is {row[column]!r}, not {own.get(column)!r}")
        if not any(name.startswith(("edited@", "deleted@")) for name in own) and own.get("text"):
            check(row["text"] == shown(own["text"]), f"items.csv: the text of {row['native_id']} is another")
        cells += sum(1 for value in row.values() if value)
    for row in table(tables / "order_lines.csv"):
        line = fields[tuple(row[part] for part in key)]["line/" + row["line"]].split("\t")
        check([row["sku"], row["name"], row["quantity"], row["currency"]] == [shown(line[0]), shown(line[1]), line[2], line[5]],
              f"order_lines.csv: {row} is not {line}")
    check(cells > 10000, "hardly a cell was compared")
    order_lines = sum(name.startswith("line/") for one in items for name in one["fields"])
    check(len(table(tables / "order_lines.csv")) == order_lines, "order_lines.csv has another number of lines")
    described = {(row["table"], row["column"]) for row in table(tables / "dictionary.csv")}
    for name in ("customers", "identifiers", "items", "order_lines", "goods"):
        for column in table(tables / f"{name}.csv")[0]:
            check((name, column) in described, f"dictionary.csv does not describe {name}.{column}")
    for row in table(tables / "items.csv"):
        check(row["text"][:1] not in "=+-@" or row["text"] == "", f"a formula in items.csv: {row['text'][:20]}")
    print(f"{len(customers)} customers, {len(items)} items, {order_lines} order lines, {cells} cells equal in both")


# An address book that was exported is read again: the first time it becomes known, nobody new is met; then nothing changes.
def round_trip(agent, home):
    agent.run("export", "--format", "vcard", "--to", home / "cards")
    before = agent.customers()
    for number in range(2):
        counts = agent.import_("vcard", home / "cards/contacts.vcf", "--account", "book")
        check(counts["rejected"] == 0 and counts["new"] == 0, f"the exported cards were read as {counts}")
        if number == 0:
            known = agent.json("digest")
    check(agent.json("digest")["digest"] == known["digest"], "the same cards again changed something")
    check(len(agent.customers()) == len(before), f"{len(before)} customers became {len(agent.customers())}")
    print(f"vCard: {counts['read']} cards out and in, no new customer")


# A contact that a CRM brought goes out under the CRM's own id; the CRM's row of him, read again, changes nothing.
def crm_round_trip(agent, home):
    brought = {"hubspot": "Record ID,First Name,Last Name,Phone Number\n512,Дана,Ким,+77010000091\n",
               "salesforce": "Id,FirstName,LastName,Phone\n0031G00001Pji7ZQAR,Ерлан,Ли,+77010000092\n",
               "bitrix24": "ID;Имя;Фамилия;Рабочий телефон\n4;Анна;Медведева;+77010000093\n"}
    for system, rows in brought.items():
        (home / f"{system}.csv").write_text(rows, encoding="utf-8")
        agent.import_(system, home / f"{system}.csv", "--account", "crm")
        before = agent.json("digest")["digest"]
        agent.run("export", "--format", system, "--to", home / f"{system}-again")
        out = (home / f"{system}-again/contacts.csv").read_text(encoding="utf-8-sig").splitlines()
        own = rows.splitlines()[1].replace(";", ",").split(",")[0]
        his = [line for line in out[1:] if line.replace(";", ",").split(",")[0] == own]
        check(len(his) == 1, f"{system}: {len(his)} rows of contact {own}")
        (home / f"{system}-his.csv").write_text("\n".join([out[0]] + his) + "\n", encoding="utf-8")
        agent.import_(system, home / f"{system}-his.csv", "--account", "crm")
        check(agent.json("digest")["digest"] == before, f"{system}: its own contact read again changed something")
    print("HubSpot, Salesforce, Bitrix24: ids kept, a round trip changes nothing")


def quarantine(agent):
    rows = agent.json("list", "quarantine", "--limit", 100000, "--json")["rows"]
    check(len(rows) > 10, "the world's broken bodies are not in the quarantine")
    retried = agent.json("retry", "--json")
    check(retried == {"read": 0, "left": len(rows)}, f"broken bodies cannot be read by trying again: {retried}")
    wrong = agent.run("drop", ok=False)
    check(wrong.returncode == 2 and "--all" in wrong.stderr, "drop without a word about what dropped something")
    first = agent.json("drop", rows[0]["id"], "--json")
    check(first == {"dropped": 1, "left": len(rows) - 1}, f"one row dropped: {first}")
    rest = agent.json("drop", "--all", "--json")
    check(rest == {"dropped": len(rows) - 1, "left": 0}, f"all dropped: {rest}")


# A body that a wrong setting made unreadable is read once the setting is right.
def mended(agent, home):
    folder = home / "mended/table/stall"
    folder.mkdir(parents=True)
    settings = json.loads((agent.folder / "agent.json").read_text())
    (folder / "rows.jsonl").write_text('{"n":"7","when":"2026-08-01T10:00:00+05:00","who":"+77010000077","what":"Спросил про пионы"}\n')
    settings["accounts"]["table"] = {"stall": {"columns": {}}}
    (agent.folder / "agent.json").write_text(json.dumps(settings, ensure_ascii=False))
    before = agent.import_("table", folder / "rows.jsonl", "--account", "stall")
    check(before["rejected"] == 1, f"a table without a mapping was read as {before}")
    settings["accounts"]["table"]["stall"]["columns"] = {"id": "n", "at": "when", "phone": "who", "text": "what", "kind": "=note"}
    (agent.folder / "agent.json").write_text(json.dumps(settings, ensure_ascii=False))
    retried = agent.json("retry", "--json")
    check(retried == {"read": 1, "left": 0}, f"after the mend: {retried}")
    check("пионы" in agent.run("timeline", "+77010000077", "--json").stdout, "the mended row is not in the history")


# An unfiled item goes to its customer, and back.
def filed(agent):
    unfiled = agent.json("list", "unfiled", "--limit", 1, "--json")["rows"][0]["id"]
    customer = agent.json("list", "waiting", "--limit", 1, "--json")["rows"][0]["id"]
    count = lambda: agent.json("list", "unfiled", "--limit", 1, "--json")["counts"]["unfiled"]
    items = lambda: agent.json("card", customer, "--json")["items"]
    were, had = count(), items()
    agent.run("file", unfiled, customer)
    check(count() == were - 1 and items() == had + 1, "the filed item is not with its customer")
    agent.run("file", unfiled, "--undo")
    check(count() == were and items() == had, "the undone filing left something")
    print(f"filed one of {were} and took it back")


# What colleagues wrote of a customer is theirs: no file for another program's contacts has a word of it.
def without_notes(agent, home, truth):
    notes = [json.loads(line)["text"] for path in sorted((truth / "payloads/notes").rglob("*.jsonl"))
             for line in path.read_text().splitlines() if '"text"' in line]
    notes = sorted({note for note in notes if len(note) > 15})
    said = (home / "jsonl/items.jsonl").read_text()
    check(len([note for note in notes if json.dumps(note, ensure_ascii=False) in said]) > 100, "the notes are not even in the history: the test is blind")
    for system in ("vcard", "hubspot", "salesforce", "bitrix24"):
        folder = home / f"{system}-for-others"
        agent.run("export", "--format", system, "--to", folder)
        text = re.sub(r"\r?\n ", "", "".join(path.read_text() for path in sorted(folder.iterdir())))
        check(len(text) > 10000, f"the {system} file holds nearly nothing")
        for note in notes:
            check(note not in text and note.replace(",", "\\,") not in text, f"the {system} file holds an internal note: {note}")
    print(f"CRM exports: none of {len(notes)} internal notes in any of them")


def main():
    truth = world()
    if not truth:
        sys.exit(0)
    home = scratch("exports")
    agent = agent_of_world(truth, home, SOURCES)
    agent.run("sync")
    for name in ("jsonl", "csv", "hubspot", "salesforce", "bitrix24"):
        print(f"{name}: " + agent.run("export", "--format", name, "--to", home / name).stdout.strip())
        check(not list((home / name).glob("*.part")), f"{name} left a part of a file")
    compare_with_truth(home / "jsonl", truth)
    compare_tables(home / "jsonl", home / "csv")
    without_notes(agent, home, truth)
    quarantine(agent)
    mended(agent, home)
    filed(agent)
    round_trip(agent, home)
    crm_round_trip(agent, home)
    shutil.rmtree(home / "agent")


main()
