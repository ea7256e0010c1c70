"""Teaches Schemathesis what the contract cannot: who signs in, and what only a mailbox knows.

Loaded by `schemathesis run` (see schemathesis.toml); `tests.contract.fuzz` sets the environment.
"""

import itertools
import os
import re
import uuid
from collections import defaultdict
from collections.abc import Callable, Container, Iterator, MutableMapping
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import unquote

import schemathesis
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation import GenerationMode
from schemathesis.generation.meta import TestPhase

from generated.operations import ROLE_SCOPES
from tests.contract import oracle
from tests.contract.insider import Insider, new_email, new_password

ROLE = os.environ["FUZZ_ROLE"]
EMAIL = os.environ["FUZZ_EMAIL"]
PASSWORD = os.environ["FUZZ_PASSWORD"]
INSIDER = Insider(os.environ["FUZZ_URL"], Path(os.environ["FUZZ_MAILBOX"]))

Body = MutableMapping[str, Any]
Case: TypeAlias = schemathesis.Case[Any]
_NEEDS_SESSION = "a session of its own"
# What the gate serves to nobody, whatever the route: see contract/runtime/routing.py.
_NO_PATH = re.compile(r"[\x00-\x1f\x7f-\x9f\\/]|^\.{1,2}$|^$")
_turns: dict[str, Iterator[int]] = defaultdict(itertools.count)


@schemathesis.auth(refresh_interval=None)
class SignedIn:
    """Marks the calls that need a session; `before_call` gives each one of its own.

    Not here: cases are made long before they are sent, and what ends a session, or a hundred other
    sign-ins, must not blind the calls after it.
    """

    def get(self, case: Case, context: schemathesis.AuthContext) -> str | None:
        return _NEEDS_SESSION if case.operation.definition.raw.get("security") else None

    def set(self, case: Case, data: str, context: schemathesis.AuthContext) -> None:
        case.headers["Authorization"] = data


@schemathesis.hook
def before_call(context: schemathesis.HookContext, case: Case, kwargs: dict[str, Any]) -> None:
    """Signs in; in valid requests never the same key twice, and every second has real secrets."""
    if case.headers.get("Authorization") == _NEEDS_SESSION:
        token = INSIDER.sign_in(EMAIL, PASSWORD)["access_token"]
        case.headers["Authorization"] = f"Bearer {token}"
    if _is_valid(case, ParameterLocation.HEADER):
        _be_current(case.headers)
    if _is_valid(case, ParameterLocation.PATH):
        _be_about_somebody(case)
    if _is_valid(case, ParameterLocation.QUERY):
        _begin_with_the_first_page(case)
    name = case.operation.definition.raw["operationId"]
    if not _is_valid(case, ParameterLocation.BODY) or not isinstance(case.body, dict):
        return
    body = dict(case.body)  # a copy: what is given may be the example of the contract itself
    if case.media_type == oracle.FORM:
        content = case.operation.definition.raw["requestBody"]["content"]
        _flatten(body, oracle.resolve(content[oracle.FORM]["schema"])["properties"])
    if isinstance(body.get("timezone"), str):
        body["timezone"] = "Europe/London"  # no schema says which time zones exist
    if name in _SECRETS and next(_turns[name]) % 2 == 0:
        _SECRETS[name](body)
    case.body = body


@schemathesis.hook
def after_call(
    context: schemathesis.HookContext, case: Case, response: schemathesis.Response
) -> None:
    """A password that was changed is changed back, or nobody could sign in any more."""
    name = case.operation.definition.raw["operationId"]
    is_change = name == "changePassword" and response.request.method == "POST"
    if is_change and response.status_code == 204:
        assert isinstance(case.body, dict)
        authorization = str(response.request.headers["Authorization"])
        INSIDER.restore_password(authorization, str(case.body["new_password"]), PASSWORD)


@schemathesis.hook
def filter_path_parameters(
    context: schemathesis.HookContext, path_parameters: MutableMapping[str, Any] | None
) -> bool:
    """No values that make the path name nothing: those are 404 (tests/http/test_hostile_input)."""
    values = (unquote(str(value)) for value in (path_parameters or {}).values())
    return not any(_NO_PATH.search(value) for value in values)


@schemathesis.check
def verdicts_agree(
    ctx: schemathesis.CheckContext, response: schemathesis.Response, case: Case
) -> None:
    """A body is refused as invalid if and only if JSON Schema says so, whatever else is wrong."""
    if response.request.method == case.operation.method.upper():
        fault = oracle.disagreement(case.operation.definition.raw, response)
        if fault is not None:
            raise AssertionError(fault)


@schemathesis.check
def rights_hold(
    ctx: schemathesis.CheckContext, response: schemathesis.Response, case: Case
) -> None:
    """Whoever lacks the scope that an operation names is refused for it, and nobody else is."""
    if response.request.method != case.operation.method.upper():
        return
    fault = oracle.unjust(case.operation.definition.raw, ROLE_SCOPES[ROLE], response)
    if fault is not None:
        raise AssertionError(fault)


def _be_about_somebody(case: Case) -> None:
    """Ids that exist; never of the account that we sign in with, unless only to be read."""
    ids = case.path_parameters
    if "session_id" in ids and next(_turns["session_id"]) % 2:
        ids["session_id"] = INSIDER.session_id(EMAIL, PASSWORD)
    if "user_id" not in ids or "users:write" not in ROLE_SCOPES[ROLE]:
        return
    is_own = ids["user_id"] == INSIDER.account_id(EMAIL, PASSWORD)
    is_made_up = ids["user_id"] not in INSIDER.accounts
    if (is_own and case.method != "GET") or (is_made_up and next(_turns["user_id"]) % 4):
        ids["user_id"] = INSIDER.make_account(EMAIL, PASSWORD)


def _begin_with_the_first_page(case: Case) -> None:
    """Cursors that no link has handed on are made up, and would refuse nearly every list."""
    is_made_up = case.meta is not None and case.meta.phase.name is not TestPhase.STATEFUL
    if is_made_up and "cursor" in case.query and next(_turns["cursor"]) % 8 < 7:
        del case.query["cursor"]


def _be_current(headers: MutableMapping[str, str]) -> None:
    """A new key; and a precondition that holds, since under a tag of nothing any write is a 412."""
    if "Idempotency-Key" in headers:
        headers["Idempotency-Key"] = uuid.uuid4().hex
    if "If-Match" in headers and next(_turns["If-Match"]) % 4:
        headers["If-Match"] = "*"


def _is_valid(case: Case, location: ParameterLocation) -> bool:
    component = case.meta.components.get(location) if case.meta else None
    return component is None or component.mode is GenerationMode.POSITIVE


def _flatten(form: Body, described: Container[str]) -> None:
    """A form has no lists: sent as one, a member would occur twice, which RFC 6749 forbids.

    NUL is refused everywhere, also in members that no schema describes: those are left out.
    """
    for name, value in list(form.items()):
        if name not in described and "\0" in f"{name}{value}":
            del form[name]
            continue
        if isinstance(value, list | dict):
            form[name] = str(value)


def _register(body: Body) -> None:
    body.update(email=new_email(), password=new_password())


def _create_token(body: Body) -> None:
    body.pop("scope", None)
    if body["grant_type"] == "password":
        body.update(username=EMAIL, password=PASSWORD)
    elif not str(body.get("refresh_token", "")).startswith("rt_"):  # else: handed on by a link
        body["refresh_token"] = INSIDER.sign_in(EMAIL, PASSWORD)["refresh_token"]


def _revoke_token(body: Body) -> None:
    body["token"] = INSIDER.sign_in(EMAIL, PASSWORD)["refresh_token"]


def _confirm_email(body: Body) -> None:
    body.update(INSIDER.confirmation(body["method"]))


def _reset_password(body: Body) -> None:
    body.update(token=INSIDER.reset_token(), new_password=new_password())


def _change_password(body: Body) -> None:
    body.update(current_password=PASSWORD, new_password=new_password())


def _create_user(body: Body) -> None:
    body["email"] = new_email()
    if "password" in body:
        body["password"] = new_password()


def _suspend_user(body: Body) -> None:
    body.pop("ends_at", None)


_SECRETS: dict[str, Callable[[Body], None]] = {
    "register": _register,
    "createToken": _create_token,
    "revokeToken": _revoke_token,
    "confirmEmail": _confirm_email,
    "resetPassword": _reset_password,
    "changePassword": _change_password,
    "createUser": _create_user,
    "suspendUser": _suspend_user,
}
