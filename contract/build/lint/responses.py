"""What the server answers: every status declared one by one, with the headers that it must not
lack."""

from contract.build.document import ref_name
from contract.build.findings import Pointer
from contract.build.lint.faithful import types
from contract.build.lint.reading import Reading
from contract.build.lint.rules import Faults, rule

_WITHOUT_BODY = frozenset({"204", "205", "304"})
_CATALOGUE = (
    "List the code under `x-problems`; the bundler writes the response as application/problem+json."
)


@rule("exact-status", "Declare each status by its number.")
def exact_status(reading: Reading) -> Faults:
    """`default` and `4XX` promise nothing, and no type can be made of them."""
    for operation in reading.operations:
        for status in operation.value["responses"]:
            if not status.isdigit():
                yield (
                    *operation.pointer,
                    "responses",
                    status,
                ), f"The response {status} is no status."


@rule("problem-response", _CATALOGUE)
def problem_response(reading: Reading) -> Faults:
    """An error written by hand drifts from the catalogue; every error is a problem (or an OAuth
    error) with a code."""
    for operation in reading.operations:
        item = reading.written["paths"][operation.template][operation.method]
        for status in item["responses"]:
            if status[:1] in ("4", "5"):
                yield (
                    *operation.pointer,
                    "responses",
                    status,
                ), f"The error {status} is written by hand."


@rule("generic-problem", "Use another name; problem schemas come from the catalogue, one per code.")
def generic_problem(reading: Reading) -> Faults:
    """One generic Problem swallows the union of exact ones in every TypeScript generator."""
    for name in reading.written.get("components", {}).get("schemas", {}):
        if name.endswith(("Problem", "OAuthError")):
            yield (
                "components",
                "schemas",
                name,
            ), f"The schema {name} is a problem written by hand."


@rule("success-response", "Declare what the operation answers when it succeeds.")
def success_response(reading: Reading) -> Faults:
    """A handler that may return nothing cannot be written."""
    for operation in reading.operations:
        if not any(status.startswith("2") for status in operation.value["responses"]):
            yield (*operation.pointer, "responses"), f"{operation.id} has no successful response."


@rule(
    "response-media-type", "Answer application/json (or another +json type), one type per status."
)
def response_media_type(reading: Reading) -> Faults:
    """The stub serialises JSON; a choice between types would need a negotiation that nobody
    declared."""
    for operation in reading.operations:
        for status, response in operation.value["responses"].items():
            kinds = list(response.get("content", {}))
            is_json = all(kind == "application/json" or kind.endswith("+json") for kind in kinds)
            if len(kinds) > 1 or not is_json:
                at = (*operation.pointer, "responses", status, "content")
                yield at, f"The response {status} is {' or '.join(kinds)}."


@rule("named-response", "Move the schema to components/schemas and refer to it.")
def named_response(reading: Reading) -> Faults:
    """A body in place gets a made-up name, or none, in every generator."""
    for operation in reading.operations:
        for pointer, status, _, media in reading.response_media(operation):
            if status < "400" and "$ref" not in media.get("schema", {}):
                yield pointer, f"The body of the response {status} is written in place."


@rule("body-without-content", "Leave `content` out, or use 200.")
def body_without_content(reading: Reading) -> Faults:
    """204 and 304 end at their headers (RFC 9110 §6.4.1)."""
    for operation in reading.operations:
        for pointer, status, _, _ in reading.response_media(operation):
            if status in _WITHOUT_BODY:
                yield pointer, f"The response {status} cannot have a body."


def _promised(reading: Reading, status: str, name: str) -> Faults:
    """Operations whose response lacks a required header; at the header's component if there is
    one."""
    for operation in reading.operations:
        if status not in operation.value["responses"]:
            continue
        at: Pointer = (*operation.pointer, "responses", status)
        written = operation.value["responses"][status].get("headers", {}).get(name)
        if written is None:
            yield at, f"The response {status} of {operation.id} has no {name}."
        elif not reading.resolve(written).get("required"):
            component = ref_name(written)
            place = (
                (*at, "headers", name)
                if component is None
                else ("components", "headers", component)
            )
            yield place, f"{name} of the response {status} is not required."


@rule("created-location", "Add the header Location, required.")
def created_location(reading: Reading) -> Faults:
    """Whoever creates something must learn where it is (RFC 9110 §15.3.2)."""
    return _promised(reading, "201", "Location")


@rule("unauthorized-challenge", "Make the header component of WWW-Authenticate `required: true`.")
def unauthorized_challenge(reading: Reading) -> Faults:
    """A 401 without a challenge breaks RFC 9110 §15.5.2, and the fuzzer looks only for what is
    required."""
    return _promised(reading, "401", "WWW-Authenticate")


@rule("rate-limit-retry", "Make the header component of Retry-After `required: true`.")
def rate_limit_retry(reading: Reading) -> Faults:
    """A 429 that does not say when makes clients hammer."""
    return _promised(reading, "429", "Retry-After")


@rule("header-promise", "Write `required: true`, or `required: false` if it may be absent.")
def header_promise(reading: Reading) -> Faults:
    """A header that is not required is not missed by any test; so the choice is written down."""
    for operation in reading.operations:
        for _, name, pointer, header in reading.headers(operation):
            if "required" not in header:
                yield pointer, f"The header {name} does not say whether it is required."


@rule("header-type", "Use a string or an integer.")
def header_type(reading: Reading) -> Faults:
    """A header is text; anything else needs a style that clients do not know."""
    for operation in reading.operations:
        for _, name, pointer, header in reading.headers(operation):
            kinds = types(reading.resolve(header.get("schema", {})))
            if kinds not in (["string"], ["integer"]):
                yield pointer, f"The header {name} is no string or integer."
