"""What of an answer must be equal when nobody may tell two cases apart."""

import httpx

# Differ between any two answers, and tell nothing.
_OF_THE_MOMENT = {"x-request-id", "date"}


def visible(response: httpx.Response) -> tuple[int, dict[str, str], object]:
    """Status, headers and body as a stranger sees them, without what always differs."""
    headers = {
        name: value for name, value in response.headers.items() if name not in _OF_THE_MOMENT
    }
    body = response.json() if response.content else None
    if isinstance(body, dict):
        body.pop("request_id", None)
    return response.status_code, headers, body


def pointers(response: httpx.Response) -> list[str]:
    """Where a 422 says that the faults are."""
    assert response.status_code == 422, response.text
    assert response.json()["code"] == "validation_failed", response.text
    return [error["pointer"] for error in response.json()["errors"]]
