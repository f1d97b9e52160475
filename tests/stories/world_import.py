# The channels of the test world on two agents: three times, shuffled, divided by body or row, differently each time.
# Nothing is new after the first time, both agents show the same bytes, and nothing of it can be found in the server's files.
# The counts of a plain import are those of the answers; only compare_with_truth() reads them.
import base64
import json
import random
import re
import sys

from agent_world import *

SEED = int(sys.argv[1]) if len(sys.argv) > 1 else 20261123
AS_OF = "2026-10-23T00:00:00+05:00"


def divide(payloads, folders, draw):
    """Every body or row of every file to one of the folders, shuffled; headers go to each."""
    for source in sorted(path for path in payloads.rglob("*") if path.is_file()):
        place = source.relative_to(payloads.parent)
        if source.name.endswith(".headers.json"):
            continue
        if source.suffix in (".jsonl", ".csv", ".forms"):
            lines = source.read_bytes().splitlines(keepends=True)
            head = [lines.pop(0)] if source.name in ("receipts.csv", "messages.csv", "events.csv") else []
            draw.shuffle(lines)
            parts = [list(head) for _ in folders]
            for line in lines:
                draw.choice(parts).append(line if line.endswith(b"\n") else line + b"\n")
        else:
            parts = [None for _ in folders]
            parts[draw.randrange(len(parts))] = [source.read_bytes()]
        for folder, part in zip(folders, parts):
            if part is None:
                continue
            target = folder / place
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(b"".join(part))
            sidecar = source.with_name(source.name + ".headers.json")
            if sidecar.exists():
                target.with_name(target.name + ".headers.json").write_bytes(sidecar.read_bytes())


def import_divided(payloads, agents, folder, draw):
    """One time; the sum of the words over both agents."""
    sums = {}
    for channel in draw.sample(CHANNELS, len(CHANNELS)):
        halves = [folder / f"half-{number}" for number in range(len(agents))]
        divide(payloads / channel, halves, draw)
        # At the same time, so that both meet customers whom the other does not know yet.
        running = [agent.start("import", channel, half / channel) for agent, half in zip(agents, halves)]
        for agent, process in zip(agents, running):
            out, err = process.communicate()
            check(process.returncode == 0, f"import of {channel}: {err}")
            for word, count in json.loads(out).items():
                sums[word] = sums.get(word, 0) + count
        for half in halves:
            shutil.rmtree(half)
    for agent in agents + agents:
        agent.run("sync")
    return sums


def compare_with_truth(payloads, plain):
    expected = json.loads((payloads.parent / "truth/counts.json").read_text())["by_account"]
    words = {"read": "units", "items": "items", "duplicate": "repeats", "rejected": "rejected", "unknown": "unknown",
             "other": "other", "forged": "forged"}
    compared, held = 0, 0
    for channel in CHANNELS:
        for folder in sorted((payloads / channel).iterdir()):
            told = plain.import_(channel, folder)
            truth = expected[f"{channel}/{folder.name}"]
            for ours, theirs in words.items():
                check(told[ours] == truth[theirs],
                      f"{channel}/{folder.name}: {ours} is {told[ours]}, the answers say {truth[theirs]}")
                compared += 1
            check(told["new"] + told["held"] == told["items"],
                  f"{channel}/{folder.name}: a first import has {told['new']} new and {told['held']} held of {told['items']}")
            held += told["held"] - told["released"]
            check(told["skipped"] == 0, f"{channel}/{folder.name}: {told['skipped']} files skipped")
    left = plain.json("list", "visits", "--json")["total"]
    check(left == held and 0 < left < 2000, f"{left} visits are held, the imports say {held}")
    print(f"counts: {compared} figures equal to the answers; {left} visits of strangers are held")


def texts_of(payloads):
    """Words of customers, as the payloads have them."""
    found = set()

    def walk(value):
        if isinstance(value, dict):
            for name, inner in value.items():
                if name in ("text", "body", "first_name", "name") and isinstance(inner, str) and len(inner) > 11:
                    found.add(inner)
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    for channel in CHANNELS:
        for path in (payloads / channel).rglob("*.json*"):
            if path.name.endswith(".headers.json"):
                continue
            for line in path.read_bytes().splitlines():
                try:
                    walk(json.loads(line))
                except ValueError:
                    pass  # the world holds broken bodies on purpose
    return found


def spellings(marker):
    """How the marker could lie in a file: three encodings of text, and base64 of each at every offset."""
    for coded in (marker.encode(), marker.encode("utf-16-le"), marker.encode("utf-16-be")):
        yield coded
        for offset in range(3):
            body = base64.b64encode(b"\0" * offset + coded)
            yield body[(offset * 8 + 5) // 6:len(body) - 4]  # without what its neighbours decide
    yield json.dumps(marker)[1:-1].encode()  # \u escapes


def search_server(server, payloads, exported):
    draw = random.Random(SEED)
    texts = sorted(text for text in texts_of(payloads) if json.dumps(text, ensure_ascii=False)[1:-1] in exported)
    phones = sorted(set(re.findall(r'"phone","value":"(\+7\d{10})"', exported)))
    names = sorted(name for name in set(re.findall(r'"name":"([^"\\]{8,})"', exported)))
    check(len(texts) > 100 and len(phones) > 50 and len(names) > 20,
          f"too little to look for: {len(texts)} texts, {len(phones)} phones, {len(names)} names")
    markers = draw.sample(texts, 100) + draw.sample(names, 20)
    for phone in draw.sample(phones, 50):
        local = phone[2:]
        markers += [phone, "8" + local, f"{local[:3]} {local[3:6]}-{local[6:8]}-{local[8:]}"]
    held = [(path.name, path.read_bytes()) for path in server.folder.rglob("*") if path.is_file()]
    size = sum(len(content) for _, content in held)
    check(size > 500000, f"the server's files have only {size} bytes")
    # The search finds what is there: the same bytes with one marker put in.
    probe = held[0][1][:1000] + base64.b64encode(b"xy" + texts[0].encode()) + b"tail"
    check(any(spelling in probe for spelling in spellings(texts[0])), "the search is blind: it misses a planted text")
    searched = 0
    for marker in markers:
        for spelling in spellings(marker):
            searched += 1
            for name, content in held:
                check(spelling not in content, f"the server's file {name} holds a customer's words")
    print(f"search: {len(markers)} markers in {searched} spellings, none in {size} bytes of {len(held)} files of the server")


def main():
    folder = world()
    if not folder:
        return
    payloads = folder / "payloads"
    home = scratch("world-import")
    server = Server(home / "server", "open")
    plain = Agent(home / "plain")
    a, b = Agent(home / "a"), Agent(home / "b")
    for agent in (plain, a, b):
        write_settings(agent)
    plain.init(server)
    compare_with_truth(payloads, plain)

    a.init(server, "--name", "Test")
    b.join(a, "connector")
    draw = random.Random(SEED)
    for number in range(3):
        sums = import_divided(payloads, [a, b], home, draw)
        print(f"time {number + 1}: {json.dumps(sums)}")
        check(sums["new"] == 0 if number else sums["new"] > 3000, f"time {number + 1} brought {sums['new']} new items")
        check(number == 0 or sums["released"] == 0, f"time {number + 1} still released {sums['released']} visits")
    digests = [agent.json("digest") for agent in (a, b)]
    check(digests[0] == digests[1], f"two agents, two digests: {digests}")

    customers = a.customers()
    check(customers == b.customers(), "the two agents list other customers")
    sample = draw.sample(customers, min(150, len(customers)))
    exported, items = "", 0
    for customer in sample:
        for command in ("card", "timeline"):
            # Of one moment: how long somebody waits and whether a shop is open differ from second to second.
            words = [customer, "--json"] + (["--limit", 100000] if command == "timeline" else ["--as-of", AS_OF])
            shown = [agent.run(command, *words).stdout for agent in (a, b)]
            check(shown[0] == shown[1], f"{command} {customer} differs between the agents:\n{shown[0]}\n{shown[1]}")
            exported += shown[0]
            if command == "timeline":
                items += len(json.loads(shown[0])["rows"])
    print(f"two agents: digest {digests[0]['digest'][:16]} at {digests[0]['gpos']}, {len(customers)} customers in the same "
          f"order, card and timeline of {len(sample)} equal byte for byte ({items} items)")
    # The export of every customer is what the search starts from.
    for customer in customers:
        exported += a.run("timeline", customer, "--json", "--limit", 100000).stdout
    search_server(server, payloads, exported)
    server.kill(signal.SIGTERM)
    search_server(server, payloads, exported)


main()
