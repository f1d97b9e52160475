# Named segments of agent.json: who is meant, how many, and who is left out of the campaign all the same, each with his reason. And
# who works where: a CRM's word, a colleague's, a domain that only suggests.
from agent_world import *

AS_OF = "2026-10-01T12:00:00+05:00"
DAYS = {"Анна": 10, "Болат": 100, "Вера": 100, "Галия": 100, "Дина": 400, "Ержан": 100}  # since the last order
SPENT = {"Анна": 90000, "Болат": 60000, "Вера": 70000, "Галия": 80000, "Дина": 90000, "Ержан": 1000}


def phone(number):
    return f"+7701000{number:04}"


def main():
    home = scratch("segments")
    server = Server(home / "server")
    owner = Agent(home / "owner")
    owner.folder.mkdir(parents=True)
    settings = {"zone": "+05:00", "currency": "KZT", "accounts": {"segment": {"site": {}}, "sms": {"+77010009001": {"own": ["+77010009001"]}}, "notes": {"desk": {}},
                                                                  "hubspot": {"portal": {}}, "callback": {"site": {}}},
                "segments": {"sleeping": {"contact_days": {"from": 60, "to": 365}, "spent": {"from": 50000}, "bought": ["GR-100"], "city": ["алматы", "Astana"]},
                             "site": {"channel": "segment"}, "hurt": {"complaint": True}, "calm": {"complaint": False, "channel": ["segment"]}}}
    write = lambda: (owner.folder / "agent.json").write_text(json.dumps(settings, ensure_ascii=False))
    write()
    owner.init(server, "--name", "Shop")
    lines, now = [], 1790838000  # of AS_OF
    for number, name in enumerate(DAYS):
        stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now - DAYS[name] * 86400))
        lines.append({"type": "identify", "messageId": f"i{number}", "userId": f"u{number}", "timestamp": stamp,
                      "traits": {"name": name, "phone": phone(number), "address": {"city": "Алматы" if name != "Ержан" else "Шымкент"}}})
        lines.append({"type": "track", "event": "Order Completed", "messageId": f"o{number}", "userId": f"u{number}", "timestamp": stamp,
                      "properties": {"order_id": f"A-10{number}", "total": SPENT[name], "currency": "KZT",
                                     "products": [{"sku": "GR-100", "name": "Гирлянда", "quantity": 1, "price": SPENT[name]}]}})
    (home / "site.jsonl").write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))
    told = owner.import_("segment", home / "site.jsonl", "--account", "site")
    check(told["new"] == 6, f"the orders: {told}")
    # Вера stopped SMS; Галия complains of what is to be advertised.
    (home / "stop.form").write_text("MessageSid=SM1&From=%2B77010000002&To=%2B77010009001&Body=" + "%D0%A1%D0%A2%D0%9E%D0%9F")
    check(owner.import_("sms", home / "stop.form", "--account", "+77010009001")["items"] == 1, "the stop was not read")
    owner.run("add", phone(3), "complaint", "Гирлянда не горит", "--product", "GR-100")

    rows = [json.loads(line) for line in owner.run("audience", "--segment", "sleeping", "--channel", "sms", "--product", "GR-100", "--as-of", AS_OF,
                                                   "--json").stdout.splitlines()]
    check(rows[-1]["segment"] == "sleeping" and rows[-1]["of"] == 6, f"the count is {rows[-1]}")
    names = {json.loads(owner.run("find", phone(number), "--json").stdout.splitlines()[0])["rows"][0]["id"]: name for number, name in enumerate(DAYS)}
    listed = {names[row["customer_id"]]: row for row in rows[:-1]}
    print(json.dumps({name: (row["decision"], [one["kind"] for one in row["reasons"]]) for name, row in listed.items()}, ensure_ascii=False))
    check("Анна" not in listed and "Дина" not in listed and "Ержан" not in listed, f"the segment has {sorted(listed)}")
    check(listed["Болат"]["in"] is True, f"Болат is out: {listed['Болат']}")
    check([one["kind"] for one in listed["Вера"]["reasons"]] == ["marketing_stop"], f"Вера: {listed['Вера']}")
    check(rows[-1]["in"] + rows[-1]["out"] == rows[-1]["customers"] == len(listed), f"the counts do not add up: {rows[-1]}")
    # A complaint is today's: it is no contact of hundred days ago any more, but it blocks where she is meant.
    hurt = [json.loads(line) for line in owner.run("audience", "hurt", "--channel", "sms", "--product", "GR-100", "--json").stdout.splitlines()]
    check(hurt[-1]["customers"] == 1 and [one["kind"] for one in hurt[0]["reasons"]] == ["complaint"], f"who complains: {hurt}")
    check(json.loads(owner.run("audience", "calm", "--channel", "email", "--json").stdout.splitlines()[-1])["customers"] == 5, "who does not complain")
    mail = [json.loads(line) for line in owner.run("audience", "site", "--channel", "email", "--json").stdout.splitlines()]
    check(mail[-1]["out"] == 6 and all(row["reasons"][0]["kind"] == "no_address" for row in mail[:-1]), f"nobody has an address: {mail}")
    for words in (["nobody", "--channel", "sms"], ["--segment", "nobody", "--channel", "sms"], ["site"], [], ["all", "--segment", "site", "--channel", "sms"]):
        done = owner.run("audience", *words, ok=False)
        check(done.returncode != 0 and done.stderr.strip(), f"audience {words} was taken")
    for wrong in ({"contact_day": {"from": 1}}, {"contact_days": 5}, {"spent": {"from": -1}}, {"complaint": "no"}, {"city": [7]}, 7):
        settings["segments"] = {"wrong": wrong}
        write()
        done = owner.run("audience", "site", "--channel", "sms", ok=False)
        check(done.returncode != 0 and "wrong" in done.stderr, f"{wrong} was taken: {done.stderr}")
    settings["segments"] = {}
    write()

    # Who works where.
    (home / "hub.jsonl").write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in (
        {"id": "9", "properties": {"name": "ТОО Роса", "domain": "rosa.example", "lastmodifieddate": "2026-08-24T13:00:00Z"}},
        {"id": "1", "properties": {"firstname": "Ольга", "lastname": "Ли", "email": "olga@rosa.example", "associatedcompanyid": "9", "lastmodifieddate": "2026-08-24T13:00:00Z"}},
        {"id": "2", "properties": {"firstname": "Петр", "lastname": "Ан", "email": "petr@rosa.example", "lastmodifieddate": "2026-08-24T13:00:00Z"}},
        {"id": "3", "properties": {"firstname": "Сауле", "lastname": "Ким", "email": "saule@mail.ru", "lastmodifieddate": "2026-08-24T13:00:00Z"}})))
    owner.import_("hubspot", home / "hub.jsonl", "--account", "portal")
    people = owner.json("people", "crm:company:9", "--json")
    check([row["name"] for row in people["rows"]] == ["Ольга Ли"] and people["rows"][0]["by"] == "source", f"who works there: {people}")
    check([row["name"] for row in people["suggested"]] == ["Петр Ан"], f"who may: {people['suggested']}")
    card = owner.json("card", "crm:company:9", "--json")
    check(card["kind"] == "company" and [row["name"] for row in card["people"]] == ["Ольга Ли"], f"the company's card: {card}")
    check(owner.json("card", "olga@rosa.example", "--json")["company"]["id"] == card["id"], "the person's card does not name the company")
    owner.run("people", "crm:company:9", "--add", "saule@mail.ru", "--reason", "сказала сама")
    owner.run("people", "crm:company:9", "--remove", "olga@rosa.example", "--reason", "уволилась")
    desk = Agent(home / "desk").join(owner, "operator")
    desk.run("sync")
    for agent in (owner, desk):
        check([(row["name"], row["by"]) for row in agent.json("card", "crm:company:9", "--json")["people"]] == [("Сауле Ким", "statement")], "the colleagues' words do not hold")
        check("company" not in agent.json("card", "olga@rosa.example", "--json"), "she still works there")
    owner.run("sync")
    before = owner.json("digest")["digest"]
    check(owner.import_("hubspot", home / "hub.jsonl", "--account", "portal")["new"] == 0 and owner.json("digest")["digest"] == before, "a second import wrote something")
    desk.run("people", "crm:company:9", "--remove", "saule@mail.ru")
    check("people" not in desk.json("card", "crm:company:9", "--json"), "the word was not taken back")
    check(desk.run("people", "saule@mail.ru", "--add", "olga@rosa.example", ok=False).returncode != 0, "a person employs")
    out = home / "out"
    owner.run("people", "crm:company:9", "--add", "olga@rosa.example")
    owner.run("export", "--format", "csv", "--to", out)
    table = (out / "workplaces.csv").read_text(encoding="utf-8")
    check(table.count("\n") == 2 and card["id"] in table, f"the exported table is {table}")
    print("segments and workplaces: counted, listed, guarded, said, taken back, exported")


main()
