# Hands the payloads of one story of the test world to an agent as another program asks for them: a JSON line in, a JSON line out.
# tests/browser/stories.mjs tells the stories with it.
#
#   story_postman.py STORY FOLDER     writes the settings of the world's business into FOLDER and says {"story", "at"}: the times of the
#                                     steps in seconds; then each line
#   {"until": seconds | null}         imports what had come in before then
#   {"channel": "instagram"}          imports the next body of this channel and says its import's words, and when it was: "at";
#                                     with "typed": true only takes it out, a person types these words himself
import json
import sys
from pathlib import Path

from agent_world import Agent, scratch, world, write_settings
from story_payloads import WORLD, StoryPayloads


def say(told):
    print(json.dumps(told, ensure_ascii=False), flush=True)


def main():
    if not world():
        return
    name, folder = sys.argv[1:]
    told = next(one for one in json.loads((WORLD / "truth/stories.json").read_text()) if one["story"] == name)
    agent = Agent(Path(folder))
    write_settings(agent)
    payloads = StoryPayloads(told["person"], scratch(f"{name}-payloads"))
    say({"story": told, "at": [payloads.times[step["item"]["native_id"]] for step in told["steps"]]})
    for line in sys.stdin:
        asked = json.loads(line)
        if asked.get("typed"):
            say({"at": payloads.take_one(asked["channel"])[0][0]})
        elif "channel" in asked:
            at = next(one[0] for one in payloads.waiting if one[1] == asked["channel"])
            say({**payloads.deliver_one(agent, asked["channel"]), "at": at})
        else:
            payloads.deliver(agent, asked["until"])
            say({"left": len(payloads.waiting)})


main()
