"""Parameters: one spelling for each value, each occurs once, and only declared ones."""

from typing import Annotated, Any, TypeAlias

import httpx
import pytest
from pydantic import Field
from starlette.requests import Request

from contract.runtime import wire
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


async def test_a_fault_of_the_query_is_explained(client: httpx.AsyncClient) -> None:
    response = await client.get("/api/v1/notes?limit=1&limit=1&nope=1&tag=%00")
    assert [detail for _, _, detail in response.json()["errors"]] == [
        "The parameter may occur once",
        "The operation has no such query parameter",
        "Text must not contain U+0000",
    ]


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
    assert refused.value.detail == "The header X-Tenant is required."


Short: TypeAlias = Annotated[str, Field(max_length=5)]


def parsed(**found: Any) -> Request:
    """A request as the gate leaves it: nothing is there but `found`."""
    nothing: dict[str, Any] = {"path_params": {}, "contract.query": {}, "contract.headers": {}}
    names = {"path": "path_params", "query": "contract.query", "headers": "contract.headers"}
    return Request({"type": "http", **nothing, **{names[key]: found[key] for key in found}})


@pytest.mark.parametrize("type_", [list, list[Short], Annotated[list[Short], Field(max_length=2)]])
def test_a_list_in_the_query_is_all_that_was_given(type_: Any) -> None:
    tag: Parameter[Any] = Parameter("query", "tag", type_)
    request = parsed(query={"tag": ["a", "b"]})

    assert tag.required(request) == tag.optional(request) == ["a", "b"]
    assert tag.with_default(request, ["c"]) == ["a", "b"]
    assert tag.optional(parsed()) is None
    assert tag.with_default(parsed(), ["c"]) == ["c"]


def test_each_fault_of_a_list_has_its_index() -> None:
    rows: Parameter[Any] = Parameter("query", "a/b", list[list[wire.Int]])
    with pytest.raises(Refusal) as refused:
        rows.required(parsed(query={"a/b": [["1"], ["2", "x"]]}))

    assert [error.pointer for error in refused.value.errors] == ["query/a~1b/1/1"]


@pytest.mark.parametrize(
    ("where", "found"),
    [("path", {"path": {"X-n": "7"}}), ("header", {"headers": {b"x-n": b"7"}})],
)
def test_a_parameter_is_read_from_its_own_place(where: Any, found: dict[str, Any]) -> None:
    number: Parameter[int] = Parameter(where, "X-n", wire.Int)
    elsewhere = {"path": {"X-n": "8"}, "query": {"X-n": ["8"]}, "headers": {b"x-n": b"8"}}

    assert number.required(parsed(**{**elsewhere, **found})) == 7


def test_a_single_value_of_the_query_is_no_list() -> None:
    number: Parameter[int] = Parameter("query", "n", Annotated[wire.Int, Field(le=9)])

    assert number.required(parsed(query={"n": ["7"]})) == 7
    with pytest.raises(Refusal) as refused:
        number.required(parsed(query={"n": ["10"]}))
    assert [error.pointer for error in refused.value.errors] == ["query/n"]


def test_a_header_holds_the_bytes_of_latin_1() -> None:
    name: Parameter[str] = Parameter("header", "X-Näme", str)

    assert name.required(parsed(headers={"x-näme".encode("latin-1"): b"Zo\xeb"})) == "Zoë"
