#!/usr/bin/env bash
# Does what README.md asks of a newcomer, on a Debian 12 that has nothing yet, as a user without rights.
# Usage: [DEBIAN_MIRROR=...] deploy/newcomer.sh [argument of pytest ...] (else debootstrap's own mirror)
#
# The commands are read out of README.md, so that it is README.md that is tried. The clone is that of HEAD.
set -euo pipefail
cd "$(dirname "$0")/.."

[ "$(id -u)" -eq 0 ] || { echo "make newcomer needs root: it makes a root file system and changes into it." >&2; exit 1; }
for program in debootstrap git; do
    command -v "$program" >/dev/null || { echo "make newcomer needs $program: apt-get install $program" >&2; exit 1; }
done

root=$(mktemp -d)
chmod 755 "$root" # else nobody but root could enter
server=
finish() {
    [ -z "$server" ] || kill -- "-$server" 2>/dev/null || true
    mountpoint --quiet "$root/proc" && umount "$root/proc"
    mountpoint --quiet "$root/dev" && umount --recursive "$root/dev"
    rm -rf --one-file-system "$root"
}
trap finish EXIT

inside() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 "$@"; }
as_newcomer() { # through a login shell, as somebody would have after `ssh`
    inside setpriv --reuid=newcomer --regid=newcomer --init-groups env HOME=/home/newcomer "${settings[@]}" \
        bash -c "cd ~/accord && $1"
}

echo "== A bare Debian 12, with what README.md says"
# shellcheck disable=SC2016 # backticks of Markdown
packages=$(grep -oP '(?<=`apt-get install )[^`]+' README.md | head -1)
echo "   $packages"
debootstrap --variant=minbase --include=ca-certificates bookworm "$root" ${DEBIAN_MIRROR:+"$DEBIAN_MIRROR"} >"$root.log" 2>&1 ||
    { tail "$root.log" >&2; exit 1; }
rm "$root.log"
mount --bind /proc "$root/proc"
mount --rbind --make-rslave /dev "$root/dev"
cp /etc/resolv.conf /etc/hosts "$root/etc/"
# Where a proxy signs with a certificate of its own, Debian and pip must know it as this machine does.
settings=(PORT="${PORT:-8000}")
if [ -n "${PIP_CERT:-}" ]; then
    install -D --mode 0644 "$PIP_CERT" "$root/etc/ssl/certs/of-this-machine.crt"
    settings+=(PIP_CERT=/etc/ssl/certs/of-this-machine.crt)
fi
read -ra packages <<<"$packages"
inside env DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet --quiet --no-install-recommends "${packages[@]}" >/dev/null
inside useradd --create-home --shell /bin/bash newcomer
git clone --quiet --no-hardlinks . "$root/home/newcomer/accord"
inside chown --recursive newcomer: /home/newcomer/accord

# The two commands, as they stand in the first block of code.
# shellcheck disable=SC2016
mapfile -t commands < <(sed -n '/^```sh$/,/^```$/p' README.md | sed -n '2,3s/ *#.*//p')
echo "== ${commands[0]}"
begun=$SECONDS
set -m
as_newcomer "${commands[0]}" &
server=$!
set +m
for _ in {1..600}; do
    kill -0 "$server" 2>/dev/null || { echo "It has ended." >&2; exit 1; }
    as_newcomer 'python3 -c "
import os, urllib.request
urllib.request.urlopen(\"http://127.0.0.1:\" + os.environ[\"PORT\"] + \"/health/ready\", timeout=5)"' 2>/dev/null && break
    sleep 0.5
done
as_newcomer 'python3 -c "
import os, urllib.request
print(urllib.request.urlopen(\"http://127.0.0.1:\" + os.environ[\"PORT\"] + \"/health/ready\", timeout=5).read().decode())"'
echo "== It serves after $((SECONDS - begun)) s"
kill -INT -- "-$server"
wait "$server" || true
server=

echo "== ${commands[1]} $*"
begun=$SECONDS
as_newcomer "${commands[1]} ARGS='$*'"
echo "== Both commands work; the second took $((SECONDS - begun)) s"
