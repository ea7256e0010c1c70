"""Hostile input over raw sockets against a real uvicorn: a 4xx, and serving goes on."""

import socket
import time
from collections.abc import Iterator

import pytest

from tests.runtime import sample
from tests.runtime.raw import RawResponse, Wire, head, read_response, trickle

NOTE = b'{"title":"a"}'
JSON = "Content-Type: application/json"


@pytest.fixture
def wire(wire_server: Wire) -> Iterator[Wire]:
    """After each attack the server must answer the next client, and have logged no fault."""
    yield wire_server
    assert wire_server.send(head("GET /api/v1/notes")).status == 200
    assert wire_server.faults == []


def is_problem(response: RawResponse, status: int, code: str) -> bool:
    """A refusal of ours, and not of the server's parser."""
    assert (response.status, response.headers["content-type"]) == (
        status,
        "application/problem+json",
    )
    return bool(response.document["code"] == code)


def is_answered_by_uvicorn(response: RawResponse) -> bool:
    """Bytes that are not HTTP never become a request: the parser answers, and hangs up."""
    assert response.body == b"Invalid HTTP request received."
    return response.status == 400 and response.closed


def test_a_missing_host(wire: Wire) -> None:
    response = wire.send(head("GET /api/v1/notes", host=None))
    assert is_problem(response, 400, "malformed_request")


def test_two_hosts(wire: Wire) -> None:
    response = wire.send(head("GET /api/v1/notes", "Host: other.test"))
    assert is_problem(response, 400, "malformed_request")


def test_a_host_that_is_none(wire: Wire) -> None:
    response = wire.send(head("GET /api/v1/notes", host="a/b"))
    assert is_problem(response, 400, "malformed_request")


@pytest.mark.parametrize(
    "headers",
    [
        ["Authorization: a", "Authorization: b"],
        ["Content-Type: application/json", "content-type: application/json"],
        ["If-None-Match: a", "If-None-Match: b"],
    ],
)
def test_a_repeated_single_header(wire: Wire, headers: list[str]) -> None:
    response = wire.send(head("GET /api/v1/notes", *headers))
    assert is_problem(response, 400, "malformed_request")


def test_content_length_and_transfer_encoding(wire: Wire) -> None:
    request = head("POST /api/v1/notes", JSON, "Content-Length: 4", "Transfer-Encoding: chunked")
    assert is_answered_by_uvicorn(wire.send(request + b"0\r\n\r\n"))


def test_transfer_encoding_and_content_length(wire: Wire) -> None:
    request = head("POST /api/v1/notes", JSON, "Transfer-Encoding: chunked", "Content-Length: 4")
    assert is_answered_by_uvicorn(wire.send(request + b"0\r\n\r\n"))


def test_two_content_lengths(wire: Wire) -> None:
    request = head("POST /api/v1/notes", JSON, "Content-Length: 13", "Content-Length: 14")
    assert is_answered_by_uvicorn(wire.send(request + NOTE))


@pytest.mark.parametrize("length", ["-1", "+13", "1_3", "13, 13", "0x0d", "9" * 30])
def test_a_content_length_that_is_no_number(wire: Wire, length: str) -> None:
    request = head("POST /api/v1/notes", JSON, f"Content-Length: {length}")
    assert is_answered_by_uvicorn(wire.send(request + NOTE))


def test_a_transfer_encoding_that_is_not_chunked(wire: Wire) -> None:
    request = head("POST /api/v1/notes", JSON, "Transfer-Encoding: gzip")
    assert is_answered_by_uvicorn(wire.send(request + NOTE))


def test_a_transfer_coding_that_nobody_would_undo(wire: Wire) -> None:
    request = head("POST /api/v1/notes", JSON, "Transfer-Encoding: gzip, chunked")
    response = wire.send(request + b"0\r\n\r\n")
    assert is_problem(response, 400, "malformed_request")
    assert response.closed


def test_bad_chunks(wire: Wire) -> None:
    request = head("POST /api/v1/notes", JSON, "Transfer-Encoding: chunked")
    assert is_answered_by_uvicorn(wire.send(request + b"zz\r\nabc\r\n0\r\n\r\n"))


def test_a_bare_line_feed_in_a_header(wire: Wire) -> None:
    assert is_answered_by_uvicorn(wire.send(head("GET /api/v1/notes", "X: a\nY: b")))


def test_nul_in_a_header(wire: Wire) -> None:
    assert is_answered_by_uvicorn(wire.send(head("GET /api/v1/notes", "X: a\0b")))


def test_a_method_that_http_does_not_know(wire: Wire) -> None:
    assert is_answered_by_uvicorn(wire.send(head("BREW /api/v1/notes")))


@pytest.mark.parametrize("method", ["TRACE", "PROPFIND", "QUERY"])
def test_a_method_that_the_path_does_not_know(wire: Wire, method: str) -> None:
    response = wire.send(head(f"{method} /api/v1/notes"))
    assert is_problem(response, 405, "method_not_allowed")
    assert response.headers["allow"] == "get, head, options, post"


def test_head_is_framed_like_get(wire: Wire) -> None:
    full = wire.send(head("GET /api/v1/notes"))
    with wire.connect() as connection:
        connection.sendall(head("HEAD /api/v1/notes"))
        answer = read_response(connection, bodiless=True)
        # No byte of a body is left before the answer to the next request.
        connection.sendall(head("GET /api/v1/notes"))
        after = read_response(connection)
    assert answer.headers == full.headers
    assert after.body == full.body


def test_options_is_answered_without_a_body(wire: Wire) -> None:
    response = wire.send(head("OPTIONS /api/v1/token"))
    assert (response.status, response.headers["allow"]) == (204, "options, post")
    assert "content-type" not in response.headers


def test_the_absolute_form_of_a_target(wire: Wire) -> None:
    assert wire.send(head("GET http://notes.test/api/v1/notes")).status == 200


def test_the_asterisk_form_of_a_target(wire: Wire) -> None:
    assert wire.send(head("OPTIONS *")).status == 404


def test_a_url_of_100_kilobytes(wire: Wire) -> None:
    assert is_answered_by_uvicorn(wire.send(head(f"GET /api/v1/notes?limit={'1' * 100_000}")))


def test_a_url_of_32_kilobytes(wire: Wire) -> None:
    response = wire.send(head(f"GET /api/v1/notes?limit={'1' * 32_000}"))
    assert is_problem(response, 431, "headers_too_large")


def test_a_header_of_32_kilobytes(wire: Wire) -> None:
    response = wire.send(head("GET /api/v1/notes", f"X-Large: {'a' * 32_000}"))
    assert is_problem(response, 431, "headers_too_large")
    assert response.closed


def test_raw_bytes_in_a_query(wire: Wire) -> None:
    assert is_answered_by_uvicorn(wire.send(head("GET /api/v1/notes?tag=\xff")))


@pytest.mark.parametrize("path", ["/api/v1/notes/a%2Fb", "/api/v1/notes/..", "/api/v1//notes"])
def test_paths_that_are_read_in_two_ways(wire: Wire, path: str) -> None:
    assert is_problem(wire.send(head(f"GET {path}")), 404, "not_found")


def test_a_body_over_the_limit_by_length(wire: Wire) -> None:
    response = wire.send(head("POST /api/v1/notes", JSON, "Content-Length: 1000000000"))
    assert is_problem(response, 413, "payload_too_large")
    assert response.closed


def test_a_client_that_sends_a_whole_oversize_body_still_reads_its_answer(wire: Wire) -> None:
    body = b"a" * 1_000_000
    with wire.connect() as connection:
        connection.sendall(head("POST /api/v1/notes", JSON, f"Content-Length: {len(body)}"))
        try:
            connection.sendall(body)
        except ConnectionError:
            pass  # the server may hang up before it has read everything
        start = connection.recv(65_536)
    assert start.startswith(b"HTTP/1.1 413 ")


def test_a_chunked_body_over_the_limit(wire: Wire) -> None:
    chunk = b"3e8\r\n" + b" " * 1_000 + b"\r\n"
    request = head("POST /api/v1/notes", JSON, "Transfer-Encoding: chunked")
    response = wire.send(request, chunk, chunk, chunk)
    assert is_problem(response, 413, "payload_too_large")
    assert response.closed


def test_a_chunked_body_within_the_limit(wire: Wire) -> None:
    request = head("POST /api/v1/notes", JSON, "Transfer-Encoding: chunked")
    response = wire.send(
        request, b"6\r\n" + NOTE[:6] + b"\r\n", b"7\r\n" + NOTE[6:] + b"\r\n0\r\n\r\n"
    )
    assert response.status == 200


def test_a_chunked_body_needs_its_media_type_as_well(wire: Wire) -> None:
    request = head("POST /api/v1/notes", "Transfer-Encoding: chunked")
    response = wire.send(request + b"0\r\n\r\n")
    assert is_problem(response, 415, "unsupported_media_type")


@pytest.mark.parametrize("sent", [b"", NOTE[:4]])
def test_a_body_that_stalls(wire: Wire, sent: bytes) -> None:
    started = time.monotonic()
    response = wire.send(head("POST /api/v1/notes", JSON, "Content-Length: 13"), sent)
    assert is_problem(response, 408, "request_timeout")
    assert response.closed
    assert time.monotonic() - started < sample.BODY_TIMEOUT_SECONDS + 1


def test_a_body_that_trickles(wire: Wire) -> None:
    """The limit is on the whole body, so a byte now and then does not renew it."""
    with wire.connect() as connection:
        connection.sendall(head("POST /api/v1/notes", JSON, "Content-Length: 13"))
        # Not a whole number of pauses: the last byte must not meet the answer.
        trickle(connection, NOTE, pause_seconds=sample.BODY_TIMEOUT_SECONDS * 0.3)
        response = read_response(connection)
    assert is_problem(response, 408, "request_timeout")


def test_expect_100_continue_is_refused_before_the_body_is_sent(wire: Wire) -> None:
    response = wire.send(
        head("POST /api/v1/notes", "Expect: 100-continue", JSON, "Content-Length: 9000")
    )
    assert is_problem(response, 413, "payload_too_large")


def test_a_client_that_hangs_up_in_its_body_is_no_fault(wire: Wire) -> None:
    with wire.connect() as connection:
        connection.sendall(head("POST /api/v1/notes", JSON, "Content-Length: 13") + NOTE[:4])
        time.sleep(0.05)
    time.sleep(0.05)


def test_an_unread_body_is_never_taken_for_the_next_request(wire: Wire) -> None:
    """uvicorn reads a refused body to its end, so the connection can be used again."""
    smuggled = head("DELETE /api/v1/notes")
    with wire.connect() as connection:
        refused = head(
            "POST /api/v1/notes", "Content-Type: a/b", f"Content-Length: {len(smuggled)}"
        )
        connection.sendall(refused + smuggled + head("GET /api/v1/notes"))
        assert is_problem(read_response(connection), 415, "unsupported_media_type")
        assert read_response(connection).status == 200


def test_a_body_where_none_is_declared_is_ignored(wire: Wire) -> None:
    smuggled = head("DELETE /api/v1/notes")
    with wire.connect() as connection:
        connection.sendall(head("GET /api/v1/notes", f"Content-Length: {len(smuggled)}") + smuggled)
        assert read_response(connection).status == 200
        connection.sendall(head("GET /api/v1/notes"))
        assert read_response(connection).status == 200


def test_an_upgrade_is_ignored(wire: Wire) -> None:
    response = wire.send(head("GET /api/v1/notes", "Connection: Upgrade", "Upgrade: h2c"))
    assert response.status == 200


def test_bytes_that_are_no_http(wire: Wire) -> None:
    assert is_answered_by_uvicorn(wire.send(b"\x16\x03\x01\x02\x00\x01\r\n\r\n"))


def test_pipelined_requests_are_answered_in_order(wire: Wire) -> None:
    with wire.connect() as connection:
        connection.sendall(
            head("GET /api/v1/notes") + head("GET /nowhere") + head("GET /api/v1/notes")
        )
        statuses = [read_response(connection).status for _ in range(3)]
    assert statuses == [200, 404, 200]


def test_many_connections_that_send_nothing_do_no_harm(wire: Wire) -> None:
    idle: list[socket.socket] = [wire.connect() for _ in range(50)]
    assert wire.send(head("GET /api/v1/notes")).status == 200
    for connection in idle:
        connection.close()
