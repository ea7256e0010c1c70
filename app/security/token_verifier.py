"""The issuer is chosen first, then exactly one profile: never one and then the other.

RFC 8725 §3.12: the rules for each kind of token exclude the tokens of every other kind.
"""

from collections.abc import Collection
from typing import Final

from app.security.claims import TokenRefused, VerifiedClaims
from app.security.compact import check_form, read, split
from app.security.external_tokens import ExternalIdentity, ExternalTokens
from app.security.tokens import AccessTokens

# The names that the contract gives to issuers.
OWN: Final = "own"
BETTER_AUTH: Final = "better-auth"
_NOT_HERE: Final = "issuer not accepted here"


class TokenVerifier:
    """Our own access tokens, and those of at most one other issuer."""

    def __init__(self, own: AccessTokens, external: ExternalTokens | None = None) -> None:
        if external is not None and external.issuer == own.issuer:
            raise ValueError("the other issuer must not bear our own name")
        self._own = own
        self._external = external

    async def verify(
        self, token: str, accepted: Collection[str]
    ) -> VerifiedClaims | ExternalIdentity:
        """What the token says, if its issuer is one of the accepted.

        Raises TokenRefused, or `IdentityProviderUnavailable` while the key of another issuer cannot
        be looked for. What we have verified before is known to be our own without being read.
        """
        known = self._own.known(token)
        if known is not None and OWN in accepted:
            return known
        external = self._external
        if external is not None and known is None and _claimed_issuer(token) == external.issuer:
            if BETTER_AUTH not in accepted:
                raise TokenRefused(_NOT_HERE)
            return await external.verify(token)
        if OWN not in accepted:
            raise TokenRefused(_NOT_HERE)
        return self._own.verify(token)

    async def close(self) -> None:
        """Let go of what the keys of another issuer need."""
        if self._external is not None:
            await self._external.close()


def _claimed_issuer(token: str) -> object:
    """Chooses the profile, and proves nothing: the profile asks for `iss` again, once signed."""
    try:
        return read(split(check_form(token))[1], "payload").get("iss")
    except TokenRefused:
        return None
