"""Deprecation: who reads that an operation will go must read when."""

from contract.build.deprecation import DEPRECATED_AT, SUNSET, day, is_deprecated
from contract.build.lint.reading import Reading
from contract.build.lint.rules import Faults, rule

_DAYS = "Write `x-deprecated-at` and `x-sunset`, each a day such as 2027-03-31."


@rule("deprecation-days", _DAYS)
def deprecation_days(reading: Reading) -> Faults:
    """`deprecated` alone frightens everybody and helps nobody to plan."""
    for operation in reading.operations:
        for keyword in (DEPRECATED_AT, SUNSET):
            if is_deprecated(operation.value) and keyword not in operation.value:
                at = (*operation.pointer, "deprecated")
                yield at, f"{operation.id} is deprecated without {keyword}."


@rule("deprecation-day", "Write a day that exists, as 2027-03-31.")
def deprecation_day(reading: Reading) -> Faults:
    """The headers and the end of the operation are made from it."""
    for operation in reading.operations:
        for keyword in (DEPRECATED_AT, SUNSET):
            if keyword in operation.value and day(operation.value, keyword) is None:
                at = (*operation.pointer, keyword)
                yield at, f"{keyword} of {operation.id} is {operation.value[keyword]!r}."


@rule("sunset-order", "Choose a later `x-sunset`; 180 days is what the API promises.")
def sunset_order(reading: Reading) -> Faults:
    """RFC 9745 §4: a sunset is never before the deprecation."""
    for operation in reading.operations:
        begin, end = (day(operation.value, keyword) for keyword in (DEPRECATED_AT, SUNSET))
        if begin is not None and end is not None and end <= begin:
            at = (*operation.pointer, SUNSET)
            yield at, f"The sunset of {operation.id} is not after its deprecation."


@rule("deprecation-flag", "Write `deprecated: true` beside it, or leave it out.")
def deprecation_flag(reading: Reading) -> Faults:
    """Without the flag no tool shows it, and nothing is announced."""
    for operation in reading.operations:
        for keyword in (DEPRECATED_AT, SUNSET):
            if keyword in operation.value and not is_deprecated(operation.value):
                at = (*operation.pointer, keyword)
                yield at, f"{operation.id} has {keyword} and is not deprecated."
