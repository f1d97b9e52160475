# `history-agent serve`: what is answered 200 is kept, whatever happens next; what is not genuine is not taken; a full disk is
# said and survived.
import base64
import hashlib
import hmac
import http.client
import resource
import sys
import time
import urllib.parse

from agent_world import *

TELEGRAM, META, VERIFY = "telegram-token", "meta-secret", "verify-me"


def settings(agent):
    agent.folder.mkdir(parents=True, exist_ok=True)
    (agent.folder / "meta").write_text(META + "\n")
    (agent.folder / "site").write_text("site-token\n")
    (agent.folder / "agent.json").write_text(json.dumps({"accounts": {
        "telegram": {"bot": {"secrets": {"telegram_secret_token": TELEGRAM}}, "open": {}},
        "sms": {"7701": {"secrets": {"twilio_auth_token": "twilio-token", "twilio_url": "https://hooks.example/sms"}}},
        "segment": {"site": {"secrets": {"webhook_token": {"file": "site"}}}},
        "payments": {"stripe": {"secrets": {"stripe_signing_secret": "whsec-key"}}},
        "telephony": {"pbx": {"secrets": {"webhook_token": "pbx-token"}}},
        "mailing": {"news": {"secrets": {"mailgun_signing_key": "mailgun-key"}}},
        "site": {"shop": {"own": ["https://shop.example"]}},
        "whatsapp": {"7701": {"secrets": {"meta_app_secret": {"file": "meta"}, "meta_verify_token": VERIFY}}}}}))


class Hooks:
    def __init__(self, agent, files_max=None):
        limit = (lambda: (signal.signal(signal.SIGXFSZ, signal.SIG_IGN), resource.setrlimit(resource.RLIMIT_FSIZE, (files_max, -1)))) \
            if files_max else None
        self.process = subprocess.Popen([BIN / "history-agent", "serve", "--data", agent.folder, "--listen", "127.0.0.1:0"],
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=limit)
        line = self.process.stdout.readline()
        check(line.startswith("listening on http://"), f"serve did not start: {line}")
        self.port = int(line.strip().rsplit(":", 1)[1])

    def ask(self, method, path, body=b"", headers={}):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, headers)
        except (BrokenPipeError, ConnectionResetError):
            pass  # refused before the whole body was sent
        answer = connection.getresponse()
        return answer.status, answer.read().decode()

    def telegram(self, number, text, token=TELEGRAM):
        message = {"message_id": number, "date": 1780000000 + number, "text": text, "chat": {"id": 77, "type": "private"},
                   "from": {"id": 77, "is_bot": False, "first_name": "Айгуль"}}
        body = json.dumps({"update_id": number, "message": message}).encode()
        return self.ask("POST", "/telegram/bot", body, {"X-Telegram-Bot-Api-Secret-Token": token})[0]

    def stop(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        self.process.wait(30)
        return self.process.returncode


def whatsapp_body(number):
    value = {"messaging_product": "whatsapp", "metadata": {"display_phone_number": "7701", "phone_number_id": "1"},
             "contacts": [{"profile": {"name": "Болат"}, "wa_id": "77010000005"}],
             "messages": [{"id": f"wamid.{number}", "from": "77010000005", "timestamp": "1780000100", "type": "text",
                           "text": {"body": "Сәлем"}}]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [{"field": "messages", "value": value}]}]}).encode()


# Mailgun signs a time and a token, not the event: a token counts for one event.
def mailgun(hooks, token, event, address="reader@post.example"):
    at = str(int(time.time()))
    mark = hmac.new(b"mailgun-key", (at + token).encode(), hashlib.sha256).hexdigest()
    data = {"event": event, "timestamp": time.time(), "recipient": address, "message": {"headers": {"message-id": "m-1@news"}}}
    body = json.dumps({"signature": {"timestamp": at, "token": token, "signature": mark}, "event-data": data}).encode()
    return body, lambda sent=body: hooks.ask("POST", "/mailing/news", sent)


def once(hooks):
    body, send = mailgun(hooks, "a" * 50, "accepted")
    expect(send()[0], 200, "an event that Mailgun signed")
    expect(send()[0], 200, "the same delivery again")
    expect(send(body.replace(b"accepted", b"unsubscribed")), (401, "The token of the signature came before with another body.\n"),
           "another event under the token of the first")
    expect(mailgun(hooks, "b" * 50, "clicked")[1]()[0], 200, "the next event under its own token")
    return body


def texts(agent, customer):
    return sorted(row["text"] for row in agent.json("timeline", customer, "--json")["rows"])


def expect(got, wanted, what):
    check(got == wanted, f"{what}: answered {got}, wanted {wanted}")


def refusals(hooks):
    expect(hooks.telegram(1, "genuine"), 200, "a genuine update")
    expect(hooks.telegram(2, "forged", "telegram-tokem"), 401, "a wrong token")
    expect(hooks.ask("POST", "/telegram/bot", b"{}")[0], 401, "no token at all")
    expect(hooks.ask("POST", "/telegram/open", b"{}", {"X-Telegram-Bot-Api-Secret-Token": ""})[0], 403, "an account without a secret")
    expect(hooks.ask("POST", "/telegram/nobody", b"{}")[0], 404, "an account that is not there")
    expect(hooks.ask("GET", "/telegram/bot")[0], 405, "reading a webhook")
    expect(hooks.ask("POST", "/telegram/bot", b"x" * (5 << 20))[0], 413, "a body of 5 MiB")
    expect(hooks.ask("GET", "/healthz"), (200, "ok\n"), "health")
    body = whatsapp_body(1)
    signed = {"X-Hub-Signature-256": "sha256=" + hmac.new(META.encode(), body, hashlib.sha256).hexdigest()}
    expect(hooks.ask("POST", "/whatsapp/7701", body, signed)[0], 200, "a signed notification")
    expect(hooks.ask("POST", "/whatsapp/7701", whatsapp_body(2), signed)[0], 401, "another body under that signature")
    page = json.dumps({"type": "page", "messageId": "p-1", "userId": "u-1", "timestamp": "2026-10-02T10:00:00Z",
                       "properties": {"url": "https://shop.example/"}}).encode()
    expect(hooks.ask("POST", "/segment/site", page)[0], 401, "a source that signs nothing, without its token")
    expect(hooks.ask("POST", "/segment/site?token=site-token", page)[0], 200, "with its token in the address")
    expect(hooks.ask("POST", "/segment/site", page, {"Authorization": "Bearer site-token"})[0], 200, "with its token in a header")
    call = (b'"","+77010000079","100","in","","SIP/a","SIP/b","Dial","","2026-10-02 10:00:00","2026-10-02 10:00:05",'
            b'"2026-10-02 10:01:00",60,55,"ANSWERED","DOCUMENTATION","1790913600.1",""\n')
    expect(hooks.ask("POST", "/telephony/pbx", call)[0], 401, "an exchange of one's own without the token")
    expect(hooks.ask("POST", "/telephony/pbx?token=pbx-token", call)[0], 200, "with it, though Twilio signs for this source")
    visit = json.dumps({"id": "v-1", "at": "2026-10-02T10:05:00Z", "event": "form", "cookie": "c-1", "phone": "+77010000078",
                        "text": "Перезвоните мне", "url": "https://shop.example/led"}).encode()
    expect(hooks.ask("POST", "/collect/shop", visit, {"Origin": "https://shop.example"})[0], 200, "an event of the business's own page")
    expect(hooks.ask("POST", "/collect/shop", visit, {"Origin": "https://elsewhere.example"})[0], 403, "of somebody else's page")
    over = json.dumps({"id": "v-1", "at": "2026-10-02T10:05:00Z", "event": "form", "cookie": "c-2", "text": "Чужие слова"}).encode()
    expect(hooks.ask("POST", "/collect/shop", over, {"Origin": "https://shop.example"})[0], 200, "another browser's event of the same id")
    expect(hooks.ask("POST", "/collect/shop", visit)[0], 403, "of no page")
    expect(hooks.ask("POST", "/collect/shop", b" " * (65 << 10), {"Origin": "https://shop.example"})[0], 413, "an event of 65 KiB")
    expect(hooks.ask("POST", "/site/shop", visit)[0], 403, "the site's server without a token configured")
    fields = {"MessageSid": "SM1", "From": "+77010000006", "To": "+77010009001", "Body": "Где заказ?"}
    signed_text = "https://hooks.example/sms" + "".join(name + fields[name] for name in sorted(fields))
    mark = base64.b64encode(hmac.new(b"twilio-token", signed_text.encode(), hashlib.sha1).digest()).decode()
    form = urllib.parse.urlencode(fields).encode()
    expect(hooks.ask("POST", "/sms/7701", form, {"X-Twilio-Signature": mark}), (200, ""), "an SMS that Twilio signed")
    expect(hooks.ask("POST", "/sms/7701", form + b"&x=1", {"X-Twilio-Signature": mark})[0], 401, "the same with one more field")
    paid = b'{"id":"evt_1","object":"event","type":"ping","data":{"object":{}}}'
    for age, wanted in ((0, 200), (-240, 200), (360, 401), (-360, 401)):
        at = str(int(time.time()) - age)
        mark = hmac.new(b"whsec-key", at.encode() + b"." + paid, hashlib.sha256).hexdigest()
        expect(hooks.ask("POST", "/payments/stripe", paid, {"Stripe-Signature": f"t={at},v1={mark}"})[0], wanted,
               f"a delivery that Stripe signed {age} seconds ago")
    shake = "/whatsapp/7701?hub.mode=subscribe&hub.challenge=158&hub.verify_token="
    expect(hooks.ask("GET", shake + VERIFY), (200, "158"), "Meta's handshake")
    expect(hooks.ask("GET", shake + "guess")[0], 403, "a handshake by guess")


def main():
    home = scratch("webhooks")
    server = Server(home / "server")
    agent = Agent(home / "agent")
    settings(agent)
    agent.init(server)
    hooks = Hooks(agent)
    refusals(hooks)
    caught = once(hooks)
    # A secret changes without a restart; a broken agent.json changes nothing.
    (agent.folder / "site").write_text("next-token\n")
    hooks.process.send_signal(signal.SIGHUP)
    wait_until(lambda: hooks.ask("POST", "/segment/site?token=next-token", b"{}")[0] == 200, 20, "the next token is not taken")
    expect(hooks.ask("POST", "/segment/site?token=site-token", b"{}")[0], 401, "the token of before")
    settings_text = (agent.folder / "agent.json").read_text()
    (agent.folder / "agent.json").write_text("{")
    hooks.process.send_signal(signal.SIGHUP)
    expect(hooks.ask("POST", "/segment/site?token=next-token", b"{}")[0], 200, "settings after a broken file")
    (agent.folder / "agent.json").write_text(settings_text)
    other = subprocess.run([BIN / "history-agent", "digest", "--data", agent.folder], capture_output=True, text=True)
    check(other.returncode == 1 and len(other.stderr.strip().splitlines()) == 1, "a second process in the folder: one sentence")
    expect(hooks.stop(), 0, "the end by SIGTERM")
    check(texts(agent, "telegram:77") == ["genuine"], "the genuine update is in the history, nothing else is")
    sms = agent.json("timeline", "+77010000006", "--json")["rows"]
    check(len(sms) == 1 and abs(sms[0]["at"] / 1000 - time.time()) < 60, f"an SMS without a time stands when it came: {sms}")
    check(texts(agent, "+77010000005") == ["Сәлем"], "the signed notification is in the history, nothing else is")

    calls = agent.json("timeline", "+77010000079", "--json")["rows"]
    check(len(calls) == 1 and calls[0]["call"]["answered"], f"the exchange's call is in the history: {calls}")
    check(texts(agent, "+77010000078") == ["Перезвоните мне"], "the form on the page is in the history, once, and another browser wrote nothing over it")

    agent.run("export", "--format", "jsonl", "--to", home / "out")
    mailing = [line for line in (home / "out/items.jsonl").read_text().splitlines() if "m-1@news" in line][0]
    check("sent" in mailing and "clicked" in mailing, f"what Mailgun signed is in the history: {mailing}")
    check("unsubscribed" not in mailing, "what nobody signed is not")

    # Answered 200, then killed: all of it is there after the next start, once.
    hooks = Hooks(agent)
    wanted = ["genuine"] + [f"words {number}" for number in range(10, 40)]
    for number in range(10, 40):
        expect(hooks.telegram(number, f"words {number}"), 200, "an update before the kill")
    hooks.stop(signal.SIGKILL)
    hooks = Hooks(agent)
    for number in range(10, 40, 7):
        expect(hooks.telegram(number, f"words {number}"), 200, "the same update again")
    expect(hooks.ask("POST", "/mailing/news", caught)[0], 200, "a caught delivery of Mailgun as it was, after a restart")
    expect(hooks.ask("POST", "/mailing/news", caught.replace(b"accepted", b"complained"))[0], 401, "and with another event")
    hooks.stop()
    check(texts(agent, "telegram:77") == sorted(wanted), "every update that was answered is there, once")

    # A full disk: refused, said, and taken again when there is room; what was answered 200 is there.
    size = max(path.stat().st_size for path in agent.folder.iterdir())
    hooks = Hooks(agent, files_max=size + 64 * 1024)
    kept, refused = [], 0
    for number in range(1000, 1400):
        text = f"words {number} " + "ж" * 500
        answer = hooks.telegram(number, text)
        check(answer in (200, 503, 507), f"a delivery to a full disk: answered {answer}")
        if answer == 200:
            kept.append(text)
        else:
            refused += 1
        if refused == 5:
            break
    check(refused == 5, "the disk never was full: the test is blind")
    resource.prlimit(hooks.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    wait_until(lambda: hooks.telegram(2000, "room again") == 200, 20, "deliveries are not taken although there is room")
    hooks.stop()
    said = hooks.process.stderr.read()
    print(f"full disk: {len(kept)} kept, {refused} refused; said: {said.strip().splitlines()[:2]}")
    check(texts(agent, "telegram:77") == sorted(wanted + kept + ["room again"]), "what was answered 200 is in the history")
    agent.run("sync")
    print("webhooks: genuine kept, forged refused, 30 answered and killed: 30 there; a full disk survived")


main()
