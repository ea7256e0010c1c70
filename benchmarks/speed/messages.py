"""Requests as the bytes that go over the wire, made once and sent often."""

import json
from collections.abc import Mapping
from urllib.parse import urlencode

_FORM = "application/x-www-form-urlencoded"


def get(path: str, headers: Mapping[str, str] | None = None) -> bytes:
    return _request("GET", path, headers or {}, b"")


def post_form(path: str, **fields: str) -> bytes:
    return _request("POST", path, {"Content-Type": _FORM}, urlencode(fields).encode())


def post_json(path: str, headers: Mapping[str, str] | None = None, **members: str) -> bytes:
    content = {"Content-Type": "application/json", **(headers or {})}
    return _request("POST", path, content, json.dumps(members).encode())


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def _request(method: str, path: str, headers: Mapping[str, str], body: bytes) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Accept: application/json"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body
