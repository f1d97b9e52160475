# Vendors that are asked: Kaspi, Satu, Bitrix24 and a mail server, each imitated on loopback. The imitation enforces the vendor's rate limit (its
# true one, not the agent's slower pace), refuses a wrong token, and fails at times: 500, 503, 429 with Retry-After, half an answer,
# no JSON. Whatever happens, the workspace ends with every order once, every state it was seen in, and nothing new when asked again.
import http.server
import random
import socketserver
import threading
import urllib.parse

from agent_world import *

DAY = 86_400_000


class Vendor(http.server.BaseHTTPRequestHandler):
    """One imitated vendor; `state` is the class's own, made by vendor()."""
    protocol_version = "HTTP/1.1"

    def log_message(self, *words):
        pass

    def reply(self, status, body, headers={}, cut=False):
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(raw)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(raw[:len(raw) // 2] if cut else raw)
        self.close_connection |= cut

    def do_GET(self):
        state = self.state
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length) if length else b""
        now = time.monotonic()
        with state.lock:
            state.asked += 1
            state.level = max(0.0, state.level - (now - state.at) * state.per_second) + 1
            state.at = now
            if state.level > state.burst + 1:
                state.too_fast += 1
                return self.reply(503, {"error": "QUERY_LIMIT_EXCEEDED", "error_description": "Too many requests"})
            trouble = state.luck.random()
            if trouble < state.trouble:
                state.failed += 1
                kind = state.luck.randrange(5)
                if kind == 0:
                    return self.reply(500, b"oops")
                if kind == 1:
                    return self.reply(429, {"error": "slow down"}, {"Retry-After": "1"})
                if kind == 2:
                    return self.reply(503, b"<html>maintenance</html>")
                if kind == 3:
                    return self.reply(200, b"<html>no JSON at all</html>")
                return self.reply(200, {"data": [], "orders": [], "result": []}, cut=True)
            status, answer = state.answer(self, body)
        self.reply(status, answer)

    do_POST = do_GET


class State:
    def __init__(self, answer, per_second, burst, trouble=0.0):
        self.answer, self.per_second, self.burst, self.trouble = answer, per_second, burst, trouble
        self.lock, self.luck = threading.Lock(), random.Random(7)
        self.asked = self.failed = self.too_fast = 0
        self.level, self.at = 0.0, time.monotonic()


def vendor(state):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), type("One", (Vendor,), {"state": state}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}"


class Kaspi:
    """Orders by id; GET /orders of a state and a time of creation, at most 14 days; entries apart."""

    def __init__(self):
        self.orders, self.entries_asked = {}, []

    def add(self, number, state, status, created):
        self.orders[f"K{number}"] = {"type": "orders", "id": f"K{number}", "attributes": {
            "code": str(300000 + number), "totalPrice": 1000 + number, "paymentMode": "PREPAID", "creationDate": created,
            "deliveryMode": "DELIVERY_PICKUP", "state": state, "status": status,
            "customer": {"id": f"buyer-{number % 40}", "firstName": "Айнур", "lastName": "Проба", "cellPhone": f"70100{number % 40 + 100:05d}"}}}

    def __call__(self, request, body):
        if request.headers.get("X-Auth-Token") != "kaspi-token":
            return 401, {"errors": [{"title": "wrong token"}]}
        url = urllib.parse.urlsplit(request.path)
        if url.path.endswith("/entries"):
            order = url.path.split("/")[-2]
            self.entries_asked.append(order)
            return 200, {"data": [{"type": "orderentries", "id": order + "#0", "attributes": {
                "quantity": 2, "basePrice": 500, "totalPrice": 1000, "offer": {"code": "SKU-1", "name": "Гирлянда"}}}]}
        query = dict(urllib.parse.parse_qsl(url.query))
        since, until = int(query["filter[orders][creationDate][$ge]"]), int(query["filter[orders][creationDate][$le]"])
        number, size = int(query["page[number]"]), int(query["page[size]"])
        if until - since > 14 * DAY or size > 100:
            return 400, {"errors": [{"title": "period"}]}
        fitting = [order for order in self.orders.values()
                   if order["attributes"]["state"] == query["filter[orders][state]"] and since <= order["attributes"]["creationDate"] <= until]
        return 200, {"data": fitting[number * size:(number + 1) * size],
                     "meta": {"totalCount": len(fitting), "pageCount": -(-len(fitting) // size)}}


class Satu:
    def __init__(self):
        self.orders = {}

    def add(self, number, status, modified):
        self.orders[number] = {"id": number, "date_created": "2026-11-01T10:00:00+05:00", "date_modified": iso(modified), "status": status,
                               "client_first_name": "Олег", "client_last_name": "Проба", "client_id": 900 + number % 30, "price": "1 500 ₸",
                               "phone": f"+7 701 200 {number % 30:04d}", "products": [{"sku": "A", "name": "Лента", "quantity": 1, "price": "1 500 ₸"}]}

    def __call__(self, request, body):
        if request.headers.get("Authorization") != "Bearer satu-token":
            return 401, {"error": "token"}
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(request.path).query))
        fitting = [order for number, order in sorted(self.orders.items(), reverse=True)
                   if query["last_modified_from"] <= order["date_modified"][:19] <= query["last_modified_to"]
                   and number <= int(query.get("last_id", 10**12))]
        return 200, {"orders": fitting[:int(query["limit"])]}


class Bitrix:
    def __init__(self):
        self.rows = {"crm.contact.list": [], "crm.deal.list": [], "crm.company.list": [], "crm.lead.list": [], "crm.activity.list": []}

    def __call__(self, request, body):
        if not request.path.startswith("/rest/1/hook/"):
            return 401, {"error": "INVALID_CREDENTIALS"}
        method = request.path.rsplit("/", 1)[1].removesuffix(".json")
        if method not in self.rows:
            return 404, {"error": "ERROR_METHOD_NOT_FOUND", "error_description": "Method not found!"}
        asked = json.loads(body)
        (what, since), = asked["filter"].items()
        date = what.removeprefix(">=")
        rows = sorted((row for row in self.rows[method] if row[date][:19] >= since[:19]), key=lambda row: (row[date], int(row["ID"])))
        start = asked["start"]
        answer = {"result": rows[start:start + 50], "total": len(rows), "time": {"operating": 1, "operating_reset_at": 0}}
        if start + 50 < len(rows):
            answer["next"] = start + 50
        return 200, answer


class MailServer(socketserver.StreamRequestHandler):
    """Enough of IMAP; `box` is the class's own: {uid: bytes}. It drops connections and says NO at times."""

    def handle(self):
        self.wfile.write(b"* OK ready\r\n")
        for line in self.rfile:
            tag, _, words = line.strip().decode().partition(" ")
            with self.state.lock:
                self.state.asked += 1
                trouble = words.startswith("UID") and self.state.luck.random() < self.state.trouble
                self.state.failed += trouble
            if trouble and self.state.luck.random() < 0.5:
                return
            outcome = "NO [UNAVAILABLE] later" if trouble else self.answer(words)
            if outcome is None:
                return
            self.wfile.write(f"{tag} {outcome}\r\n".encode())

    def answer(self, words):
        box = self.state.box
        if words == "CAPABILITY":
            self.wfile.write(b"* CAPABILITY IMAP4rev1\r\n")
        elif words.startswith("LOGIN"):
            return "OK" if words == 'LOGIN shop@example.com "mail \\"password\\""' else "NO [AUTHENTICATIONFAILED]"
        elif words.startswith("EXAMINE"):
            self.wfile.write(f"* {len(box)} EXISTS\r\n* OK [UIDVALIDITY {self.state.validity}] valid\r\n".encode())
        elif words.startswith("UID SEARCH"):
            above = int(words.split()[-1].split(":")[0]) if "UID SEARCH UID" in words else 0
            found = [uid for uid in box if uid >= above] or list(box)[-1:]
            self.wfile.write(("* SEARCH " + " ".join(map(str, found)) + "\r\n").encode())
        elif words.startswith("UID FETCH"):
            uid = int(words.split()[2])
            check("BODY.PEEK" in words, "a message was marked as read")
            if uid in box:
                self.wfile.write(f"* 1 FETCH (UID {uid} BODY[]<0> {{{len(box[uid])}}}\r\n".encode() + box[uid] + b")\r\n")
        else:
            return "BAD unknown"
        return "OK done"


def mail_server(state):
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), type("One", (MailServer,), {"state": state}))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"imap://127.0.0.1:{server.server_address[1]}/INBOX"


def mail(number):
    return (f"Message-ID: <{number}@customer.example>\r\nFrom: Aigul <aigul{number % 20}@customer.example>\r\nTo: shop@example.com\r\n"
            f"Date: Mon, 02 Nov 2026 10:{number % 60:02d}:00 +0500\r\nSubject: Question {number}\r\n\r\nH3 OK is no end of an answer\r\n)\r\n").encode()


def iso(ms):
    return time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(ms / 1000))


def settings(agent, addresses):
    agent.folder.mkdir(parents=True, exist_ok=True)
    (agent.folder / "kaspi-token").write_text("kaspi-token\n")
    (agent.folder / "agent.json").write_text(json.dumps({"accounts": {
        "kaspi": {"shop": {"poll": {"address": addresses[0], "minutes": 1}, "secrets": {"kaspi_auth_token": {"file": "kaspi-token"}}}},
        "satu": {"shop": {"poll": {"address": addresses[1] + "/"}, "secrets": {"satu_token": "satu-token"}}},
        "email": {"shop": {"own": ["shop@example.com"], "poll": {"address": addresses[3]},
                           "secrets": {"imap_password": 'mail "password"'}}},
        "bitrix24": {"crm": {"poll": True, "secrets": {"bitrix24_rest_url": addresses[2] + "/rest/1/hook/"}}}}}))


def rows_of(agent, customer):
    return agent.json("timeline", customer, "--json", "--limit", 1000)["rows"]


def main():
    folder = scratch("polling")
    server = Server(folder / "server")
    now = int(time.time() * 1000)
    kaspi, satu, bitrix = Kaspi(), Satu(), Bitrix()
    for number in range(110):  # two pages of one state, both windows
        kaspi.add(number, "NEW", "APPROVED_BY_BANK", now - (number % 27) * DAY - 1000)
    kaspi.add(900, "ARCHIVE", "COMPLETED", now - 20 * DAY)
    for number in range(1, 251):
        satu.add(number, "received", now - (number % 80) * DAY - 5000)
    for number in range(1, 131):  # more than two pages of one second: a mass import
        bitrix.rows["crm.contact.list"].append({"ID": str(number), "NAME": "Контакт", "LAST_NAME": str(number), "POST": "", "HAS_PHONE": "Y",
                                                "PHONE": [{"VALUE": f"+7701300{number:04d}", "TYPE_ID": "PHONE"}],
                                                "DATE_CREATE": iso(now - 40 * DAY), "DATE_MODIFY": iso(now - 30 * DAY)})
    for number in range(1, 71):
        bitrix.rows["crm.deal.list"].append({"ID": str(number), "TITLE": "Сделка", "STAGE_ID": "NEW", "OPPORTUNITY": "1000.00", "CURRENCY_ID": "KZT",
                                             "CONTACT_ID": str(number), "DATE_CREATE": iso(now - 30 * DAY),
                                             "DATE_MODIFY": iso(now - number * 60_000)})
    states = [State(kaspi, 6, 6, 0.15), State(satu, 5, 5, 0.15), State(bitrix, 2, 50, 0.15)]
    agent = Agent(folder / "agent")
    post = State(None, 0, 0, 0.1)
    post.box, post.validity = {uid: mail(uid) for uid in range(5, 65)}, 77
    settings(agent, [vendor(state) for state in states] + [mail_server(post)])
    agent.init(server)
    said = agent.run("check-config").stdout
    check(said.count("; polled") == 4, f"check-config: {said}")

    counts = agent.json("poll")
    check(counts["new"] == 111 + 250 + 70 + 60, f"the first round brought {counts}")
    check(counts["rejected"] == counts["unknown"] == 0, f"the first round could not read everything: {counts}")
    check(sorted(set(kaspi.entries_asked)) == sorted(kaspi.orders), "lines of an order were not asked for")
    digest = agent.json("digest", "--json")["digest"]
    entries = len(kaspi.entries_asked)
    counts = agent.json("poll")
    check(counts["new"] == 0 and agent.json("digest", "--json")["digest"] == digest, f"nothing had changed, and the second round brought {counts}")
    check(len(kaspi.entries_asked) == entries, "lines that are known were asked for again")

    # State history from successive polls; one order is new meanwhile.
    kaspi.add(3, "PICKUP", "ACCEPTED_BY_MERCHANT", kaspi.orders["K3"]["attributes"]["creationDate"])
    kaspi.add(901, "NEW", "APPROVED_BY_BANK", now)
    satu.add(7, "delivered", now + 1000)
    bitrix.rows["crm.deal.list"][4].update(STAGE_ID="WON", DATE_MODIFY=iso(now + 2000))
    post.box[70] = mail(70)
    check(agent.json("poll")["new"] == 2, "the new order and the new mail did not come alone")
    post.validity, post.box = 78, {uid + 100: raw for uid, raw in post.box.items()}  # the mailbox was made anew
    kaspi.add(3, "ARCHIVE", "COMPLETED", kaspi.orders["K3"]["attributes"]["creationDate"])
    agent.json("poll")
    raw = json.dumps([row for row in rows_of(agent, "+77010000103") if "300003" in json.dumps(row)], ensure_ascii=False)
    for word in ("APPROVED_BY_BANK", "ACCEPTED_BY_MERCHANT", "COMPLETED", "Гирлянда"):
        check(word in raw, f"the order's history has no {word}: {raw}")
    check("delivered" in json.dumps(rows_of(agent, "+77012000007")), "Satu's later state is missing")
    check("WON" in json.dumps(rows_of(agent, "+77013000005")), "the deal's later stage is missing")

    # `serve` does the same all the time; killed in a round, it goes on where it stood.
    for number in range(1000, 1060):
        kaspi.add(number, "NEW", "APPROVED_BY_BANK", now)
    for wait in (1.5, 3.0, 4.5):
        process = subprocess.Popen([BIN / "history-agent", "serve", "--data", agent.folder, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE,
                                   stderr=subprocess.DEVNULL, text=True)
        check(process.stdout.readline().startswith("listening on"), "serve did not start")
        time.sleep(wait)
        process.kill()
        process.wait()
    agent.json("poll")
    for number in (1000, 1030, 1059):
        check(f"30{number}" in json.dumps(rows_of(agent, f"+770100{number % 40 + 100:05d}")), f"order {number} is missing after the kills")
    check(agent.json("poll")["new"] == 0, "a round after the kills brought something new")

    check(post.failed > 0 and len(rows_of(agent, "aigul10@customer.example")) == 4, "a mail is missing, or the mail server never failed")
    for name, state in zip(("Kaspi", "Satu", "Bitrix24"), states):
        check(state.too_fast == 0, f"{name} was asked too fast {state.too_fast} times of {state.asked}")
        check(state.failed > 0, f"{name} never failed: the imitation is too kind")
        state.trouble = 0

    # A refused token is one sentence with the vendor's word, and the others go on.
    (agent.folder / "kaspi-token").write_text("another\n")
    done = agent.run("poll", ok=False)
    check(done.returncode == 1 and "kaspi/shop" in done.stderr and "refuses" in done.stderr, f"a refused token: {done.returncode} {done.stderr}")
    check("kaspi-token" not in done.stderr and "another" not in done.stderr, "a secret was said")
    asked = sum(state.asked for state in states)
    print(f"polling: {asked} questions, {sum(state.failed for state in states)} failed, none too fast; every order once, every state kept")


main()
