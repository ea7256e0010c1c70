"""Pydantic's errors as field errors: pointers into the body, and never an echo of the input."""

from collections.abc import Iterator
from itertools import combinations, islice

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from contract.runtime.refusals import MAX_FIELD_ERRORS, FieldError

Location = tuple[int | str, ...]

# A long member name must not be repeated in fifty errors.
_MAX_POINTER_LENGTH = 256
# A union adds one label to a location; a union of unions two.
_MAX_LABELS = 2
_MAX_SEARCHED_DEPTH = 16
_UNION_TAG_ERRORS = frozenset({"union_tag_invalid", "union_tag_not_found"})


def field_errors(body: object, error: ValidationError) -> list[FieldError]:
    """One field error per pydantic error, at most fifty; `body` is the decoded input."""
    details = islice(error.errors(include_url=False), MAX_FIELD_ERRORS)
    return [_field_error(body, detail) for detail in details]


def pointer(steps: Location) -> str:
    """An RFC 6901 pointer; cut at the deepest parent that keeps it short."""
    text = ""
    for step in steps:
        longer = f"{text}/{escape(str(step))}"
        if len(longer) > _MAX_POINTER_LENGTH:
            break
        text = longer
    return text


def escape(step: str) -> str:
    """One reference token of RFC 6901."""
    return step.replace("~", "~0").replace("/", "~1")


def described(detail: ErrorDetails) -> tuple[str, str]:
    """A stable code and what is expected; a message that would repeat the input is replaced."""
    code, text, given = detail["type"], detail["msg"], detail["input"]
    context = detail.get("ctx", {})
    if code == "union_tag_invalid":
        return code, f"Input should be one of {context['expected_tags']}"
    if isinstance(given, str):
        # Behind a wire type pydantic counts the characters of a text as the items of a sequence.
        if code == "too_long":
            limit = context["max_length"]
            return "string_too_long", f"String should have at most {limit} characters"
        if code == "too_short":
            limit = context["min_length"]
            return "string_too_short", f"String should have at least {limit} characters"
        if len(given) > 2 and given in text:
            return code, "Input is not valid"
    return code, text.removeprefix("Value error, ")


def _field_error(body: object, detail: ErrorDetails) -> FieldError:
    steps = _resolve(body, detail)
    if detail["type"] in _UNION_TAG_ERRORS:
        # Pydantic names the object; the reader wants the member that chooses the branch.
        steps = (*steps, str(detail["ctx"]["discriminator"]).strip("'"))
    return FieldError(pointer(steps), *described(detail))


def _resolve(body: object, detail: ErrorDetails) -> Location:
    """The location without the labels that pydantic adds for unions and for keys of maps.

    A label may look like a member (`code` is a tag and a member of the same union), so a candidate
    counts only when it leads to the very input that was refused.
    """
    location = detail["loc"]
    if location and location[-1] == "[key]":
        return location[:-1]
    if detail["type"] == "missing":
        # The input is the object that lacks the member, and the member's name is no label.
        return (*_path_to_input(body, location[:-1], detail), location[-1])
    return _path_to_input(body, location, detail)


def _path_to_input(body: object, location: Location, detail: ErrorDetails) -> Location:
    for steps in _candidates(location):
        if _reachable(body, steps) == steps and _value(body, steps) == detail["input"]:
            return steps
    return _reachable(body, location)


def _candidates(location: Location) -> Iterator[Location]:
    yield location
    if len(location) <= _MAX_SEARCHED_DEPTH:
        for labels in range(1, min(_MAX_LABELS, len(location)) + 1):
            # Reversed, because labels stand before the members of their branch.
            yield from reversed(list(combinations(location, len(location) - labels)))


def _reachable(body: object, steps: Location) -> Location:
    """The longest prefix of `steps` that exists in `body`."""
    for index, step in enumerate(steps):
        match body:
            case dict() if step in body:
                body = body[step]
            case list() if isinstance(step, int) and step < len(body):
                body = body[step]
            case _:
                return steps[:index]
    return steps


def _value(body: object, steps: Location) -> object:
    for step in steps:
        if isinstance(body, dict):
            body = body[step]
        elif isinstance(body, list) and isinstance(step, int):
            body = body[step]
    return body
