"""What a framework would let through or answer in its own way, over ASGI."""

from collections.abc import AsyncIterator, Callable
from functools import partial
from urllib.parse import unquote

import httpx
import pytest
from fastapi import FastAPI
from starlette.types import ASGIApp, Message, Scope, Send

from contract.runtime.announcing import Announcing
from contract.runtime.gate import Gate
from contract.runtime.operations import Operation
from contract.runtime.refusals import Refusal
from tests.runtime import sample

NOTE = "/api/v1/notes/01890a5d-ac96-774b-bcce-b302099a8057"
JSON = {"content-type": "application/json"}


async def test_an_operation_is_found_and_served(client: httpx.AsyncClient) -> None:
    response = await client.get("/api/v1/notes")
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert response.headers["etag"] == '"1"'


async def test_a_literal_path_wins_over_a_template(client: httpx.AsyncClient) -> None:
    assert (await client.get("/api/v1/notes/featured")).json()["seen"] == {"featured": True}


@pytest.mark.parametrize(
    ("path", "allow"),
    [
        ("/api/v1/notes", "GET, HEAD, OPTIONS, POST"),
        ("/api/v1/notes/featured", "GET, HEAD, OPTIONS"),
        (NOTE, "GET, HEAD, OPTIONS, PATCH"),
        ("/api/v1/token", "OPTIONS, POST"),
    ],
)
async def test_allow_names_every_method_of_the_path(
    client: httpx.AsyncClient, path: str, allow: str
) -> None:
    refused = await client.request("DELETE", path)
    assert (refused.status_code, refused.headers["allow"]) == (405, allow)
    assert refused.json()["code"] == "method_not_allowed"
    assert refused.json()["operation"] is None
    options = await client.options(path)
    assert (options.status_code, options.headers["allow"], options.content) == (204, allow, b"")


async def test_head_is_get_without_the_content(client: httpx.AsyncClient) -> None:
    full = await client.get("/api/v1/notes")
    head = await client.head("/api/v1/notes")
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers == full.headers


async def test_the_content_of_a_head_does_not_even_reach_the_server() -> None:
    """httpx and uvicorn would drop it; not every server does."""
    sent: list[Message] = []

    async def app(_: Scope, __: object, send: Send) -> None:
        await send({"type": "http.response.body", "body": b"content"})

    async def collect(message: Message) -> None:
        sent.append(message)

    scope = await call(sample.OPERATIONS, b"/api/v1/notes", [], method="HEAD")
    await Gate(app, sample.OPERATIONS)(scope, receive_nothing, collect)

    assert sent == [{"type": "http.response.body", "body": b""}]


async def test_head_is_refused_where_there_is_no_get(client: httpx.AsyncClient) -> None:
    assert (await client.head("/api/v1/token")).status_code == 405


@pytest.mark.parametrize("query", ["limit=%", "limit=%zz", "limit=%ff", "%C3=1", "limit=1&x=%2"])
async def test_a_query_that_cannot_be_decoded_is_refused(query: str) -> None:
    with pytest.raises(Refusal) as refused:
        await call(sample.OPERATIONS, b"/api/v1/notes", [], query=query.encode())
    (fault,) = refused.value.errors
    assert (fault.pointer, fault.code) == ("query", "query_encoding")
    assert fault.detail == "The query has a broken percent escape or is not UTF-8"


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/notes/",
        "/api/v1//notes",
        "//api/v1/notes",
        "/api/v1/notes/.",
        "/api/v1/notes/..",
        "/api/v1/notes/%2e%2e",
        "/api/v1/notes/../notes",
        "/api/v1%2Fnotes",
        "/api/v1/notes%2ffeatured",
        "/api/v1/notes/a%2Fb",
        "/api/v1/notes%0A",
        "/api/v1/notes/a%00",
        "/api/v1/notes/%ff",
        "/api/v1/notes/a%5Cb",
        "/api/v1/Notes",
        "/api/v1/notes/a/b",
        "/",
    ],
)
async def test_a_path_that_is_not_in_the_contract_reaches_no_operation(path: str) -> None:
    """The exact path: neither redirected, nor cleaned, nor decoded into another one."""
    reached: list[Scope] = []
    scope = await call(sample.OPERATIONS, path.encode(), reached)
    assert scope["contract.operation"] is None
    assert all(seen["contract.operation"] is None for seen in reached)


@pytest.mark.parametrize("path", ["/api/v1%2Fnotes", "/api/v1/notes%0A", "/api/v1//notes", "/a/.."])
async def test_a_path_that_a_router_could_read_in_another_way_is_never_passed_on(path: str) -> None:
    reached: list[Scope] = []
    await call(sample.OPERATIONS, path.encode(), reached)
    assert reached == []


@pytest.mark.parametrize(
    ("path", "parameters"),
    [(b"/api/v1/notes/7", {"note_id": "7"}), (b"/api/v1/notes", {}), (b"/docs", {})],
)
async def test_the_parameters_of_the_path_are_left_for_who_reads_them(
    path: bytes, parameters: dict[str, str]
) -> None:
    reached: list[Scope] = []
    await call(sample.OPERATIONS, path, reached)
    assert [seen["path_params"] for seen in reached] == [parameters]


async def test_an_escaped_letter_is_the_letter(client: httpx.AsyncClient) -> None:
    assert (await client.get("/api/v1/%6Eotes")).status_code == 200


async def test_an_unknown_path_passes_through_untouched() -> None:
    reached: list[Scope] = []
    await call(sample.OPERATIONS, b"/docs", reached, query=b"anything=1&anything=2")
    assert [seen["contract.operation"] for seen in reached] == [None]


async def test_a_path_below_the_root_path_of_a_proxy_is_found() -> None:
    reached: list[Scope] = []
    await call(sample.OPERATIONS, b"/gateway/api/v1/notes", reached, root_path="/gateway")
    assert [seen["contract.operation"] for seen in reached] == [sample.LIST_NOTES]


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "APPLICATION/JSON",
        "application/json; charset=utf-8",
        'application/json;charset="UTF-8"',
    ],
)
async def test_the_declared_media_type_is_accepted(
    client: httpx.AsyncClient, content_type: str
) -> None:
    response = await client.post(
        "/api/v1/notes", content=b'{"title":"a"}', headers={"content-type": content_type}
    )
    assert response.status_code == 200


@pytest.mark.parametrize(
    "content_type",
    [
        "application/vnd.x+json",
        "application/merge-patch+json",
        "text/plain",
        "text/json",
        "application/json; charset=utf-16",
        "application/json; version=1",
        "application/json, text/plain",
        "application/jsonx",
        "*/*",
        "",
    ],
)
async def test_every_other_media_type_is_415(client: httpx.AsyncClient, content_type: str) -> None:
    response = await client.post(
        "/api/v1/notes", content=b'{"title":"a"}', headers={"content-type": content_type}
    )
    assert (response.status_code, response.json()["code"]) == (415, "unsupported_media_type")


async def test_a_body_without_a_media_type_is_415(client: httpx.AsyncClient) -> None:
    assert (await client.post("/api/v1/notes", content=b'{"title":"a"}')).status_code == 415


async def test_a_form_may_not_be_multipart(client: httpx.AsyncClient) -> None:
    response = await client.post("/api/v1/token", files={"grant_type": (None, "password")})
    assert response.status_code == 415


@pytest.mark.parametrize(("encoding", "status"), [("gzip", 415), ("Identity", 200), ("br", 415)])
async def test_an_encoded_body_is_415(
    client: httpx.AsyncClient, encoding: str, status: int
) -> None:
    headers = JSON | {"content-encoding": encoding}
    response = await client.post("/api/v1/notes", content=b'{"title":"a"}', headers=headers)
    assert response.status_code == status
    assert status == 200 or response.headers["accept-encoding"] == "identity"


async def test_a_required_body_that_is_absent_is_400(client: httpx.AsyncClient) -> None:
    response = await client.post("/api/v1/notes")
    assert (response.status_code, response.json()["code"]) == (400, "malformed_request")


async def test_a_body_beyond_the_limit_is_413_before_it_is_read(client: httpx.AsyncClient) -> None:
    body = b'{"title":"' + b"a" * sample.MAX_BODY_BYTES + b'"}'
    response = await client.post("/api/v1/notes", content=body, headers=JSON)
    assert (response.status_code, response.json()["code"]) == (413, "payload_too_large")
    assert response.headers["connection"] == "close"


@pytest.mark.parametrize(("beyond", "status"), [(0, 200), (1, 413)])
@pytest.mark.parametrize("is_chunked", [False, True])
async def test_a_body_may_have_as_many_bytes_as_the_limit_says(
    client: httpx.AsyncClient, beyond: int, status: int, is_chunked: bool
) -> None:
    async def in_chunks() -> AsyncIterator[bytes]:
        for start in range(0, len(body), 100):
            yield body[start : start + 100]

    body = b'{"title":"a"}'.ljust(sample.MAX_BODY_BYTES + beyond)
    content = in_chunks() if is_chunked else body
    response = await client.post("/api/v1/notes", content=content, headers=JSON)
    assert response.status_code == status


@pytest.mark.parametrize("length", [b"9" * 5_000, b"-1", b"1_0", b"", b"+1"])
async def test_a_content_length_that_is_no_number_is_refused(length: bytes) -> None:
    headers = [(b"content-length", length), (b"content-type", b"application/json")]
    with pytest.raises(Refusal) as refused:
        await call(sample.OPERATIONS, b"/api/v1/notes", [], method="POST", headers=headers)
    assert (refused.value.code, refused.value.detail) in {
        ("malformed_request", "The header content-length is not a number."),
        ("payload_too_large", "The body may have at most 65536 bytes."),
    }


@pytest.mark.parametrize(
    ("headers", "code", "declared"),
    [
        ([(b"authorization", b"a"), (b"authorization", b"b")], "malformed_request", True),
        ([(b"if-none-match", b"a"), (b"if-none-match", b"a")], "malformed_request", True),
        ([(b"host", b"a"), (b"host", b"a")], "malformed_request", True),
        ([(b"host", b"a b")], "malformed_request", True),
        ([(b"host", b"a/b")], "malformed_request", True),
        ([(b"x-large", b"a" * 17_000)], "headers_too_large", False),
        ([(b"x", b"a")] * 4_000, "headers_too_large", False),
    ],
)
async def test_ambiguous_or_large_headers_are_refused(
    headers: list[tuple[bytes, bytes]], code: str, declared: bool
) -> None:
    if not any(name == b"host" for name, _ in headers):
        headers = [(b"host", b"notes.test"), *headers]
    with pytest.raises(Refusal) as refused:
        await call(sample.OPERATIONS, b"/api/v1/notes", [], headers=headers, host=False)
    assert refused.value.code == code
    scope = await call(
        sample.OPERATIONS, b"/api/v1/notes", [], headers=headers, host=False, ok=True
    )
    assert scope["contract.operation"] is (sample.LIST_NOTES if declared else None)


async def test_a_header_that_the_operation_does_not_declare_may_repeat() -> None:
    reached: list[Scope] = []
    headers = [(b"accept", b"a"), (b"accept", b"b"), (b"if-match", b"a"), (b"if-match", b"b")]
    await call(sample.OPERATIONS, b"/api/v1/notes", reached, headers=headers)
    assert len(reached) == 1


async def test_a_missing_host_belongs_to_no_operation_that_does_not_declare_it() -> None:
    scope = await call(sample.OPERATIONS, b"/api/v1/notes/featured", [], host=False, ok=True)
    assert scope["contract.operation"] is None


async def test_two_ways_to_frame_a_body_are_refused_whatever_the_server_lets_through() -> None:
    headers = [(b"content-length", b"4"), (b"transfer-encoding", b"chunked")]
    with pytest.raises(Refusal) as refused:
        await call(sample.OPERATIONS, b"/api/v1/notes", [], method="POST", headers=headers)
    assert refused.value.code == "malformed_request"
    assert refused.value.detail == "Content-Length and Transfer-Encoding exclude each other."
    assert ("Connection", "close") in refused.value.headers


async def test_http_1_0_needs_no_host() -> None:
    reached: list[Scope] = []
    await call(sample.OPERATIONS, b"/api/v1/notes", reached, host=False, http_version="1.0")
    assert len(reached) == 1


@pytest.mark.parametrize("around", [Announcing, partial(Gate, operations=sample.OPERATIONS)])
async def test_other_protocols_pass_through(around: Callable[[ASGIApp], ASGIApp]) -> None:
    seen: list[object] = []

    async def app(*arguments: object) -> None:
        seen.append(arguments)

    scope: Scope = {"type": "lifespan"}
    await around(app)(scope, receive_nothing, send_nothing)
    assert seen == [(scope, receive_nothing, send_nothing)]


async def test_options_is_answered_by_the_gate_itself() -> None:
    sent: list[Message] = []

    async def collect(message: Message) -> None:
        sent.append(message)

    scope = await call(sample.OPERATIONS, b"/api/v1/token", [], method="OPTIONS")
    await Gate(FastAPI(), sample.OPERATIONS)(scope, receive_nothing, collect)

    allow = [(b"allow", b"OPTIONS, POST")]
    assert sent == [
        {"type": "http.response.start", "status": 204, "headers": allow},
        {"type": "http.response.body", "body": b""},
    ]


@pytest.mark.parametrize("length", [b"65537", b"9" * 19])
async def test_a_refusal_by_size_says_what_the_limit_is(length: bytes) -> None:
    headers = [(b"content-length", length), (b"content-type", b"application/json")]
    with pytest.raises(Refusal, match="payload_too_large") as refused:
        await call(sample.OPERATIONS, b"/api/v1/notes", [], method="POST", headers=headers)
    assert refused.value.detail == "The body may have at most 65536 bytes."

    with pytest.raises(Refusal, match="headers_too_large") as refused:
        await call(sample.OPERATIONS, b"/", [], headers=[(b"x", b"a" * 17_000)])
    assert refused.value.detail == "The request line and headers may have at most 16384 bytes."


@pytest.mark.parametrize("spare", [0, 1])
async def test_a_request_line_and_headers_may_have_as_many_bytes_as_the_limit_says(
    spare: int,
) -> None:
    """16,384: path and query, and each header with the four bytes that frame it."""
    reached: list[Scope] = []
    counted = len(b"/api/v1/notes" + b"tag=a" + b"host" + b"notes.test" + b"x") + 2 * 4
    headers = [(b"x", b"a" * (16_384 - counted + 1 - spare))]
    scope = await call(
        sample.OPERATIONS, b"/api/v1/notes", reached, query=b"tag=a", headers=headers, ok=True
    )
    assert reached == [scope] * spare


def test_a_parameter_is_a_whole_segment() -> None:
    with pytest.raises(ValueError, match="whole segment"):
        Gate(FastAPI(), [sample.operation("GET", "/a/{b}.json")])


def test_the_most_literal_template_wins() -> None:
    paths = ["/u/{a}/{b}", "/u/{a}/x", "/u/me/{b}"]
    reached = {}
    for method in ("GET", "PUT"):
        operations = [sample.operation(method, path) for path in paths]
        table = Gate(FastAPI(), operations)._paths
        for path in ("/u/1/2", "/u/1/x", "/u/me/x", "/u//x"):
            found, _ = table.find(path)
            reached[path] = found and found.methods[method].operation.path
    assert reached == {
        "/u/1/2": "/u/{a}/{b}",
        "/u/1/x": "/u/{a}/x",
        "/u/me/x": "/u/me/{b}",
        "/u//x": None,
    }


async def receive_nothing() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}


async def send_nothing(message: Message) -> None:
    return


async def call(
    operations: tuple[Operation, ...],
    raw_path: bytes,
    reached: list[Scope],
    *,
    method: str = "GET",
    query: bytes = b"",
    root_path: str = "",
    headers: list[tuple[bytes, bytes]] | None = None,
    host: bool = True,
    http_version: str = "1.1",
    ok: bool = False,
) -> Scope:
    """Call the gate as uvicorn would; `reached` collects what passes, `ok` eats a refusal."""

    async def app(scope: Scope, receive: object, send: object) -> None:
        reached.append(scope)

    scope: Scope = {
        "type": "http",
        "http_version": http_version,
        "method": method,
        "path": unquote(raw_path.decode("ascii")),
        "raw_path": raw_path,
        "root_path": root_path,
        "query_string": query,
        "headers": [*([(b"host", b"notes.test")] if host else []), *(headers or [])],
    }
    try:
        await Gate(app, operations)(scope, receive_nothing, send_nothing)
    except Refusal as refusal:
        if refusal.code != "not_found" and not ok:
            raise
    return scope
