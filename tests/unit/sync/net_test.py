#!/usr/bin/python3
"""historyd from outside: a client that shares no line with the project's own (sockets, hashlib, PyNaCl) founds a workspace,
writes, reads, misbehaves, and ends the server gently and not. Usage: net_test.py HISTORYD SCRATCH_FOLDER"""
import base64
import hashlib
import os
import shutil
import signal
import socket
import stat
import struct
import subprocess
import sys
import urllib.request

from nacl.signing import SigningKey, VerifyKey

HISTORYD, SCRATCH = sys.argv[1], os.path.join(sys.argv[2], "net_test")
checks = 0


def check(condition, what):
    global checks
    checks += 1
    if not condition:
        sys.exit("net_test: not so: " + what)


def varint(n):
    out = b""
    while n >= 0x80:
        out, n = out + bytes([n & 0x7F | 0x80]), n >> 7
    return out + bytes([n])


def blob(data):
    return varint(len(data)) + data


def tagged(domain, message):
    return blob(domain.encode()) + message


def digest(domain, message):
    return hashlib.blake2b(tagged(domain, message), digest_size=32).digest()


def sign(key, domain, message):
    return key.sign(tagged(domain, message)).signature


class Server:
    def __init__(self, name, *words):
        self.folder = os.path.join(SCRATCH, name)
        self.process = subprocess.Popen([HISTORYD, "serve", "--data", self.folder, "--listen", "127.0.0.1:0", *words],
                                        stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        check(line.startswith("listening on ws://127.0.0.1:"), "the first line names the address: " + line)
        self.port = int(line.rsplit(":", 1)[1])

    def end(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        return self.process.wait(timeout=20)


class Client:
    def __init__(self, port, origin=None):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=20)
        request = ("GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                   "Sec-WebSocket-Key: " + base64.b64encode(os.urandom(16)).decode() + "\r\nSec-WebSocket-Version: 13\r\n"
                   "Sec-WebSocket-Extensions: permessage-deflate\r\n")
        if origin:
            request += "Origin: " + origin + "\r\n"
        self.socket.sendall((request + "\r\n").encode())
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += self.socket.recv(1)
        check(head.startswith(b"HTTP/1.1 101"), "the upgrade is taken")
        check(b"permessage-deflate" not in head, "compression is never agreed on")
        self.hello = self.receive()
        check(self.hello[0] == 1 and self.hello[1] == 1, "the server speaks first: hello, version 1")
        self.server_key = self.hello[2:34]

    def frame(self, data, opcode=2, claimed=None):
        size = len(data) if claimed is None else claimed
        head = bytes([0x80 | opcode])
        if size < 126:
            head += bytes([0x80 | size])
        elif size < 65536:
            head += bytes([0x80 | 126]) + struct.pack(">H", size)
        else:
            head += bytes([0x80 | 127]) + struct.pack(">Q", size)
        self.socket.sendall(head + b"\0\0\0\0" + data)

    def exactly(self, size):
        data = b""
        while len(data) < size:
            part = self.socket.recv(size - len(data))
            if not part:
                raise EOFError
            data += part
        return data

    def receive(self):
        """The next binary message; None when the server closes."""
        while True:
            try:
                first, size = self.exactly(2)
                if size == 126:
                    size = struct.unpack(">H", self.exactly(2))[0]
                elif size == 127:
                    size = struct.unpack(">Q", self.exactly(8))[0]
                data = self.exactly(size)
            except (EOFError, ConnectionError):
                return None
            if first & 15 == 2:
                return data
            if first & 15 == 8:
                return None
            if first & 15 == 9:
                self.frame(data, opcode=10)

    def say_hello(self, device, as_, admission=bytes(32)):
        body = device.workspace + bytes([as_]) + device.key.verify_key.encode() + struct.pack("<QQ", 0, 0) + bytes(32)
        signature = sign(device.key, "history hello 1", self.hello[1:] + body)
        self.frame(b"\x01\x01" + body + signature + blob(device.genesis if as_ == 3 else b"") + admission)
        return self.receive()

    def refused(self, what):
        message = self.receive()
        check(message is not None and message[0] == 15, what + ": an error is said")
        check(self.receive() is None, what + ": the connection is closed")
        return message


class Device:
    def __init__(self, server_key, origin):
        self.key = SigningKey(os.urandom(32))
        public = self.key.verify_key.encode()
        record = (b"\x01\x01" + struct.pack("<Q", 1) + bytes(32) + struct.pack("<Q", 1) + public + bytes(32) + bytes(32) +
                  server_key + varint(1) + blob(origin.encode()))
        self.genesis = record + sign(self.key, "history roster 1", record)
        self.workspace = digest("history workspace 1", self.genesis)
        self.device = digest("history device 1", public)[:16]
        self.number, self.hash, self.envelopes = 0, bytes(32), 0
        self.stream = os.urandom(16)

    def push(self):
        self.number += 1
        self.envelopes += 1
        first = self.envelopes == 1
        slot = b"\x01" + os.urandom(76)
        envelope = (b"\x01" + bytes([first]) + self.workspace[:8] + self.stream + self.device +
                    struct.pack("<III", 1, self.envelopes, 128))
        if first:
            envelope += digest("history slot 1", slot)
        envelope += os.urandom(24 + 32 + 128)
        signed = (self.workspace + self.device + struct.pack("<Q", self.number) + self.hash +
                  digest("history envelope 1", envelope) + struct.pack("<Q", 0) + bytes(32))
        signature = sign(self.key, "history push 1", signed)
        self.hash = digest("history push hash 1", signed + signature)
        return (b"\x03\x01" + self.device + struct.pack("<Q", self.number) + struct.pack("<Q", 0) + bytes(32) + signature +
                varint(1) + blob(envelope) + (varint(1) + blob(slot) if first else varint(0)))


def check_head(client, workspace, head):
    generation_to_time, signature = head[:52], head[52:116]
    VerifyKey(client.server_key).verify(tagged("history head 1", workspace + generation_to_time), signature)
    return struct.unpack("<Q", head[4:12])[0]


shutil.rmtree(SCRATCH, ignore_errors=True)
os.makedirs(SCRATCH)

# Words on the command line that make no sense: a sentence and a status.
for words, status in ((["--listen", "0.0.0.0:0"], 2), (["--listen", "nonsense"], 2), (["--workspaces", "some"], None)):
    done = subprocess.run([HISTORYD, "serve", "--data", os.path.join(SCRATCH, "none"), *words], capture_output=True, text=True)
    check(done.returncode == status if status else done.returncode != 0, "status of " + " ".join(words))
    check(done.stderr.strip() != "" and "listening" not in done.stdout, "a sentence about " + " ".join(words))
check("127.0.0.1:7070" in subprocess.run([HISTORYD, "serve", "--help"], capture_output=True, text=True).stdout, "help")

server = Server("data")
check(stat.S_IMODE(os.stat(server.folder).st_mode) == 0o700, "the folder is private")
for name in ("server.key", "log.db", "slots.db"):
    check(stat.S_IMODE(os.stat(os.path.join(server.folder, name)).st_mode) == 0o600, name + " is private")
second = subprocess.run([HISTORYD, "serve", "--data", server.folder, "--listen", "127.0.0.1:0"], capture_output=True, text=True)
check(second.returncode == 1 and "Another historyd" in second.stderr, "one server a folder")
with urllib.request.urlopen("http://127.0.0.1:%d/healthz" % server.port) as answer:
    check(answer.status == 200 and answer.read() == b"ok\n", "/healthz")

client = Client(server.port)
device = Device(client.server_key, "https://shop.example")
welcome = client.say_hello(device, 3)
check(welcome[0] == 2 and check_head(client, device.workspace, welcome[1:117]) == 1, "the founder is welcomed")
client.frame(b"\x05" + struct.pack("<Q", 0))
check(client.receive()[:2] == b"\x06\x01", "a batch with the genesis")
for number in range(1, 51):
    client.frame(device.push())
    ack = client.receive()
    check(ack[0] == 4 and struct.unpack("<Q", ack[1:9])[0] == number, "the push is acknowledged")
    check(check_head(client, device.workspace, ack[-116:]) == 1 + number, "its head is signed")

# Bad manners: one sentence, the end, and nobody else notices.
rude = Client(server.port)
rude.frame(b"\x63 no such kind")
rude.refused("an unknown kind")
rude = Client(server.port)
rude.frame(bytes([3]) * (2 * 1024 * 1024 + 1))
rude.refused("an oversized message")
rude = Client(server.port)
try:
    rude.frame(bytes([3]) * (4 * 1024 * 1024), claimed=2**62)
except ConnectionError:
    pass
rude.refused("a frame that claims 2^62 bytes")
rude = Client(server.port)
rude.frame("a word".encode(), opcode=1)
check(rude.receive() is None, "a text message ends the connection")
foreign = Client(server.port, origin="https://evil.example")
check(foreign.say_hello(device, 1)[0] == 15 and foreign.receive() is None, "a foreign origin is refused")
shop = Client(server.port, origin="https://shop.example")
check(shop.say_hello(device, 1)[0] == 2, "the workspace's own origin is let in")
other = Device(client.server_key, "https://other.example")
check(Client(server.port).say_hello(other, 3)[0] == 15, "the first workspace is the only one")

# By token: a proof bound to the server's challenge, the workspace and the founder; the token itself is never sent.
gate = Server("gate", "--workspaces", "token")
path = os.path.join(gate.folder, "admission.token")
check(stat.S_IMODE(os.stat(path).st_mode) == 0o600, "the admission token is private")
token = open(path, "rb").read().strip()
check(len(token) == 32, "a fresh token has 192 bits")


def proof(client, device, token):
    hello = client.hello[1:] + device.workspace + b"\x03" + device.key.verify_key.encode() + bytes(48)
    return digest("history admission 1", digest("history admission key 1", token) + hello)


knocking = Client(gate.port)
founder = Device(knocking.server_key, "https://shop.example")
right = proof(knocking, founder, token)
check(b"admission token" in knocking.say_hello(founder, 3), "no proof, no workspace")
again = Client(gate.port)
check(again.say_hello(founder, 3, right)[0] == 15, "the proof of another challenge is worth nothing")
again = Client(gate.port)
check(again.say_hello(founder, 3, proof(again, founder, b"a guess of a token"))[0] == 15, "a guess is refused")
for _ in range(2):
    again = Client(gate.port)
    founder = Device(again.server_key, "https://shop.example")
    check(again.say_hello(founder, 3, proof(again, founder, token))[0] == 2, "who knows the token may found")
check(gate.end() == 0, "the gate closes")
with open(path, "w") as stream:
    stream.write("short\n")
done = subprocess.run([HISTORYD, "serve", "--data", gate.folder, "--workspaces", "token"], capture_output=True, text=True)
check(done.returncode == 2 and "16 characters" in done.stderr, "a token that can be guessed is not used")

# Killed without a word: everything acknowledged is there, and a push in flight is acknowledged once.
in_flight = device.push()
client.frame(in_flight)
check(server.end(signal.SIGKILL) == -signal.SIGKILL, "killed")
server = Server("data")
client = Client(server.port)
welcome = client.say_hello(device, 1)
stored = struct.unpack("<Q", welcome[118:126])[0]
check(stored in (50, 51), "the acknowledged pushes are there")
client.frame(in_flight)
ack = client.receive()
check(ack[0] == 4 and struct.unpack("<QQ", ack[1:17]) == (51, 52), "the push in flight stands once")
check(check_head(client, device.workspace, ack[-116:]) == 52, "the log goes on where it was")

# Asked to go: it says so, and leaves with a clean status.
server.process.send_signal(signal.SIGTERM)
check(client.receive()[0] == 16 and client.receive() is None, "goaway, then the end")
check(server.process.wait(timeout=20) == 0, "the status of a drained server is 0")
os.chmod(os.path.join(server.folder, "server.key"), 0o644)
done = subprocess.run([HISTORYD, "serve", "--data", server.folder, "--listen", "127.0.0.1:0"], capture_output=True, text=True)
check(done.returncode == 1 and "chmod" in done.stderr, "a key that others may read is not used")
shutil.rmtree(SCRATCH)
print("net_test: %d checks hold" % checks)
