"""An exception as a log may keep it: where it arose and of what kind, but not in its own words.

Those may hold a row, an address or a host: PostgreSQL names a violated constraint with the values
that violate it, pydantic shows what it was given.
"""

import traceback
from collections.abc import Iterator

from structlog.typing import ExcInfo


def describe(exc_info: ExcInfo) -> str:
    """The traceback as Python prints it, causes first, with kinds in place of words."""
    parts = [_one(error) for error in _chain(exc_info[1])]
    return "\n\nwhich led to\n\n".join(reversed(parts))


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The exception, those that a group holds, and what led to it."""
    seen: set[int] = set()
    waiting: list[BaseException] = [error]
    while waiting:
        each = waiting.pop(0)
        if id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        if isinstance(each, BaseExceptionGroup):
            waiting += each.exceptions
        led_to_it = each.__cause__ or (None if each.__suppress_context__ else each.__context__)
        if led_to_it is not None:
            waiting.append(led_to_it)


def _one(error: BaseException) -> str:
    frames = "".join(traceback.format_tb(error.__traceback__))
    return f"Traceback (most recent call last):\n{frames}{_kind(error)}"


def _kind(error: BaseException) -> str:
    """The class, and the code that a database gave."""
    name = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    codes = (getattr(error, attribute, None) for attribute in ("sqlstate", "sqlite_errorname"))
    return " ".join([name, *(str(code) for code in codes if code)])
