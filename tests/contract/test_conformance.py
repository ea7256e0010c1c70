"""An answer that the contract does not declare is found, whatever is wrong with it."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.support.bundle import document
from tests.support.conformance import Conformance, NotConforming, Witness
from tests.support.server import ROOT
from tests.support.verdict import Answer, faults_of

ME = document()["paths"]["/me"]["get"]["responses"]["200"]["content"]["application/json"]
BODY = next(iter(ME["examples"].values()))["value"]
JSON = "application/json"


def _answer(body: object = BODY, status: int = 200, **headers: str | None) -> Answer:
    """What `getMe` answers; a header that is None is left out."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    sent = {
        "content-type": JSON, "etag": '"1"', "x-request-id": "0193510a7d2c7e0b",
        "cache-control": "private, no-cache",
    } | {name.replace("_", "-"): text for name, text in headers.items()}  # fmt: skip
    return Answer(
        "GET", "/api/v1/me", status, [(k, v) for k, v in sent.items() if v is not None], content
    )


def _of(method: str, path: str, status: int, body: bytes = b"", **headers: str) -> Answer:
    answer = _answer(body, status, content_type=None, etag=None, **headers)
    return replace(answer, method=method, path=path)


PLANTED = {
    "a status": (_answer(status=418), "the status is not declared"),
    "a status of other operations": (_answer(status=201), "the status is not declared"),
    "no request id": (_answer(x_request_id=None), "the header x-request-id is missing"),
    "no tag": (_answer(etag=None), "the header etag is missing"),
    "a tag of no form": (_answer(etag="1"), "header etag: "),
    "another cache": (_answer(cache_control="public, max-age=60"), "header cache-control: "),
    "a header of other answers": (_answer(location="/me"), "the header location is not declared"),
    "a member": (_answer({**BODY, "password_hash": "x"}), "password_hash"),
    "no member": (_answer({k: v for k, v in BODY.items() if k != "id"}), '"id" is a required'),
    "null": (_answer({**BODY, "id": None}), "null is not of type"),
    "no time": (_answer({**BODY, "created_at": "yesterday"}), 'is not a "date-time"'),
    "nothing": (_answer(b""), "is not JSON"),
    "no number": (_answer(b'{"id": NaN}'), "is not JSON: NaN"),
    "a name twice": (_answer(b'{"id": 1, "id": 2}'), "is not JSON: two members"),
    "another encoding": (_answer(json.dumps(BODY).encode("utf-16")), "is not JSON"),
    "a media type": (_answer(content_type="text/html"), "the media type text/html"),
    "no media type": (_answer(content_type=None), "the media type None"),
    "a problem that is none": (
        _answer({"detail": "?"}, 401, content_type="application/problem+json", etag=None),
        "the header www-authenticate is missing",
    ),
    "another length": (_answer(content_length="7"), "bytes and says 7"),
    "content after 304": (_answer(b"{}", 304), "has content"),
    "content after HEAD": (replace(_answer(), method="HEAD"), "has content"),
    "content after 204": (_of("POST", "/api/v1/auth/logout", 204, b"{}"), "has content"),
    "a length after 204": (
        _of("POST", "/api/v1/auth/logout", 204, content_length="0"),
        "has a length",
    ),
    "a 405 of its own": (_of("PUT", "/api/v1/me", 405, b"no"), "media type None"),
    "a method": (_of("PUT", "/api/v1/me", 200), "the path has no such method"),
}


def test_what_the_contract_declares_has_no_fault() -> None:
    assert list(faults_of(_answer())) == []
    assert list(faults_of(_answer(b"", 304, content_type=None))) == []
    assert list(faults_of(replace(_answer(b""), method="HEAD"))) == []


def test_a_header_that_occurs_twice_is_found() -> None:
    answer = _answer()

    faults = list(faults_of(replace(answer, headers=[*answer.headers, ("etag", '"2"')])))

    assert faults == ["the header etag occurs 2 times"]


@pytest.mark.parametrize(("answer", "fault"), PLANTED.values(), ids=PLANTED.keys())
async def test_what_is_not_declared_is_raised_and_kept(answer: Answer, fault: str) -> None:
    witness = Witness()

    with pytest.raises(NotConforming):
        await _send(Conformance(_sends(answer), witness), answer.method, answer.path)

    assert any(fault in line for line in witness.take_faults())
    assert witness.take_faults() == []


async def test_the_answers_that_were_seen_are_remembered() -> None:
    witness = Witness()

    await _send(Conformance(_sends(_answer()), witness), "GET", "/api/v1/me")

    assert witness.pairs == {("getMe", 200)}


def test_a_test_that_swallows_what_is_raised_fails_all_the_same(tmp_path: Path) -> None:
    test = tmp_path / "test_planted.py"
    test.write_text(_SWALLOWS)

    answers = tmp_path / "answers.json"
    command = [
        sys.executable, "-m", "pytest", "-c", "pyproject.toml", "-p", "tests.fixtures_conformance",
        f"--answers={answers}", str(test),
    ]  # fmt: skip

    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    assert ended.returncode == 1, ended.stdout + ended.stderr
    assert "1 passed, 1 error" in ended.stdout
    assert "the status is not declared" in ended.stdout
    assert json.loads(answers.read_text()) == [["getMe", 418]]


def test_nothing_talks_to_the_service_in_process_without_a_witness() -> None:
    """The others are the sample contract, and pages, which no contract describes."""
    asking = {
        str(file.relative_to(ROOT / "tests"))
        for file in (ROOT / "tests").rglob("*.py")
        if "ASGITransport(" in file.read_text() and file != Path(__file__)
    }
    samples = {
        "runtime/conftest.py",
        "runtime/test_deprecation.py",
        "runtime/test_route.py",
        "http/pages/test_pages.py",
    }
    # The mock has a witness of its own: what it answers says nothing of the service.
    mock = {"mock/conftest.py", "mock/test_people.py", "mock/test_stand_ins.py"}
    assert asking == {"support/serving.py"} | samples | mock


_SWALLOWS = """
from contextlib import suppress

from tests.contract.test_conformance import _answer, _send, _sends
from tests.support.conformance import Conformance, NotConforming

async def test_of_something_else() -> None:
    with suppress(NotConforming):
        await _send(Conformance(_sends(_answer(status=418))), "GET", "/api/v1/me")
"""


def _sends(answer: Answer) -> ASGIApp:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(name.encode(), text.encode()) for name, text in answer.headers]
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        await send({"type": "http.response.body", "body": answer.body})

    return app


async def _send(app: Conformance, method: str, path: str) -> httpx.Response:
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as http:
        return await http.request(method, path)
