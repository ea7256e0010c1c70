"""Bodies that no operation with a JSON body reads, and what each of them is answered."""

import httpx
import pytest

from tests.support.service import API, Person, Service

BODIES = [
    pytest.param(b'{"email": ', "application/json", (400, "malformed_request"), id="broken"),
    pytest.param(b"{}", "text/plain", (415, "unsupported_media_type"), id="text"),
    pytest.param(
        b'{"email": "%s"}' % (b"a" * 65_536),
        "application/json",
        (413, "payload_too_large"),
        id="large",
    ),
]


async def send(
    service: Service, path: str, content: bytes, media_type: str, person: Person | None = None
) -> tuple[int, str]:
    """POST the bytes as they are, and give the status and the code of the problem."""
    headers = {"Content-Type": media_type, **(person.auth if person else {})}
    response: httpx.Response = await service.http.post(
        f"{API}{path}", content=content, headers=headers
    )
    return response.status_code, response.json()["code"]
