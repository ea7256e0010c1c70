"""Parameters: one spelling for each value, each occurs once, and only declared ones."""

import httpx
import pytest
from starlette.requests import Request

from contract.runtime.refusals import FieldError, Refusal
from contract.runtime.requests import Parameter

NOTE = "/api/v1/notes/01890a5d-ac96-774b-bcce-b302099a8057"


def errors(response: httpx.Response) -> list[tuple[str, str]]:
    """Pointer and code of each field error."""
    return [(pointer, code) for pointer, code, _ in response.json()["errors"]]


async def test_an_unknown_query_parameter_is_refused(client: httpx.AsyncClient) -> None:
    response = await client.get("/api/v1/notes", params={"limit": 3, "nope": 1, "a/b": 2})
    assert response.status_code == 422
    assert errors(response) == [
        ("query/nope", "parameter_unknown"),
        ("query/a~1b", "parameter_unknown"),
    ]


async def test_the_name_of_an_unknown_parameter_is_not_echoed_at_length(
    client: httpx.AsyncClient,
) -> None:
    response = await client.get(f"/api/v1/notes?{'n' * 5_000}=1")
    assert errors(response) == [("query/" + "n" * 64, "parameter_unknown")]


async def test_a_repeated_single_parameter_is_refused(client: httpx.AsyncClient) -> None:
    response = await client.get("/api/v1/notes?limit=1&limit=1")
    assert response.status_code == 422
    assert errors(response) == [("query/limit", "parameter_repeated")]


async def test_an_exploded_array_may_repeat(client: httpx.AsyncClient) -> None:
    response = await client.get("/api/v1/notes?tag=a&tag=b")
    assert response.json()["seen"]["tag"] == ["a", "b"]
    response = await client.get("/api/v1/notes?tag=a&tag=toolong")
    assert errors(response) == [("query/tag/1", "string_too_long")]


async def test_nul_in_a_query_is_refused(client: httpx.AsyncClient) -> None:
    response = await client.get("/api/v1/notes?tag=a%00")
    assert errors(response) == [("query/tag", "string_nul")]


@pytest.mark.parametrize("limit", ["1_0", "+1", " 1", "1 ", "1.0", "01", "", "0x1", "١", "1e1"])
async def test_only_plain_decimals_are_integers(client: httpx.AsyncClient, limit: str) -> None:
    response = await client.get("/api/v1/notes", params={"limit": limit})
    assert response.status_code == 422
    assert errors(response) == [("query/limit", "int_format")]
    assert not limit.strip() or limit not in response.json()["errors"][0][2]


async def test_the_bounds_of_a_parameter_hold(client: httpx.AsyncClient) -> None:
    assert (await client.get("/api/v1/notes?limit=100")).json()["seen"]["limit"] == 100
    assert errors(await client.get("/api/v1/notes?limit=101")) == [
        ("query/limit", "less_than_equal")
    ]


@pytest.mark.parametrize("draft", ["on", "1", "True", "yes", "t", ""])
async def test_only_true_and_false_are_booleans(client: httpx.AsyncClient, draft: str) -> None:
    response = await client.get("/api/v1/notes", params={"draft": draft})
    assert errors(response) == [("query/draft", "bool_format")]


@pytest.mark.parametrize("before", ["0", "2026-01-01", "2026-01-01 00:00:00Z", "2026-01-01T00:00Z"])
async def test_only_rfc_3339_is_a_date_time(client: httpx.AsyncClient, before: str) -> None:
    response = await client.get("/api/v1/notes", params={"before": before})
    assert errors(response) == [("query/before", "date_time_format")]


@pytest.mark.parametrize(
    "note_id",
    [
        "01890a5dac96774bbcceb302099a8057",
        "{01890a5d-ac96-774b-bcce-b302099a8057}",
        "urn:uuid:01890a5d-ac96-774b-bcce-b302099a8057",
        "x",
    ],
)
async def test_only_the_dashed_form_is_a_uuid(client: httpx.AsyncClient, note_id: str) -> None:
    response = await client.get(f"/api/v1/notes/{note_id}")
    assert response.status_code == 422
    assert errors(response) == [("path/note_id", "uuid_format")]


async def test_a_change_that_must_name_its_version_and_does_not_is_428(
    client: httpx.AsyncClient,
) -> None:
    headers = {"content-type": "application/merge-patch+json"}
    response = await client.patch(NOTE, content=b'{"title":"a"}', headers=headers)
    assert (response.status_code, response.json()["code"]) == (428, "precondition_required")


async def test_a_header_that_breaks_its_schema_is_422(client: httpx.AsyncClient) -> None:
    headers = {"content-type": "application/merge-patch+json", "if-match": '"0123456789"'}
    response = await client.patch(NOTE, content=b'{"title":"a"}', headers=headers)
    assert errors(response) == [("header/If-Match", "string_too_long")]


async def test_a_parameter_that_is_required_is_missed() -> None:
    note_id: Parameter[str] = Parameter("query", "page", str)
    with pytest.raises(Refusal) as refused:
        note_id.required(Request({"type": "http", "contract.query": {}}))
    assert refused.value.errors == (FieldError("query/page", "missing", "Parameter is required"),)


def test_a_missing_required_header_is_400() -> None:
    tenant: Parameter[str] = Parameter("header", "X-Tenant", str)
    with pytest.raises(Refusal) as refused:
        tenant.required(Request({"type": "http", "contract.headers": {}}))
    assert refused.value.code == "malformed_request"
