#!/usr/bin/env bash
# Prints the first engine that works here; ENGINE, which may have options, wins.
# Usage: deploy/image/engine.sh [candidate ...]
set -euo pipefail

if [ -n "${ENGINE:-}" ]; then
    echo "$ENGINE"
    exit
fi
for engine in "$@"; do
    if "$engine" info >/dev/null 2>&1; then # a client whose service is not running does not count
        echo "$engine"
        exit
    fi
done
echo "None of these works here: $*. On Debian as root: apt-get install podman runc iptables" >&2
exit 1
