"""Schemas are judged by where they are used, and names by what they mean."""

import pytest

from contract.breaking.findings import bare
from tests.breaking.library import (
    Json,
    answer,
    answered,
    answers,
    content,
    contract,
    document,
    operation,
    query,
    sent,
)
from tests.breaking.test_compare import breaks, found, kinds

NARROW, WIDE = {"type": "string", "maxLength": 1}, {"type": "string", "maxLength": 2}
REFERENCE = {"$ref": "#/components/schemas/Text"}


def used(*, text: Json, reads: int = 0, writes: int = 0) -> Json:
    """A contract in which operations answer a component, or take it."""
    reading = {
        f"/read{index}": {
            "get": operation(operationId=f"read{index}", responses={"200": answers_text()})
        }
        for index in range(reads)
    }
    body = {"content": content(REFERENCE)}
    writing = {
        f"/write{index}": {"post": operation(operationId=f"write{index}", requestBody=body)}
        for index in range(writes)
    }
    components = {"schemas": {"Text": text}}
    return document(paths=reading | writing, components=components)


def answers_text() -> Json:
    return answer(content=content(REFERENCE))


def test_a_schema_that_is_only_read_may_narrow() -> None:
    assert breaks(found(used(text=WIDE, reads=1), used(text=NARROW, reads=1))) == set()


def test_a_schema_that_is_only_sent_may_widen() -> None:
    assert breaks(found(used(text=NARROW, writes=1), used(text=WIDE, writes=1))) == set()


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [(WIDE, NARROW, "request-length-narrowed"), (NARROW, WIDE, "response-length-widened")],
)
def test_a_schema_that_is_sent_and_read_may_do_neither(
    before: Json, after: Json, kind: str
) -> None:
    old, new = (used(text=text, reads=1, writes=1) for text in (before, after))
    assert breaks(found(old, new)) == {kind}


def test_a_schema_that_nobody_uses_is_not_looked_at() -> None:
    assert found(used(text=WIDE), used(text=NARROW)) == []


def test_what_many_operations_share_is_found_once_with_the_names_of_all() -> None:
    (finding,) = found(used(text=NARROW, reads=3), used(text=WIDE, reads=3))

    assert finding.operations == ("read0", "read1", "read2")
    assert finding.pointer == "/components/schemas/Text/maxLength"


def tree(text: Json) -> Json:
    return {
        "type": "object",
        "properties": {
            "text": text,
            "children": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}},
        },
    }


def test_a_schema_that_contains_itself_is_looked_at_once() -> None:
    reference = {"$ref": "#/components/schemas/Tree"}
    old, new = (answered(reference, Tree=tree(text)) for text in (NARROW, WIDE))
    (finding,) = found(old, new)

    assert finding.pointer == "/components/schemas/Tree/properties/text/maxLength"


@pytest.mark.parametrize(
    "circle",
    [
        {"Text": {"$ref": "#/components/schemas/Text"}},
        {"Text": {"$ref": "#/components/schemas/B"}, "B": {"$ref": "#/components/schemas/Text"}},
        {"Text": {"allOf": [REFERENCE, {"type": "string"}]}},
        {"Text": {"oneOf": [REFERENCE, {"type": "string"}]}},
        {"Text": {"not": REFERENCE}},
    ],
)
def test_a_schema_that_is_nothing_but_itself_ends(circle: Json) -> None:
    base = sent(REFERENCE, **circle)
    assert found(base, base) == []
    assert isinstance(found(base, sent(REFERENCE, Text=WIDE)), list)


def test_a_reference_and_what_it_refers_to_are_the_same() -> None:
    assert found(sent(REFERENCE, Text=WIDE), sent(WIDE)) == []


def test_references_in_a_circle_end() -> None:
    circle = {"responses": {"A": {"$ref": "#/components/responses/A"}}}
    base = contract(responses={"200": {"$ref": "#/components/responses/A"}})
    assert found(base | {"components": circle}, base | {"components": circle}) == []


def test_a_mapping_may_name_a_component_with_or_without_its_path() -> None:
    shapes = {"A": {"type": "object"}, "B": {"type": "object", "required": ["b"]}}
    references = {name: f"#/components/schemas/{name}" for name in shapes}
    old, new = (
        sent(
            {
                "oneOf": [{"$ref": reference} for reference in references.values()],
                "discriminator": {"propertyName": "kind", "mapping": mapping},
            },
            **shapes,
        )
        for mapping in ({"a": "A", "b": "B"}, {"a": references["A"], "b": references["B"]})
    )
    assert found(old, new) == []


def test_a_contract_without_servers_has_one_at_the_root() -> None:
    implied, written = document(), document(servers=[{"url": "/"}])
    assert found(implied, written) == [] == found(written, implied)


def test_a_detail_stays_readable() -> None:
    many = {"enum": [f"value {index}" for index in range(1_000)]}
    (finding,) = found(sent(many), sent({"enum": ["value 0"]}))
    assert (
        finding.detail
        == 'gone: "value 1", "value 10", "value 100", "value 101", 995 more; new: none'
    )


def test_a_name_is_cut_like_a_value_and_loses_only_its_quotes() -> None:
    assert bare('an "odd"\nname') == 'an \\"odd\\"\\nname'
    assert bare("a" * 81) == "a" * 80 + "..."


def test_a_long_value_is_cut() -> None:
    (finding,) = found(sent({"const": "a" * 1_000}), sent({"const": "b" * 1_000}))
    assert len(finding.detail) < 300


def test_what_stands_beside_a_reference_holds_too() -> None:
    beside = REFERENCE | {"maxLength": 1}
    assert breaks(found(sent(REFERENCE, Text=WIDE), sent(beside, Text=WIDE))) == {
        "request-length-narrowed"
    }


def test_parts_that_must_all_hold_are_one_object() -> None:
    a, b = {"type": "string"}, {"type": "integer"}
    whole = {"type": "object", "required": ["b"], "properties": {"a": a, "b": b}}
    halves = {
        "allOf": [
            {"type": "object", "properties": {"a": a}},
            {"type": "object", "required": ["b"], "properties": {"b": b}},
        ]
    }
    assert found(sent(whole), sent(halves)) == []


def test_the_case_of_a_header_means_nothing() -> None:
    upper, lower = (query(name=name, **{"in": "header"}) for name in ("If-Match", "if-match"))
    assert found(upper, lower) == []


def test_a_parameter_of_the_path_item_is_one_of_its_operations() -> None:
    parameter = {"name": "q", "in": "query", "schema": {"type": "string"}}
    item = {"post": operation(), "parameters": [parameter]}
    assert found(document(paths={"/notes": item}), contract(parameters=[parameter])) == []


def test_explode_means_nothing_where_there_is_one_value() -> None:
    assert found(query(), query(explode=False)) == []


def test_a_status_that_a_class_or_default_has_declared_is_not_new() -> None:
    for name in ("4XX", "default"):
        old = contract(responses={"200": answer(), name: answer()})
        new = contract(responses={"200": answer(), name: answer(), "404": answer()})
        assert found(old, new) == []


def test_a_range_of_media_types_has_each_of_them() -> None:
    old, new = (
        contract(requestBody={"content": content({"type": "string"}, name)})
        for name in ("image/png", "image/*")
    )
    assert breaks(found(old, new)) == set()
    assert breaks(found(new, old)) == {"request-media-type-removed"}


def test_not_modified_is_no_other_success() -> None:
    old, new = answers(s200=answer()), answers(s200=answer(), s304=answer())
    assert breaks(found(old, new)) == set()


def test_a_deprecated_operation_may_announce_that_it_will_be_gone() -> None:
    dates = {"deprecated": True, "x-deprecated-at": "2026-06-01", "x-sunset": "2027-06-01"}
    new = contract(responses={"200": answer(), "410": answer()}, **dates)
    assert kinds(found(contract(), new)) == {"operation-deprecated"}


def test_a_server_of_the_path_item_is_not_that_of_the_document() -> None:
    item = {"post": operation(), "servers": [{"url": "/"}]}
    old = document(paths={"/notes": item}, servers=[{"url": "/api/v1"}])
    new = document(paths={"/notes": item}, servers=[{"url": "/api/v2"}])
    assert found(old, new) == []


def test_two_changes_are_two_findings() -> None:
    old = sent({"type": "object", "properties": {"a": WIDE, "b": {"type": "string"}}})
    new = sent({"type": "object", "properties": {"a": NARROW}})
    assert breaks(found(old, new)) == {"request-length-narrowed", "request-property-removed"}


def test_another_type_is_one_finding() -> None:
    (finding,) = found(answered(NARROW | {"pattern": "^a"}), answered({"type": "integer"}))
    assert finding.kind.name == "response-type-widened"


def test_each_shape_of_a_choice_is_compared_with_what_it_was() -> None:
    choice = {"oneOf": [REFERENCE, {"type": "integer", "maximum": 9}]}
    old, new = (sent(choice, Text=text) for text in (WIDE, NARROW))
    assert breaks(found(old, new)) == {"request-length-narrowed"}


def test_a_bound_is_told_alone_and_at_its_place() -> None:
    old, new = (sent({"type": "integer", "minimum": 1, "maximum": end}) for end in (100, 50))
    (finding,) = found(old, new)

    assert finding.pointer.endswith("/schema/maximum")
    assert finding.detail == "maximum 100 became maximum 50"


def test_where_no_schema_is_written_anything_may_stand() -> None:
    choice = {"oneOf": [{"type": "string"}, {"type": "integer"}]}
    nothing = contract(requestBody={"required": True, "content": {"application/json": {}}})
    (finding,) = found(nothing, sent(choice))

    assert finding.kind.name == "request-constraint-narrowed"
    assert found(nothing, sent({})) == [] == found(sent(True), nothing)


def test_a_mapping_to_a_shape_that_is_no_alternative_is_no_change() -> None:
    discriminator = {"propertyName": "kind", "mapping": {"a": "Elsewhere"}}
    base = sent({"oneOf": [REFERENCE, {"type": "null"}], "discriminator": discriminator}, Text=WIDE)
    assert found(base, base) == []
