"""Small contracts, written by what is different in them."""

from typing import Any

Json = dict[str, Any]
JSON = "application/json"
PROBLEM = "application/problem+json"


def document(*, paths: Json | None = None, **members: Any) -> Json:
    """A contract with one path, unless it says otherwise."""
    return {
        "openapi": "3.1.1",
        "info": {"title": "Notes", "version": "1.0.0"},
        "paths": {"/notes": {"post": operation()}} if paths is None else paths,
        **members,
    }


def operation(**members: Any) -> Json:
    """createNote; a member that is None is left out."""
    usual = {"operationId": "createNote", "responses": {"200": answer()}}
    return {name: value for name, value in (usual | members).items() if value is not None}


def contract(**members: Any) -> Json:
    """A contract whose one operation has these members."""
    return document(paths={"/notes": {"post": operation(**members)}})


def content(schema: object, media_type: str = JSON) -> Json:
    return {media_type: {"schema": schema}}


def answer(**members: Any) -> Json:
    return {"description": "Done.", **members}


def answers(**by_status: Json) -> Json:
    """A contract whose operation answers `s200=...`."""
    return contract(responses={name[1:]: value for name, value in by_status.items()})


def sent(schema: object, **components: object) -> Json:
    """A contract whose operation takes the schema."""
    body = {"required": True, "content": content(schema)}
    return contract(requestBody=body) | {"components": {"schemas": components}}


def answered(schema: object, **components: object) -> Json:
    """A contract whose operation answers the schema."""
    changed = contract(responses={"200": answer(content=content(schema))})
    return changed | {"components": {"schemas": components}}


def query(**members: Any) -> Json:
    """A contract whose operation has one parameter in the query."""
    usual = {"name": "q", "in": "query", "schema": {"type": "string"}}
    return contract(parameters=[usual | members])


def secured(*alternatives: Json, **members: Any) -> Json:
    return contract(security=list(alternatives)) | members


def scheme(**members: Any) -> Json:
    """A contract with one security scheme."""
    flow = {"tokenUrl": "/token", "scopes": {"read": "Read.", "write": "Write."}}
    usual = {"type": "oauth2", "flows": {"password": flow}}
    schemes = {"oauth2": usual | members}
    return document() | {"components": {"securitySchemes": schemes}}


def flow(**members: Any) -> Json:
    """The same with another password flow."""
    usual = {"tokenUrl": "/token", "scopes": {"read": "Read.", "write": "Write."}}
    return scheme(flows={"password": usual | members})


def problem(code: str) -> Json:
    """The schema of a problem."""
    members = {"code": {"type": "string", "const": code}, "detail": {"type": "string"}}
    return {"type": "object", "required": ["code", "detail"], "properties": members}


def problems(*codes: str) -> Json:
    """A contract whose operation answers 409 with one of the codes, as the bundler writes it."""
    names = {code: f"#/components/schemas/{code.title()}" for code in codes}
    choice: Json = {
        "oneOf": [{"$ref": name} for name in names.values()],
        "discriminator": {"propertyName": "code", "mapping": names},
    }
    schema = choice if len(codes) > 1 else {"$ref": names[codes[0]]}
    found = contract(responses={"200": answer(), "409": answer(content=content(schema, PROBLEM))})
    schemas = {code.title(): problem(code) for code in codes}
    return found | {"components": {"schemas": schemas}}


def deprecated(begin: str | None, end: str | None) -> Json:
    """A contract whose operation says when it goes."""
    dates = {"x-deprecated-at": begin, "x-sunset": end}
    return contract(deprecated=True, **dates)
