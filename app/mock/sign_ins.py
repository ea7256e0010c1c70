"""Signing in to the mock: real access tokens, refresh tokens that rotate, reuse that is seen."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from uuid import UUID

from uuid_utils.compat import uuid7

from app.audit.domain import Action
from app.errors import InvalidGrant, InvalidScope, InvalidToken, UnsupportedTokenType
from app.features.accounts.domain import Account, Principal
from app.features.sessions.domain import REFRESH_REFUSED, Session, TokenPair, granted_scopes
from app.features.sessions.service import (
    FIRST_PARTY,
    OTHER_PREFIXES,
    REFRESH_PREFIX,
    SessionPolicy,
    SignIn,
)
from app.mock.letters import Letters
from app.mock.memory import Memory, RefreshToken
from app.security import opaque
from app.security.tokens import AccessClaims, AccessTokens, TokenRefused


@dataclass(frozen=True, slots=True)
class SignIns:
    """Who is calling, and how they came to be."""

    memory: Memory
    tokens: AccessTokens
    policy: SessionPolicy
    letters: Letters

    async def principal_of(self, token: str, accepted_issuers: Collection[str]) -> Principal:
        """Who an access token speaks for, now; all are our own. Raises `InvalidToken`."""
        try:
            claims = self.tokens.verify(token)
        except TokenRefused:
            raise InvalidToken from None
        found = self._live(claims.session_id)
        if found is None:
            raise InvalidToken
        account, session = found
        allowed = self.policy.scopes_of(account.role)
        scopes = allowed if claims.follows_role else claims.scopes & allowed
        return Principal(account, session.id, scopes)

    def sign_in(self, attempt: SignIn) -> TokenPair:
        """Begin a session. Raises `InvalidGrant` and `InvalidScope`."""
        account = self._require_usable(attempt)
        scopes = granted_scopes(attempt.scope, self.policy.scopes_of(account.role))
        if scopes is None:
            raise InvalidScope
        now = self.memory.clock.now()
        session = Session(
            id=uuid7(),
            account_id=account.id,
            created_at=now,
            authenticated_at=now,
            last_seen_at=now,
            expires_at=now + self.policy.lifetime,
            scopes=scopes if attempt.scope else None,
            client_id=attempt.client_id,
            ip_address=attempt.client.address,
            user_agent=attempt.client.user_agent,
        )
        self.memory.sessions[session.id] = session
        details = {"session_id": str(session.id)}
        self.memory.record(Action.USER_SIGNED_IN, account.id, account.id, details)
        return self._pair(account, session, self._mint(session), None)

    async def refresh(self, presented: str, scope: str | None) -> TokenPair:
        """The next pair. Raises `InvalidGrant` and `InvalidScope`."""
        token = self.memory.refresh_tokens.get(presented)
        found = self._live(token.session_id) if token else None
        if token is None or found is None:
            raise InvalidGrant(REFRESH_REFUSED)
        account, session = found
        if granted_scopes(scope, session.within(self.policy.scopes_of(account.role))) is None:
            raise InvalidScope
        now = self.memory.clock.now()
        details = {"session_id": str(session.id)}
        if token.child is None or token.spent_at is None:
            token.child, token.spent_at = self._mint(session), now
            self.memory.sessions[session.id] = replace(session, last_seen_at=now)
            self.memory.record(Action.SESSION_REFRESHED, account.id, account.id, details)
        elif now - token.spent_at > self.policy.refresh_grace:
            del self.memory.sessions[session.id]
            self.memory.record(Action.SESSION_REUSE_DETECTED, None, account.id, details)
            await self.letters.session_reuse_detected(account)
            raise InvalidGrant(REFRESH_REFUSED)
        return self._pair(account, session, token.child, scope)

    def revoke(self, token: str) -> None:
        """End the session of a token; one that nobody knows is fine (RFC 7009 §2.2).

        Raises `UnsupportedTokenType`.
        """
        if token.startswith(OTHER_PREFIXES):
            raise UnsupportedTokenType
        known = self.memory.refresh_tokens.get(token)
        try:
            session_id = known.session_id if known else self.tokens.verify(token).session_id
        except TokenRefused:
            return
        session = self.memory.sessions.get(session_id)
        if session is not None:
            self.memory.end(session.id, session.account_id, reason="revoked")

    def _live(self, session_id: UUID) -> tuple[Account, Session] | None:
        session = self.memory.live(session_id)
        person = self.memory.people.get(session.account_id) if session else None
        if session is None or person is None:
            return None
        is_suspended = person.account.is_suspended(self.memory.clock.now())
        return None if is_suspended else (person.account, session)

    def _require_usable(self, attempt: SignIn) -> Account:
        person = self.memory.find(attempt.username)
        if person is None or person.password is None or person.password != attempt.password:
            self._fail(person.account if person else None, "password")
            raise InvalidGrant
        account = self.memory.lift_if_over(person.account)
        if account.is_suspended(self.memory.clock.now()):
            self._fail(account, "suspended")
            raise InvalidGrant("This account is suspended.")
        if not account.is_email_verified:
            self._fail(account, "unconfirmed")
            raise InvalidGrant("Confirm your e-mail address first.")
        return account

    def _fail(self, account: Account | None, reason: str) -> None:
        subject = account.id if account else None
        self.memory.record(Action.USER_SIGN_IN_FAILED, None, subject, {"reason": reason})

    def _mint(self, session: Session) -> str:
        token = opaque.mint(REFRESH_PREFIX)
        self.memory.refresh_tokens[token] = RefreshToken(session.id)
        return token

    def _pair(
        self, account: Account, session: Session, refresh_token: str, scope: str | None
    ) -> TokenPair:
        allowed = session.within(self.policy.scopes_of(account.role))
        scopes = granted_scopes(scope, allowed) or frozenset()
        claims = AccessClaims(
            account_id=account.id,
            session_id=session.id,
            client_id=session.client_id or FIRST_PARTY,
            scopes=scopes,
            authenticated_at=session.authenticated_at,
            follows_role=session.scopes is None and not scope,
        )
        return TokenPair(self.tokens.issue(claims), refresh_token, self.tokens.ttl_seconds, scopes)
