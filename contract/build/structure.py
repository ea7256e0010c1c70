"""Is it an OpenAPI 3.1 document at all? Asked first, so that every later reader may rely on its
shape."""

from functools import cache

import jsonschema_rs
from openapi_spec_validator import OpenAPIV31SpecValidator
from openapi_spec_validator.schemas import schema_v31

from contract.build.document import Json
from contract.build.findings import Finding, Origins, Pointer

_WAY_OUT = "See the OpenAPI 3.1 specification."


@cache
def _validator() -> jsonschema_rs.Draft202012Validator:
    """OpenAPI leaves open what a schema is; here it is JSON Schema, or rules would fall over it."""
    parts = dict(schema_v31["$defs"])
    parts["schema"] = {**parts["schema"], "$ref": "https://json-schema.org/draft/2020-12/schema"}
    return jsonschema_rs.Draft202012Validator({**schema_v31, "$defs": parts})


def structural_findings(document: Json, origins: Origins) -> list[Finding]:
    """Faults against the schema of OpenAPI."""
    return [
        _finding(tuple(error.instance_path), error.message, origins)
        for error in _validator().iter_errors(document)
    ]


def semantic_findings(document: Json, origins: Origins) -> list[Finding]:
    """What openapi-spec-validator knows beyond the schema, such as a default that its schema
    refuses."""
    return [
        _finding(tuple(error.absolute_path), str(error.message), origins)
        for error in OpenAPIV31SpecValidator(document).iter_errors()
    ]


def _finding(pointer: Pointer, message: str, origins: Origins) -> Finding:
    return Finding(origins.find(pointer), "openapi", message[:300], _WAY_OUT)
