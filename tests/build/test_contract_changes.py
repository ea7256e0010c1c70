"""A changed contract breaks the build at the line that it concerns, before anything is started.

Each case edits the contract as a person would, generates, and asks mypy about the handwritten code
that has stayed as it was.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from contract.build.generate import generate
from contract.build.write import write
from generated.routes.system import GetLivenessResponse, SystemHandler

ROOT = Path(__file__).parents[2]
COPIED = ("openapi", "generated", "contract", "app", "migrations", "pyproject.toml")


Edit = tuple[str, str, str]  # in this file, this text, becomes that


@dataclass(frozen=True)
class Change:
    """`edits` of the contract, after which mypy complains at `line` of `place`."""

    edits: tuple[Edit, ...]
    place: str
    line: str
    error: str


BOOTSTRAP = "app/bootstrap.py"
ACCOUNTS, EMAILS, PASSWORDS, SESSIONS, SYSTEM = (
    f"app/features/{name}/handler.py"
    for name in ("accounts", "emails", "passwords", "sessions", "system")
)
LOGOUT, JWKS = "paths/auth_logout.yaml", "paths/well-known_jwks.json.yaml"
LIVENESS, ALIVE = "components/schemas/Liveness.yaml", "examples/getLiveness/alive.json"
NEW_OPERATION = """\
post:
  operationId: renameMySessions
  tags: [sessions]
  summary: Rename them
  security: [{oauth2: ['sessions:write']}]
  x-rate-limit: [write]
  x-audit-event: null
  x-idempotency: none
  responses: {'204': {description: Renamed.}}
delete:
"""
WITH_BODY = """\
    '202':
      content:
        application/json:
          schema: {$ref: ../components/schemas/Acknowledgement.yaml}
          examples:
            accepted:
              summary: Accepted.
              value: {$ref: ../examples/register/accepted.json}
"""
REQUEST_HEADER = """\
  parameters:
    - name: X-Tenant
      in: header
      required: true
      description: Whose it is.
      schema: {type: string, minLength: 1, maxLength: 9, pattern: '^[a-z]+$'}
  responses:
"""
RESPONSE_HEADER = """\
    '204':
      headers:
        Location: {description: Where to go., required: true, schema: {type: string}}
"""
NOT_MODIFIED = """\
    '304':
      description: You have the current keys.
      headers:
        ETag: {$ref: ../components/headers/ETag.yaml}
        Cache-Control: {$ref: ../components/headers/CacheControlPublic.yaml}
"""

CHANGES = {
    "an operation was added": Change(
        (("paths/me_sessions.yaml", "delete:\n", NEW_OPERATION),),
        BOOTSTRAP, "Sessions(sessions)", 'abstract attribute "rename_my_sessions"',
    ),
    "an operation got another name": Change(
        ((LOGOUT, "operationId: logout", "operationId: signOut"),),
        BOOTSTRAP, "Sessions(sessions)", 'abstract attribute "sign_out"',
    ),
    "an operation moved to another tag": Change(
        ((LOGOUT, "tags: [sessions]", "tags: [passwords]"),),
        BOOTSTRAP, "Passwords(passwords)", 'abstract attribute "logout"',
    ),
    "an operation became public": Change(
        ((LOGOUT, "  security:\n    - oauth2: []\n", "  security: []\n"),),
        SESSIONS, "async def logout", "incompatible with supertype",
    ),
    "a parameter got another name": Change(
        (
            ("components/parameters/IfNoneMatch.yaml", "name: If-None-Match", "name: X-Known"),
            ("paths/me.yaml", "If-None-Match:", "X-Known:"),
            (JWKS, "If-None-Match:", "X-Known:"),
            ("paths/users_{user_id}.yaml", "If-None-Match:", "X-Known:"),
        ),
        SYSTEM, "async def get_jwks", "incompatible with supertype",
    ),
    "a request header became required": Change(
        ((LOGOUT, "  responses:\n", REQUEST_HEADER),),
        SESSIONS, "async def logout", "incompatible with supertype",
    ),
    "a request property became optional": Change(
        (("components/schemas/ForgotPasswordRequest.yaml", "required: [email]\n", ""),),
        PASSWORDS, "forget(body.email)", "incompatible type",
    ),
    "a request property got another name": Change(
        (
            ("components/schemas/EmailVerificationRequest.yaml", "email", "address"),
            ("examples/resendEmailVerification/ada.json", "email", "address"),
        ),
        EMAILS, "resend_verification(body.email)", 'has no attribute "email"',
    ),
    "a request body was taken back": Change(
        (("paths/me_password.yaml", "requestBody:", "x-former-body:"),),
        PASSWORDS, "async def change_password", "incompatible with supertype",
    ),
    "a response header was promised": Change(
        ((LOGOUT, "    '204':\n", RESPONSE_HEADER),),
        SESSIONS, "return Logout204()", 'Missing named argument "location"',
    ),
    "a response property was promised": Change(
        (
            (LIVENESS, "properties:\n", "properties:\n  age: {type: integer}\n"),
            (LIVENESS, "required: [status]", "required: [status, age]"),
            (ALIVE, "{", '{"age": 1,'),
        ),
        SYSTEM, "models.Liveness(", 'Missing named argument "age"',
    ),
    "a response property became another type": Change(
        ((LIVENESS, "type: string", "type: integer"), (LIVENESS, "const: ok", "const: 1"),
         (ALIVE, '"ok"', "1")),
        SYSTEM, "models.Liveness(", "incompatible type",
    ),
    "204 became 202": Change(
        ((LOGOUT, "    '204':\n", WITH_BODY),),
        SESSIONS, "from generated.routes.sessions import", 'has no attribute "Logout204"',
    ),
    "a status was taken back": Change(
        ((JWKS, NOT_MODIFIED, ""),),
        SYSTEM, "from generated.routes.system import", 'has no attribute "GetJwks304"',
    ),
}  # fmt: skip
HARMLESS: tuple[Edit, ...] = (
    (LIVENESS, "properties:\n", "properties:\n  age: {type: integer}\n"),
    (LOGOUT, "summary: Sign out", "summary: Leave"),
    ("components/schemas/Role.yaml", "admin]", "admin, owner]"),
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of everything that mypy reads, checked once so that the next runs are quick."""
    folder = tmp_path_factory.mktemp("project")
    for name in COPIED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    return folder


@contextmanager
def changed(project: Path, edits: tuple[Edit, ...]) -> Iterator[None]:
    """The contract with the edits, and everything that is generated from it; then as before."""
    before = {file: (project / "openapi" / file).read_text() for file, _, _ in edits}
    try:
        for file, old, new in edits:
            path = project / "openapi" / file
            assert old in path.read_text(), f"{file} has no {old!r}"
            path.write_text(path.read_text().replace(old, new))
        write(generate(project / "openapi" / "v1.yaml"), project / "generated")
        yield
    finally:
        for file, text in before.items():
            (project / "openapi" / file).write_text(text)


def complaints(project: Path) -> list[str]:
    """What mypy says of the service over what was generated."""
    environment = {**os.environ, "MYPYPATH": str(project)}
    command = [sys.executable, "-m", "mypy", "--no-error-summary", "-p", "app"]
    ran = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True)
    assert ran.returncode in (0, 1) and not ran.stderr, ran.stderr
    return ran.stdout.splitlines()


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_an_error_where_it_has_to_be_answered(project: Path, change: Change) -> None:
    lines = (project / change.place).read_text().splitlines()
    expected = [number for number, text in enumerate(lines, start=1) if change.line in text]
    assert len(expected) == 1, expected

    with changed(project, change.edits):
        said = complaints(project)

    at = f"{change.place}:{expected[0]}: error: "
    assert any(line.startswith(at) and change.error in line for line in said), "\n".join(said)


def test_a_change_that_breaks_nobody_is_no_error(project: Path) -> None:
    with changed(project, HARMLESS):
        assert complaints(project) == []


def test_a_handler_without_an_operation_cannot_be_made() -> None:
    class Forgetful(SystemHandler[None]):
        async def get_liveness(self) -> GetLivenessResponse:
            raise NotImplementedError

    with pytest.raises(TypeError, match="abstract methods? get_authorization_server, get_jwks"):
        Forgetful()  # type: ignore[abstract]
