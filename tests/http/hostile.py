"""Bytes that no client library would send, and what each is refused with."""

import json
from collections.abc import Callable

from tests.http.calls import FORM
from tests.runtime.raw import head

JSON = "application/json"
REGISTER = "/api/v1/auth/register"
TOKEN = "/api/v1/auth/token"
CHUNKED = "Transfer-Encoding: chunked"
BODY = b'{"email":"ada@example.com","password":"seven green bicycles"}'


def post(body: bytes, *headers: str, path: str = REGISTER, media_type: str = JSON) -> bytes:
    """A POST that is framed well, whatever it carries."""
    line = f"POST {path}"
    return (
        head(line, f"Content-Type: {media_type}", f"Content-Length: {len(body)}", *headers) + body
    )


def posting(*headers: str, body: bytes = BODY) -> bytes:
    """A POST that is framed by `headers` alone."""
    return head(f"POST {REGISTER}", f"Content-Type: {JSON}", *headers) + body


def get(target: str, *headers: str) -> bytes:
    return head(f"GET {target}", *headers)


def in_chunks(*chunks: bytes) -> bytes:
    framed = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks)
    return framed + b"0\r\n\r\n"


ME = "/api/v1/me"

# Where a message ends, and whom it is for: 400, and the connection is not used again.
FRAMING: dict[str, bytes] = {
    "CL and TE": posting("Content-Length: 4", CHUNKED, body=in_chunks(BODY)),
    "TE and CL": posting(CHUNKED, "Content-Length: 4", body=in_chunks(BODY)),
    "TE, CL and a second request": posting(
        CHUNKED, "Content-Length: 6", body=b"0\r\n\r\n" + get("/health/live")
    ),
    "two lengths": posting("Content-Length: 61", "Content-Length: 60"),
    "two equal lengths": posting("Content-Length: 61", "Content-Length: 61"),
    "list of lengths": posting("Content-Length: 61, 61"),
    "negative length": posting("Content-Length: -1"),
    "signed length": posting("Content-Length: +61"),
    "hexadecimal length": posting("Content-Length: 0x3d"),
    "length of 30 digits": posting(f"Content-Length: {'9' * 30}"),
    "unknown coding": posting("Transfer-Encoding: gzip"),
    "coding with a twist": posting("Transfer-Encoding: xchunked", body=in_chunks(BODY)),
    "bad chunk size": posting(CHUNKED, body=b"zz\r\nabc\r\n0\r\n\r\n"),
    "negative chunk": posting(CHUNKED, body=b"-1\r\n\r\n0\r\n\r\n"),
    "overflowing chunk": posting(CHUNKED, body=b"f" * 20 + b"\r\nabc\r\n"),
    "chunk without its end": posting(CHUNKED, body=b"1\r\nabc\r\n0\r\n\r\n"),
    "blank before colon": get(ME, "Content-Length : 5"),
    "folded header": get(ME, "X-A: a\r\n b"),
    "bare line feed": get(ME, "X-A: a\nX-B: b"),
    "bare carriage return": get(ME, "X-A: a\rX-B: b"),
    "NUL in a header": get(ME, "X-A: a\0b"),
    "NUL in a name": get(ME, "X\0A: a"),
    "escape in a target": get("/\x1b[2J"),
    "raw byte in a query": get(f"{ME}?a=\xff"),
    "URL of 100 kB": get(f"{ME}?a={'1' * 100_000}"),
    "unknown method": head(f"BREW {ME}"),
    "tunnel": head("CONNECT example.com:443"),
    "unknown version": b"GET / HTTP/9.9\r\nHost: a\r\n\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "nonsense": b"\x00\xff\x00\xff\r\n\r\n",
}

# What is HTTP, and is not served.
REFUSED: dict[str, tuple[bytes, int, str]] = {
    "no host": (head(f"GET {ME}", host=None), 400, "malformed_request"),
    "two hosts": (get(ME, "Host: b"), 400, "malformed_request"),
    "host that is none": (head(f"GET {ME}", host="a/b"), 400, "malformed_request"),
    "host with a blank": (head(f"GET {ME}", host="a b"), 400, "malformed_request"),
    "gzip, chunked": (
        posting("Transfer-Encoding: gzip, chunked", body=b"0\r\n\r\n"), 400, "malformed_request",
    ),
    "two tokens": (
        get(ME, "Authorization: Bearer a", "Authorization: Bearer b"), 400, "malformed_request",
    ),
    "two media types": (post(BODY, "Content-Type: text/plain"), 400, "malformed_request"),
    "header of 33 kB": (get(ME, f"X-A: {'a' * 33_000}"), 431, "headers_too_large"),
    "cookie of 33 kB": (get(ME, f"Cookie: {'a' * 33_000}"), 431, "headers_too_large"),
    "300 headers": (get(ME, *(f"X-{n}: {'a' * 100}" for n in range(300))), 431,
                    "headers_too_large"),
    "header of 1 MB": (get(ME, f"X-A: {'a' * 1_000_000}"), 431, "headers_too_large"),
    "URL of 33 kB": (get(f"{ME}?a={'1' * 33_000}"), 431, "headers_too_large"),
    "path of 33 kB": (get(f"/{'a' * 33_000}"), 431, "headers_too_large"),
    "body over the limit": (post(b" " * 65_537), 413, "payload_too_large"),
    "announced over the limit": (posting("Content-Length: 1000000000", body=b""), 413,
                                 "payload_too_large"),
    "chunks over the limit": (posting(CHUNKED, body=in_chunks(*[b" " * 20_000] * 4)), 413,
                              "payload_too_large"),
    "compressed": (post(BODY, "Content-Encoding: gzip"), 415, "unsupported_media_type"),
    "TRACE": (head(f"TRACE {ME}"), 405, "method_not_allowed"),
    "PROPFIND": (head(f"PROPFIND {ME}"), 405, "method_not_allowed"),
    "asterisk": (head("OPTIONS *"), 404, "not_found"),
    "token that is not ASCII": (get(ME, "Authorization: Bearer \xff\xfe"), 401, "invalid_token"),
    "token of 9 kB": (get(ME, f"Authorization: Bearer {'a' * 9_000}"), 401, "invalid_token"),
    "key that is not ASCII": (post(BODY, "Idempotency-Key: " + "\xe9" * 20), 422,
                              "validation_failed"),
    "NUL in a query": (get(f"{ME}?a=%00"), 422, "validation_failed"),
    "CR LF in a query": (get(f"{ME}?a%0d%0aX-Evil:%201=1"), 422, "validation_failed"),
    "surrogate in a query": (get(f"{ME}?a=%ed%a0%80"), 422, "validation_failed"),
    "broken escape in a query": (get(f"{ME}?a=%zz"), 422, "validation_failed"),
    "CR LF in an address": (
        post(BODY.replace(b"ada@example.com", b"ada@example.com\\r\\nBcc: eve@example.com")),
        422, "validation_failed",
    ),
}  # fmt: skip

# Paths that two readers could take for different ones, or that reach a log: never found.
PATHS = [
    "/api/v1%2Fme", "/api%2fv1/me", "/api/v1/me%2F", "/api/v1/x/../me", "/api/v1/./me",
    "/api/v1/x/%2e%2e/me", "/api/v1/%2e/me", "//api/v1/me", "/api//v1/me", "/api/v1/me/",
    "/api/v1/me//", "/api/v1\\me", "/api/v1%5cme", "/api/v1/me%00", "/api/v1/me%0a",
    "/api/v1/me%0d%0aX-Evil:%201", "/api/v1/me%20", "/api/v1/me;a=b", "/api/v1/me.json",
    "/API/V1/ME", "/api/v1/%ed%a0%80", "/api/v1/%ff", "/api/v1/%6de%0a", "/%1b[2J",
    "/assets/../main.py", "/assets/%2e%2e%2fmain.py", "/problems/..%2f..%2fetc%2fpasswd",
    "/.env", "/.git/config", "/api/v1/me/sessions/a%2Fb", "/docs/", "/api/v1/me%2500",
]  # fmt: skip

Document = Callable[[bytes], bytes]


def _with_first_member_twice(example: bytes) -> bytes:
    name, value = next(iter(json.loads(example).items()))
    return b"{" + json.dumps(name).encode() + b":" + json.dumps(value).encode() + b"," + example[1:]


def _with_first_value(text: bytes) -> Document:
    """The example with `text` in place of its first value."""

    def make(example: bytes) -> bytes:
        name, *_ = json.loads(example)
        return b"{" + json.dumps(name).encode() + b":" + text + b"}"

    return make


# Made from a good document; 400 is no document at all, 422 one that breaks its schema.
DOCUMENTS: dict[str, tuple[Document, int]] = {
    "nothing": (lambda _: b"", 400),
    "blanks": (lambda _: b"   ", 400),
    "cut off": (lambda good: good[:-1], 400),
    "more behind it": (lambda good: good + b"x", 400),
    "two documents": (lambda good: good + good, 400),
    "trailing comma": (lambda good: good[:-1] + b",}", 400),
    "comment": (lambda good: b"/* */" + good, 400),
    "single quotes": (lambda good: good.replace(b'"', b"'"), 400),
    "byte order mark": (lambda good: b"\xef\xbb\xbf" + good, 400),
    "UTF-16": (lambda good: good.decode().encode("utf-16"), 400),
    "UTF-16 LE": (lambda good: good.decode().encode("utf-16-le"), 400),
    "UTF-32": (lambda good: good.decode().encode("utf-32"), 400),
    "Latin-1": (_with_first_value(b'"\xe9\xe9"'), 400),
    "overlong UTF-8": (_with_first_value(b'"\xc0\x80"'), 400),
    "raw surrogate": (_with_first_value(b'"\xed\xa0\x80"'), 400),
    "lone surrogate": (_with_first_value(b'"\\ud800"'), 400),
    "surrogates the wrong way": (_with_first_value(b'"\\udc00\\ud800"'), 400),
    "surrogate in a name": (lambda _: b'{"\\ud800":1}', 400),
    "raw NUL": (_with_first_value(b'"a\0b"'), 400),
    "raw line feed": (_with_first_value(b'"a\nb"'), 400),
    "escaped NUL": (_with_first_value(b'"a\\u0000b"'), 422),
    "NUL in a name": (lambda good: good[:-1] + b',"a\\u0000":1}', 422),
    "member twice": (_with_first_member_twice, 400),
    "member twice, deep": (_with_first_value(b'{"a":[{"b":1,"b":2}]}'), 400),
    "NaN": (_with_first_value(b"NaN"), 400),
    "Infinity": (_with_first_value(b"-Infinity"), 400),
    "1e400": (_with_first_value(b"1e400"), 400),
    "10^400": (_with_first_value(b"1" + b"0" * 400), 422),
    "10^5000": (_with_first_value(b"1" + b"0" * 5000), 400),
    "30k lists": (_with_first_value(b"[" * 30_000 + b"]" * 30_000), 400),
    "10k objects": (_with_first_value(b'{"a":' * 10_000 + b"1" + b"}" * 10_000), 400),
    "deep and open": (lambda _: b"[" * 60_000, 400),
    "100k lists": (lambda _: b"[" * 100_000 + b"]" * 100_000, 413),
    "null": (lambda _: b"null", 422),
    "list": (lambda good: b"[" + good + b"]", 422),
    "text": (lambda good: json.dumps(good.decode()).encode(), 422),
    "empty object with a stranger": (lambda _: b'{"__proto__":{"admin":true}}', 422),
    "1000 strangers": (lambda _: json.dumps({f"x{n}": n for n in range(1000)}).encode(), 422),
}

# Forms: always invalid_request, or unsupported_grant_type.
FORMS: dict[str, tuple[bytes, int]] = {
    "nothing": (b"", 400),
    "ampersands": (b"&" * 60_000, 400),
    "NUL": (b"grant_type=password&username=a%00&password=b", 400),
    "NUL in a name": (b"grant_type=password&a%00=b", 400),
    "surrogate": (b"grant_type=password&username=%ed%a0%80&password=b", 400),
    "raw bytes": (b"grant_type=password&username=\xff\xfe&password=b", 400),
    "broken escape": (b"grant_type=password&username=%z&password=b", 400),
    "UTF-16": ("grant_type=password".encode("utf-16"), 400),
    "repeated": (b"grant_type=password&grant_type=refresh_token", 400),
    "repeated and unknown": (b"grant_type=password&x=1&x=2", 400),
    "10k parameters": (b"&".join(b"a%d=" % n for n in range(8_000)), 400),
    "semicolons": (b"grant_type=password;username=a;password=b", 400),
    "CR LF": (b"grant_type=password&username=a%0d%0ab&password=c", 400),
    "over the limit": (b"a" * 65_537, 413),
}

# For each operation with a body: never what it reads.
MEDIA_TYPES = [
    "", "text/plain", "application/vnd.api+json", "application/jsonp", "application/xml",
    "multipart/form-data; boundary=x", f"{JSON}; charset=utf-16", f"{JSON}; charset=iso-8859-1",
    f"{FORM}; charset=latin-1", f"{JSON}, {FORM}", "*/*", "application/*", f"{JSON};profile=x",
]  # fmt: skip
