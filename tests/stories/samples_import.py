# Every folder of the sample data, real payloads of the vendors: three times over two agents, each time divided and shuffled anew.
# After the first time nothing is new and nothing is written: both have one digest, the same after each time, and cards and timelines
# are the same bytes. What was rejected is told by its sentence.
import collections
import random

from agent_world import *

SEED = 20261123

# Folder and channel: what one agent makes of all its files (read, items, duplicate, rejected, unknown, other, skipped), and the
# sentences of what it could not read.
SAMPLES = {
    ("adobe_xdm", "adobe_xdm"): (119, 12, 2, 0, 94, 13, 0, {}),
    ("bitrix24", "bitrix24"): (60, 0, 0, 0, 1, 59, 0, {}),
    ("chatwoot", "chatwoot"): (5, 4, 0, 0, 0, 1, 0, {}),
    ("commerceml_1c", "commerceml"): (5, 1, 0, 0, 0, 4, 0, {}),
    ("commerceml_1c", "stock"): (11, 9, 0, 0, 0, 2, 0, {}),
    ("company", "company"): (563, 0, 0, 0, 0, 563, 0, {}),
    ("delivery", "delivery"): (35, 9, 2, 0, 18, 6, 0, {}),
    ("email", "email"): (280, 202, 77, 1, 0, 0, 111, {"This is no mail: it does not begin with header lines.": 1}),
    ("ga4", "ga4"): (7, 6, 0, 1, 0, 0, 0, {"The table has no header with timestamp, name and user_pseudo_id.": 1}),
    ("hubspot", "hubspot"): (1039, 173, 81, 0, 0, 785, 0, {}),
    ("instagram", "instagram"): (12, 4, 2, 0, 0, 7, 0, {}),
    ("messenger", "messenger"): (95, 31, 15, 0, 4, 46, 0, {}),
    ("payments", "payments"): (11, 2, 3, 0, 6, 0, 0, {}),
    ("retail_pos", "pos"): (42481, 2025, 40456, 0, 0, 0, 0, {}),
    ("salesforce", "salesforce"): (67, 30, 0, 2, 0, 35, 0, {"The Id is none of Salesforce's.": 2}),
    ("segment", "segment"): (8, 1, 6, 0, 0, 3, 14, {}),
    ("shop", "shopify"): (244, 29, 0, 0, 0, 215, 0, {}),
    ("sms", "sms"): (19, 11, 3, 5, 0, 0, 0, {"The form has no MessageSid, and no id of a gateway.": 1,
        "The table is none of messages: it lacks one of id, direction, from, to, body.": 4}),
    ("telegram", "telegram"): (75, 12, 45, 0, 3, 15, 0, {}),
    ("telephony", "telephony"): (283, 280, 0, 3, 0, 0, 1, {"The JSON holds no call of Kazoo or Twilio.": 1,
        "The end of the call is no time.": 1,
        "The header names no start, src and dst: map them in the account's columns.": 1}),
    ("vcard", "vcard"): (28, 0, 0, 0, 0, 28, 0, {}),
    ("viber", "viber"): (0, 0, 0, 0, 0, 0, 1, {}),
    ("vk", "vk"): (105, 26, 1, 4, 5, 69, 1, {"The body is no JSON in UTF-8, or it is cut.": 1,
        "This is no event of VK: it has no type.": 3}),
    ("whatsapp", "whatsapp"): (74, 12, 23, 0, 22, 17, 0, {}),
    ("zendesk", "zendesk"): (239, 40, 0, 0, 0, 199, 0, {}),
}
# Folders without payloads of a channel.
OTHERS = {
    "conversations": "dialogues for training of classifiers: no source, no times, no ids of persons; matters are tried on them",
    "identity": "labelled pairs of persons for the resolver's own tests",
    "phones": "example numbers for the normaliser's own tests",
    "web_sources": "lists of engines and networks for first and last source",
    "world": "has a story of its own: world_import.py",
}
WORDS = ("read", "items", "duplicate", "rejected", "unknown", "other", "skipped")
SAMPLE = 300  # customers whose card and timeline are compared


def files_of(folder):
    return sorted(path for path in (DATA / folder).rglob("*") if path.is_file() and not path.name.endswith(".headers.json"))


def begin(agent):
    agent.folder.mkdir(parents=True)
    (agent.folder / "agent.json").write_text(json.dumps({"visits": {"days": 3650}}))
    return agent


def alone(agent):
    """The figures of every folder, and nothing rejected without a sentence that is expected."""
    for (folder, channel), (*figures, sentences) in SAMPLES.items():
        told = agent.import_(channel, DATA / folder, "--account", folder, "--offline")
        check([told[word] for word in WORDS] == figures, f"{folder} as {channel}: {told}, wanted {figures}")
        rows = agent.json("list", "quarantine", "--json", "--limit", 100000)["rows"]
        found = collections.Counter(row["reason"] for row in rows if row["channel"] == channel)
        check(found == sentences, f"{folder} as {channel} is rejected with {dict(found)}, wanted {sentences}")
    print(f"{len(SAMPLES)} imports of {len({folder for folder, _ in SAMPLES})} folders: figures and sentences as expected")


def divided(agents, draw, number, had):
    """Each agent a half of every folder, in an order of its own; the second time it is the half that the other had."""
    new = 0
    for folder, channel in draw.sample(sorted(SAMPLES), len(SAMPLES)):
        halves = ([], [])
        for path in draw.sample(files_of(folder), len(files_of(folder))):
            whose = draw.randrange(2) if number != 2 else 1 - had[folder, channel, path]
            had[folder, channel, path] = whose
            halves[whose].append(path)
        for agent, half in zip(agents, halves):
            if half:
                told = agent.import_(channel, *half, "--account", folder, "--offline")
                new += told["new"] + told["released"]
    for agent in (*agents, *agents):  # what one heard of the other may let in visits that it held
        agent.run("sync")
    digests = [agent.json("digest")["digest"] for agent in agents]
    check(digests[0] == digests[1], f"time {number}: two agents, two digests: {digests}")
    print(f"time {number}: {new} new, digest {digests[0][:16]}")
    return new, digests[0]


def shown(agent, customers):
    return {one: (agent.run("card", one, "--json", "--as-of", "2026-10-23T00:00:00+05:00").stdout, agent.run("timeline", one, "--json", "--limit", 1000).stdout) for one in customers}


def main():
    if not DATA.is_dir():
        print(f"skipped: no sample data at {DATA} (HISTORY_DATA names the folder)")
        return
    folders = {path.name for path in DATA.iterdir() if path.is_dir()}
    expected = {folder for folder, _ in SAMPLES} | OTHERS.keys()
    check(folders == expected, f"folders that this test does not know, or that are gone: {sorted(folders ^ expected)}")
    draw = random.Random(SEED)
    home = scratch("samples-import")
    server = Server(home / "server", "open")
    alone(begin(Agent(home / "alone")).init(server))

    a, b = begin(Agent(home / "a")).init(server), begin(Agent(home / "b"))
    b.join(a, "connector")
    had = {}
    new, digest = divided((a, b), draw, 1, had)
    check(new > 2000, "the first time brought too little")
    customers = a.customers()
    check(customers == b.customers(), "the two agents list other customers")
    sample = draw.sample(customers, min(SAMPLE, len(customers)))
    before = shown(a, sample)
    for number in (2, 3):
        new, again = divided((a, b), draw, number, had)
        check(new == 0, f"time {number} brought something new")
        # Vendors' examples give one id to different contents, too: of two sources' words the larger stands.
        check(again == digest, f"time {number} wrote something: digest {again}, before it {digest}")
    check(a.customers() == customers == b.customers(), "the customers changed")
    for agent in (a, b):
        for one, slices in shown(agent, sample).items():
            check(slices == before[one], f"customer {one} is shown otherwise after more imports")
    print(f"two agents: {len(customers)} customers, card and timeline of {len(sample)} equal byte for byte")


main()
