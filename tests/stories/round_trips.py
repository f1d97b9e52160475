# Contacts out and in again, in every format of an address book or CRM, with the whole test world: read where they came from, they
# make nobody and no item, and the same files come out; read by another business, each field that the format has is there again.
import csv
import json
import re
import sys
from collections import Counter

from agent_world import CHANNELS, Agent, Server, agent_of_world, check, scratch, world

SYSTEMS = {"hubspot": "contacts.csv", "salesforce": "contacts.csv", "bitrix24": "contacts.csv", "vcard": "contacts.vcf"}

# What contacts know beyond numbers, which the world's channels do not tell: an address book of the business.
BOOK = """BEGIN:VCARD
VERSION:4.0
UID:{uid}
FN:{name}
TEL:{phone}
{more}TEL:+7701000{n}01
TEL:+7701000{n}02
TEL:+7701000{n}03
EMAIL:first{n}@post.example
EMAIL:second{n}@post.example
EMAIL:third{n}@post.example
ORG:ТОО Роса {n}
TITLE:Закупки\\, {n}
ADR:;;ул. Абая\\, {n}\\; вход со двора;Алматы;;;
BDAY:1990-04-{n}
LANG:kk
NOTE:Любит "тёплый" свет\\; пишет\\nв две строки
REV:20270101T000000Z
END:VCARD
"""


def rows(path):
    """The contacts of a file as dictionaries of their filled fields."""
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix == ".csv":
        return [{name: cell for name, cell in row.items() if cell}
                for row in csv.DictReader(text.splitlines(keepends=True), delimiter=";" if text.startswith("ID;") else ",")]
    cards = []
    for card in re.sub(r"\r?\n ", "", text).split("BEGIN:VCARD")[1:]:
        fields = {}
        for line in card.splitlines():
            name, colon, value = line.partition(":")
            if colon and name not in ("VERSION", "END", "REV"):
                fields.setdefault(name, []).append(value)
        cards.append({name: "\n".join(sorted(values)) for name, values in fields.items()})
    return cards


def export(agent, system, folder):
    agent.run("export", "--format", system, "--to", folder)
    return rows(folder / SYSTEMS[system])



# What names a row on both sides: its numbers and addresses, whichever column holds which.
def key(row):
    text = "\n".join(value for name, value in row.items() if name not in ("UID", "Customer History ID", "Customer_History_ID__c"))
    return tuple(sorted(set(re.findall(r"\+\d{8,15}|[\w.+-]+@[\w.-]+", text))))


# The id of another business's history, and which of several numbers is the first, are its own.
def comparable(system, row):
    own = {"hubspot": ("Record ID", "Customer History ID"), "salesforce": ("Id", "Customer_History_ID__c"),
           "bitrix24": ("ID", "Customer History ID"), "vcard": ("UID",)}[system]
    many = {"hubspot": [("Phone Number", "Mobile Phone Number"), ("Email", "Additional email addresses")],
            "salesforce": [("Phone", "MobilePhone", "HomePhone", "OtherPhone")],
            "bitrix24": [("Рабочий телефон", "Мобильный телефон", "Домашний телефон", "Другой телефон"),
                         ("Рабочий e-mail", "Частный e-mail", "Другой e-mail")], "vcard": []}[system]
    fields = {name: value for name, value in row.items() if name not in own}
    for names in many:
        values = sorted(part for name in names if name in fields for part in fields.pop(name).split(";"))
        if values:
            fields[names[0]] = ";".join(values)
    return fields


def at_home(agent, system, home, before):
    first = home / f"{system}-1" / SYSTEMS[system]
    for number in range(2):
        counts = agent.import_(system, first, "--account", "again")
        check(counts["rejected"] == 0 and counts["new"] == 0, f"{system}: what was exported was read as {counts}")
        now = set(agent.customers())
        gone, new = sorted(set(before) - now), sorted(now - set(before))
        check(now == set(before), f"{system}: {len(gone)} customers are no more, {len(new)} are new: {gone[:3]} {new[:3]}")
    own = lambda row: row.get("Customer History ID") or row.get("Customer_History_ID__c") or row.get("UID")
    again = {own(row): row for row in export(agent, system, home / f"{system}-2")}
    for row in rows(first):
        other = again.get(own(row))
        check(other is not None, f"{system}: {own(row)} is nobody any more")
        for name, value in row.items():
            check(other.get(name) == value, f"{system}: {name} was {value!r}, after reading it again it is {other.get(name)!r}: {row} {other}")


def abroad(system, home):
    place = home / f"{system}-abroad"
    place.mkdir()
    agent = Agent(place / "agent").init(Server(place / "server"), "--name", "Other")
    first = home / f"{system}-1" / SYSTEMS[system]
    counts = agent.import_(system, first, "--account", "shop")
    check(counts["rejected"] == 0, f"{system}: {counts}")
    all_rows = rows(first)
    # Several people may answer one number: who of them a row means, another business finds by its own rules.
    answered = Counter(one for row in all_rows for one in key(row))
    told = {key(row): row for row in all_rows if all(answered[one] == 1 for one in key(row))}
    there = {key(row): row for row in export(agent, system, place / "out")}
    compared = 0
    for one, row in told.items():
        if not one:
            continue  # known by an id alone: nothing joins it to its row
        check(one in there, f"{system}: nobody there has {one}")
        mine, theirs = comparable(system, row), comparable(system, there[one])
        city = row.get("MailingCity") or row.get("ADR", ";;;").replace("\\;", "").split(";")[3]
        for name, value in mine.items():
            compared += 1
            if name in ("MailingStreet", "ADR") and city and city in theirs.get(name, "") and value.split(city)[0].rstrip(";") in theirs[name]:
                continue  # a street and a city apart are one address to these readers: the street names its city then
            check(theirs.get(name) == value, f"{system}: {name} of {one} was {value!r}, is {theirs.get(name)!r}: {mine} {theirs}")
    print(f"{system}: {len(told)} contacts, {compared} fields equal in another business")
    check(compared > 500, f"{system}: hardly anything was compared")


def main():
    truth = world()
    if not truth:
        sys.exit(0)
    home = scratch("round-trips")
    agent = agent_of_world(truth, home, CHANNELS)
    book = home / "book.vcf"
    book.write_text("".join(BOOK.format(uid=f"book-{n}", name=f"Сабыр Ли-{n}", phone=f"+7701000{n}00", more="", n=n) for n in range(10, 25)))
    check(agent.import_("vcard", book, "--account", "book")["rejected"] == 0, "the address book is not read")
    agent.run("sync")
    for system in SYSTEMS:
        whole = export(agent, system, home / f"{system}-1")
        text = json.dumps([row for row in whole if "Роса 10" in json.dumps(row, ensure_ascii=False)], ensure_ascii=False)
        for field in ["Закупки", "Абая", "Алматы", "1990-04-10", "+770100010", "first10@"]:
            check(field in text, f"{system}: its file has no {field}: {text}")
    before = agent.customers()
    for system in SYSTEMS:
        at_home(agent, system, home, before)
    print("HubSpot, Salesforce, Bitrix24, vCard: read again at home they make nobody and change no field")
    for system in SYSTEMS:
        abroad(system, home)


main()
