#!/usr/bin/env bash
# The server's blindness as a fact of its binary: it imports nothing of libsodium that opens or seals, links libsodium
# dynamically (a static copy would hide), and holds no symbol of the keyring. The agent must show what is looked for, so that
# a pattern that finds nothing cannot pass.
#
#   blind_server.sh HISTORYD HISTORY_AGENT
set -euo pipefail
server=$1
agent=$2
imports='crypto_(aead|box|secretbox|secretstream|pwhash|kx|stream)_?'
holds='history::.*[Kk]eyring|history::(crypto|replica|model|view|insight|identity|search)::'

symbols() { nm --dynamic --undefined-only "$1"; nm --demangle "$1"; }
count() { symbols "$1" | grep -cE -- "$2" || true; }

fail=0
for pattern in "$imports" "$holds"; do
    seen=$(count "$agent" "$pattern")
    if [ "$seen" = 0 ]; then
        echo "the check cannot bite: nothing in the agent matches $pattern"
        fail=1
    fi
    if [ "$(count "$server" "$pattern")" != 0 ]; then
        echo "the server holds or imports:"
        symbols "$server" | grep -E -- "$pattern" | head -n 20
        fail=1
    fi
    echo "$pattern: agent $seen, server $(count "$server" "$pattern")"
done
linked=$(objdump -p "$server" | grep -c 'NEEDED *libsodium' || true)
if [ "$linked" = 0 ]; then
    echo "the server does not link libsodium dynamically"
    fail=1
fi
exit $fail
