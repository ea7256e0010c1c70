"""Clients that stop in the middle: what each has sent, and a socket that reads nothing."""

import socket

from tests.http.hostile import get, posting
from tests.support.server import Server

HALF_A_HEAD = b"GET / HTTP/1.1\r\n"
HALF_A_BODY = posting("Content-Length: 61", body=b"{")
# The answers are more than the kernel takes from the server at once, and not more requests
# than may wait on one connection.
UNREAD = get("/assets/swagger-ui-bundle.js") * 10


def stalled(server: Server, sent: bytes) -> socket.socket:
    """A connection that has sent this, and has next to no room for an answer."""
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.settimeout(10)
    connection.connect(("127.0.0.1", server.port))
    connection.sendall(sent)
    return connection
