# kill -9 of the server, the agent or both inside an import, at points drawn from a seed. What import had reported as saved and
# what the server had acknowledged is there afterwards; the same import again brings the rest, and nothing twice.
import random
import sys

from agent_world import *

SEED = int(sys.argv[1]) if len(sys.argv) > 1 else 20261123
POINTS = int(sys.argv[2]) if len(sys.argv) > 2 else 25
MESSAGES = 1500
PORTION = 20  # items: 75 portions, so that a kill meets every stage of one


def write_messages(path, draw):
    with open(path, "w") as out:
        for number in range(MESSAGES):
            chat = 700000 + draw.randrange(20)
            message = {"message_id": number, "date": 1780000000 + number * 60, "text": f"Слова номер {number}",
                       "from": {"id": chat, "is_bot": False, "first_name": f"Имя{chat}"}, "chat": {"id": chat, "type": "private"}}
            out.write(json.dumps({"update_id": number, "message": message}, ensure_ascii=False) + "\n")


def native_ids(agent):
    ids = []
    for customer in agent.customers():
        ids += [row["native"] for row in agent.json("timeline", customer, "--json", "--limit", 100000)["rows"]]
    return ids


def one_point(number, home, messages, draw):
    """One import with one kill: who was killed, and whether it was inside, with a part reported saved."""
    victim = draw.choice(["server", "agent", "both"])
    after, wait = draw.randrange(MESSAGES // PORTION * 2 // 3), draw.random() * 0.005
    server = Server(home / "server")
    agent = Agent(home / "agent").init(server)
    words = ["telegram", messages, "--account", "bot", "--portion", PORTION]
    running = agent.start("import", *words, "--progress")
    saved, portions = 0, 0
    while portions <= after:
        line = running.stderr.readline()
        if not line:
            break
        if line.startswith("saved "):
            saved = json.loads(line[6:])["new"]
            portions += 1
    time.sleep(wait)
    inside = 0 < saved < MESSAGES and running.poll() is None
    if victim != "agent":
        server.kill()
    if victim != "server":
        running.kill()
    for line in running.communicate()[1].splitlines():  # what it said before it died
        if line.startswith("saved "):
            saved = json.loads(line[6:])["new"]
    if victim == "server":
        check(running.returncode == 0, f"point {number}: an import without a server ended with {running.returncode}")
    if victim != "agent":
        server.start()

    # Everything acknowledged is still there: otherwise the agent would raise an alarm and sync would fail.
    agent.run("sync")
    kept = native_ids(agent)
    check(len(kept) >= saved, f"point {number} ({victim}): {saved} items were reported saved, {len(kept)} are there")
    again = agent.json("import", *words)
    check(again["new"] == MESSAGES - len(kept), f"point {number}: {again['new']} new after {len(kept)} were kept")
    agent.run("sync")
    other = Agent(home / "other").join(agent, "viewer")
    for one in (agent, other):
        ids = native_ids(one)
        check(len(ids) == MESSAGES and len(set(ids)) == MESSAGES,
              f"point {number}: {len(ids)} items, {len(set(ids))} different, wanted {MESSAGES}")
    check(agent.json("digest")["digest"] == other.json("digest")["digest"], f"point {number}: two digests")
    server.kill()
    return victim, inside


def main():
    draw = random.Random(SEED)
    home = scratch("kill")
    messages = home / "messages.jsonl"
    write_messages(messages, draw)
    met = {"server": 0, "agent": 0, "both": 0}
    inside = 0
    for number in range(POINTS):
        place = home / f"point-{number}"
        place.mkdir()
        victim, met_inside = one_point(number, place, messages, draw)
        met[victim] += 1
        inside += met_inside
        shutil.rmtree(place)
    check(inside >= POINTS * 9 // 10, f"only {inside} of {POINTS} kills fell inside an import")
    print(f"{POINTS} kills from seed {SEED}: server {met['server']}, agent {met['agent']}, both {met['both']}; {inside} with a part "
          f"saved; acknowledged and lost: 0; twice: 0")


main()
