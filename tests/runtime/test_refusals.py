"""What each refusal says and which headers it wants."""

import pytest

from contract.runtime import refusals
from contract.runtime.refusals import CLOSE_CONNECTION, FieldError, Refusal


@pytest.mark.parametrize(
    ("refusal", "code", "detail", "headers"),
    [
        (refusals.malformed("No."), "malformed_request", "No.", ()),
        (
            refusals.malformed("No.", headers=[("A", "b")]),
            "malformed_request",
            "No.",
            (("A", "b"),),
        ),
        (refusals.invalid([]), "validation_failed", None, ()),
        (refusals.not_found(), "not_found", None, ()),
        (refusals.gone(), "gone", None, ()),
        (refusals.method_not_allowed("GET"), "method_not_allowed", None, (("Allow", "GET"),)),
        (refusals.request_timeout(), "request_timeout", None, (CLOSE_CONNECTION,)),
        (
            refusals.payload_too_large(7),
            "payload_too_large",
            "The body may have at most 7 bytes.",
            (CLOSE_CONNECTION,),
        ),
        (
            refusals.unsupported_media_type("No.", headers=[("A", "b")]),
            "unsupported_media_type",
            "No.",
            (("A", "b"),),
        ),
        (refusals.unsupported_media_type("No."), "unsupported_media_type", "No.", ()),
        (refusals.precondition_required(), "precondition_required", None, ()),
        (
            refusals.headers_too_large(7),
            "headers_too_large",
            "The request line and headers may have at most 7 bytes.",
            (CLOSE_CONNECTION,),
        ),
    ],
    ids=lambda value: value.code if isinstance(value, Refusal) else "",
)
def test_a_refusal_is_one_code_with_its_detail_and_headers(
    refusal: Refusal, code: str, detail: str | None, headers: tuple[tuple[str, str], ...]
) -> None:
    assert (refusal.code, refusal.detail, refusal.headers) == (code, detail, headers)
    assert (str(refusal), refusal.errors) == (code, ())


def test_a_refusal_holds_the_first_fifty_faults() -> None:
    faults = [FieldError(f"/{number}", "missing", "Field required") for number in range(51)]

    assert refusals.invalid(faults[:50]).errors == tuple(faults[:50])
    assert refusals.invalid(iter(faults)).errors == tuple(faults[:50])
