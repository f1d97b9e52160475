#!/usr/bin/python3
"""Recomputes every golden vector from its fields alone, with hashlib and PyNaCl and no code of the project: bytes, hashes,
roots, signatures. Also: no vector survives a flipped bit in what is signed.

Usage: check.py VECTORS.JSON [PROGRAM ...]    each program must print exactly the file (native, or `node program.js` as one
word in quotes)
"""
import hashlib
import json
import shlex
import struct
import subprocess
import sys

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

ROLES = {"viewer": 1, "connector": 2, "operator": 3, "owner": 4}


def u8(n):
    return struct.pack("<B", n)


def u32(n):
    return struct.pack("<I", n)


def u64(n):
    return struct.pack("<Q", n)


def varint(n):
    out = b""
    while n >= 0x80:
        out, n = out + u8(n & 0x7F | 0x80), n >> 7
    return out + u8(n)


def blob(data):
    return varint(len(data)) + data


def digest(domain, data):
    return hashlib.blake2b(blob(domain.encode()) + data, digest_size=32).digest()


def node(left, right):
    return digest("history node 1", left + right)


def root(leaves):
    if not leaves:
        return bytes(32)
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node(root(leaves[:split]), root(leaves[split:]))


def frontier(leaves):
    """count, then the root of every perfect tree of the count's binary digits, largest first"""
    out, rest = u64(len(leaves)), leaves
    for bit in reversed(range(64)):
        size = 1 << bit
        if len(leaves) & size:
            out, rest = out + root(rest[:size]), rest[size:]
    return out


def signed(key, domain, message, signature):
    data = blob(domain.encode()) + message
    VerifyKey(key).verify(data, signature)
    flipped = bytes([data[0]]) + data[1:-1] + bytes([data[-1] ^ 1])
    try:
        VerifyKey(key).verify(flipped, signature)
    except BadSignatureError:
        return
    raise AssertionError("a flipped bit under a signature of " + domain)


def hexed(vector):
    """hexadecimal texts as bytes; names, roles, origins and numbers as they are"""
    plain = {"kind", "role", "origins"}
    return {name: value if name in plain or isinstance(value, int)
            else [bytes.fromhex(item) for item in value] if isinstance(value, list) else bytes.fromhex(value)
            for name, value in vector.items()}


def leaf(v):
    data = u64(v["gpos"]) + v["stream"] + u64(v["pos"]) + v["envelope"] + u64(v["time_ms"])
    assert digest("history leaf 1", data) == v["hash"] == v["leaves"][-1]
    assert root(v["leaves"]) == v["root"]
    assert frontier(v["leaves"]) == v["frontier"]


def head(v):
    body = u32(v["generation"]) + u64(v["gpos"]) + v["root"] + u64(v["time_ms"])
    assert body + v["signature"] == v["bytes"]
    signed(v["server_key"], "history head 1", v["workspace"] + body, v["signature"])


def slot(v):
    assert len(v["bytes"]) == 77
    assert digest("history slot 1", v["bytes"]) == v["hash"]


def envelope(v):
    first = "slot_hash" in v
    data = (u8(1) + u8(1 if first else 0) + v["workspace_tag"] + v["stream"] + v["device"] + u32(v["epoch"]) +
            u32(v["number"]) + u32(v["length"]) + v.get("slot_hash", b"") + v["nonce"] + v["commitment"] + v["ciphertext"])
    assert data == v["bytes"] and len(v["ciphertext"]) == v["length"] and bin(v["length"]).count("1") == 1
    assert digest("history envelope 1", data) == v["hash"]


def push(v):
    assert v["device"] == digest("history device 1", v["sign_key"])[:16]
    hashes = [digest("history envelope 1", one) for one in v["envelopes"]]
    message = (v["workspace"] + v["device"] + u64(v["number"]) + v["previous"] + root(hashes) + u64(v["seen_gpos"]) +
               v["seen_root"])
    signed(v["sign_key"], "history push 1", message, v["signature"])
    assert digest("history push hash 1", message + v["signature"]) == v["hash"]
    slots = [one[54:86] for one in v["envelopes"] if one[1] == 1]
    assert slots == [digest("history slot 1", one) for one in v["slots"]]
    data = (u8(1) + v["device"] + u64(v["number"]) + u64(v["seen_gpos"]) + v["seen_root"] + v["signature"] +
            varint(len(v["envelopes"])) + b"".join(map(blob, v["envelopes"])) +
            varint(len(v["slots"])) + b"".join(map(blob, v["slots"])))
    assert data == v["bytes"]


def roster(v):
    kind = v["record_kind"]
    message = u8(1) + u8(kind) + u64(v["position"]) + v["previous"] + u64(v["time_ms"])
    if kind == 1:
        message += v["sign_key"] + v["box_key"] + v["recovery_key"] + v["server_key"]
        message += varint(len(v["origins"])) + b"".join(blob(origin.encode()) for origin in v["origins"])
    elif kind == 2:
        message += v["author"] + v["invite_key"] + u8(ROLES[v["role"]]) + u64(v["expires_ms"]) + v["bundle_hash"]
    elif kind == 3:
        message += v["invite_key"] + v["sign_key"] + v["box_key"]
        assert v["device"] == digest("history device 1", v["sign_key"])[:16]
        signed(v["sign_key"], "history roster 1", message, v["second_signature"])
    elif kind == 5:
        message += v["author"] + v["device"] + u64(v["cut_gpos"])
    else:
        raise AssertionError("an unknown kind of roster record")
    signed(v["signer"], "history roster 1", message, v["signature"])
    data = message + v["signature"] + v.get("second_signature", b"")
    assert data == v["bytes"]
    assert digest("history roster hash 1", data) == v["hash"]
    if kind == 1:
        assert digest("history workspace 1", data) == v["workspace"]


CHECKS = {check.__name__: check for check in (leaf, head, slot, envelope, push, roster)}


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        text = file.read()
    vectors = json.loads(text)
    seen, chain = {}, {}
    for number, vector in enumerate(vectors):
        v = hexed(vector)
        try:
            CHECKS[v["kind"]](v)
            if v["kind"] in ("push", "roster"):
                assert v["previous"] == chain.get(v["kind"], bytes(32)), "the chain is broken"
                chain[v["kind"]] = v["hash"]
        except (AssertionError, BadSignatureError) as error:
            sys.exit("vector %d (%s) does not hold: %s" % (number, v["kind"], error or "another value was computed"))
        seen[v["kind"]] = seen.get(v["kind"], 0) + 1
    missing = set(CHECKS) - set(seen)
    if missing:
        sys.exit("no vector of: " + ", ".join(sorted(missing)))
    for program in sys.argv[2:]:
        printed = subprocess.run(shlex.split(program), capture_output=True, text=True, check=True).stdout
        if printed != text:
            sys.exit(program + " prints other vectors than " + sys.argv[1])
    print("%d vectors hold (%s), %d programs print them" %
          (len(vectors), ", ".join("%d %s" % (count, kind) for kind, count in sorted(seen.items())), len(sys.argv) - 2))


main()
