"""The routing table by itself: which path is read, which resource it means, what its names are."""

import pytest
from starlette.types import Scope

from contract.runtime.routing import PathTable, Resource, Rules, plain_path
from tests.runtime import sample


def rules(method: str, path: str) -> Rules:
    """An operation that asks nothing of the gate."""
    nothing: frozenset[str] = frozenset()
    return Rules(sample.operation(method, path), nothing, nothing, frozenset(), frozenset(), False)


def table(*paths: str) -> PathTable:
    return PathTable([rules("GET", path) for path in paths])


def read(path: str, root: str | None = None, raw: bytes | None = None) -> str | None:
    """`plain_path` of a scope that has what it must have, and what is given here."""
    scope: Scope = {"path": path}
    if root is not None:
        scope["root_path"] = root
    if raw is not None:
        scope["raw_path"] = raw
    return plain_path(scope)


@pytest.mark.parametrize(
    ("root", "path", "below"),
    [
        ("/gateway", "/gateway/notes", "/notes"),
        ("/gateway", "/gateway/gateway/notes", "/gateway/notes"),
        ("/gateway", "/gateway/", "/"),
        ("/gateway", "/gateway", "/gateway"),
        ("/gateway", "/gatewaynotes", "/gatewaynotes"),
        ("/gateway", "/gateway2/notes", "/gateway2/notes"),
        ("/gateway", "/notes", "/notes"),
        ("/gateway", "/notes/gateway/notes", "/notes/gateway/notes"),
        ("", "/notes", "/notes"),
        (None, "/notes", "/notes"),
    ],
)
def test_a_root_path_is_taken_off_where_it_ends_at_a_slash(
    root: str | None, path: str, below: str
) -> None:
    assert read(path, root) == below


@pytest.mark.parametrize("path", ["/gateway//notes", "/gateway/../notes", "/gateway/notes\n"])
def test_what_is_left_below_a_root_path_may_be_no_less_plain(path: str) -> None:
    assert read(path, "/gateway") is None


@pytest.mark.parametrize(
    ("raw", "path", "found"),
    [
        (None, "/a b", "/a b"),
        (b"/a%20b", "/a b", "/a b"),
        (b"/%C3%A9", "/é", "/é"),
        (b"/a%2Fb", "/a/b", None),
        (b"/a%2fb", "/a/b", None),
        (b"/a%ff", "/a\N{REPLACEMENT CHARACTER}", None),
        (b"/a%2f%ff", "/a/\N{REPLACEMENT CHARACTER}", None),
    ],
)
def test_what_decodes_into_something_else_is_no_plain_path(
    raw: bytes | None, path: str, found: str | None
) -> None:
    assert read(path, raw=raw) == found


@pytest.mark.parametrize(
    ("template", "path", "parameters"),
    [
        ("/u/{user_id}", "/u/1", {"user_id": "1"}),
        ("/u/{user_id}/s/{session_id}", "/u/1/s/2", {"user_id": "1", "session_id": "2"}),
        ("/{a}/{b}/{c}", "/1/2/3", {"a": "1", "b": "2", "c": "3"}),
    ],
)
def test_parameters_have_the_names_of_the_template(
    template: str, path: str, parameters: dict[str, str]
) -> None:
    found, given = table("/u", template).find(path)

    assert found is not None and found.methods["GET"].operation.path == template
    assert given == parameters


@pytest.mark.parametrize("path", ["/u/", "/u//s/2", "/u/1/s/", "/u/1/t/2", "/v/1/s/2", "/u/1/s/2/"])
def test_a_segment_that_is_empty_or_another_is_no_match(path: str) -> None:
    assert table("/u/{user_id}", "/u/{user_id}/s/{session_id}").find(path) == (None, {})


def test_a_literal_path_has_no_parameters() -> None:
    found, given = table("/u/{user_id}", "/u/me").find("/u/me")

    assert found is not None and found.methods["GET"].operation.path == "/u/me"
    assert given == {}


@pytest.mark.parametrize("path", ["/u/{a}", "/u/me"])
def test_operations_of_one_path_are_one_resource(path: str) -> None:
    found, _ = PathTable([rules("GET", path), rules("put", path)]).find("/u/me")

    assert found is not None
    assert (sorted(found.methods), found.allow) == (["GET", "PUT"], "GET, HEAD, OPTIONS, PUT")


def test_head_comes_with_get_alone() -> None:
    resource = Resource()
    resource.add(rules("POST", "/u"))
    assert resource.allow == "OPTIONS, POST"

    resource.add(rules("GET", "/u"))
    assert resource.allow == "GET, HEAD, OPTIONS, POST"


@pytest.mark.parametrize(
    "segment", ["{a}.json", "v{a}", "{a", "a}", "{}", "{1}", "{a}{b}", "{a-b}"]
)
def test_what_is_no_whole_parameter_is_refused_with_its_path(segment: str) -> None:
    path = f"/u/{segment}/{{x}}"

    with pytest.raises(ValueError) as refused:
        table(path)

    assert str(refused.value) == f"{path}: a parameter must be a whole segment"
