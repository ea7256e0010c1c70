"""Secrets that were pushed through every operation come out nowhere but to their owner."""

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest

from generated.operations import OPERATIONS
from tests.http.confidences import ADA, BOB, GARBAGE, GRACE, LINUS, NAME, Confidences, confide
from tests.support.otlp import receiving
from tests.support.server import UNLIMITED, free_port, serving


@pytest.fixture(scope="module", params=["json", "console"])
def told(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Confidences]:
    """A server that logs as much as it can, and that has been told everything."""
    folder = tmp_path_factory.mktemp(request.param)
    port = free_port()
    settings = {
        "LOG_FORMAT": request.param,
        "LOG_LEVEL": "DEBUG",
        "RATE_LIMITS": UNLIMITED,
        "METRICS_PORT": str(port),
        "OTEL_BSP_SCHEDULE_DELAY": "100",
    }
    with ExitStack() as stack:
        receiver = stack.enter_context(receiving())
        server = stack.enter_context(serving(folder, **settings, TRACES_URL=receiver.url))
        http = stack.enter_context(httpx.Client(base_url=server.url))
        confidences = Confidences(server, http)
        confide(confidences)
        confidences.metrics = httpx.get(f"http://127.0.0.1:{port}/metrics").text
        receiver.wait_for(sum(map(len, confidences.answers.values())))
        confidences.traces = receiver.text
        yield confidences


def private_key(told: Confidences) -> str:
    document = json.loads((told.server.folder / "var" / "keys.json").read_text())
    key: str = document["keys"][0]["d"]
    return key


def whole(response: httpx.Response) -> str:
    """Status, headers and body of an answer."""
    return f"{response.status_code} {response.headers} {response.text}"


def credentials(told: Confidences) -> dict[str, str]:
    """What nobody is ever told again, not even its owner, once the answer with it has gone."""
    return {
        name: value
        for name, value in told.secrets.items()
        if not name.startswith(("name", "address", "garbage"))
    }


def test_every_operation_was_used_rightly_and_wrongly_and_while_something_was_broken(
    told: Confidences,
) -> None:
    """Else the silence of the others would prove nothing."""
    log = told.server.log
    for operation in OPERATIONS:
        said = rf"operation\W+{operation.id}\b.*status\W+"
        assert re.search(said + "2[0-9]{2}", log) and re.search(said + "4", log), operation.id
    assert log.count("unexpected error") >= 10
    assert "Traceback" in log and "OperationalError" in log
    assert {answer.status_code for answer in told.answers[ADA]} >= {
        200, 202, 204, 400, 401, 403, 415, 422, 500,
    }  # fmt: skip


def test_no_secret_is_in_the_log(told: Confidences) -> None:
    log = told.server.log

    assert [name for name, value in told.secrets.items() if value in log] == []
    assert private_key(told) not in log
    assert "127.0.0.1" not in log and BOB not in log


def test_no_secret_is_in_the_metrics(told: Confidences) -> None:
    for operation in OPERATIONS:
        assert f'operation="{operation.id}"' in told.metrics
    assert [name for name, value in told.secrets.items() if value in told.metrics] == []
    assert private_key(told) not in told.metrics
    assert "127.0.0.1" not in told.metrics and "@" not in told.metrics


def test_no_secret_is_in_the_traces(told: Confidences) -> None:
    for operation in OPERATIONS:
        assert f'"{operation.id}"' in told.traces
    assert [name for name, value in told.secrets.items() if value in told.traces] == []
    assert private_key(told) not in told.traces
    assert "127.0.0.1" not in told.traces and BOB not in told.traces


def test_no_secret_is_in_what_the_process_prints(told: Confidences) -> None:
    assert [name for name, value in told.secrets.items() if value in told.server.output] == []


def test_no_answer_repeats_a_password_or_shows_a_hash(told: Confidences) -> None:
    passwords = {"first", "second", "third", "wrong", "hash", "bob's hash", "key"}
    for answer in [*told.answers[ADA], *told.answers[BOB]]:
        shown = {name for name in passwords if told.secrets[name] in whole(answer)}
        assert shown == set(), answer.request.url
        assert "$2b$" not in answer.text and "$argon2" not in answer.text
        assert private_key(told) not in answer.text


def test_tokens_are_given_once_and_by_the_token_endpoint_only(told: Confidences) -> None:
    tokens = {name: value for name, value in credentials(told).items() if "token" in name}
    for answer in [*told.answers[ADA], *told.answers[BOB]]:
        if answer.request.url.path.endswith("/auth/token") and answer.is_success:
            assert answer.headers["cache-control"] == "no-store"
        else:
            assert [name for name, value in tokens.items() if value in whole(answer)] == []


def test_what_was_wrong_is_not_repeated_in_the_refusal(told: Confidences) -> None:
    for answer in told.answers[ADA]:
        if answer.is_error and GARBAGE in whole(answer):
            # A member that the contract does not know is named, so that it can be found.
            assert f'"pointer":"/{GARBAGE}"' in answer.text


def test_nobody_is_told_anything_of_somebody_else(told: Confidences) -> None:
    hers = {name: value for name, value in told.secrets.items() if value != NAME}
    of_bob = {
        told.secrets[name]
        for name in told.secrets
        if BOB in name or name in {"wrong", "bob's hash"}
    }
    own = {value for answer in told.answers[BOB] for value in _tokens_in(answer)}
    for answer in told.answers[BOB]:
        for name, value in hers.items():
            assert value in of_bob | own or value not in whole(answer), name
        assert ADA not in whole(answer)


def test_a_mail_goes_to_its_owner_with_nothing_but_what_it_is_for(told: Confidences) -> None:
    assert len(told.mails) >= 6
    for name, mail in told.mails.items():
        (recipient,) = (one for one in (ADA, BOB, GRACE, LINUS) if name.endswith(f"-{one}.eml"))
        others = {ADA, BOB, GRACE, LINUS} - {recipient}
        assert f"To: {recipient}" in mail and not any(other in mail for other in others)
        carried = {name for name, value in told.secrets.items() if value in mail}
        allowed = {"address"} | {one for one in carried if one.startswith("token of")}
        assert carried <= allowed, name
        assert ("evt_" in mail, "prt_" in mail) == (
            "verify_email" in name,
            "reset_password" in name or "invitation" in name,
        )


def _tokens_in(answer: httpx.Response) -> list[str]:
    is_json = answer.headers.get("content-type", "").startswith("application/json")
    body = answer.json() if is_json and answer.content else {}
    return [str(value) for name, value in body.items() if name.endswith("_token")]
