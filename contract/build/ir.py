"""The intermediate form: what the templates print, with every name and type already decided."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    wire_name: str
    where: str  # path | query | header
    argument: str
    constant: str  # the decoder's name in the module
    decoder: str  # the type that decodes, an expression
    type: str  # the type that the handler sees, an expression
    required: bool
    default: str | None  # an expression
    is_list: bool

    @property
    def annotation(self) -> str:
        certain = self.required or self.default is not None
        return self.type if certain else f"{self.type} | None"

    @property
    def read(self) -> str:
        if self.required:
            return f"{self.constant}.required(request)"
        if self.default is not None:
            return f"{self.constant}.with_default(request, {self.default})"
        return f"{self.constant}.optional(request)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    model: str
    reader: str  # json_body | optional_json_body | form_body
    media_type: str
    required: bool

    @property
    def annotation(self) -> str:
        return f"models.{self.model}" if self.required else f"models.{self.model} | None"


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    wire_name: str
    attribute: str
    type: str
    required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    class_name: str
    status: int
    description: str
    media_type: str | None
    body: str | None  # the model's name
    headers: tuple[Header, ...]
    constant_headers: tuple[tuple[str, str], ...]

    @property
    def header_fields(self) -> tuple[tuple[str, str], ...]:
        return tuple((header.attribute, header.wire_name) for header in self.headers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deprecation:
    at: date
    sunset: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    id: str
    constant: str
    function: str
    union: str  # the alias of all responses that the handler may return
    method: str
    path: str
    tag: str
    summary: str
    scopes: tuple[str, ...] | None
    rate_limits: tuple[str, ...]
    idempotency: str
    audit_event: str | None
    parameters: tuple[Parameter, ...]
    idempotency_key: Parameter | None
    body: Body | None
    responses: tuple[Response, ...]
    statuses: tuple[int, ...]
    problems: tuple[str, ...]
    error_format: str
    accepted_issuers: tuple[str, ...]
    deprecation: Deprecation | None

    @property
    def declared(self) -> str:
        """The response classes as a tuple expression."""
        names = [response.class_name for response in self.responses]
        return f"({names[0]},)" if len(names) == 1 else f"({', '.join(names)})"

    @property
    def arguments(self) -> str:
        """What the endpoint hands to the handler."""
        names = ["principal"] if self.scopes is not None else []
        names += [parameter.argument for parameter in self.parameters]
        names += ["body"] if self.body else []
        return ", ".join(f"{name}={name}" for name in names)

    @property
    def all_parameters(self) -> tuple[Parameter, ...]:
        return self.parameters + ((self.idempotency_key,) if self.idempotency_key else ())

    def names(self, where: str, *, lists: bool = False) -> list[str]:
        """Wire names for the gate, sorted; headers in lower case."""
        found = [p for p in self.all_parameters if p.where == where and p.is_list == lists]
        return sorted(p.wire_name.lower() if where == "header" else p.wire_name for p in found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    name: str
    module: str
    handler: str
    router: str
    description: str
    operations: tuple[Operation, ...]

    @property
    def decoders(self) -> list[Parameter]:
        """One decoder for each constant, in the order of first use."""
        every = [p for operation in self.operations for p in operation.all_parameters]
        return list({p.constant: p for p in every}.values())

    @property
    def by_precedence(self) -> list[Operation]:
        """Literal paths before templated ones, else `/sessions/{id}` would swallow
        `/sessions/current`."""
        return sorted(self.operations, key=lambda operation: operation.path.count("{"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemType:
    code: str
    constant: str
    status: int
    title: str
    detail: str
    retryable: bool
    when: str
    oauth_error: str | None
    oauth_status: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    operations: tuple[Operation, ...]
    tags: tuple[Tag, ...]
    problems: tuple[ProblemType, ...]
    role_scopes: tuple[tuple[str, tuple[str, ...]], ...]
    scopes: tuple[tuple[str, str], ...]
    issuers: tuple[tuple[str, str], ...]
