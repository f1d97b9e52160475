# Words are found in every history, as they are, in other forms, on the wrong keyboard layout, by sound and with a slip; a second
# search reads the indexes that the first one made, words added meanwhile are found, and the indexes hold no readable word.
import json

from agent_world import Agent, Server, check, scratch


def note(number, who, text, kind="note"):
    return {"note_id": f"n{number}", "at": f"2026-09-01T10:{number // 60:02}:{number % 60:02}+05:00", "author": "samal",
            "kind": kind, "text": text, "customer": {"email": who}}


TEXTS = [("asem@mail.example", "Спросила про гирлянды, доставку хочет завтра"),
         ("asem@mail.example", "Просит перезвонить: 8 (701) 555-12-34, заказ GRL-2041"),
         ("bolat@mail.example", "Привет передавал, гирляндой доволен"),
         ("bolat@mail.example", "Қаланың орталығына жеткізу керек"),
         ("jane@mail.example", "Refunds were promised; returned two boxes"),
         ("jane@mail.example", "Смагулова Асем приходила за неё")]


def search(agent, *words):
    done = agent.run("find", *words, "--json").stdout.strip().split("\n")
    slices = {json.loads(line)["slice"]: json.loads(line) for line in done}
    one = slices["search"]
    check(one["complete"] and one["total"] == len(one["rows"]), f"find {words} says {one}")
    for row in one["rows"]:
        text = row["text"].encode()
        check(all(0 <= a < b <= len(text) for a, b in row["marks"]), f"marks outside of {row}")
        row["marked"] = [text[a:b].decode() for a, b in row["marks"]]
    return one


def main():
    home = scratch("find")
    (home / "notes.jsonl").write_text("".join(json.dumps(note(i, who, text), ensure_ascii=False) + "\n"
                                              for i, (who, text) in enumerate(TEXTS)))
    agent = Agent(home / "agent").init(Server(home / "server"))
    agent.import_("notes", "--account", "staff", home / "notes.jsonl", "--json")
    for again in range(2):  # the second time from the indexes that the first has made
        for words, texts, how, marked in [
                (("гирлянда ",), (2, 0), "form", "гирляндой"), (("доставка завтра",), (0,), "form", "доставку"),
                (("ghbdtn",), (2,), "layout", "Привет"), (("кала ",), (3,), "form", "Қаланың"), (("refund",), (4,), "word", "Refunds"),
                (("return box ",), (4,), "form", "returned"), (("smagulova",), (5,), "transliteration", "Смагулова"),
                (("смагулва ",), (5,), "typo", "Смагулова"), (("87015551234",), (1,), "number", "8 (701) 555-12-34"),
                (("5551",), (1,), "number", "8 (701) 555-12-34"), (("GRL-2041",), (1,), "word", "GRL-2041"),
                (("\"гирляндой доволен\"",), (2,), "word", "гирляндой доволен"), (("гирлянда -доволен",), (0,), "form", "гирлянды"),
                (("гирлянда ", "--customer", "bolat@mail.example"), (2,), "form", "гирляндой"),
                (("гирлянда ", "--channel", "telegram"), (), "", ""), (("гирлянда ", "--kind", "note"), (2, 0), "form", "гирляндой"),
                (("несуществующее слово",), (), "", "")]:
            found = search(agent, *words)
            check([row["text"] for row in found["rows"]] == [TEXTS[i][1] for i in texts], f"find {words} found {found['rows']}")
            if texts:
                check(found["rows"][0]["how"] == how and marked in found["rows"][0]["marked"], f"find {words} says {found['rows'][0]}")
        check(search(agent, "ghbdtn")["read_as"] == "привет", "the other layout is not told")
    agent.run("add", "bolat@mail.example", "note", "Ждёт ещё одну гирлянду", "--offline")
    check([row["text"] for row in search(agent, "гирлянды ")["rows"]][0] == "Ждёт ещё одну гирлянду", "an unsent word is not found")
    stored = b"".join(file.read_bytes() for file in (home / "agent").glob("store.sqlite*"))
    for word in ("гирлянд", "refund", "смагулов"):
        check(word.encode() not in stored, f"{word} can be read in the agent's store")
    print("found in every history: passed")


main()
