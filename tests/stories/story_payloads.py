# Payloads of one person of the test world, delivered by the hour: what had come in before a moment, and no more.
import json

from agent_world import DATA

WORLD = DATA / "world"


def lines_of(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


class StoryPayloads:
    """Every body or row that holds an item or an identifier of the person, with the time of its item."""

    def __init__(self, person, folder):
        truth = next(one for one in lines_of(WORLD / "truth/persons.jsonl") if one["person"] == person)
        self.folder, self.sent = folder, 0
        self.times = {item["n"]: item["t"] for item in lines_of(WORLD / "truth/items.jsonl") if item["p"] == person}
        marks = set(self.times) | {name.split(":", 1)[1] for name in truth["identifiers"]}
        marks |= {mark[1:] for mark in marks if mark.startswith("+")}
        for subject in truth["subjects"]:
            marks |= {name.split(":", 1)[1] for name, _, _ in subject["idents"] if name.startswith(("cookie:", "site_user:"))}
        self.marks = {mark.encode() for mark in marks if len(mark) > 5}
        self.waiting = []  # (time, channel, account, file's name, bytes)
        for channel in sorted(path.name for path in (WORLD / "payloads").iterdir()):
            for source in sorted(path for path in (WORLD / "payloads" / channel).rglob("*") if path.is_file()):
                if not source.name.endswith(".headers.json") and channel not in ("promo", "stock"):
                    self._keep(channel, source)
        self.waiting.sort(key=lambda one: one[0])

    def _keep(self, channel, source):
        account = source.relative_to(WORLD / "payloads" / channel).parts[0]
        whole = source.read_bytes()
        if source.suffix not in (".jsonl", ".csv", ".forms"):
            if self._time(whole) is not None and not source.with_name(source.name + ".headers.json").exists():
                self.waiting.append((self._time(whole), channel, account, source.name, whole))
            return
        lines = whole.splitlines(keepends=True)
        head = lines.pop(0) if source.name in ("receipts.csv", "messages.csv", "events.csv") else b""
        last = None
        for line in lines:
            when = self._time(line)
            if when is not None:
                last = when or last  # what is no item (identify) comes with what stood before it
                self.waiting.append((last or 0, channel, account, source.name, head + line))

    def _time(self, body):
        """Of the latest item of the person in it; 0 where it only names him, None where it does not."""
        found = [self.times[mark.decode()] if mark.decode() in self.times else 0 for mark in self.marks if mark in body]
        return max(found, default=None)

    def deliver(self, agent, until=None):
        """What came in before `until` (seconds; None: all) is imported, in order of time."""
        while self.waiting and (until is None or self.waiting[0][0] < until):
            self._import(agent, *self.waiting.pop(0))

    def _import(self, agent, _, channel, account, name, body):
        place = self.folder / str(self.sent) / channel / account
        self.sent += 1
        place.mkdir(parents=True)
        (place / name).write_bytes(body)
        return agent.import_(channel, place, "--offline")

    def take_one(self, channel):
        """The next body of this channel with its repeats; it will not be delivered."""
        first = next(one[0] for one in self.waiting if one[1] == channel)
        batch = [one for one in self.waiting if one[0] == first and one[1] == channel]
        self.waiting = [one for one in self.waiting if one not in batch]
        return batch

    def deliver_one(self, agent, channel):
        """Takes it and imports it; the words of the import that told something."""
        told = [self._import(agent, *one) for one in self.take_one(channel)]
        return {word: sum(one[word] for one in told) for word in told[0]}
