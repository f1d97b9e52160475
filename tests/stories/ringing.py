# A call rings: the exchange tells the agent, every device of the workspace sees who it is, and the card is one step away; then it
# ends. Nothing of it is taken from whom the account's secret does not know, and the record of the call comes as it always did.
import urllib.error
import urllib.request

from agent_world import *

TOKEN = "exchange-token"


def post(port, body, token=TOKEN, account="pbx"):
    request = urllib.request.Request(f"http://127.0.0.1:{port}/telephony/{account}", json.dumps(body).encode() if isinstance(body, dict) else body,
                                     {"Authorization": f"Bearer {token}"})
    try:
        return urllib.request.urlopen(request, timeout=10).status
    except urllib.error.HTTPError as error:
        return error.code


def main():
    home = scratch("ringing")
    server = Server(home / "server")
    owner = Agent(home / "owner")
    owner.folder.mkdir(parents=True)
    (owner.folder / "agent.json").write_text(json.dumps({"accounts": {"telephony": {"pbx": {
        "extensions": ["101", "102"], "outside_prefix": "9", "secrets": {"webhook_token": TOKEN}}}}}))
    owner.init(server, "--name", "Shop")
    desk = Agent(home / "desk").join(owner, "operator")
    owner.run("add", "+77010000001", "note", "Постоянный клиент")
    desk.run("sync")
    who = json.loads(desk.run("find", "+77010000001", "--json").stdout.splitlines()[0])["rows"][0]["id"]

    serving = owner.start("serve", "--listen", "127.0.0.1:0")
    port = int(serving.stdout.readline().rsplit(":", 1)[1])
    try:
        rings = {"event": "ringing", "call": "1790.7", "from": "87010000001", "to": "101", "line": "shop"}
        check(post(port, rings, token="wrong") == 401, "a stranger's event was taken")
        check(post(port, rings, account="other") == 404, "an unknown account's event was taken")
        check(desk.json("calls", "--json")["rows"] == [], "nobody rings yet")
        check(post(port, rings) == 200, "the event was refused")
        began = time.monotonic()
        wait_until(lambda: desk.json("calls", "--json")["rows"], 10, "the ringing call never came to the other device")
        seen = time.monotonic() - began
        row = desk.json("calls", "--json")["rows"][0]
        check(row["number"] == "+77010000001" and row["id"] == who and row["line"] == "shop" and row["extension"] == "101", f"the call is {row}")
        card = desk.json("card", row["id"], "--json")  # the one step
        check(card["id"] == who, "the card is another one's")
        # Another telephone of the same call, and a stranger: AMI's own events.
        check(post(port, {**rings, "to": "102"}) == 200, "the second telephone was refused")
        check(post(port, {"Event": "DialBegin", "Linkedid": "18.1", "Uniqueid": "18.1", "CallerIDNum": "87019999999", "DestExten": "102",
                          "ChannelStateDesc": "Ring"}) == 200, "AMI's event was refused")
        wait_until(lambda: len(desk.json("calls", "--json")["rows"]) == 2, 10, "there are not two calls")
        stranger = desk.json("calls", "--json")["rows"][0]
        check(stranger["number"] == "+77019999999" and "id" not in stranger, f"the stranger is {stranger}")
        check(post(port, {"event": "answered", "call": "1790.7"}) == 200 and post(port, {"Event": "Hangup", "Linkedid": "18.1", "Uniqueid": "18.1"}) == 200,
              "the ends were refused")
        wait_until(lambda: desk.json("calls", "--json")["rows"] == [], 10, "the calls ring for ever")
        # No history was made of it; its record makes it, once.
        check(len(desk.json("timeline", who, "--json")["rows"]) == 1 and len(desk.customers()) == 1, "a ringing call became history")
        record = ('"","+77010000001","101","in","Caller","SIP/a","SIP/b","Dial","","2026-09-22 10:00:00","2026-09-22 10:00:05","2026-09-22 10:01:00","60","55",'
                  '"ANSWERED","DOCUMENTATION","1790.7",""\n').encode()
        check(post(port, record) == 200, "the record of the call was refused")
        wait_until(lambda: (desk.run("sync"), len(desk.json("timeline", who, "--json")["rows"]))[1] == 2, 10, "the record of the call did not come")
        check(owner.folder.exists() and post(port, b"{\"event\":\"else\"}") == 200, "what is no event goes the way of all deliveries")
    finally:
        serving.send_signal(signal.SIGTERM)
        serving.wait()
    owner.run("sync"), desk.run("sync"), owner.run("sync")
    check(owner.json("digest")["digest"] == desk.json("digest")["digest"], "the devices do not agree")
    check(len(owner.json("list", "quarantine", "--json")["rows"]) == 1, "the body that is no event is not kept")
    print(f"ringing: seen on another device after {seen:.2f} s of asking, ended, one record")


main()
