"""A token in the compact form, taken apart; nothing in it is trusted yet."""

from collections.abc import Mapping

from app.security.claims import TokenRefused
from app.security.encoding import decode_base64url, read_json_object

MAXIMUM_TOKEN_BYTES = 8192


def check_form(token: object) -> str:
    """The token, when it is ASCII text of a bounded length. Raises TokenRefused."""
    if not isinstance(token, str) or not token.isascii() or len(token) > MAXIMUM_TOKEN_BYTES:
        raise TokenRefused("size or characters")
    return token


def split(token: str) -> tuple[bytes, bytes, bytes]:
    """Header, payload and signature, each from the only spelling it has."""
    parts = token.split(".")
    if len(parts) != 3:
        raise TokenRefused("number of segments")
    try:
        header, payload, signature = (decode_base64url(part) for part in parts)
    except ValueError:
        raise TokenRefused("base64url") from None
    return header, payload, signature


def read(segment: bytes, name: str) -> Mapping[str, object]:
    """The JSON object in a segment. Raises TokenRefused with the name of the segment."""
    try:
        return read_json_object(segment)
    except ValueError:
        raise TokenRefused(name) from None
