# A person at work, whose actions are counted as the story goes. An action is one deliberate step of a person: opening a card,
# one tap, one saved text (reference/product.md, TIME-SAVED: "count of operator actions in the scenarios of section 7 is recorded
# and does not grow"; the bars stand in design/bars.md, line "operator actions"). Reading is none, and what comes in by itself
# (payloads, joins, orders recognised, matters suggested) is none: that is what the count is to show.
import json

from agent_world import check


class Operator:
    def __init__(self, story, agent, payloads):
        self.story, self.agent, self.payloads, self.actions = story, agent, payloads, []

    def _acts(self, what):
        self.actions.append(what)

    def opens(self, customer, as_of):
        """What the panel shows at once: the card, and below it the history and the matters."""
        self._acts(f"opens the card of {customer}")
        card = self.agent.json("card", customer, "--as-of", as_of, "--json")
        card["timeline"] = self.agent.json("timeline", customer, "--json")["rows"]
        card["matters"] = self.agent.json("matters", customer, "--json")["rows"]
        card["known_orders"] = self.agent.json("orders", customer, "--json")["rows"]
        return card

    def taps_contact(self, customer, channel, as_of, purpose="service"):
        """A contact button: the guards are asked, the channel's own program opens."""
        self._acts(f"taps {channel}")
        return self.agent.json("check", customer, "--channel", channel, "--purpose", purpose, "--as-of", as_of, "--json")

    def saves(self, channel):
        """The next words of a colleague in the world: a note, or an answer that he types in the channel's own program."""
        self._acts(f"saves words in {channel}")
        told = self.payloads.deliver_one(self.agent, channel)
        check(told["new"] == 1, f"{self.story}: the words of a colleague in {channel} are {told}")

    def says_of_matter(self, customer, matter, *words):
        self._acts("says " + " ".join(words) + " of a matter")
        self.agent.run("matter", customer, matter, *words, "--offline")

    def lists_audience(self, *words):
        """A campaign's list with the guards applied."""
        self._acts("asks for the audience")
        return [json.loads(line) for line in self.agent.run("audience", *words, "--json").stdout.splitlines()]

    def finished(self, exactly, bar):
        listed = "; ".join(f"{number + 1} {what}" for number, what in enumerate(self.actions))
        check(len(self.actions) == exactly, f"{self.story} takes {len(self.actions)} actions, not {exactly}: {listed}")
        check(exactly <= bar, f"{self.story} takes {exactly} actions, the bar is {bar}")
        print(json.dumps({"name": f"actions_{self.story}", "value": len(self.actions), "bar": bar, "actions": self.actions}, ensure_ascii=False))
