#!/usr/bin/env bash
# Checks the Dockerfile, the Compose files and the scripts of deploy/, and that each check finds a planted mistake.
# Usage: deploy/image/check.sh, with the tools of tools.txt in PATH
# shellcheck disable=SC2016 # what sed replaces stands in the files as it stands here
set -euo pipefail
cd "$(dirname "$0")/../.."

dockerfile() { hadolint "$1"; }
compose() { check-jsonschema --quiet --builtin-schema vendor.compose-spec "$1"; }
scripts() { shellcheck "$1"; }

# A check that finds nothing in a spoilt copy is none.
finds() {
    local check=$1 file=$2 mistake=$3 spoilt
    spoilt=$(mktemp --suffix="-${file##*/}")
    sed "$mistake" "$file" >"$spoilt"
    if cmp --silent "$file" "$spoilt"; then
        echo "$file: the mistake cannot be planted any more: $mistake" >&2
        exit 1
    fi
    if "$check" "$spoilt" >/dev/null 2>&1; then
        echo "$file: a planted mistake was not found: $mistake" >&2
        exit 1
    fi
    rm "$spoilt"
}

dockerfile deploy/image/Dockerfile
finds dockerfile deploy/image/Dockerfile 's/^ENTRYPOINT .*/ENTRYPOINT accord/'
finds dockerfile deploy/image/Dockerfile 's/^ARG BASE=.*/ARG BASE=python/; s/^FROM ${BASE} AS runtime/FROM python:latest AS runtime/'
for file in deploy/compose/*.yaml; do compose "$file"; done
finds compose deploy/compose/compose.yaml 's/cap_drop:/cap_dropped:/'
finds compose deploy/compose/compose.override.yaml 's/condition: service_started/condition: started/'
for file in deploy/*.sh deploy/image/*.sh; do scripts "$file"; done
finds scripts deploy/image/build.sh 's/--tag "$name"/--tag $name/'
echo "Dockerfile, Compose files and scripts are in order, and planted mistakes are found."
