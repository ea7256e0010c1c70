"""For every file that deploy/checks/check.sh looks at: mistakes that somebody could make in it."""

from typing import NamedTuple


class Mistake(NamedTuple):
    """`written` becomes `instead` in `file`, and `check` must see it."""

    check: str
    file: str
    written: str
    instead: str


def _each(check: str, *mistakes: tuple[str, str, str]) -> list[Mistake]:
    return [Mistake(check, *mistake) for mistake in mistakes]


CI, NIGHTLY, RELEASE = (f".github/workflows/{name}.yml" for name in ("ci", "nightly", "release"))
BASE, EXAMPLE, MIGRATION = (f"deploy/eks/{name}" for name in ("base", "example", "migration"))

MISTAKES = [
    *_each(
        "workflows",
        (CI, "@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1", "@v7"),
        (CI, "persist-credentials: false", "fetch-depth: 1"),
        (CI, "${{ matrix.python }}", "${{ matrix.pyton }}"),
        (CI, "postgres:18.6@sha256:", "postgres:18.6 # "),
        (CI, 'make "$VERB"', "make ${{ github.head_ref }}"),
        (NIGHTLY, '"17 2 * * *"', '"17 25 * * *"'),
        (NIGHTLY, "permissions: {}", "permissions: write-all"),
        (RELEASE, "packages: write", "package: write"),
        (RELEASE, '"$IMAGE"', "$IMAGE"),
        (RELEASE, "needs: verify", "needs: verified"),
        (".github/dependabot.yml", "interval: weekly", "interval: fortnightly"),
    ),
    *_each(
        "shell",
        ("deploy/release.sh", '"$(dirname "$0")/.."', "$(dirname $0)/.."),
        ("deploy/checks/check.sh", 'rm -rf "$scratch"', "rm -rf $scrach"),
    ),
    *_each(
        "ecs",
        ("deploy/ecs/foundation.yaml", "HealthCheckPath:", "HealthcheckPath:"),
        ("deploy/ecs/foundation.yaml", "TargetType: ip", "TargetType: container"),
        ("deploy/ecs/service.yaml", "Definition: !Ref ServerTask", "Definition: !Ref Server"),
        ("deploy/ecs/service.yaml", 'Cpu: "256"', 'Cpu: "300"'),
    ),
    *_each(
        "eks",
        (f"{BASE}/kustomization.yaml", "resources:", "resource:"),
        (f"{BASE}/namespace.yaml", "automountServiceAccountToken", "automountServiceAccountTokens"),
        (f"{BASE}/settings.yaml", "data:", "datas:"),
        (f"{BASE}/server.yaml", "livenessProbe:", "livenessProb:"),
        (f"{BASE}/server.yaml", "averageUtilization: 60", "averageUtilization: 60%"),
        (f"{BASE}/worker.yaml", "runAsNonRoot", "runAsNonroot"),
        (f"{BASE}/daily.yaml", "concurrencyPolicy:", "concurencyPolicy:"),
        (f"{BASE}/network.yaml", "podSelector: {}", "podSelectors: {}"),
        (f"{EXAMPLE}/kustomization.yaml", "../base", "../bases"),
        (f"{EXAMPLE}/ingress.yaml", "pathType: Prefix", "pathtype: Prefix"),
        (f"{MIGRATION}/kustomization.yaml", "migration.yaml", "migrations.yaml"),
        (f"{MIGRATION}/migration.yaml", "backoffLimit: 3", "backoffLimit: three"),
    ),
    *_each(
        "module",
        ("deploy/ecs/terraform/main.tf", "name          =", "name ="),
        ("deploy/ecs/terraform/variables.tf", 'variable "image" {', 'variable "image {'),
        ("deploy/ecs/terraform/versions.tf", "  required_providers {", "required_providers {"),
        ("deploy/ecs/terraform/outputs.tf", 'outputs["Address"]', 'outputs["Address"'),
    ),
    *_each("devcontainer", (".devcontainer/devcontainer.json", '"Accord",', '"Accord"')),
    *_each("shell", (".devcontainer/create.sh", '"$(dirname "$0")/.."', "$(dirname $0)/..")),
]  # fmt: skip

# Seen by checkov, which has an environment of its own.
AGAINST_POLICY = _each(
    "policies",
    ("deploy/ecs/foundation.yaml", "Policy-TLS13-1-2-2021-06", "Policy-2016-08"),
    (f"{BASE}/server.yaml", "allowPrivilegeEscalation: false", "allowPrivilegeEscalation: true"),
    (f"{BASE}/daily.yaml", "drop: [ALL]", "drop: []"),
    ("deploy/checks/checkov.yaml", "  - CKV_AWS_260", "  - CKV_AWS_999"),
)  # fmt: skip
