#!/usr/bin/env bash
# Makes a base image of bare Debian 12 with its Python, where no registry of images can be reached.
# Usage: [DEBIAN_MIRROR=...] deploy/image/base.sh NAME (else debootstrap's own mirror)
set -euo pipefail
cd "$(dirname "$0")"

if [ "$(id -u)" -ne 0 ] || ! command -v debootstrap >/dev/null || ! command -v podman >/dev/null; then
    echo "This needs root, debootstrap and podman: apt-get install debootstrap podman" >&2
    exit 1
fi
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
debootstrap --variant=minbase --include=ca-certificates,python3,python3-venv bookworm "$root/debian" ${DEBIAN_MIRROR:+"$DEBIAN_MIRROR"} >"$root/log" ||
    { tail "$root/log" >&2; exit 1; }
rm -rf "$root"/debian/var/cache/apt/* "$root"/debian/var/lib/apt/lists/*
tar --directory "$root/debian" --create . | podman import --change 'CMD ["bash"]' - "$1"
