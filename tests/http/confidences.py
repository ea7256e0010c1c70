"""Somebody trusts a running service with secrets, in every operation, and everything is kept."""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import httpx

from contract.runtime.operations import Operation
from generated.operations import OPERATIONS
from tests.http.calls import FORM, example_body, path_of
from tests.support.server import Server
from tests.support.service import API
from tests.support.waiting import until

ADA, BOB = "quillon.canary@example.com", "bob@example.com"
GRACE, LINUS = "grace@example.com", "linus@example.com"
FIRST, SECOND, THIRD = (
    "velvet tractors hum 41", "copper penguins nap 77", "marble otters sing 19",
)  # fmt: skip
FOURTH = "amber walruses knit 63"
WRONG = "granite sparrows sulk 53"
NAME = "Zebulonia Canary-Quagmire"
KEY = "idempotency-canary-5e1f0c6a2a4b"
GARBAGE = "garbagecanarytoken"
_MAIL_SECONDS = 10


@dataclass
class Confidences:
    """A server, what it was told, and what it said to whom."""

    server: Server
    http: httpx.Client
    secrets: dict[str, str] = field(default_factory=dict)
    answers: dict[str, list[httpx.Response]] = field(default_factory=dict)
    metrics: str = ""
    traces: str = ""

    def ask(self, who: str, method: str, path: str, **sent: object) -> httpx.Response:
        """Send a request on behalf of somebody, and keep the answer."""
        url = path if path.startswith("/") else f"{API}/{path}"
        response = self.http.request(method, url, **sent)  # type: ignore[arg-type]
        self.answers.setdefault(who, []).append(response)
        return response

    def sign_in(self, email: str, password: str) -> dict[str, str]:
        """The header that speaks for somebody; the tokens are secrets from here on."""
        form = {"grant_type": "password", "username": email, "password": password}
        return self.keep_tokens(self.ask(email, "POST", "auth/token", data=form))

    def keep_tokens(self, response: httpx.Response) -> dict[str, str]:
        number = len(self.secrets)
        for name in ("access_token", "refresh_token"):
            self.secrets[f"{name} {number}"] = response.json()[name]
        return {"Authorization": f"Bearer {response.json()['access_token']}"}

    def mailed(self, kind: str, recipient: str, *, number: int = 1) -> str:
        """The text of the mail with this number; what it carries is a secret from here on."""
        text = self._await_mail(kind, recipient, number)
        for token in re.findall(r"(?:evt|prt)_[A-Za-z0-9_-]{43}", text):
            self.secrets[f"token of {kind} to {recipient}"] = token
        return text

    @property
    def mails(self) -> dict[str, str]:
        """Every mail that has left, by the name of its file."""
        return {path.name: path.read_text() for path in self.server.mailbox.glob("*.eml")}

    def _await_mail(self, kind: str, recipient: str, number: int) -> str:
        def found() -> list[Path]:
            return sorted(self.server.mailbox.glob(f"*-{kind}-{recipient}.eml"))

        until(
            lambda: len(found()) >= number,
            _MAIL_SECONDS,
            lambda: f"no {kind} for {recipient}: {self.server.log}",
        )
        return found()[number - 1].read_text()

    def stored(self, statement: str) -> list[str]:
        """What a SELECT finds in the database of the running server."""
        with closing(sqlite3.connect(self.server.database, timeout=5)) as connection:
            return [str(value) for row in connection.execute(statement) for value in row]

    def change(self, statement: str) -> None:
        """Run a statement in the database of the running server."""
        with closing(sqlite3.connect(self.server.database, timeout=5)) as connection:
            connection.execute(statement)
            connection.commit()

    @contextmanager
    def broken(self) -> Iterator[None]:
        """Meanwhile the database lacks tables: what needs them is a mistake of ours, a 500."""
        for old, new in (("accounts", "gone_accounts"), ("outbox", "gone_outbox")):
            self._rename(old, new)
        try:
            yield
        finally:
            for old, new in (("accounts", "gone_accounts"), ("outbox", "gone_outbox")):
                self._rename(new, old)

    def _rename(self, old: str, new: str) -> None:
        self.change(f"ALTER TABLE {old} RENAME TO {new}")


def confide(told: Confidences) -> None:
    """Use every operation, rightly and wrongly, with secrets that can be found again."""
    told.secrets |= {"first": FIRST, "second": SECOND, "third": THIRD, "wrong": WRONG}
    told.secrets |= {"name": NAME, "key": KEY, "garbage": GARBAGE, "address": "quillon.canary"}
    _register(told)
    auth = _sign_in_and_look(told)
    _change(told, auth)
    _reset(told)
    _manage(told)
    for operation in OPERATIONS:
        _misuse(told, operation)
    with told.broken():
        for operation in OPERATIONS:
            _use_in_full(told, operation, told.secrets["access_token of the end"])
    told.secrets["bob's hash"] = told.stored(
        f"SELECT password_hash FROM accounts WHERE email = '{BOB}'"
    )[0]


def _register(told: Confidences) -> None:
    for email in (ADA, BOB):
        body = {"email": email, "password": FIRST if email == ADA else WRONG, "display_name": NAME}
        told.ask(
            email, "POST", "auth/register", json=body, headers={"Idempotency-Key": KEY + email}
        )
    told.ask(ADA, "POST", "auth/email-verification", json={"email": ADA})
    for email in (ADA, BOB):
        # The mail that was asked for again makes the first one worthless.
        mail = told.mailed("verify_email", email, number=2 if email == ADA else 1)
        code = re.findall(r"^([0-9]{6})$", mail, re.MULTILINE)[-1]
        wrong = {"method": "code", "email": email, "code": f"{(int(code) + 1) % 10**6:06}"}
        told.ask(email, "POST", "auth/email-verification/confirm", json=wrong)
        good = {"method": "token", "token": told.secrets[f"token of verify_email to {email}"]}
        told.ask(email, "POST", "auth/email-verification/confirm", json=good)
    told.ask(ADA, "POST", "auth/register", json={"email": ADA, "password": THIRD})
    told.mailed("account_exists", ADA)
    told.secrets["hash"] = told.stored("SELECT password_hash FROM accounts")[0]


def _sign_in_and_look(told: Confidences) -> dict[str, str]:
    form = {"grant_type": "password", "username": ADA, "password": WRONG}
    told.ask(ADA, "POST", "auth/token", data=form)
    auth, _ = told.sign_in(ADA, FIRST), told.sign_in(ADA, FIRST)
    bob = told.sign_in(BOB, WRONG)
    for email, headers in ((ADA, auth), (BOB, bob)):
        for path in ("me", "me/sessions", "/health/live", "/health/ready"):
            told.ask(email, "GET", path, headers=headers)
        for path in ("/.well-known/jwks.json", "/.well-known/oauth-authorization-server"):
            told.ask(email, "GET", path, headers=headers)
    ours = told.ask(ADA, "GET", "me/sessions", headers=auth).json()["items"]
    told.ask(BOB, "DELETE", f"me/sessions/{ours[0]['id']}", headers=bob)
    told.ask(ADA, "DELETE", f"me/sessions/{ours[0]['id']}", headers=auth)
    told.ask(ADA, "DELETE", "me/sessions", headers=auth)
    return told.sign_in(ADA, FIRST)


def _change(told: Confidences, auth: dict[str, str]) -> None:
    patch = {**auth, "Content-Type": "application/merge-patch+json"}
    preferences = json.dumps({"display_name": NAME, "preferences": {"note": GARBAGE}})
    told.ask(ADA, "PATCH", "me", content=preferences, headers=patch)
    for current in (WRONG, FIRST):
        body = {"current_password": current, "new_password": SECOND}
        told.ask(ADA, "POST", "me/password", json=body, headers=auth)
    told.mailed("password_changed", ADA)
    tokens = told.ask(ADA, "POST", "auth/token", data=_refreshing(told)).json()
    told.secrets["refresh_token again"] = tokens["refresh_token"]
    told.secrets["access_token again"] = tokens["access_token"]
    told.ask(ADA, "POST", "auth/logout", headers=auth)
    told.ask(ADA, "POST", "auth/token", data=_refreshing(told))


def _refreshing(told: Confidences) -> dict[str, str]:
    newest = [value for name, value in told.secrets.items() if name.startswith("refresh_token")]
    return {"grant_type": "refresh_token", "refresh_token": newest[-1]}


def _reset(told: Confidences) -> None:
    told.ask(ADA, "POST", "auth/password/forgot", json={"email": ADA})
    told.mailed("reset_password", ADA)
    for new in ("password1234", THIRD, THIRD):
        body = {"token": told.secrets[f"token of reset_password to {ADA}"], "new_password": new}
        told.ask(ADA, "POST", "auth/password/reset", json=body)
    revoked = told.sign_in(ADA, THIRD)["Authorization"].removeprefix("Bearer ")
    told.ask(ADA, "POST", "auth/revoke", data={"token": revoked})
    last = told.sign_in(ADA, THIRD)["Authorization"].removeprefix("Bearer ")
    told.secrets["access_token of the end"] = last


def _manage(told: Confidences) -> None:
    """An admin, who may see everybody, does everything with two accounts that are not Ada's."""
    told.ask(GRACE, "POST", "auth/register", json={"email": GRACE, "password": FOURTH})
    told.mailed("verify_email", GRACE)
    good = {"method": "token", "token": told.secrets[f"token of verify_email to {GRACE}"]}
    told.ask(GRACE, "POST", "auth/email-verification/confirm", json=good)
    told.change(f"UPDATE accounts SET role = 'admin' WHERE email = '{GRACE}'")
    auth = {**told.sign_in(GRACE, FOURTH), "If-Match": "*"}
    bob = told.ask(GRACE, "GET", f"users?email={BOB}", headers=auth).json()["items"][0]["id"]
    patch = {**auth, "Content-Type": "application/merge-patch+json"}
    told.ask(GRACE, "GET", f"users/{bob}", headers=auth)
    told.ask(GRACE, "PATCH", f"users/{bob}", content='{"locale": "en"}', headers=patch)
    told.ask(GRACE, "PUT", f"users/{bob}/suspension", json={"reason": NAME}, headers=auth)
    told.ask(GRACE, "DELETE", f"users/{bob}/suspension", headers=auth)
    told.ask(GRACE, "GET", f"users/{bob}/sessions", headers=auth)
    told.ask(GRACE, "DELETE", f"users/{bob}/sessions", headers=auth)
    told.ask(GRACE, "POST", f"users/{bob}/password-reset", headers=auth)
    told.mailed("reset_password", BOB)
    body = {"email": LINUS, "display_name": NAME}
    linus = told.ask(GRACE, "POST", "users", json=body, headers=auth).json()["id"]
    told.mailed("invitation", LINUS)
    told.ask(GRACE, "DELETE", f"users/{linus}", headers=auth)
    told.ask(GRACE, "GET", "audit-events?limit=100", headers=auth)


def _misuse(told: Confidences, operation: Operation) -> None:
    """What a hasty client does: secrets in the wrong places, and bodies that nobody can read."""
    path, (_, media_type) = path_of(operation, {}), example_body(operation)
    headers = {"Content-Type": media_type} if media_type else {}
    told.ask(ADA, operation.method, f"{path}?token={GARBAGE}&email={ADA}")
    told.ask(ADA, operation.method, path, headers={"Authorization": f"Bearer {GARBAGE}"})
    told.ask(ADA, operation.method, path, content=FIRST, headers={"Content-Type": "text/plain"})
    for body in (f'{{"password": "{FIRST}', f'{{"{GARBAGE}": "{FIRST}"}}', f"password={FIRST}"):
        told.ask(ADA, operation.method, path, content=body, headers=headers)


def _use_in_full(told: Confidences, operation: Operation, token: str) -> None:
    """A good request, whose every field is a secret."""
    content, media_type = example_body(operation)
    secrets = {
        "email": ADA, "username": ADA, "password": THIRD, "current_password": THIRD,
        "new_password": FIRST, "display_name": NAME, "code": "424242",
        "token": told.secrets[f"token of verify_email to {ADA}"],
    }  # fmt: skip
    headers = {"Authorization": f"Bearer {token}"}
    if media_type:
        headers["Content-Type"] = media_type
        is_form = media_type == FORM
        example = dict(httpx.QueryParams(content.decode())) if is_form else json.loads(content)
        filled = {name: secrets.get(name, value) for name, value in example.items()}
        content = (urlencode(filled) if is_form else json.dumps(filled)).encode()
    told.ask(ADA, operation.method, path_of(operation, {}), content=content, headers=headers)
