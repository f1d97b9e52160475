#!/bin/sh
# The server's blindness, read from its binary: it imports hashing and signatures from libsodium and nothing that could open
# an envelope, and holds no symbol of the keyring or of anything else above core/wire. Usage: historyd_symbols.sh HISTORYD
set -eu
program=$1
imported=$(nm -D --undefined-only "$program" | awk '{print $NF}')
held=$(nm -C "$program" 2>/dev/null || true)

# The check itself must be able to see: libsodium is linked dynamically, and the program's own symbols are readable.
echo "$imported" | grep -q '^crypto_sign_verify_detached$' || { echo "$program does not import libsodium dynamically"; exit 1; }
echo "$held" | grep -q 'history::sync::Server::' || { echo "$program is stripped: its symbols cannot be checked"; exit 1; }

status=0
secret='crypto_(aead|box|secretbox|secretstream|pwhash|kdf|kx|scalarmult|stream|onetimeauth|auth)'
if echo "$imported" | grep -E "^$secret"; then
    echo "$program imports what could open an envelope"
    status=1
fi
if echo "$held" | grep -E "$secret"; then
    echo "$program holds what could open an envelope"
    status=1
fi
if echo "$held" | grep -iE 'keyring|history::(Replica|Subject|State|Delta|Directory)\b|history::(open|seal)_'; then
    echo "$program holds a part of history_core"
    status=1
fi
[ $status -eq 0 ] && echo "$program: $(echo "$imported" | grep -c '^crypto_') functions of libsodium, none of them opens anything"
exit $status
