# Years of channels that come in after the rest: the whole test world but its `backfill` folders, then those. In the end a workspace
# has the same customers, items, orders, first screens, cards and timelines as one that had everything from the start, and nothing
# of what stood before reads otherwise: back-fill adds.
import random
import re

from agent_world import *

SEED = 20261128
AS_OF = "2026-10-23T00:00:00+05:00"
SAMPLE = 40


def split(payloads, home):
    """Two trees: without the years, and the years alone."""
    rest, years = home / "rest", home / "years"
    for path in sorted(path for path in payloads.rglob("*") if path.is_file()):
        place = path.relative_to(payloads)
        target = (years if "backfill" in place.parts else rest) / place
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    return rest, years


def take(agent, payloads):
    """Every channel that stands there; the sums of new items, those that came in from the held ones, and visits of strangers held."""
    sums = [0, 0, 0]
    for channel in CHANNELS:
        if (payloads / channel).is_dir():
            told = agent.import_(channel, payloads / channel, "--offline")
            sums = [one + told[word] for one, word in zip(sums, ("new", "released", "held"))]
    return sums


class World:
    """What an export says, under names that another workspace has too: ids of customers are made at random."""

    def __init__(self, agent, folder):
        agent.run("export", "--format", "jsonl", "--to", folder, "--as-of", AS_OF)
        rows = {name: [json.loads(line) for line in (folder / f"{name}.jsonl").read_text().splitlines()]
                for name in ("customers", "items", "orders", "first_screen")}
        item = lambda row: (row["channel"], row["account"], row["native_id"])
        self.ids = {row["customer_id"]: (row["kind"], *sorted(row["identifiers"]), *sorted(map(item, row["items"])))
                    for row in rows["customers"]}
        self.customers = sorted(str((self.ids[row["customer_id"]], row.get("name"))) for row in rows["customers"])
        self.items = {item(row): (self.ids.get(row["customer_id"]), row.get("at"), row["fields"]) for row in rows["items"]}
        self.orders = sorted(str((self.ids.get(row["customer_id"]), {name: value for name, value in row.items() if not name.endswith("_id")}))
                             for row in rows["orders"])
        self.screens = sorted(str({name: value for name, value in row.items() if name != "customer_id"}) for row in rows["first_screen"])


def same(name, ours, theirs):
    ours, theirs = set(ours), set(theirs)
    check(ours == theirs, f"{name}: {len(ours - theirs)} only after the back-fill, {len(theirs - ours)} only in the full import, as "
                          f"{sorted(ours - theirs)[:1]} and {sorted(theirs - ours)[:1]}")


def shown(agent, customer):
    """Card and timeline without the ids of subjects, each line of JSON in an order that does not come of them."""
    words = []
    for command in (["card", "--as-of", AS_OF], ["timeline", "--limit", "100000"]):
        text = agent.run(command[0], customer, "--json", *command[1:]).stdout
        words.append(re.sub(r'"[0-9a-f]{32}"', '"id"', text))
    return words


def main():
    folder = world()
    if not folder:
        return
    home = scratch("backfill")
    rest, years = split(folder / "payloads", home)
    channels = sorted(path.name for path in years.iterdir())
    check(len(channels) > 5, f"the test world has too few years to fill in: {channels}")
    server = Server(home / "server", "open")
    full, later = Agent(home / "full"), Agent(home / "later")
    for agent in (full, later):
        write_settings(agent)
        agent.init(server)
    take(full, folder / "payloads")
    take(later, rest)
    before = World(later, home / "before")
    new, _, held = take(later, years)
    check(new > 20, f"the years brought {new} new items: too little to show anything")
    digest = later.run("digest").stdout
    again = [take(later, years), take(later, rest)]
    check(all(one[:2] == [0, 0] for one in again) and later.run("digest").stdout == digest, "a second time brought something new")
    ours, theirs = World(later, home / "ours"), World(full, home / "theirs")
    # An export has visits of strangers, too.
    check(len(ours.items) == len(before.items) + new + held, f"{len(before.items)} items, {new} new, {held} held, then {len(ours.items)}")
    changed = 0
    for item, (_, at, fields) in before.items.items():
        _, at_now, now = ours.items[item]
        # A payment that tells no time of its own stands at its first state, and an earlier one may come.
        check(at == at_now or "at" not in fields and at_now < at, f"the back-fill moved {item} from {at} to {at_now}")
        for name, value in fields.items():
            check(now.get(name) == value, f"the back-fill changed {name} of {item}: {value!r}, then {now.get(name)!r}")
        changed += len(now) - len(fields)
    same("customers", ours.customers, theirs.customers)
    same("items", ours.items, theirs.items)
    for item in ours.items:
        check(ours.items[item] == theirs.items[item], f"{item} differs: {ours.items[item]} and {theirs.items[item]}")
    same("orders", ours.orders, theirs.orders)
    same("first screens", ours.screens, theirs.screens)
    by_name = {key: customer for customer, key in theirs.ids.items()}
    for customer in random.Random(SEED).sample(sorted(later.customers()), SAMPLE):
        mine, other = shown(later, customer), shown(full, by_name[ours.ids[customer]])
        for name, left, right in zip(("card", "timeline"), mine, other):
            check(sorted(left) == sorted(right), f"{name} of {customer} differs from the full import's:\n{left}\n{right}")
    print(f"back-fill of {', '.join(channels)}: {new} new items; {len(before.items)} that stood before read as before ({changed} fields "
          f"added); {len(ours.customers)} customers, {len(ours.orders)} orders, {SAMPLE} cards and timelines as in a full import")


main()
