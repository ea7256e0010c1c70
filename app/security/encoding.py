"""Strict readers of encoded input: base64url in its one spelling, JSON without ambiguity."""

import base64
import json


def encode_base64url(data: bytes) -> str:
    """Base64url without padding (RFC 7515 §2)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def decode_base64url(text: str) -> bytes:
    """The bytes of `text`. Raises ValueError unless `text` is the only spelling of them.

    The standard library skips characters outside the alphabet and ignores spare bits in the last
    one, so that many texts give the same bytes. Encoding again and comparing refuses all but one.
    """
    data = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    if encode_base64url(data) != text:
        raise ValueError("not canonical base64url")
    return data


def read_json_object(data: bytes) -> dict[str, object]:
    """The JSON object in `data`. Raises ValueError where another reader could see another object.

    Refused: other encodings than UTF-8, a BOM, duplicate members (RFC 8259 §4: what they mean is
    unpredictable), NaN and Infinity, nesting too deep for the parser.
    """
    try:
        value: object = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_without_duplicates,
            parse_constant=_refuse_constant,
        )
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(value, dict):
        raise ValueError("not a JSON object")
    return value


def _without_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("duplicate member")
    return members


def _refuse_constant(name: str) -> object:
    raise ValueError(f"{name} is not JSON")
