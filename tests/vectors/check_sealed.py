#!/usr/bin/python3
"""Opens the golden slot and envelope from their keys, with hashlib and PyNaCl and no code of the project, and checks that the
program still prints them.

Usage: check_sealed.py SEALED.JSON [PROGRAM ...]
"""
import hashlib
import json
import shlex
import struct
import subprocess
import sys

from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as decrypt
from nacl.exceptions import CryptoError


def varint(n):
    out = b""
    while n >= 0x80:
        out, n = out + bytes([n & 0x7F | 0x80]), n >> 7
    return out + bytes([n])


def keyed(key, domain, data, size=32):
    return hashlib.blake2b(varint(len(domain)) + domain.encode() + data, key=key, digest_size=size).digest()


def open_slot(vector, slot):
    version, epoch = slot[0], struct.unpack("<I", slot[1:5])[0]
    assert version == 1 and epoch == 1 and len(slot) == 77
    name = b"history slot 1"
    bound = varint(len(name)) + name + vector["workspace"] + vector["stream"] + struct.pack("<I", epoch)
    return decrypt(slot[29:], bound, slot[5:29], vector["epoch_key"])


def open_envelope(vector, envelope, stream_key):
    version, flags = envelope[0], envelope[1]
    tag, stream, device = envelope[2:10], envelope[10:26], envelope[26:42]
    epoch, number, length = struct.unpack("<III", envelope[42:54])
    assert (version, flags, epoch, number) == (1, 1, 1, 1)
    assert tag == vector["workspace"][:8] and stream == vector["stream"] and device == vector["device"]
    head = envelope[:86]  # 54 and the slot hash
    name = b"history slot 1"
    assert head[54:] == hashlib.blake2b(varint(len(name)) + name + vector["slot"], digest_size=32).digest()
    nonce, commitment, ciphertext = envelope[86:110], envelope[110:142], envelope[142:]
    assert len(ciphertext) == length and length & (length - 1) == 0 and length >= 128
    content = keyed(vector["epoch_key"], "history content 1", stream_key + stream)
    assert commitment == keyed(content, "history commitment 1", nonce)
    return decrypt(ciphertext, head, nonce, content)


def main():
    text = open(sys.argv[1], encoding="utf-8").read()
    vector = {name: bytes.fromhex(value) for name, value in json.loads(text).items()}
    stream_key = open_slot(vector, vector["slot"])
    assert stream_key == vector["stream_key"]
    plain = open_envelope(vector, vector["envelope"], stream_key)
    assert plain.startswith(vector["body"]) and not plain[len(vector["body"]):].strip(b"\0")
    assert "Сәлем!".encode() in plain and b"shop_bot" in plain
    refused = 0
    for bit in range(len(vector["envelope"]) * 8):
        changed = bytearray(vector["envelope"])
        changed[bit // 8] ^= 1 << bit % 8
        try:
            open_envelope(vector, bytes(changed), stream_key)
        except (AssertionError, CryptoError):
            refused += 1
    assert refused == len(vector["envelope"]) * 8
    for program in sys.argv[2:]:
        printed = subprocess.run(shlex.split(program), capture_output=True, check=True).stdout.decode()
        assert printed == text, f"{program} prints another vector than {sys.argv[1]}"
    print(f"slot and envelope open, {refused} flipped bits refused, {len(sys.argv) - 2} programs agree")


main()
