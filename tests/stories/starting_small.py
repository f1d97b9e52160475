# A business that begins with Instagram alone: one connector is a whole product. Telephony comes a month later, then the site and
# the mailings: each joins the customers who are there by what is known of them, brings its years of back-fill, and changes
# nothing but what it adds.
from agent_world import *

BUSINESS = "17841400000000101"
DAY = 86400
BEGAN = 1788200000  # seconds; telephony is added a month later, its records begin before


def direct(person, number, text, at):
    value = {"sender": {"id": f"9000{person}"}, "recipient": {"id": BUSINESS}, "timestamp": at * 1000,
             "message": {"mid": f"m-{person}-{number}", "text": text}}
    return {"object": "instagram", "entry": [{"id": BUSINESS, "time": at, "messaging": [value]}]}


def call(person, number, at):
    begins = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(at))
    ends = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(at + 60))
    cells = ["", f"+7701000{person + 100:04}", "100", "in", f"Caller {person}", "SIP/a", "SIP/b", "Dial", "", begins, begins, ends, "60", "55", "ANSWERED",
             "DOCUMENTATION", f"{at}.{number}", ""]
    return ",".join(f'"{cell}"' for cell in cells)


def write(folder, name, lines):
    path = folder / name
    path.write_text("".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines))
    return path


def rows(agent, customer):
    """The timeline, newest first, each row as it stands there."""
    return agent.json("timeline", customer, "--limit", 1000, "--json")["rows"]


def without(rows_now, added):
    """The rows that are not of the channels that were added."""
    return [row for row in rows_now if row["channel"] not in added]


def main():
    home = scratch("starting-small")
    server = Server(home / "server")
    agent = Agent(home / "agent").init(server)
    (agent.folder / "agent.json").write_text(json.dumps({"zone": "+00:00", "accounts": {
        "instagram": {BUSINESS: {"own": [BUSINESS]}}, "telephony": {"pbx": {}}, "segment": {"site": {}}, "mailing": {"news": {}},
        "notes": {"desk": {"columns": {"instagram": BUSINESS}}}}}))

    # Instagram alone.
    told = agent.import_("instagram", write(home, "direct.jsonl", [direct(person, number, f"Есть гирлянда {number}?", BEGAN + person * 100 + number)
                                                                  for person in range(5) for number in range(3)]), "--account", BUSINESS)
    check(told["new"] == 15 and told["unfiled"] == 0, f"Instagram alone: {told}")
    check(len(agent.customers()) == 5, "five people wrote, so there are five customers")
    check(len(agent.json("list", "waiting", "--json")["rows"]) == 5, "all five wait for an answer")
    # Three left a number: the manager wrote it down with the person's id.
    told = agent.import_("notes", write(home, "notes.jsonl", [
        {"note_id": f"n-{person}", "kind": "note", "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(BEGAN + 5000)), "author": "Aya",
         "text": "left a number", "customer": {"instagram": f"9000{person}", "phone": f"+7701000{person + 100:04}"}} for person in range(3)]),
        "--account", "desk")
    check(told["new"] == 3 and told["rejected"] == 0, f"notes: {told}")
    people = {person: json.loads(agent.run("find", f"+7701000{person + 100:04}", "--json").stdout.splitlines()[0])["rows"][0]["id"] for person in range(3)}
    check(len(agent.customers()) == 5, "a note of a number makes nobody new")
    before = {one: rows(agent, one) for one in agent.customers()}

    # A month later: telephony, with two years of records of the exchange. Persons 0 to 2 called, and two strangers.
    month = BEGAN + 30 * DAY
    calls = [call(person, number, at) for person in (0, 1, 2, 7, 8) for number, at in enumerate((month + person, BEGAN - 700 * DAY + person, BEGAN - DAY + person))]
    told = agent.import_("telephony", write(home, "Master.csv", calls), "--account", "pbx")
    check(told["new"] == 15 and told["rejected"] == 0, f"telephony: {told}")
    check(len(agent.customers()) == 7, f"{len(agent.customers())} customers, wanted the five and two who only called")
    for person, one in people.items():
        check(json.loads(agent.run("find", f"+7701000{person + 100:04}", "--json").stdout.splitlines()[0])["rows"][0]["id"] == one, "the customer's public id changed")
        now = rows(agent, one)
        check(sum(row["channel"] == "telephony" for row in now) == 3, f"person {person} has not his three calls")
        check(now[0]["at"] == (month + person) * 1000 and now[-1]["at"] == (BEGAN - 700 * DAY + person) * 1000, "the calls stand not at their times")
        why = agent.run("why", one, "--json").stdout
        check("phone" in why, "nothing says that the phone joins them")
    for one, rows_before in before.items():
        check(without(rows(agent, one), {"telephony"}) == rows_before, f"the back-fill changed more of {one} than it added")

    # The site and the mailings, late and again: what stands stays, byte for byte.
    site = [{"type": "identify", "messageId": "i-1", "anonymousId": "c-1", "userId": "u-1", "traits": {"phone": "+77010000101", "email": "ann@mail.example"},
             "timestamp": "2026-11-01T10:00:00Z"},
            {"type": "page", "messageId": "p-1", "anonymousId": "c-1", "timestamp": "2025-11-01T10:00:00Z", "properties": {"url": "https://shop.example/"}}]
    agent.import_("segment", write(home, "site.jsonl", site), "--account", "site")
    told = agent.import_("mailing", write(home, "report.csv", ["email,campaign,sent,opened,unsubscribed",
                                                              "ann@mail.example,Autumn,2026-11-02T10:00:00Z,2026-11-02T11:00:00Z,2026-11-02T11:05:00Z",
                                                              "bob@mail.example,Autumn,2026-11-02T10:00:00Z,,"]), "--account", "news")
    check(told["items"] == 2 and told["new"] == 2, f"mailings: {told}")
    check(len(agent.customers()) == 8, "bob alone is new")
    one = people[1]
    now = rows(agent, one)
    check({row["channel"] for row in now} == {"instagram", "notes", "telephony", "segment", "mailing"}, "person 1 is not seen on all five channels")
    for other, rows_before in before.items():
        check(without(rows(agent, other), {"telephony", "segment", "mailing"}) == rows_before, "what stood there changed")
    facts = agent.json("card", one, "--json").get("facts", [])
    check(any(fact["name"] == "marketing" and fact["value"] == "stop" for fact in facts), f"the card does not say that mailings are unwanted: {facts}")
    cards = {other: agent.run("card", other, "--json", "--as-of", "2027-01-01T00:00:00Z").stdout for other in agent.customers()}
    for channel, file, account in (("mailing", "report.csv", "news"), ("segment", "site.jsonl", "site"), ("telephony", "Master.csv", "pbx"),
                                   ("notes", "notes.jsonl", "desk"), ("instagram", "direct.jsonl", BUSINESS)):
        check(agent.import_(channel, home / file, "--account", account)["new"] == 0, f"{channel} again brought something new")
    check(cards == {other: agent.run("card", other, "--json", "--as-of", "2027-01-01T00:00:00Z").stdout for other in agent.customers()}, "a second import changed a card")

    # Whoever joins the workspace later sees the same.
    other = Agent(home / "other").join(agent, "operator")
    other.run("sync")
    agent.run("sync")  # the record of the join, and whatever it let in
    other.run("sync")
    check(other.json("digest")["digest"] == agent.json("digest")["digest"], "a device that joined later has another digest")
    print("Instagram alone, telephony a month later, then site and mailings: 8 customers, nothing changed but what was added")


main()
