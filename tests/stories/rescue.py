# A device is copied and says more than it could send; its person joins anew and loses no word. The copy's words come under the new
# device's name, once, also when the program is killed while it takes them, and the former folder can send nothing any more.
import shutil

from agent_world import *

COUNT = 40


def texts(agent, who):
    return sorted(row.get("text", "") for row in agent.json("timeline", who, "--limit", 1000, "--json")["rows"])


def main():
    home = scratch("rescue")
    server = Server(home / "server")
    owner = Agent(home / "owner").init(server, "--name", "Shop")
    till = Agent(home / "till").join(owner, "operator")
    till.run("add", "+77010000001", "note", "before")
    shutil.copytree(till.folder, home / "copy")
    copy = Agent(home / "copy")
    till.run("add", "+77010000001", "note", "of the till")
    for number in range(COUNT):
        copy.run("add", "+77010000001" if number % 2 else f"+7701000{1000 + number}", "note", f"copy {number}", "--offline")
    refused = copy.run("sync", ok=False)
    check(refused.returncode == 1 and "copy of this device" in refused.stderr, f"the copy does not say what it is: {refused.stderr}")

    anew = Agent(home / "anew").join(owner, "operator")
    busy = owner.run("rescue", "--from", owner.folder, ok=False)
    check(busy.returncode == 1 and "Another history-agent works" in busy.stderr, f"a device rescues itself: {busy.stderr}")
    nobody = anew.run("rescue", "--from", home / "nowhere", ok=False)
    check(nobody.returncode == 1 and "No device ever lived" in nobody.stderr, nobody.stderr)
    both = anew.run("rescue", "--from", copy.folder, "--send", "--throw-away", ok=False)
    check(both.returncode == 2 and "not both" in both.stderr, both.stderr)

    for wait in (0.0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3):  # killed wherever it is
        process = anew.start("rescue", "--from", copy.folder)
        time.sleep(wait)
        process.kill()
        process.wait()
    told = anew.run("rescue", "--from", copy.folder).stdout
    check("of the former device sent as this device's." in told or "had sent everything" in told, told)
    check(not (copy.folder / "device.keys").exists(), "the former folder is still a device")
    check(copy.run("sync", ok=False).returncode == 1, "the former device sends on")
    for one in (owner, till, anew):
        one.run("sync")
    found = texts(owner, "+77010000001")
    check(found == sorted(["before", "of the till"] + [f"copy {number}" for number in range(1, COUNT, 2)]), f"the history is {found}")
    for number in range(0, COUNT, 2):
        check(texts(owner, f"+7701000{1000 + number}") == [f"copy {number}"], f"word {number} is not there once")
    check(len(owner.customers()) == 1 + COUNT // 2, f"there are {len(owner.customers())} customers")
    digests = {one.run("digest").stdout for one in (owner, till, anew)}
    check(len(digests) == 1, "the devices differ")
    again = anew.json("rescue", "--from", copy.folder, "--json")
    check(again["words"] == 0 and not again.get("sent"), f"there is still something: {again}")
    print(f"{COUNT} unsent words of a copy under a new device's name, once each")


main()
