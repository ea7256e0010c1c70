"""A request, written as somebody would type it."""

import json
import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from contract.samples.literals import PYTHON, TYPESCRIPT
from contract.samples.requests import FORM, SampleRequest

# A body that is longer is spread over lines.
_ONE_LINE: Final = 68


@dataclass(frozen=True, slots=True)
class Sdk:
    """A TypeScript SDK with a function for each operation, as @hey-api/openapi-ts makes them.

    `opening` makes, for a server at an origin, what the functions are given as `client`; `sign_in`
    goes between if the operation needs a token with some scopes.
    """

    package: str
    names: tuple[str, ...]
    opening: Callable[[str], str]
    sign_in: Callable[[tuple[str, ...]], str]
    client: str


def shell(request: SampleRequest) -> str:
    """With curl, the token in a variable."""
    return " \\\n  ".join(_shell(request))


def _shell(request: SampleRequest) -> Iterator[str]:
    method = "" if request.method == _implied(request) else f" -X {request.method}"
    yield f"curl{method} {shlex.quote(request.url)}"
    if request.scopes is not None:
        yield '-H "Authorization: Bearer $ACCESS_TOKEN"'
    for name, value in request.headers.items():
        yield f"-H {shlex.quote(f'{name}: {value}')}"
    if request.media_type == FORM:
        for name, value in request.body.items():
            yield f"--data-urlencode {shlex.quote(f'{name}={value}')}"
    elif request.media_type is not None:
        yield f"-H 'Content-Type: {request.media_type}'"
        yield f"-d {shlex.quote(_json(request.body))}"


def _implied(request: SampleRequest) -> str:
    return "GET" if request.media_type is None else "POST"


def _json(value: object) -> str:
    line = json.dumps(value, ensure_ascii=False)
    return line if len(line) <= _ONE_LINE else json.dumps(value, ensure_ascii=False, indent=2)


def python(request: SampleRequest) -> str:
    """With httpx, the token in the environment."""
    imports = "import httpx\n"
    if request.scopes is not None:
        imports = "import os\n\nimport httpx\n"
    arguments = "".join(f"    {argument},\n" for argument in _python(request))
    call = f"response = httpx.{request.method.lower()}(\n{arguments})\n"
    shown = "print(response.json())\n" if request.answers_json else ""
    return f"{imports}\n{call}response.raise_for_status()\n{shown}"


def _python(request: SampleRequest) -> Iterator[str]:
    yield PYTHON.text(request.url)
    headers = [
        f"{PYTHON.text(name)}: {PYTHON.text(value)}" for name, value in request.headers.items()
    ]
    if request.scopes is not None:
        headers.insert(0, '"Authorization": f"Bearer {os.environ[\'ACCESS_TOKEN\']}"')
    if request.media_type not in (None, FORM, "application/json"):
        headers.append(f'"Content-Type": "{request.media_type}"')
    if headers:
        yield "headers={\n" + "".join(f"        {each},\n" for each in headers) + "    }"
    if request.media_type is not None:
        name = "data" if request.media_type == FORM else "json"
        yield f"{name}={PYTHON.literal(request.body, '    ')}"


def typescript(request: SampleRequest, sdk: Sdk) -> str:
    """With the SDK; its functions are called like the operations."""
    names = ", ".join(sorted({*sdk.names, request.operation_id}))
    lines = [
        f"import {{ {names} }} from '{sdk.package}';",
        "",
        sdk.opening(request.origin),
    ]
    if request.scopes is not None:
        lines.append(sdk.sign_in(request.scopes))
    answer = "const data = " if request.answers_json else ""
    options = {"client": None, **_options(request)}
    members = TYPESCRIPT.literal(options).replace("client: null", f"client: {sdk.client}", 1)
    if len(options) == 1:
        members = f"{{ client: {sdk.client} }}"
    lines += ["", f"{answer}await unwrap({request.operation_id}({members}));"]
    lines += ["console.log(data);"] if request.answers_json else []
    return "\n".join(lines) + "\n"


def _options(request: SampleRequest) -> dict[str, object]:
    parts = {
        "path": dict(request.path),
        "query": dict(request.query),
        "headers": dict(request.headers),
        "body": request.body,
    }
    return {name: part for name, part in parts.items() if part}
