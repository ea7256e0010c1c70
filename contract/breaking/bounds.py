"""Bounds of texts, numbers, lists and objects: whether they moved inwards or outwards."""

import math
from collections.abc import Callable
from typing import Final, TypeAlias, TypeGuard

from contract.breaking.shape import Shape

Number: TypeAlias = int | float
# (how tight, whether the bound itself is excluded): the greater, the tighter.
_Bound: TypeAlias = tuple[Number, bool]

_NO_BOUND: Final[_Bound] = (-math.inf, False)
# What of a value each facet bounds: (lower keywords, upper keywords).
FACETS: Final = {
    "length": (("minLength",), ("maxLength",)),
    "range": (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")),
    "count": (("minItems",), ("maxItems",)),
    "size": (("minProperties",), ("maxProperties",)),
}


def keywords(facet: str) -> tuple[str, ...]:
    """Every keyword that the facet looks at."""
    lower, upper = FACETS[facet]
    other = {"range": ("multipleOf",), "count": ("uniqueItems",)}.get(facet, ())
    return (*lower, *upper, *other)


def moved(facet: str, old: Shape, new: Shape) -> tuple[bool, bool]:
    """(narrower, wider); both, if one bound moved inwards and another outwards."""
    lower, upper = FACETS[facet]
    is_count = facet in ("length", "count", "size")
    changes = [
        _compared(_lowest(old, lower, is_count), _lowest(new, lower, is_count)),
        _compared(_highest(old, upper), _highest(new, upper)),
    ]
    if facet == "range":
        changes.append(_steps(old, new))
    if facet == "count":
        changes.append(_compared(_uniqueness(old), _uniqueness(new)))
    return any(narrower for narrower, _ in changes), any(wider for _, wider in changes)


def _compared(old: _Bound, new: _Bound) -> tuple[bool, bool]:
    return new > old, old > new


def _lowest(shape: Shape, words: tuple[str, ...], is_count: bool) -> _Bound:
    """Of a count, zero is no bound."""
    none = (0, False) if is_count else _NO_BOUND
    return _tightest(shape, words, none, lambda value: value)


def _highest(shape: Shape, words: tuple[str, ...]) -> _Bound:
    return _tightest(shape, words, _NO_BOUND, lambda value: -value)


def _tightest(
    shape: Shape, words: tuple[str, ...], none: _Bound, tightness: Callable[[Number], Number]
) -> _Bound:
    found = [
        (tightness(node.value), word.startswith("exclusive"))
        for word in words
        for node in shape.of(word)
        if _is_number(node.value)
    ]
    return max([none, *found])


def _uniqueness(shape: Shape) -> _Bound:
    return int(any(node.is_true for node in shape.of("uniqueItems"))), False


def _steps(old: Shape, new: Shape) -> tuple[bool, bool]:
    """`multipleOf`: multiples of six are multiples of three."""
    before, after = _step(old), _step(new)
    if before == after:
        return False, False
    narrower = after is not None and not (before is not None and _divides(after, before))
    wider = before is not None and not (after is not None and _divides(before, after))
    return narrower, wider


def _step(shape: Shape) -> Number | None:
    steps = [node.value for node in shape.of("multipleOf") if _is_number(node.value)]
    return next((step for step in steps if step > 0), None)


def _divides(step: Number, by: Number) -> bool:
    """Is each multiple of `by` one of `step`?"""
    try:
        return math.isfinite(by) and by % step == 0
    except OverflowError:  # an integer that no float can hold
        return False


def _is_number(value: object) -> TypeGuard[Number]:
    return isinstance(value, int | float) and not isinstance(value, bool)
