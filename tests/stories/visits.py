# Visits of strangers: held by the agent that was told, until their browser meets a person; in whatever order, on whatever agent,
# killed in the middle or not, the history is the same.
import random
import sys

from agent_world import *

SEED = int(sys.argv[1]) if len(sys.argv) > 1 else 20261124
BROWSERS, PAGES, PERSONS = 12, 9, 8  # of the browsers so many meet a person


def call(kind, browser, number, **more):
    minute = number % 60
    return {"type": kind, "messageId": f"{kind}-{browser}-{number}", "anonymousId": f"cookie-{browser}",
            "timestamp": f"2026-03-{1 + number // 60:02}T10:{minute:02}:00Z", **more}


def visits(pages=PAGES):
    return [call("page", browser, number, properties={"url": f"https://shop.example/{number}"})
            for browser in range(BROWSERS) for number in range(pages)]


def identities():
    return [call("identify", browser, 50, userId=f"user-{browser}", traits={"phone": f"+7701000{browser + 100:04}"})
            for browser in range(PERSONS)]


def deliver(agent, home, calls, *words):
    path = home / f"{agent.folder.name}.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in calls))
    return agent.import_("segment", path, "--account", "site", *words)


def held(agent):
    return agent.json("list", "visits", "--json")["total"]


def histories(agent):
    """What every customer's history holds, by phone; and that strangers are nobody in the workspace."""
    found = {}
    for browser in range(PERSONS):
        phone = f"+7701000{browser + 100:04}"
        rows = agent.json("timeline", phone, "--limit", 10000, "--json")["rows"]
        found[phone] = sorted((row["at"], row["kind"], row.get("url", "")) for row in rows)
    check(len(agent.customers()) == PERSONS, f"{len(agent.customers())} customers of {PERSONS} persons")
    return found


def order_of_arrival(home, draw):
    """Visits first, persons first, and all at once in small portions: the same histories."""
    shown = []
    for name in ("visits-first", "persons-first", "mixed"):
        agent = Agent(home / name).init(Server(home / f"server-{name}"))
        first, then = (visits(), identities()) if name == "visits-first" else (identities(), visits())
        if name == "mixed":
            told = first + then
            draw.shuffle(told)
            counts = deliver(agent, home, told, "--portion", 7)
            check(counts["new"] + counts["held"] == counts["items"] == BROWSERS * PAGES, f"mixed: {counts}")
            first = then = told
        else:
            counts = deliver(agent, home, first)
            if name == "visits-first":
                check(counts["held"] == BROWSERS * PAGES and counts["new"] == 0, f"visits first: {counts}")
                check(held(agent) == BROWSERS * PAGES and not agent.customers(), "strangers are in the workspace")
            counts = deliver(agent, home, then)
            key = "released" if name == "visits-first" else "new"
            check(counts[key] == PERSONS * PAGES, f"{name}: {counts}")
        check(held(agent) == (BROWSERS - PERSONS) * PAGES, f"{name}: {held(agent)} visits are still held")
        digest = agent.json("digest")["digest"]
        for told in (then, first, then):
            counts = deliver(agent, home, draw.sample(told, len(told)))
            check(counts["new"] == counts["released"] == 0, f"{name}: again brought {counts}")
        check(agent.json("digest")["digest"] == digest, f"{name}: the same again changed something")
        shown.append(histories(agent))
    check(shown[0] == shown[1] == shown[2], "the order of arrival made other histories")
    check(all(len(rows) == PAGES for rows in shown[0].values()), f"visits are missing: {shown[0]}")
    print(f"order of arrival: {PERSONS} persons with {PAGES} visits each, three orders, one history")
    return shown[0]


def two_agents(home, draw, wanted):
    """Both hold a part of the visits; who they are is told to one, and the other learns it from the workspace."""
    server = Server(home / "server-two", "open")
    a = Agent(home / "a").init(server)
    b = Agent(home / "b").join(a, "connector")
    for number in range(3):
        told = visits()
        draw.shuffle(told)
        half = len(told) // 2
        deliver(a, home, told[:half])
        deliver(b, home, told[half:])
        if number == 0:
            check(held(a) == half and held(b) == len(told) - half and not a.customers(), "not held by who was told")
            deliver(b, home, identities())
            check(held(a) == half, "a knew before it asked")
        for agent in (a, b, a, b):
            agent.run("sync")
        strangers = {row["anonymousId"] for row in told} - {row["anonymousId"] for row in identities()}
        check(len(strangers) == BROWSERS - PERSONS, "the persons are not where they should be")
        check(all(held(agent) <= len(strangers) * PAGES for agent in (a, b)), "visits of known browsers are still held")
        digests = {agent.json("digest")["digest"] for agent in (a, b)}
        check(len(digests) == 1, f"two agents, two digests, time {number + 1}")
        if number == 0:
            first = digests
        check(digests == first, f"time {number + 1} changed something")
        check(histories(a) == histories(b) == wanted, f"time {number + 1}: other histories")
    print("two agents: each held a part, both have the same histories")


def while_serving(home):
    """An agent at work lets in what it holds as soon as the workspace tells it who that is; nobody calls it."""
    server = Server(home / "server-serving", "open")
    a = Agent(home / "serving").init(server)
    b = Agent(home / "teller").join(a, "connector")
    deliver(a, home, visits())
    serving = a.start("serve", "--listen", "127.0.0.1:0")
    check(serving.stdout.readline().startswith("listening on "), "serve did not start")
    deliver(b, home, identities())

    def arrived():
        b.run("sync")
        return len(b.json("timeline", "+77010000103", "--json")["rows"]) == PAGES
    wait_until(arrived, 60, "the serving agent did not let in what it held")
    serving.send_signal(signal.SIGTERM)
    check(serving.wait(30) == 0, "serve did not end well")
    check(held(a) == (BROWSERS - PERSONS) * PAGES, "the wrong visits are held after serving")
    print("while serving: what another agent told was enough")


def killed(home, draw):
    """Killed while held visits come in, at any moment: nothing is lost, nothing is there twice."""
    agent = Agent(home / "killed").init(Server(home / "server-killed"))
    pages = 400
    deliver(agent, home, visits(pages), "--offline")
    path = home / "persons.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in identities()))
    kills, patience = 0, 0.25
    for number in range(12):
        process = agent.start("import", "segment", path, "--account", "site", "--offline", "--portion", 50)
        time.sleep(draw.uniform(0, patience))
        if process.poll() is None:
            kills += 1
        else:
            patience /= 2  # this machine is faster
        process.kill()
        process.wait()
    agent.import_("segment", path, "--account", "site", "--offline")
    check(kills > 2, f"only {kills} imports were still at work when they were killed")
    check(held(agent) == (BROWSERS - PERSONS) * pages, f"{held(agent)} visits are held after {kills} kills")
    check(all(len(rows) == pages for rows in histories(agent).values()), "a kill lost or doubled visits")
    counts = deliver(agent, home, visits(pages), "--offline")
    check(counts["new"] == 0, f"after the kills: {counts}")
    print(f"killed {kills} times: {PERSONS * pages} visits came in once")


def other_words(home):
    agent = Agent(home / "words").init(Server(home / "server-words"))
    deliver(agent, home, visits())
    row = agent.json("list", "visits", "--json")["rows"]
    check(len(row) == 1 and row[0]["browsers"] == BROWSERS and row[0]["channel"] == "segment", f"list visits: {row}")
    dropped = agent.json("drop", "--cookie", "cookie-3", "--json")
    check(dropped == {"dropped": PAGES, "left": (BROWSERS - 1) * PAGES}, f"one browser dropped: {dropped}")
    check(agent.run("drop", "--cookie", "cookie-3", ok=False).returncode == 1, "dropped twice")
    deliver(agent, home, identities())
    check(len(agent.json("timeline", "+77010000103", "--json")["rows"]) == 0, "a dropped visit came in")
    # A message is somebody's word: its browser is known, its visits come in.
    chat = call("track", 10, 55, event="Live Chat Message Sent", properties={"message_body": "Вы открыты?", "conversation_id": "c1"})
    counts = deliver(agent, home, [chat])
    check(counts["new"] == 1 and counts["released"] == PAGES, f"a stranger's message: {counts}")
    path = home / "try.jsonl"
    path.write_text(json.dumps(call("page", 1, 1)) + "\n")
    tried = subprocess.run([BIN / "history-agent", "try", "segment", path], capture_output=True, text=True)
    check("until the workspace knows its cookie" in tried.stdout, f"try says nothing of it: {tried.stdout} {tried.stderr}")
    agent.run("export", "--format", "jsonl", "--to", home / "out")
    kinds = [json.loads(line)["kind"] for line in (home / "out/customers.jsonl").read_text().splitlines()]
    check(kinds.count("stranger") == BROWSERS - PERSONS - 1, f"the export has other strangers: {kinds}")
    for wrong, said in (({"days": 0}, "days"), ({"megabytes": "many"}, "megabytes"), (7, "visits")):
        (agent.folder / "agent.json").write_text(json.dumps({"visits": wrong}))
        done = agent.run("check-config", ok=False)
        check(done.returncode == 2 and said in done.stderr and len(done.stderr.splitlines()) == 1, f"{wrong}: {done.stderr}")
    print("list, drop, try, export and settings: as they say")


def main():
    home, draw = scratch("visits"), random.Random(SEED)
    wanted = order_of_arrival(home, draw)
    two_agents(home, draw, wanted)
    while_serving(home)
    killed(home, draw)
    other_words(home)


main()
