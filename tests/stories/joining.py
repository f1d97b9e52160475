# Who is one customer. The whole test world in three shuffled orders, the last two divided over two agents that read at the same
# time: every time the world's own checker finds nobody wrongly joined and nobody missed. Then what people say: link, separate, take back; a stranger who writes a victim's number.
import json
import random
import shutil
import subprocess

from agent_world import CHANNELS, Agent, Server, check, scratch, world, write_settings

SEED = 20261128


def shuffled(payloads, folders, draw):
    """Every body or row of a channel to one of the folders, in another order."""
    for source in sorted(path for path in payloads.rglob("*") if path.is_file()):
        if source.name.endswith(".headers.json"):
            continue
        place = source.relative_to(payloads.parent)
        if source.suffix in (".jsonl", ".forms"):
            lines = source.read_bytes().splitlines(keepends=True)
            draw.shuffle(lines)
            parts = [b"" for _ in folders]
            for line in lines:
                parts[draw.randrange(len(folders))] += line if line.endswith(b"\n") else line + b"\n"
        else:
            parts = [None for _ in folders]
            parts[draw.randrange(len(folders))] = source.read_bytes()
        for folder, part in zip(folders, parts):
            if not part:
                continue
            (folder / place).parent.mkdir(parents=True, exist_ok=True)
            (folder / place).write_bytes(part)
            sidecar = source.with_name(source.name + ".headers.json")
            if sidecar.exists():
                (folder / place).with_name(source.name + ".headers.json").write_bytes(sidecar.read_bytes())


def import_world(payloads, agents, home, draw):
    for channel in draw.sample(CHANNELS, len(CHANNELS)):
        halves = [home / f"half-{number}" for number in range(len(agents))]
        shuffled(payloads / channel, halves, draw)
        running = [(agent.start("import", channel, half / channel), half) for agent, half in zip(agents, halves)
                   if (half / channel).exists()]
        for process, half in running:
            _, err = process.communicate()
            check(process.returncode == 0, f"import of {channel}: {err}")
        for half in halves:
            shutil.rmtree(half, True)
    for agent in agents + agents:
        agent.run("sync")


def compare(agents, home, truth, words):
    """Visits of browsers of nobody known stay with the agent that read them: the exports of all agents together are the world."""
    together, known = {}, []
    for agent in agents:
        shutil.rmtree(home / "out", True)
        agent.run("export", "--format", "jsonl", "--to", home / "out")
        for line in (home / "out/customers.jsonl").read_text(encoding="utf-8").splitlines():
            one = json.loads(line)
            held = together.setdefault(one["customer_id"], one)
            held["items"] += [item for item in one["items"] if item not in held["items"]]
        known.append(agent.customers())
    check(all(one == known[0] for one in known), "the agents list other customers")
    (home / "customers.jsonl").write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in together.values()),
                                          encoding="utf-8")
    done = subprocess.run(["node", truth / "check.mjs", "--customers", home / "customers.jsonl", "--show", "20"],
                          capture_output=True, text=True)
    said = {line.split()[0]: line.split()[1] for line in done.stdout.splitlines() if len(line.split()) == 2}
    if done.returncode != 0:
        print(done.stdout)
    check(done.returncode == 0 and said.get("wrong_joins") == "0" and said.get("missed_joins") == "0"
          and said.get("recall_attainable") == "1" and said.get("precision") == "1", f"{words}: the checker finds differences")
    print(f"{words}: {said['customers']} customers, {said['scored_items']} items: no wrong join, none missed")


def card(agent, customer):
    return agent.run("card", customer, "--json", "--as-of", "2026-10-23T00:00:00+05:00").stdout


# Names and numbers of this story belong to nobody of the world.
def people_speak(agent, home):
    rows = ["Record ID,First Name,Last Name,Phone Number,Email",
            "9001,Дана,Проверкина,+77990001101,dana.proverkina@mail.example",
            "9002,Дана,Проверкина,,dana.p@mail.example",
            "9003,Болат,Контролев,+77990001103,"]
    (home / "crm.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    agent.import_("hubspot", home / "crm.csv", "--account", "crm")
    dana, other, bolat = "+77990001101", "dana.p@mail.example", "+77990001103"
    ids = [json.loads(card(agent, one))["id"] for one in (dana, other, bolat)]
    check(len(set(ids)) == 3, "three contacts are three customers")
    before = [card(agent, one) for one in ids]

    refused = agent.run("link", dana, other, ok=False)
    check(refused.returncode != 0 and refused.stderr.strip() != "", "a link without a reason is refused")
    linked = agent.json("link", dana, other, "--reason", "сказала по телефону", "--colleague", "Айжан", "--json")
    check(len(linked["customers"]) == 1 and linked["pairs"] == 1, f"linked: {linked}")
    check(card(agent, ids[0]) == card(agent, ids[1]), "the ids of all members open the customer")
    why = agent.json("why", ids[1], "--json")
    join = [one for one in why["joins"] if one["reason"] == "link"]
    check(len(join) == 1 and join[0]["who"] == "Айжан" and join[0]["words"] == "сказала по телефону" and join[0]["at"] > 0,
          f"why says who, when and in which words: {join}")
    agent.run("link", dana, other, "--undo")
    check([card(agent, one) for one in ids] == before, "a link taken back leaves the cards as they were")
    digest = agent.json("digest")

    # A wrong number joins two; one click parts them, exactly, also for what comes later by that number.
    (home / "crm.csv").write_text("\n".join([rows[0], "9004,Дана,,+77990001101,", "9005,Дана,,+77990001101,dana.p@mail.example"]) + "\n",
                                  encoding="utf-8")
    agent.import_("hubspot", home / "crm.csv", "--account", "crm")
    check(json.loads(card(agent, dana))["id"] == json.loads(card(agent, other))["id"], "the number joins them")
    check(agent.json("digest") != digest, "the digest covers what came")
    whole = card(agent, dana)
    choices = [json.loads(line) for line in agent.run("separate", ids[0], ids[1], "--show", "--json").stdout.splitlines()]
    check(len(choices) >= 1 and all(one["left"] and one["right"] for one in choices), f"which joins could break: {choices}")
    agent.run("separate", ids[0], ids[1], "--reason", "две Даны", "--colleague", "Айжан")
    check(json.loads(card(agent, ids[0]))["id"] != json.loads(card(agent, ids[1]))["id"], "separated")
    again = agent.run("link", ids[0], ids[1], "--reason", "x", ok=False)
    check(again.returncode != 0 and "separat" in again.stderr, f"a separation is stronger than a link: {again.stderr}")
    (home / "crm.csv").write_text("\n".join([rows[0], "9006,Дана,,+77990001101,dana.p@mail.example"]) + "\n", encoding="utf-8")
    agent.import_("hubspot", home / "crm.csv", "--account", "crm")
    check(json.loads(card(agent, ids[0]))["id"] != json.loads(card(agent, ids[1]))["id"], "who comes later with both joins them never again")
    agent.run("separate", ids[0], ids[1], "--undo")
    rejoined = json.loads(card(agent, dana))
    check(rejoined["id"] == json.loads(whole)["id"], "taken back, they are the one customer again")
    print("linked, separated, taken back: the cards are exact, who and why is told, a separation outlives later rows")

    # An attack: a stranger writes a victim's number.
    update = {"update_id": 990001, "message": {"message_id": 1, "date": 1760000000, "text": "мой номер 8 799 000 11 03, что с моим заказом?",
              "chat": {"id": 990066601, "type": "private"}, "from": {"id": 990066601, "is_bot": False, "first_name": "Болат"}}}
    (home / "attack.jsonl").write_text(json.dumps(update, ensure_ascii=False) + "\n", encoding="utf-8")
    agent.import_("telegram", home / "attack.jsonl", "--account", "bot")
    stranger = json.loads(card(agent, "telegram:990066601"))
    check(stranger["id"] != ids[2] and card(agent, ids[2]) == before[2], "the victim's card shows nothing of the stranger")
    hints = agent.json("suggestions", "telegram:990066601", "--json")["rows"]
    check(any(row["id"] == ids[2] and "said" in row["reasons"] for row in hints), f"the suggestion warns: {hints}")
    check("perhaps a stranger" in agent.run("suggestions", "telegram:990066601").stdout, "and says so to people")
    print("a stranger with a victim's number: nothing joins, the suggestion warns")


def main():
    truth = world()
    if not truth:
        return
    home = scratch("joining")
    server = Server(home / "server", "open")
    draw = random.Random(SEED)
    for number in range(3):
        agents = [Agent(home / f"{number}-{name}") for name in ("a" if number == 0 else "ab")]
        for agent in agents:
            write_settings(agent)
        agents[0].init(server, "--name", "Test")
        for agent in agents[1:]:
            agent.join(agents[0], "connector")
        import_world(truth / "payloads", agents, home, draw)
        compare(agents, home, truth, f"order {number + 1}")
    people_speak(agents[0], home)


main()
