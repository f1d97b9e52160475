#!/usr/bin/env bash
# Tries the set-up for real: a fresh Debian 12 root, the sources as a clean clone would have them, one ./dev command in it.
#
#   tests/fresh_root.sh FOLDER COMMAND...      as root, e.g. tests/fresh_root.sh build/fresh ./dev build
#
# The root takes its mirror, package sources, resolver and npm settings from this machine, so that it works behind a proxy;
# it is made once per FOLDER (remove FOLDER for a new one), the sources are copied again each time and build/ stays.
# A success in a new root is written to build/fresh_root.jsonl, from where ./dev bench quotes it.
# HISTORY_DATA=FOLDER copies sample payloads beside the sources, where the tests look for them.
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# -ge 2 ] || { sed -n '2,10s/^# \{0,1\}//p' "$0"; exit 2; }
[ "$(id -u)" = 0 ] || { echo "fresh_root: needs root for chroot" >&2; exit 1; }
command -v debootstrap >/dev/null || { echo "fresh_root: needs the package debootstrap" >&2; exit 1; }
# Own mounts and own processes, so that everything ends with the command.
[ "${FRESH_ROOT_INSIDE:-}" = yes ] || FRESH_ROOT_INSIDE=yes exec unshare --mount --pid --fork --kill-child tests/fresh_root.sh "$@"
mkdir -p "$1"
root=$(cd "$1" && pwd)
shift

state=kept
if [ ! -e "$root/.made" ]; then
    state=new
    target='$(CREATED_BY) $(CODENAME) $(REPO_URI)'
    mirror=$(apt-get indextargets --format "$target" | awk '$1 == "Packages" && $2 == "bookworm" { print $3; exit }')
    began=$SECONDS
    debootstrap --variant=minbase bookworm "$root" "$mirror" >"$root.log" 2>&1 || { tail "$root.log"; exit 1; }
    cp -a /etc/apt/sources.list.d/. "$root/etc/apt/sources.list.d/"
    cp -a /etc/apt/apt.conf.d/. "$root/etc/apt/apt.conf.d/"
    if [ -s /etc/apt/sources.list ]; then cp /etc/apt/sources.list "$root/etc/apt/"; else rm -f "$root/etc/apt/sources.list"; fi
    if [ -d /etc/apt/keyrings ]; then cp -a /etc/apt/keyrings/. "$root/etc/apt/keyrings/"; fi
    if [ -f ~/.npmrc ]; then cp ~/.npmrc "$root/root"; fi
    cp -aL /usr/local/share/ca-certificates "$root/usr/local/share/" 2>/dev/null || true
    touch "$root/.made"
    echo "fresh_root: root made in $((SECONDS - began)) s"
fi
cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
mkdir -p "$root/home/project"
find "$root/home/project" -mindepth 1 -maxdepth 1 ! -name build -exec rm -rf {} +
git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
    [ ! -e "$file" ] || printf '%s\0' "$file"
done | tar --null -T - -c | tar -C "$root/home/project" -x
if [ -n "${HISTORY_DATA:-}" ]; then
    mkdir -p "$root/home/shared"
    cp -a "$HISTORY_DATA" "$root/home/shared/data"
fi

mount -t proc proc "$root/proc"
mount -t sysfs sys "$root/sys"
mount --rbind /dev "$root/dev"
began=$SECONDS
status=0
env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM="${TERM:-dumb}" \
    http_proxy="${http_proxy:-}" https_proxy="${https_proxy:-}" no_proxy="${no_proxy:-}" \
    HISTORY_JOBS="${HISTORY_JOBS:-}" ${NODE_EXTRA_CA_CERTS:+NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt} \
    chroot "$root" sh -c 'cd /home/project && "$@"' sh "$@" || status=$?
# For ./dev bench: seconds count from the first command in a root that was new.
if [ $status = 0 ] && [ $state = new ]; then
    printf '{"name": "fresh root: %s", "value": %d, "unit": "s"}\n' "$*" $((SECONDS - began)) >>build/fresh_root.jsonl
fi
echo "fresh_root: $* ended with status $status after $((SECONDS - began)) s"
exit $status
