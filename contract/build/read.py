"""Reads the bundle into the intermediate form. Lint has run: what it refuses cannot occur here."""

from collections import defaultdict
from dataclasses import replace
from typing import Any

from contract.build.deprecation import DEPRECATED_AT, SUNSET, day
from contract.build.document import Json, OperationAt, operations, ref_name, resolve
from contract.build.ir import (
    Api,
    Body,
    Deprecation,
    Header,
    Operation,
    Parameter,
    ProblemType,
    Response,
    Tag,
)
from contract.build.names import constant, header_attribute, pascal, snake
from contract.build.parameters import read_parameter
from contract.build.problems import oauth_form

FORM = "application/x-www-form-urlencoded"
IDEMPOTENCY_KEY = "Idempotency-Key"


def read_api(document: Json) -> Api:
    """Everything that the templates need."""
    every = [_operation(document, operation) for operation in operations(document)]
    tags = tuple(_tag(tag, every) for tag in document.get("tags", []))
    return Api(
        operations=tuple(every),
        tags=tuple(tag for tag in tags if tag.operations),
        problems=tuple(
            _problem(code, entry) for code, entry in document.get("x-problem-types", {}).items()
        ),
        role_scopes=tuple(
            (role, tuple(scopes)) for role, scopes in document.get("x-role-scopes", {}).items()
        ),
        scopes=tuple(_scopes(document).items()),
        issuers=tuple(document.get("x-issuers", {}).items()),
    )


def _scopes(document: Json) -> dict[str, str]:
    schemes = document.get("components", {}).get("securitySchemes", {}).values()
    flows = [flow for scheme in schemes for flow in scheme.get("flows", {}).values()]
    return {scope: text for flow in flows for scope, text in flow.get("scopes", {}).items()}


def _operation(document: Json, found: OperationAt) -> Operation:
    value = found.value
    parameters = [
        read_parameter(document, resolve(document, item)) for item in value.get("parameters", [])
    ]
    order = {"path": 0, "query": 1, "header": 2}
    parameters.sort(key=lambda parameter: order[parameter.where])
    idempotency = str(value.get("x-idempotency") or "none")
    key = next((p for p in parameters if _is_key(p) and idempotency != "none"), None)
    statuses = [int(status) for status in value["responses"]]
    return Operation(
        id=found.id,
        constant=constant(found.id),
        function=snake(found.id),
        union=f"{_class(found.id)}Response",
        method=found.method.upper(),
        path=found.path,
        tag=value["tags"][0],
        summary=" ".join(str(value["summary"]).split()),
        scopes=found.scopes,
        rate_limits=tuple(value.get("x-rate-limit") or ()),
        idempotency=idempotency,
        audit_event=value.get("x-audit-event"),
        parameters=tuple(p for p in parameters if p is not key),
        idempotency_key=key,
        body=_body(value.get("requestBody")),
        responses=tuple(
            _response(document, found.id, status, value["responses"][str(status)])
            for status in sorted(statuses)
            if status < 400
        ),
        statuses=tuple(sorted(statuses)),
        problems=tuple(value.get("x-problems") or ()),
        error_format=str(value.get("x-error-format", "problem")),
        accepted_issuers=tuple(value.get("x-accepted-issuers") or ()),
        deprecation=_deprecation(value),
    )


def _deprecation(value: Json) -> Deprecation | None:
    begin, end = day(value, DEPRECATED_AT), day(value, SUNSET)
    return Deprecation(at=begin, sunset=end) if begin and end else None


def _is_key(parameter: Parameter) -> bool:
    return parameter.where == "header" and parameter.wire_name == IDEMPOTENCY_KEY


def _class(operation_id: str) -> str:
    return operation_id[:1].upper() + operation_id[1:]


def _body(value: Json | None) -> Body | None:
    if value is None:
        return None
    media_type, media = next(iter(value["content"].items()))
    required = bool(value.get("required", False))
    if media_type == FORM:
        reader = "form_body"
    else:
        reader = "json_body" if required else "optional_json_body"
    return Body(
        model=str(ref_name(media["schema"])),
        reader=reader,
        media_type=media_type,
        required=required,
    )


def _response(document: Json, operation_id: str, status: int, value: Json) -> Response:
    media_type, media = next(iter(value.get("content", {}).items()), (None, None))
    headers, constants = _headers(document, value.get("headers", {}))
    return Response(
        class_name=f"{_class(operation_id)}{status}",
        status=status,
        description=" ".join(str(value["description"]).split()),
        media_type=media_type,
        body=ref_name(media["schema"]) if media else None,
        headers=headers,
        constant_headers=constants,
    )


def _headers(
    document: Json, written: dict[str, Any]
) -> tuple[tuple[Header, ...], tuple[tuple[str, str], ...]]:
    """What the handler supplies, and what the stub writes itself; the edge's headers are
    neither."""
    fields: list[Header] = []
    constants: list[tuple[str, str]] = []
    for name, reference in written.items():
        header = resolve(document, reference)
        schema = resolve(document, header["schema"])
        if header.get("x-set-by") == "edge":
            continue
        if "const" in schema:
            constants.append((name, str(schema["const"])))
            continue
        fields.append(
            Header(
                wire_name=name,
                attribute=header_attribute(name),
                type="int" if schema.get("type") == "integer" else "str",
                required=bool(header.get("required", False)),
            )
        )
    return tuple(fields), tuple(constants)


def _tag(tag: Json, every: list[Operation]) -> Tag:
    name = str(tag["name"])
    return Tag(
        name=name,
        module=snake(name),
        handler=f"{pascal(name)}Handler",
        router=f"{snake(name)}_router",
        description=" ".join(str(tag.get("description", "")).split()),
        operations=_with_decoders([operation for operation in every if operation.tag == name]),
    )


def _with_decoders(members: list[Operation]) -> tuple[Operation, ...]:
    """Parameters that decode alike share a decoder; where they differ, each operation has its
    own."""
    kinds: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for operation in members:
        for parameter in operation.all_parameters:
            kinds[parameter.constant].add((parameter.where, parameter.wire_name, parameter.decoder))

    def named(operation: Operation, parameter: Parameter) -> Parameter:
        if len(kinds[parameter.constant]) == 1:
            return parameter
        return replace(parameter, constant=f"_{operation.constant}{parameter.constant}")

    return tuple(
        replace(
            operation,
            parameters=tuple(named(operation, parameter) for parameter in operation.parameters),
            idempotency_key=(
                named(operation, operation.idempotency_key) if operation.idempotency_key else None
            ),
        )
        for operation in members
    )


def _problem(code: str, entry: Json) -> ProblemType:
    oauth = oauth_form(code, entry)
    return ProblemType(
        code=code,
        constant=constant(code),
        status=entry["status"],
        title=entry["title"],
        detail=entry["detail"],
        retryable=entry["retryable"],
        when=" ".join(str(entry["when"]).split()),
        oauth_error=oauth["error"] if oauth else None,
        oauth_status=oauth["status"] if oauth else None,
    )
