#!/usr/bin/env bash
# Makes a new container ready: the servers that tests start themselves, the environment, and the hooks.
set -euo pipefail
cd "$(dirname "$0")/.."

sudo apt-get update --quiet
# RUNLEVEL=1: the tests start servers of their own, so none needs to start with its installation.
sudo RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet --no-install-recommends \
    nginx pgbouncer postgresql redis-server
make hooks
