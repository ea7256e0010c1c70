"""Signing in, refreshing, and ending sessions; telling who a token speaks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never
from uuid import UUID

import structlog
from uuid_utils.compat import uuid7

from app.audit import repository as audit
from app.audit.domain import Action
from app.clock import Clock
from app.db.database import Database
from app.errors import (
    InvalidGrant,
    InvalidScope,
    InvalidToken,
    NotFound,
    UnsupportedTokenType,
)
from app.features.accounts import repository as accounts
from app.features.accounts.domain import (
    Account,
    Credentials,
    Principal,
    Role,
    normalize_email,
)
from app.features.accounts.units import lift_suspension
from app.features.sessions import repository, units
from app.features.sessions.domain import (
    REFRESH_REFUSED,
    Replayed,
    Reused,
    Rotated,
    Session,
    TokenPair,
    granted_scopes,
)
from app.features.sessions.repository import NextToken
from app.observability.context import Client
from app.outbox.dispatcher import Wakeup
from app.rate_limits.limiter import RateLimiter
from app.security import opaque
from app.security.passwords import PasswordHasher
from app.security.tokens import AccessClaims, AccessTokens, TokenRefused, VerifiedClaims

REFRESH_PREFIX = "rt_"
# Our own secrets that are no session: RFC 7009 §2.2.1 has a code for "I cannot revoke those".
OTHER_PREFIXES = ("evt_", "prt_")
FIRST_PARTY = "accord"

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPolicy:
    """How long sessions live, and how many an account may have."""

    lifetime: timedelta
    idle_lifetime: timedelta
    refresh_grace: timedelta
    per_account: int
    role_scopes: Mapping[str, frozenset[str]]

    def scopes_of(self, role: Role) -> frozenset[str]:
        """What the contract lets this role do."""
        return self.role_scopes[role]


@dataclass(frozen=True, slots=True)
class SignIn:
    """One try to sign in with a password."""

    username: str
    password: str
    scope: str | None
    client_id: str | None
    client: Client


@dataclass(frozen=True, slots=True)
class SessionService:
    """The rules of sessions."""

    database: Database
    tokens: AccessTokens
    hasher: PasswordHasher
    limiter: RateLimiter
    wakeup: Wakeup
    clock: Clock
    policy: SessionPolicy

    async def principal_of(self, claims: VerifiedClaims) -> Principal:
        """Who an access token speaks for, now. Raises `InvalidToken`.

        The signature alone is not enough: the session may have been ended, the account suspended,
        its role changed since. One indexed read tells all three: each acts on the next request.
        """
        found = await self.database.fetch_one(
            repository.FIND_LIVE, session_id=claims.session_id, now=self.clock.now()
        )
        if found is None or found[0].id != claims.account_id:
            raise InvalidToken
        account, session = found
        allowed = self.policy.scopes_of(account.role)
        scopes = allowed if claims.follows_role else claims.scopes & allowed
        return Principal(account, session.id, scopes)

    async def sign_in(self, attempt: SignIn) -> TokenPair:
        """Begin a session. Raises `InvalidGrant`, the same for an unknown account, or
        `InvalidScope`, or `RateLimited` before anything is computed."""
        limit_key = sign_in_key(attempt.username, attempt.client)
        await self.limiter.hit("sign-in-client", attempt.client.network)
        await self.limiter.hit("sign-in", limit_key)
        # Taken before the password is read: a change of password that comes later, by however
        # little, ends this session too. One that comes before it begins is found by `valid_after`.
        started_at = self.clock.now()
        found = await self.database.fetch_one(
            repository.FIND_CREDENTIALS, email=normalize_email(attempt.username)
        )
        credentials, valid_after = found or (None, started_at)
        account = await self._check_password(credentials, attempt.password)
        await self.limiter.forgive("sign-in", limit_key)
        account = await self._require_usable(account)
        scopes = granted_scopes(attempt.scope, self.policy.scopes_of(account.role))
        if scopes is None:
            raise InvalidScope
        asked = scopes if attempt.scope else None
        return await self._begin(account, asked, attempt, now=started_at, valid_after=valid_after)

    async def refresh(self, presented: str, scope: str | None) -> TokenPair:
        """Exchange a refresh token for the next pair. Raises `InvalidGrant` or `InvalidScope`.

        A retry within the grace gets the same refresh token again: tabs that race and answers that
        get lost cost nobody their session. Later, a spent token ends it: RFC 9700 §4.14.2.
        """
        if not opaque.is_well_formed(presented, REFRESH_PREFIX):
            raise InvalidGrant(REFRESH_REFUSED)
        now = self.clock.now()
        child = opaque.mint(REFRESH_PREFIX)
        rotation = await self.database.write(
            units.rotate,
            opaque.hash_secret(presented),
            self._next_token(child, parent=presented, now=now),
            scope,
            scopes_of=self.policy.scopes_of,
            grace=self.policy.refresh_grace,
            now=now,
        )
        match rotation:
            case Rotated():
                return self._pair(rotation.account, rotation.session, child, scope)
            case Replayed():
                first_child = opaque.open_sealed(rotation.sealed_child, presented)
                if first_child is None:
                    raise InvalidGrant(REFRESH_REFUSED)
                return self._pair(rotation.account, rotation.session, first_child, scope)
            case Reused():
                # The unit has committed: this refusal does not undo the end of the session.
                log.warning(
                    "refresh token reused, session ended", session_id=str(rotation.session_id)
                )
                self.wakeup.set()
                raise InvalidGrant(REFRESH_REFUSED)
            case _:
                assert_never(rotation)

    async def revoke(self, token: str) -> None:
        """End the session of a refresh or access token; a token that we do not know is fine.

        RFC 7009 §2.2: the client's aim, that the token be useless, is reached either way.
        """
        if token.startswith(OTHER_PREFIXES):
            raise UnsupportedTokenType
        now = self.clock.now()
        if opaque.is_well_formed(token, REFRESH_PREFIX):
            await self.database.write(units.revoke_family, opaque.hash_secret(token), now)
            return
        try:
            claims = self.tokens.verify(token)
        except TokenRefused:
            return
        await self.database.write(
            units.end, claims.session_id, claims.account_id, now=now, reason="revoked"
        )

    async def log_out(self, principal: Principal) -> None:
        """End the session that is asking."""
        await self._end(principal.session_id, principal, reason="logout")

    async def list_sessions(self, principal: Principal) -> list[Session]:
        """The sessions in which the account can be used now, the newest first."""
        return await self.database.fetch_all(
            repository.LIST_LIVE, account_id=principal.account.id, now=self.clock.now()
        )

    async def end_session(self, principal: Principal, session_id: UUID) -> None:
        """End one session. Raises `NotFound`, also when it is somebody else's."""
        if not await self._end(session_id, principal, reason="ended_by_user"):
            raise NotFound

    async def end_other_sessions(self, principal: Principal) -> None:
        """End every session but the one that is asking."""
        ended = await self.database.write(
            units.end_all,
            principal.account.id,
            actor_id=principal.account.id,
            kept_id=principal.session_id,
            now=self.clock.now(),
            reason="ended_by_user",
        )
        log.info("other sessions ended", account_id=str(principal.account.id), count=ended)

    async def _check_password(self, credentials: Credentials | None, password: str) -> Account:
        stored = credentials.password_hash if credentials else None
        verdict = await self.hasher.verify(password, stored)
        if credentials is None or stored is None or not verdict.is_correct:
            await self._record_failure(credentials.account.id if credentials else None, "password")
            raise InvalidGrant
        if verdict.upgraded_hash is not None:
            await self.database.write(
                accounts.upgrade_hash, credentials.account.id, stored, verdict.upgraded_hash
            )
        return credentials.account

    async def _require_usable(self, account: Account) -> Account:
        """The account, whose password was given, so that the reason of a refusal is no secret."""
        now = self.clock.now()
        if account.suspension and account.suspension.is_over(now):
            account = await self.database.write(lift_suspension, account, now)
        if account.is_suspended(now):
            await self._record_failure(account.id, "suspended")
            raise InvalidGrant("This account is suspended.")
        if not account.is_email_verified:
            await self._record_failure(account.id, "unconfirmed")
            raise InvalidGrant("Confirm your e-mail address first.")
        return account

    async def _record_failure(self, account_id: UUID | None, reason: str) -> None:
        """The same work for an account that does not exist."""
        log.info("sign-in failed", account_id=str(account_id) if account_id else None)
        await self.database.write(
            audit.append,
            Action.USER_SIGN_IN_FAILED,
            now=self.clock.now(),
            subject_id=account_id,
            details={"reason": reason},
        )

    async def _begin(
        self,
        account: Account,
        scopes: frozenset[str] | None,
        attempt: SignIn,
        *,
        now: datetime,
        valid_after: datetime,
    ) -> TokenPair:
        session = Session(
            id=uuid7(),
            account_id=account.id,
            created_at=now,
            # The password may have been changed by a machine whose clock is ahead of ours.
            authenticated_at=max(now, valid_after),
            last_seen_at=now,
            expires_at=now + self.policy.lifetime,
            scopes=scopes,
            client_id=attempt.client_id,
            ip_address=attempt.client.address,
            user_agent=attempt.client.user_agent,
        )
        refresh_token = opaque.mint(REFRESH_PREFIX)
        has_begun = await self.database.write(
            units.start,
            session,
            self._next_token(refresh_token, parent=None, now=now),
            valid_after=valid_after,
            per_account=self.policy.per_account,
        )
        if not has_begun:  # the password was changed while it was being compared
            raise InvalidGrant
        log.info("signed in", account_id=str(account.id), session_id=str(session.id))
        return self._pair(account, session, refresh_token, None)

    async def _end(self, session_id: UUID, principal: Principal, *, reason: str) -> bool:
        has_ended = await self.database.write(
            units.end, session_id, principal.account.id, now=self.clock.now(), reason=reason
        )
        log.info("session ended", session_id=str(session_id), reason=reason, was_live=has_ended)
        return has_ended

    def _next_token(self, token: str, *, parent: str | None, now: datetime) -> NextToken:
        return NextToken(
            token_hash=opaque.hash_secret(token),
            sealed=opaque.seal(token, parent) if parent else b"",
            idle_expires_at=now + self.policy.idle_lifetime,
        )

    def _pair(
        self, account: Account, session: Session, refresh_token: str, scope: str | None
    ) -> TokenPair:
        allowed = session.within(self.policy.scopes_of(account.role))
        scopes = granted_scopes(scope, allowed) or frozenset()
        access_token = self.tokens.issue(
            AccessClaims(
                account_id=account.id,
                session_id=session.id,
                client_id=session.client_id or FIRST_PARTY,
                scopes=scopes,
                authenticated_at=session.authenticated_at,
                follows_role=session.scopes is None and not scope,
            )
        )
        return TokenPair(access_token, refresh_token, self.tokens.ttl_seconds, scopes)


def sign_in_key(username: str, client: Client) -> str:
    """Tries are counted per account *and* address: nobody can lock somebody else out."""
    return f"{normalize_email(username)}|{client.network}"
