"""Every answer that the contract shows can be had, by `Prefer`, and is what the contract says."""

from collections.abc import Iterator, Mapping
from typing import Any

import httpx
import pytest

from contract.runtime.operations import Operation
from generated.operations import GET_ME, LIST_USERS, OPERATIONS, REGISTER
from tests.http.calls import described, example_body, path_of
from tests.mock.conftest import Mock
from tests.support import bundle
from tests.support.service import API, Person

Case = tuple[Operation, int, str | None, Any]
OF_ONE_OCCURRENCE = {"instance", "request_id"}


def shown() -> Iterator[Case]:
    """Every example of every response: what is to be preferred, and what is shown."""
    for operation in OPERATIONS:
        for status, declared in described(operation)["responses"].items():
            content = bundle.resolve(declared).get("content", {})
            if not content:
                yield operation, int(status), None, None
            for shape in content.values():
                for name, example in shape["examples"].items():
                    yield operation, int(status), name, bundle.resolve(example)["value"]


async def ask(
    service: Mock, operation: Operation, person: Person, prefer: str, **headers: str
) -> httpx.Response:
    """A good request of a person who may do everything, with a preference."""
    content, media_type = example_body(operation)
    framing = {"Content-Type": media_type} if media_type else {}
    needed = {"If-Match": "*"} if "precondition_required" in operation.problems else {}
    return await service.http.request(
        operation.method,
        path_of(operation, {}),
        content=content,
        headers={**framing, **needed, **person.auth, "Prefer": prefer, **headers},
    )


def lasting(value: Any) -> Any:
    """What is the same in every occurrence of a problem."""
    if isinstance(value, Mapping) and "request_id" in value:
        return {key: each for key, each in value.items() if key not in OF_ONE_OCCURRENCE}
    return value


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id)
async def test_each_example_is_answered_as_the_contract_shows_it(
    service: Mock, admin: Person, operation: Operation
) -> None:
    cases = [case for case in shown() if case[0] is operation]

    assert cases
    for _, status, name, value in cases:
        prefer = f"code={status}" + (f", example={name}" if name else "")
        answer = await ask(service, operation, admin, prefer)
        assert answer.status_code == status, answer.text
        assert answer.headers["preference-applied"] == prefer
        assert (lasting(answer.json()) if answer.content else None) == lasting(value)


async def test_a_status_alone_gives_its_first_example(service: Mock, admin: Person) -> None:
    answer = await ask(service, REGISTER, admin, "code=409")

    assert (answer.status_code, answer.json()["code"]) == (409, "idempotency_key_in_use")


async def test_a_name_alone_finds_its_status(service: Mock, admin: Person) -> None:
    answer = await ask(service, LIST_USERS, admin, "example=invalid_cursor")

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_cursor")
    assert answer.headers["preference-applied"] == "example=invalid_cursor"


@pytest.mark.parametrize("prefer", ["code=418", "example=nonsense", "code=200, example=not_found"])
async def test_what_the_contract_does_not_show_is_not_made_up(
    service: Mock, admin: Person, prefer: str
) -> None:
    """RFC 7240 §2: a preference that cannot be honoured is ignored, and nothing says it was."""
    answer = await ask(service, GET_ME, admin, prefer)

    assert (answer.status_code, answer.json()["email"]) == (200, admin.email)
    assert "preference-applied" not in answer.headers


async def test_a_chosen_problem_names_its_request(service: Mock, admin: Person) -> None:
    headers = {"X-Request-Id": "chosen-by-a-test"}
    answer = await ask(service, GET_ME, admin, "code=429", **headers)

    assert answer.json()["instance"] == f"{API}/me"
    assert answer.json()["request_id"] == answer.headers["x-request-id"] == "chosen-by-a-test"
    assert answer.headers["retry-after"].isdecimal()


async def test_a_choice_does_nothing(service: Mock, admin: Person) -> None:
    chosen = await service.patch_me(admin, {"display_name": "Chosen"}, Prefer="code=200")
    read = await service.me(admin)

    assert "preference-applied" in chosen.headers
    assert read.json()["display_name"] is None


async def test_a_choice_is_not_kept_under_an_idempotency_key(service: Mock, admin: Person) -> None:
    key = {"Idempotency-Key": "one-key-for-two-requests"}
    body = {"email": "bob@example.com"}
    chosen = await service.post("/users", body, admin, **key, Prefer="code=503")
    made = await service.post("/users", body, admin, **key)
    again = await service.post("/users", body, admin, **key)

    assert (chosen.status_code, made.status_code, again.status_code) == (503, 201, 201)
    assert again.json() == made.json()
    assert again.headers["idempotency-replayed"] == "true"


async def test_who_may_not_call_chooses_nothing(service: Mock, admin: Person) -> None:
    """The gate, authentication and the schemas come first, as they do in the service."""
    ada, prefer = await service.person(), {"Prefer": "code=200"}
    answers = [
        await service.http.get(f"{API}/me", headers=prefer),
        await service.http.get(f"{API}/users", headers={**ada.auth, **prefer}),
        await service.http.get(f"{API}/users?page=2", headers={**admin.auth, **prefer}),
        await service.post("/auth/register", {"email": "nobody"}, None, **prefer),
        await service.http.put(f"{API}/me", headers={**ada.auth, **prefer}),
    ]

    assert [answer.status_code for answer in answers] == [401, 403, 422, 422, 405]
    assert all("preference-applied" not in answer.headers for answer in answers)


async def test_a_head_is_chosen_like_its_get(service: Mock) -> None:
    answer = await service.http.head("/health/ready", headers={"Prefer": "code=503"})

    assert (answer.status_code, answer.content) == (503, b"")
