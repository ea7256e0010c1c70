"""Raw HTTP over a socket, for what no client library would send."""

import json
import select
import socket
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class RawResponse:
    status: int
    headers: dict[str, str]
    body: bytes
    # True when the server closed the connection after this answer.
    closed: bool

    @property
    def document(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Wire:
    port: int
    faults: list[Exception]

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=5)

    def send(self, *pieces: bytes) -> RawResponse:
        """Send the pieces on a new connection and read one answer."""
        with self.connect() as connection:
            for piece in pieces:
                connection.sendall(piece)
            return read_response(connection)


def head(line: str, *headers: str, host: str | None = "notes.test") -> bytes:
    """A request head of `line` (such as `GET /x`) with a Host unless told otherwise."""
    lines = [f"{line} HTTP/1.1", *([] if host is None else [f"Host: {host}"]), *headers]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def trickle(connection: socket.socket, body: bytes, *, pause_seconds: float) -> None:
    """Send a byte after each pause, until all have left or the server answers before."""
    for byte in body:
        if select.select([connection], [], [], pause_seconds)[0]:
            return
        connection.sendall(bytes([byte]))


def read_response(connection: socket.socket, *, bodiless: bool = False) -> RawResponse:
    """One framed answer and not a byte more, and whether the server hangs up behind it."""
    start = b""
    while not start.endswith(b"\r\n\r\n"):
        start += _receive(connection, 1)
    status_line, *lines = start.decode("latin-1").rstrip("\r\n").split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines)
    length = 0 if bodiless else int(headers.get("content-length", "0"))
    body = b""
    while len(body) < length:
        body += _receive(connection, length - len(body))
    closed = headers.get("connection") == "close" and connection.recv(1) == b""
    return RawResponse(int(status_line.split()[1]), headers, body, closed)


def _receive(connection: socket.socket, size: int) -> bytes:
    data = connection.recv(size)
    if not data:
        raise ConnectionError("the server hung up in the middle of an answer")
    return data
