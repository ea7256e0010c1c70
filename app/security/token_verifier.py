"""The issuer is chosen first, then exactly one profile: never one and then the other.

RFC 8725 §3.12: the rules for each kind of token exclude the tokens of every other kind.
"""

from app.security.claims import TokenRefused, VerifiedClaims
from app.security.compact import check_form, read, split
from app.security.external_tokens import ExternalIdentity, ExternalTokens
from app.security.tokens import AccessTokens


class TokenVerifier:
    """Our own access tokens, and those of at most one other issuer."""

    def __init__(self, own: AccessTokens, external: ExternalTokens | None = None) -> None:
        if external is not None and external.issuer == own.issuer:
            raise ValueError("the other issuer must not bear our own name")
        self._own = own
        self._external = external

    async def verify(self, token: str) -> VerifiedClaims | ExternalIdentity:
        """What the token says. Raises TokenRefused, or what the search for a key raises."""
        if self._external is None or _claimed_issuer(token) != self._external.issuer:
            return self._own.verify(token)
        return await self._external.verify(token)


def _claimed_issuer(token: str) -> object:
    """Chooses the profile, and proves nothing: the profile asks for `iss` again, once signed."""
    try:
        return read(split(check_form(token))[1], "payload").get("iss")
    except TokenRefused:
        return None
