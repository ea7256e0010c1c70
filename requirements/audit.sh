#!/usr/bin/env bash
# Asks whether a pinned package has a known vulnerability. Never green without an answer: pip-audit alone
# ends with 0 when it could look up nothing.
#
# Usage: requirements/audit.sh PYTHON FOLDER-FOR-THE-TOOLS
# The tools live in an environment of their own: safety pins versions that the service must not be held to.
set -euo pipefail
cd "$(dirname "$0")/.."
python=$1 tools=$2
auditors=(pip-audit==2.10.1 safety==3.8.1)

not_audited() {
    echo "NOT AUDITED: $1" >&2
    exit 1
}

"$python" -m venv "$tools" || not_audited "no environment for the tools"
"$tools/bin/python" -m pip -qq --disable-pip-version-check install "${auditors[@]}" ||
    not_audited "the tools could not be installed"

# ID, the day it must be looked at again, why it does not apply.
ignored=()
while read -r id until _; do
    [[ $id == \#* || -z $id ]] && continue
    if [[ $until > $(date +%F) ]]; then
        ignored+=(--ignore-vuln "$id")
    fi
done <requirements/ignored-advisories.txt

answer=0
report=$("$tools/bin/pip-audit" --strict --disable-pip --progress-spinner off "${ignored[@]}" \
    --requirement requirements/run.txt --requirement requirements/tracing.txt 2>&1) || answer=$?
echo "$report"
if [ "$answer" -ne 0 ]; then
    grep -q 'known vulnerabilit' <<<"$report" && exit 1
    not_audited "pip-audit got no answer"
fi

if [ -n "${SAFETY_API_KEY:-}" ]; then
    "$tools/bin/safety" --key "$SAFETY_API_KEY" --stage cicd scan --target requirements
else
    echo "safety: not asked (it needs SAFETY_API_KEY)"
fi
