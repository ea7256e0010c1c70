"""Which Python type decodes a parameter, and which one the handler sees."""

from dataclasses import dataclass
from typing import Any

from contract.build.document import Json, ref_name, resolve
from contract.build.ir import Parameter
from contract.build.names import argument, constant, snake

# format → (the decoding type, the handler's type)
FORMATS = {
    "date-time": ("wire.AwareDatetime", "datetime.datetime"),
    "date": ("wire.date", "datetime.date"),
    "uuid": ("wire.UUID", "uuid.UUID"),
    "email": ("wire.EmailStr", "str"),
}
SCALARS = {
    "string": ("str", "str"),
    "integer": ("wire.Int", "int"),
    "number": ("wire.Number", "float"),
    "boolean": ("wire.Bool", "bool"),
}
# keyword → argument of pydantic's Field
BOUNDS = {
    "minLength": "min_length",
    "maxLength": "max_length",
    "pattern": "pattern",
    "minimum": "ge",
    "maximum": "le",
    "exclusiveMinimum": "gt",
    "exclusiveMaximum": "lt",
    "multipleOf": "multiple_of",
    "minItems": "min_length",
    "maxItems": "max_length",
}


@dataclass(frozen=True, slots=True)
class Decoded:
    decoder: str
    type: str
    is_list: bool = False


def decoded(document: Json, schema: Json) -> Decoded:
    """The types for a parameter's schema; lint has made sure that it is one of these."""
    if schema.get("type") == "array":
        item = decoded(document, schema["items"])
        return Decoded(_bounded(f"list[{item.decoder}]", schema), f"list[{item.type}]", True)
    name, target = ref_name(schema), resolve(document, schema)
    if "enum" in target:
        if name is not None:
            return Decoded(f"models.{name}", f"models.{name}")
        literal = f"Literal[{', '.join(repr(value) for value in target['enum'])}]"
        return Decoded(literal, literal)
    if "const" in target:
        literal = f"Literal[{target['const']!r}]"
        return Decoded(literal, literal)
    if target["type"] == "array":
        return decoded(document, target)
    types = FORMATS.get(target.get("format", ""), SCALARS[target["type"]])
    return Decoded(_bounded(types[0], target), types[1])


def _bounded(type_: str, schema: Json) -> str:
    bounds = [f"{field}={schema[key]!r}" for key, field in BOUNDS.items() if key in schema]
    return f"Annotated[{type_}, Field({', '.join(bounds)})]" if bounds else type_


def read_parameter(document: Json, value: Json) -> Parameter:
    """One parameter object; `constant` is provisional until the whole tag is known."""
    schema, where, name = value["schema"], value["in"], value["name"]
    kind = decoded(document, schema)
    default = resolve(document, schema).get("default", schema.get("default"))
    return Parameter(
        wire_name=name,
        where=where,
        argument=argument(name, where),
        constant=f"_{constant(snake(name))}",
        decoder=kind.decoder,
        type=kind.type,
        required=bool(value.get("required", False)),
        default=None if default is None else _default(kind.type, default),
        is_list=kind.is_list,
    )


def _default(type_: str, value: Any) -> str:
    """A default as an expression of the handler's type; enums are called with their value."""
    if isinstance(value, list):
        item = type_.removeprefix("list[").removesuffix("]")
        return f"[{', '.join(_default(item, member) for member in value)}]"
    return f"{type_}({value!r})" if type_.startswith("models.") else repr(value)
