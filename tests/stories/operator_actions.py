# GARLAND, PICKUP, LOAN and COMPLAINT (reference/product.md, section 7) as they went, hour by hour, with a person at work: what he
# sees at each step, and exactly how many actions it took him, within the bars.
from agent_world import *
from operator_steps import Operator
from story_payloads import WORLD, StoryPayloads

BARS = {"GARLAND": 6, "PICKUP": 4, "LOAN": 7, "COMPLAINT": 5}  # design/bars.md
MINUTE = 60


def at(seconds):
    return str(seconds * 1000)


class Story:
    def __init__(self, name, home):
        told = next(one for one in json.loads((WORLD / "truth/stories.json").read_text()) if one["story"] == name)
        self.name, self.told, self.who = name, told, told["ask"]
        self.agent = Agent(home / name)
        write_settings(self.agent)
        self.agent.init(Server(home / f"{name}-server"))
        self.payloads = StoryPayloads(told["person"], home / f"{name}-payloads")
        self.operator = Operator(name, self.agent, self.payloads)
        self.at = [self.payloads.times[step["item"]["native_id"]] for step in told["steps"]]

    def until(self, moment):
        self.payloads.deliver(self.agent, moment)

    def waiting(self, moment):
        return self.agent.json("list", "waiting", "--as-of", at(moment), "--json")["rows"]

    def rows(self):
        return self.agent.json("timeline", self.who, "--json")["rows"]

    def holds_steps(self):
        """All steps stand in one history in their order."""
        natives = [row["native"] for row in reversed(self.rows())]
        places = [natives.index(step["item"]["native_id"]) for step in self.told["steps"]]
        check(places == sorted(places), f"{self.name}: the steps stand at {places}")


def garland(story):
    operator = story.operator
    chat, direct, ordered, called, accounted = story.at[2], story.at[3], story.at[4], story.at[5], story.at[6]
    story.until(chat + 1)
    waiting = story.waiting(chat + MINUTE)
    check(len(waiting) == 1 and waiting[0]["words"].startswith("Гирлянда «Северное сияние»"), f"who asked in the chat waits: {waiting}")
    card = operator.opens(waiting[0]["id"], at(chat + MINUTE))
    check(any(one["how"] == "viewed" for one in card["products"]), "the card shows what she looked at")
    operator.saves("segment")  # "Уточню наличие и отвечу завтра до 12": the promise is read out of the words
    check(story.agent.json("list", "promises", "--as-of", at(chat + 10 * MINUTE), "--json")["total"] == 1, "the promise is in the list")
    story.until(direct + 1)
    new = [row for row in story.waiting(direct + MINUTE) if row["channel"] == "instagram"]
    check(len(new) == 1, f"who wrote in Direct waits: {new}")
    operator.opens(new[0]["id"], at(direct + MINUTE))
    operator.saves("instagram")
    story.until(ordered + 1)
    operator.saves("notes")  # the order; it names her phone, so this is one customer from here on
    check(story.agent.json("list", "waiting", "--as-of", at(ordered + 5 * MINUTE), "--json")["rows"][0]["id"] ==
          json.loads(story.agent.run("find", story.who, "--json").stdout.splitlines()[0])["rows"][0]["id"], "chat and Direct are one customer")
    told = operator.taps_contact(story.who, "call", at(called - MINUTE))
    check(told["decision"] != "block", f"the confirming call is {told}")
    story.until(accounted + 1)
    story.until(None)
    orders = story.agent.json("orders", story.who, "--json")["rows"]
    check(len(orders) == 1, f"the order is there {len(orders)} times")
    documents = {one["native"] for part in ("documents", "parts") for one in orders[0].get(part, [])}
    check({one["native_id"] for one in story.told["same_order"]} <= documents, f"one order has {documents}")
    check(story.waiting(accounted + MINUTE) == [], "nobody waits any more")
    operator.finished(6, BARS["GARLAND"])


def pickup(story):
    operator = story.operator
    receipt = story.at[3]
    story.until(receipt)
    card = operator.opens(story.who, at(receipt - MINUTE))
    check([one["number"] for one in card["known_orders"]] == ["GS-STORY-2"], f"the till sees the order: {card['known_orders']}")
    check(any(one["rule"] == "no_calls" for one in card["rules"]) and card["preferred"]["channel"] == "whatsapp", "the till sees the preference")
    notice = story.told["steps"][2]["item"]["native_id"]
    check(any(row["native"] == notice for row in card["timeline"]), "the till sees the notice")
    story.until(None)  # the receipt: the till's own program
    orders = story.agent.json("orders", story.who, "--json")["rows"]
    check(len(orders) == 1 and orders[0]["status"] == "done", f"the receipt joins the order: {orders}")
    documents = {one["native"] for part in ("documents", "parts") for one in orders[0].get(part, [])}
    check({one["native_id"] for one in story.told["same_order"]} <= documents, f"one order has {documents}")
    purchases = story.agent.json("card", story.who, "--as-of", at(receipt + MINUTE), "--json")["purchases"]
    check(purchases["count"] == 1, f"the receipt is no second sale: {purchases}")
    open_ = [one for one in story.agent.json("matters", story.who, "--json")["rows"] if one["state"] == "open"]
    check(len(open_) == 1, f"what he wrote is open still: {open_}")
    operator.says_of_matter(story.who, open_[0]["matter"], "state", "done")
    check(all(one["state"] == "done" for one in story.agent.json("matters", story.who, "--json")["rows"]), "nothing is open")
    operator.finished(2, BARS["PICKUP"])


def loan(story):
    operator = story.operator
    applied, called, signed = story.at
    story.until(applied + 1)
    waiting = story.waiting(applied + MINUTE)
    check(len(waiting) == 1 and waiting[0]["channel"] == "callback", f"who applied waits: {waiting}")
    card = operator.opens(waiting[0]["id"], at(applied + MINUTE))
    check(card["waiting"]["words"].startswith("Рассрочка"), f"the application stands first: {card['waiting']}")
    check(operator.taps_contact(story.who, "call", at(called - MINUTE))["decision"] != "block", "she may be called")
    story.until(called + 1)
    operator.saves("notes")  # the invitation, with its term
    matter = story.agent.json("matters", story.who, "--json")["rows"]
    check(len(matter) == 1 and matter[0]["channels"] == ["callback", "telephony", "notes"], f"form, call and note are one matter: {matter}")
    operator.says_of_matter(story.who, matter[0]["matter"], "stage", "приглашена в филиал")
    card = operator.opens(story.who, at(signed - MINUTE))  # in the branch: nobody asks her anything again
    check(card["matters"][0]["kind"] == "case" and card["matters"][0]["stage"] == "приглашена в филиал", f"the branch sees the case: {card['matters']}")
    check(card["last_promise"]["words"].startswith("Пригласила"), f"the branch sees what was promised: {card['last_promise']}")
    operator.saves("notes")  # the contract, with its documents
    operator.says_of_matter(story.who, matter[0]["matter"], "stage", "договор подписан")
    story.until(None)
    matter = story.agent.json("matters", story.who, "--json")["rows"]
    rows = {row["item"]: row for row in story.rows()}
    natives = {rows[item]["native"] for item in matter[0]["rows"]}
    check(len(matter) == 1 and matter[0]["kind"] == "case" and matter[0]["stage"] == "договор подписан" and matter[0]["state"] == "done", f"one case: {matter}")
    check({step["item"]["native_id"] for step in story.told["steps"]} <= natives, f"the case has {natives}")
    files = [file["name"] for item in matter[0]["rows"] for file in rows[item].get("files", [])]
    check(sorted(files) == sorted(story.told["documents"]), f"the documents are {files}")
    operator.finished(7, BARS["LOAN"])


def complaint(story):
    operator = story.operator
    called, wrote = story.at
    story.until(called + 1)
    operator.opens(story.who, at(called + MINUTE))  # the number that calls opens it
    operator.saves("notes")
    story.until(wrote + 1)
    waiting = story.waiting(wrote + MINUTE)
    check(len(waiting) == 1 and waiting[0]["channel"] == "whatsapp", f"who asks again waits: {waiting}")
    card = operator.opens(waiting[0]["id"], at(wrote + MINUTE))
    open_ = [one for one in card["open"] if one["kind"] == "complaint"]
    check(len(open_) == 1 and open_[0]["product"] == "GR-100", f"one complaint, of this product: {open_}")
    check(len([one for one in card["matters"] if one["kind"] == "complaint"]) == 1, "the message belongs to the complaint")
    operator.saves("whatsapp")
    story.until(None)
    check(story.waiting(wrote + 60 * MINUTE) == [], "nobody waits any more")
    sends = story.payloads.folder / "sends.csv"
    lines = (WORLD / "payloads/promo/campaigns/sends.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    wanted = (story.told["blocked_send"], story.told["allowed_send"])
    sends.write_text("".join(lines[:1] + [line for line in lines if any(one in line for one in wanted)]), encoding="utf-8")
    told = {one["send_id"]: one for one in operator.lists_audience(sends)}
    blocked, allowed = (told[one] for one in wanted)
    check(blocked["decision"] == "block" and blocked["reasons"][0]["kind"] == "complaint", f"the campaign skips him: {blocked}")
    check(allowed["decision"] == "allow", f"another category does not: {allowed}")
    operator.finished(5, BARS["COMPLAINT"])


def main():
    if not world():
        return
    home = scratch("operator-actions")
    for tell in (garland, pickup, loan, complaint):
        story = Story(tell.__name__.upper(), home)
        tell(story)
        story.holds_steps()
    print("operator actions: four stories, each with its exact number")


main()
