#!/usr/bin/env bash
# Runs a program whose output must be the same on every platform, keeps the output as a file, and compares it with the file
# of another build where one is named.
#
#   record.sh FILE EXPECTED|- COMMAND...
set -uo pipefail
file=$1
expected=$2
shift 2
mkdir -p "$(dirname "$file")"
rm -f "$file"
"$@" >"$file.part"
status=$?
if [ $status != 0 ]; then
    tail -n 40 "$file.part"
    echo "ended with status $status"
    exit 1
fi
lines=$(wc -l <"$file.part")
[ "$lines" -gt 0 ] || { echo "printed nothing"; exit 1; }
mv "$file.part" "$file"
if [ "$expected" != - ]; then
    [ -s "$expected" ] || { echo "nothing to compare with: run the tests of the native build first ($expected)"; exit 1; }
    diff "$expected" "$file" | head -n 20
    cmp "$expected" "$file" || exit 1
    echo "equal line by line to $expected"
fi
echo "$lines lines in $file"
