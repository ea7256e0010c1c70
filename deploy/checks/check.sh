#!/usr/bin/env bash
# Checks every file under deploy/ and .github/ that no test runs, each with the tool that knows its kind.
#
# Usage: deploy/checks/check.sh FOLDER-OF-TOOLS [check ...]
# REQUIRE_TOOLS=1: a program that is not here and not in that folder (terraform, kubectl) fails its check.
set -euo pipefail
tools=$1
shift
cd "$(dirname "$0")/../.."
export PATH=$tools/bin:$PATH # actionlint looks there for shellcheck
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

without() {
    echo "NOT CHECKED: $1 is not installed"
    [ "${REQUIRE_TOOLS:-}" != 1 ]
}

workflows() {
    actionlint .github/workflows/*.yml &&
        check-jsonschema --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yml &&
        check-jsonschema --quiet --builtin-schema vendor.dependabot .github/dependabot.yml &&
        zizmor --offline --quiet --no-progress --persona pedantic .github
}

shell() {
    find deploy .devcontainer .ci requirements '(' -name '*.sh' -o -path .ci/run ')' -exec shellcheck {} +
}

devcontainer() {
    python3 -m json.tool .devcontainer/devcontainer.json >"$scratch/devcontainer.json"
}

ecs() {
    cfn-lint deploy/ecs/*.yaml
}

# Each folder as it is applied, held to the schema of the newest Kubernetes, where a misspelt name is a mistake.
eks() {
    command -v kubectl >/dev/null || { without kubectl && return 0; } || return 1
    kubectl kustomize deploy/eks/example >"$scratch/example.yaml" &&
        kubectl kustomize deploy/eks/migration >"$scratch/migration.yaml" &&
        kubernetes-validate --strict --quiet "$scratch"/{example,migration}.yaml
}

# Form and syntax. That the provider knows what is written takes the provider: the job `deploy` of ci.yml has it.
module() {
    command -v terraform >/dev/null || { without terraform && return 0; } || return 1
    TF_CLI_CONFIG_FILE=/dev/null terraform fmt -check -diff -recursive deploy/ecs/terraform
}

policies() {
    checkov --config-file deploy/checks/checkov.yaml --framework cloudformation terraform --directory deploy/ecs || return 1
    command -v kubectl >/dev/null || { without kubectl && return 0; } || return 1
    kubectl kustomize deploy/eks/example >"$scratch/policies.yaml" &&
        checkov --config-file deploy/checks/checkov.yaml --framework kubernetes --file "$scratch/policies.yaml"
}

[ $# -gt 0 ] || set -- workflows shell devcontainer ecs eks module
failed=()
for check in "$@"; do
    "$check" || failed+=("$check")
done
[ "${#failed[@]}" -eq 0 ] || { echo "Mistakes are in: ${failed[*]}" >&2 && exit 1; }
