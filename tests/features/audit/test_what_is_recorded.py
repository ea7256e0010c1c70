"""What is recorded: the event that the contract names, once, of what happened, and no secret."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import httpx
import pytest

from contract.runtime.operations import Operation
from generated.operations import OPERATIONS
from tests.features.calls import (
    NOBODY,
    Json,
    create,
    delete,
    employed,
    end_sessions,
    made,
    own_id,
    patch,
    reinstate,
    start_reset,
    suspend,
    trail,
)
from tests.support import sql
from tests.support.service import API, PASSWORD, Person, Service

ADMIN, ADA, NEW = "admin@example.com", "ada@example.com", "new@example.com"
NEW_PASSWORD = "three quiet lighthouses"
RECORDED = [operation for operation in OPERATIONS if operation.audit_event]


@dataclass
class Scene:
    """An admin and a plain user, Ada, both signed in."""

    service: Service
    admin: Person
    ada: Person
    ada_id: str


@dataclass
class Done:
    """What was answered, and by whom it was done to whom: addresses, None for nobody."""

    response: httpx.Response
    actor: str | None
    subject: str


Way = Callable[[Scene], Awaitable[Done]]


@pytest.fixture
async def scene(service: Service, admin: Person) -> Scene:
    ada, ada_id = await employed(service, admin, ADA)
    service.clock.advance(seconds=1)
    return Scene(service, admin, ada, ada_id)


async def token_mailed(scene: Scene, path: str, email: str) -> str:
    """The token of the mail that `path` sends to an address."""
    await scene.service.post(path, {"email": email})
    await scene.service.deliver()
    return scene.service.mailbox.token(email)


async def register(scene: Scene) -> Done:
    return Done(await scene.service.register(NEW), None, NEW)


async def confirm_email(scene: Scene) -> Done:
    await scene.service.register(NEW)
    body = {"method": "token", "token": scene.service.mailbox.token(NEW)}
    return Done(await scene.service.post("/auth/email-verification/confirm", body), NEW, NEW)


async def create_token(scene: Scene) -> Done:
    return Done(await scene.service.token(ADA), ADA, ADA)


async def revoke_token(scene: Scene) -> Done:
    data = {"token": scene.ada.refresh_token}
    return Done(await scene.service.http.post(f"{API}/auth/revoke", data=data), ADA, ADA)


async def logout(scene: Scene) -> Done:
    return Done(await scene.service.post("/auth/logout", None, scene.ada), ADA, ADA)


async def reset_password(scene: Scene) -> Done:
    token = await token_mailed(scene, "/auth/password/forgot", ADA)
    body = {"token": token, "new_password": NEW_PASSWORD}
    return Done(await scene.service.post("/auth/password/reset", body), ADA, ADA)


async def change_password(scene: Scene) -> Done:
    body = {"current_password": PASSWORD, "new_password": NEW_PASSWORD}
    return Done(await scene.service.post("/me/password", body, scene.ada), ADA, ADA)


async def update_me(scene: Scene) -> Done:
    return Done(await scene.service.patch_me(scene.ada, {"locale": "en"}), ADA, ADA)


async def end_my_session(scene: Scene) -> Done:
    url = f"{API}/me/sessions"
    own = (await scene.service.http.get(url, headers=scene.ada.auth)).json()["items"][0]["id"]
    response = await scene.service.http.delete(f"{url}/{own}", headers=scene.ada.auth)
    return Done(response, ADA, ADA)


async def end_my_other_sessions(scene: Scene) -> Done:
    phone = await scene.service.signed_in(ADA)
    response = await scene.service.http.delete(f"{API}/me/sessions", headers=phone.auth)
    return Done(response, ADA, ADA)


async def create_user(scene: Scene) -> Done:
    return Done(await create(scene.service, scene.admin, NEW), ADMIN, NEW)


async def delete_user(scene: Scene) -> Done:
    return Done(await delete(scene.service, scene.admin, scene.ada_id), ADMIN, ADA)


async def update_user(scene: Scene) -> Done:
    response = await patch(scene.service, scene.admin, scene.ada_id, {"role": "support"})
    return Done(response, ADMIN, ADA)


async def suspend_user(scene: Scene) -> Done:
    invited = await made(scene.service, scene.admin, NEW)  # who is signed in nowhere
    return Done(await suspend(scene.service, scene.admin, invited["id"]), ADMIN, NEW)


async def reinstate_user(scene: Scene) -> Done:
    await suspend(scene.service, scene.admin, scene.ada_id)
    return Done(await reinstate(scene.service, scene.admin, scene.ada_id), ADMIN, ADA)


async def end_user_sessions(scene: Scene) -> Done:
    return Done(await end_sessions(scene.service, scene.admin, scene.ada_id), ADMIN, ADA)


async def start_password_reset(scene: Scene) -> Done:
    return Done(await start_reset(scene.service, scene.admin, scene.ada_id), ADMIN, ADA)


TO_SUCCEED: dict[str, Way] = {
    "register": register,
    "confirmEmail": confirm_email,
    "createToken": create_token,
    "revokeToken": revoke_token,
    "logout": logout,
    "resetPassword": reset_password,
    "changePassword": change_password,
    "updateMe": update_me,
    "endMySession": end_my_session,
    "endMyOtherSessions": end_my_other_sessions,
    "createUser": create_user,
    "deleteUser": delete_user,
    "updateUser": update_user,
    "suspendUser": suspend_user,
    "reinstateUser": reinstate_user,
    "endUserSessions": end_user_sessions,
    "startPasswordReset": start_password_reset,
}


async def ids(service: Service) -> dict[str, str]:
    """The ids of all accounts, by address."""
    accounts = await sql.rows(service.application.database, "SELECT email, id FROM accounts")
    return {account.email: str(UUID(str(account.id))) for account in accounts}


async def of_request(service: Service, actor: Person, response: httpx.Response) -> list[Json]:
    """The events that one request left."""
    request_id = response.headers["x-request-id"]
    return [event for event in await trail(service, actor) if event["request_id"] == request_id]


@pytest.mark.parametrize("operation", RECORDED, ids=lambda operation: operation.id)
async def test_what_succeeds_leaves_the_event_that_the_contract_names(
    scene: Scene, operation: Operation
) -> None:
    before = await ids(scene.service)

    done = await TO_SUCCEED[operation.id](scene)

    known = {**before, **await ids(scene.service)}
    assert done.response.is_success, done.response.text
    (event,) = await of_request(scene.service, scene.admin, done.response)
    assert event["action"] == operation.audit_event
    assert event["actor_id"] == (known[done.actor] if done.actor else None)
    assert event["subject_id"] == known[done.subject]
    assert datetime.fromisoformat(event["occurred_at"]) == scene.service.clock.now()


async def refuse_events(service: Service, action: str) -> None:
    """From now on the database takes no event of this action."""
    create = "CREATE TRIGGER refusing BEFORE INSERT ON audit_events"
    trigger = f"{create} WHEN NEW.action = '{action}' BEGIN SELECT RAISE(ABORT, 'refused'); END"
    if service.application.settings.database_url.startswith("postgres"):
        function = "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql"
        body = "$$ BEGIN RAISE EXCEPTION 'refused'; END $$"
        await sql.execute(service.application.database, f"{function} AS {body}")
        condition = f"FOR EACH ROW WHEN (NEW.action = '{action}')"
        trigger = f"{create} {condition} EXECUTE FUNCTION refuse()"
    await sql.execute(service.application.database, trigger)


@pytest.mark.parametrize("operation", RECORDED, ids=lambda operation: operation.id)
async def test_what_cannot_be_recorded_does_not_happen(scene: Scene, operation: Operation) -> None:
    database = scene.service.application.database
    states: list[dict[str, list[tuple[object, ...]]]] = []

    async def remember(_: httpx.Request) -> None:
        states.append(await sql.contents(database))

    await refuse_events(scene.service, str(operation.audit_event))
    scene.service.http.event_hooks["request"].append(remember)

    done = await TO_SUCCEED[operation.id](scene)

    assert done.response.status_code == 500
    assert await sql.contents(database) == states[-1]


def test_every_operation_that_names_an_event_is_tried() -> None:
    assert set(TO_SUCCEED) == {operation.id for operation in RECORDED}


def test_every_operation_that_changes_something_names_an_event() -> None:
    unsafe = {operation.id for operation in OPERATIONS if operation.method != "GET"}
    # Both only promise a mail, to whoever owns the address.
    silent = {"resendEmailVerification", "forgotPassword"}

    assert unsafe - silent == set(TO_SUCCEED)


async def test_what_is_refused_leaves_no_event(scene: Scene) -> None:
    service, admin, ada, ada_id = scene.service, scene.admin, scene.ada, scene.ada_id
    admin_id = await own_id(service, admin)
    other = {"If-Match": '"other"'}
    wrong = {"current_password": "not this one", "new_password": NEW_PASSWORD}
    weak = {"current_password": PASSWORD, "new_password": "password1234"}
    before = await trail(service, admin)

    refused = [
        await service.post("/auth/register", {"email": NEW, "password": "password1234"}),
        await service.post("/auth/register", {"email": NEW}),
        await service.post("/me/password", wrong, ada),
        await service.post("/me/password", weak, ada),
        await service.patch_me(ada, {"locale": "en"}, **other),
        await service.patch_me(ada, {"role": "admin"}),
        await service.http.delete(f"{API}/me/sessions/{NOBODY}", headers=ada.auth),
        await service.refresh("rt_" + "A" * 43),
        await service.token(ADA, scope="users:read"),
        await service.post("/auth/password/reset", {"token": "prt_x", "new_password": PASSWORD}),
        await create(service, admin, ADA, email_verified=True, password=PASSWORD),
        await create(service, admin, NEW, password="password1234"),
        await create(service, ada, NEW),
        await patch(service, admin, ada_id, {"role": "admin"}, '"other"'),
        await patch(service, admin, ada_id, {"role": "admin"}, None),
        await patch(service, admin, ada_id, {"role": "root"}),
        await patch(service, admin, admin_id, {"role": "user"}),
        await patch(service, ada, ada_id, {"role": "admin"}),
        await delete(service, admin, ada_id, '"other"'),
        await delete(service, admin, admin_id),
        await delete(service, admin, NOBODY),
        await suspend(service, admin, admin_id),
        await suspend(service, admin, ada_id, ends_at="2020-01-01T00:00:00Z"),
        await suspend(service, admin, ada_id, '"other"'),
        await suspend(service, ada, admin_id),
        await reinstate(service, admin, NOBODY),
        await start_reset(service, admin, NOBODY),
        await start_reset(service, ada, ada_id),
        await end_sessions(service, admin, NOBODY),
    ]

    assert [answer.request.url.path for answer in refused if answer.is_success] == []
    assert await trail(service, admin) == before


async def test_a_refused_sign_in_is_recorded_with_its_reason(scene: Scene) -> None:
    service, admin = scene.service, scene.admin
    unconfirmed = await made(service, admin, NEW, password=PASSWORD)
    suspended = await made(service, admin, "bob@example.com", password=PASSWORD)
    await suspend(service, admin, suspended["id"])
    for email, password in (
        (ADA, "a wrong password"),
        ("nobody@example.com", PASSWORD),
        (NEW, PASSWORD),
        ("bob@example.com", PASSWORD),
    ):
        assert (await service.token(email, password)).status_code == 400

    events = await trail(service, admin, action="user.sign_in_failed")

    assert [(each["actor_id"], each["subject_id"], each["details"]) for each in events] == [
        (None, scene.ada_id, {"reason": "password"}),
        (None, None, {"reason": "password"}),
        (None, unconfirmed["id"], {"reason": "unconfirmed"}),
        (None, suspended["id"], {"reason": "suspended"}),
    ]


async def test_what_happens_to_a_session_is_recorded(scene: Scene) -> None:
    service, admin, ada = scene.service, scene.admin, scene.ada
    refreshed = await service.refresh(ada.refresh_token)
    within_grace = await service.refresh(ada.refresh_token)
    service.clock.advance(minutes=1)
    reused = await service.refresh(ada.refresh_token)

    (refresh,) = await of_request(service, admin, refreshed)
    assert (refresh["action"], refresh["actor_id"]) == ("session.refreshed", scene.ada_id)
    assert await of_request(service, admin, within_grace) == []
    (reuse,) = await of_request(service, admin, reused)
    assert (reuse["action"], reuse["subject_id"]) == ("session.reuse_detected", scene.ada_id)
    assert reuse["actor_id"] is None  # the owner, or the thief
    assert reuse["details"] == {"session_id": refresh["details"]["session_id"]}


async def test_a_registration_of_a_known_address_is_recorded_as_such(scene: Scene) -> None:
    response = await scene.service.register(ADA.upper())

    (event,) = await of_request(scene.service, scene.admin, response)
    assert event["action"] == "user.registration_repeated"
    assert (event["actor_id"], event["subject_id"]) == (None, scene.ada_id)


async def test_the_request_id_of_the_caller_is_the_one_that_is_recorded(scene: Scene) -> None:
    given = {"X-Request-Id": "my-request_0001"}

    response = await scene.service.patch_me(scene.ada, {"locale": "en"}, **given)

    (event,) = await of_request(scene.service, scene.admin, response)
    assert event["request_id"] == "my-request_0001"


async def test_no_event_holds_an_address_a_name_or_a_secret(scene: Scene) -> None:
    """Whatever is put in is marked; nothing that is marked may come out."""
    service, admin = scene.service, scene.admin
    marked: dict[str, Any] = {"display_name": "Canary Name", "locale": "ca-NARY"}
    zoe = {"email": "canary@example.com", "password": "canary in the coal mine 7"}
    await service.post("/auth/register", {**zoe, **marked}, None, **{"User-Agent": "canary/1"})
    await service.post("/auth/register", {**zoe, **marked})
    await service.deliver()
    mailed = [service.mailbox.token(zoe["email"]), service.mailbox.code(zoe["email"])]
    for email in (zoe["email"], "canary.nobody@example.com", "canary@@@"):
        await service.token(email, "canary of a wrong password")
    await service.post("/auth/email-verification/confirm", {"method": "token", "token": mailed[0]})
    person = await service.signed_in(zoe["email"], zoe["password"])
    again = (await service.refresh(person.refresh_token)).json()
    zoe_id = await own_id(service, person)
    await service.patch_me(
        person, {"preferences": {"canary": "canary"}, "display_name": "Canary 2"}
    )
    await patch(service, admin, zoe_id, {**marked, "role": "support", "email_verified": False})
    await suspend(service, admin, zoe_id, reason="Canary reason.")
    await reinstate(service, admin, zoe_id)
    await create(service, admin, "canary.made@example.com", key="canary-key-1", **marked)
    await delete(service, admin, zoe_id)

    columns = "action, actor_id, subject_id, request_id, details"
    rows = await sql.rows(service.application.database, f"SELECT {columns} FROM audit_events")
    text = repr([tuple(row) for row in rows])

    assert len(rows) > 15
    assert "canary" not in text.lower() and "@" not in text
    for secret in (*mailed, person.refresh_token, again["refresh_token"], again["access_token"]):
        assert secret not in text
