#!/usr/bin/env bash
# Whether a tag may become a release, and what to say about it.
#
# Usage: deploy/release.sh check v1.2.3
#        deploy/release.sh notes v1.2.3
set -euo pipefail
cd "$(dirname "$0")/.."
verb=$1 tag=$2

refuse() {
    echo "$tag cannot be released: $1" >&2
    exit 1
}

notes() {
    awk -v heading="## ${tag#v} - " 'index($0, heading) == 1 {on = 1; next} /^## / {on = 0} on' CHANGELOG.md
}

check() {
    [[ $tag =~ ^v[0-9]+\.[0-9]+\.[0-9]+$ ]] || refuse "a tag is v1.2.3"
    # The image, `accord --version` and the contract say which version they are; a tag that says another one lies.
    grep -qx "version = \"${tag#v}\"" pyproject.toml || refuse "pyproject.toml has another version"
    grep -qE "^    \"version\": \"${tag#v}\",?$" generated/openapi.json || refuse "the contract has another version"
    [ -n "$(notes)" ] || refuse "CHANGELOG.md has no section '## ${tag#v} - <day>'"
    if before=$(git describe --tags --abbrev=0 --match 'v[0-9]*' --exclude "$tag" 2>/dev/null); then
        make breaking BASE="$before" || refuse "it breaks those who use $before"
    else
        echo "No release is tagged before $tag: the contract is compared with none."
    fi
    echo "$tag can be released."
}

case $verb in
check) check ;;
notes) notes ;;
*) refuse "neither check nor notes: $verb" ;;
esac
