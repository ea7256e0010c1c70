"""What the mock remembers until it ends: people, their sessions and tokens, and the trail."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from uuid_utils.compat import uuid7

from app import etags
from app.audit.domain import GENESIS, Action, Event, Recorded
from app.clock import Clock
from app.errors import LastAdmin, NotFound, PreconditionFailed
from app.features.accounts.domain import (
    Account,
    AccountStatus,
    Profile,
    Role,
    normalize_email,
)
from app.features.one_time_tokens.domain import Purpose
from app.features.sessions.domain import Session
from app.observability import context


@dataclass(slots=True)
class Person:
    """An account with its password, as it was chosen: nothing here protects anybody."""

    account: Account
    password: str | None

    @property
    def gives_way(self) -> bool:
        """Whether the next one to register the address takes the account over."""
        return self.account.is_pending and self.account.status is AccountStatus.ACTIVE


@dataclass(slots=True)
class RefreshToken:
    """A link of the chain of a session; spent once it has a child."""

    session_id: UUID
    child: str | None = None
    spent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OneTimeToken:
    """What a mail carries."""

    purpose: Purpose
    account_id: UUID
    code: str | None
    expires_at: datetime


@dataclass(slots=True)
class Memory:
    """Everything, in dictionaries."""

    clock: Clock
    idle_lifetime: timedelta
    people: dict[UUID, Person] = field(default_factory=dict)
    sessions: dict[UUID, Session] = field(default_factory=dict)
    refresh_tokens: dict[str, RefreshToken] = field(default_factory=dict)
    one_time_tokens: dict[str, OneTimeToken] = field(default_factory=dict)
    events: list[Recorded] = field(default_factory=list)

    # --- people ---

    def find(self, email: str) -> Person | None:
        """Whose address it is, in whatever case."""
        wanted = normalize_email(email)
        everybody = self.people.values()
        return next((p for p in everybody if normalize_email(p.account.email) == wanted), None)

    def person(self, account_id: UUID, *, if_match: str | None = None) -> Person:
        """One person. Raises `NotFound`, and `PreconditionFailed` for a stale `if_match`."""
        person = self.people.get(account_id)
        if person is None:
            raise NotFound
        if not etags.match(if_match, person.account.etag):
            raise PreconditionFailed
        return person

    def add(self, account: Account, password: str | None) -> Account:
        """Somebody new."""
        self.people[account.id] = Person(account, password)
        return account

    def save(self, account: Account) -> Account:
        """A new version of an account that is there."""
        changed = account._replace(version=account.version + 1, updated_at=self.clock.now())
        self.people[account.id].account = changed
        return changed

    def adopt(self, account_id: UUID) -> None:
        """Take an account out of the hands of whoever registered it."""
        self.people[account_id].password = None
        for session in self.live_sessions(account_id):
            del self.sessions[session.id]

    def remove(self, account_id: UUID) -> None:
        """Forget somebody, and what they are signed in with."""
        del self.people[account_id]
        for session in self.live_sessions(account_id):
            del self.sessions[session.id]

    def require_another_admin(self, account_id: UUID) -> None:
        """Raises `LastAdmin` if nobody else can manage accounts."""
        able = {
            person.account.id
            for person in self.people.values()
            if person.account.can_administer and person.password is not None
        }
        if able == {account_id}:
            raise LastAdmin

    def lift_if_over(self, account: Account) -> Account:
        """The account, whose owner is known; a suspension whose time is over ends now."""
        if account.suspension is None or not account.suspension.is_over(self.clock.now()):
            return account
        self.record(Action.USER_REINSTATED, None, account.id, {"reason": "the suspension was over"})
        return self.save(account._replace(status=AccountStatus.ACTIVE, suspension=None))

    # --- sessions ---

    def live(self, session_id: UUID) -> Session | None:
        """The session, if it has neither ended nor expired."""
        session, now = self.sessions.get(session_id), self.clock.now()
        if session is None or session.expires_at <= now:
            return None
        return session if session.last_seen_at + self.idle_lifetime > now else None

    def live_sessions(self, account_id: UUID) -> list[Session]:
        """The newest first."""
        live = [each for each in map(self.live, list(self.sessions)) if each is not None]
        return sorted((s for s in live if s.account_id == account_id), key=_begun, reverse=True)

    def end(self, session_id: UUID, account_id: UUID, *, reason: str) -> bool:
        """End one session of an account; False if there is none like it."""
        session = self.live(session_id)
        if session is None or session.account_id != account_id:
            return False
        del self.sessions[session_id]
        details = {"session_id": str(session_id), "reason": reason}
        self.record(Action.SESSION_REVOKED, account_id, account_id, details)
        return True

    def end_all(
        self, account_id: UUID, *, actor_id: UUID, reason: str, kept_id: UUID | None = None
    ) -> None:
        """End the sessions of an account but for one that is kept."""
        ended = [each.id for each in self.live_sessions(account_id) if each.id != kept_id]
        for session_id in ended:
            del self.sessions[session_id]
        if ended:
            details = {"sessions": str(len(ended)), "reason": reason}
            self.record(Action.SESSION_REVOKED, actor_id, account_id, details)

    # --- one-time tokens ---

    def owner(self, token: str, purpose: Purpose) -> Person | None:
        """Whose token it is; None if it is good for nothing."""
        found = self.one_time_tokens.get(token)
        if found is None or found.purpose is not purpose or found.expires_at <= self.clock.now():
            return None
        return self.people.get(found.account_id)

    def void(self, account_id: UUID, purpose: Purpose) -> None:
        """Forget the tokens that an account has for one purpose."""
        for token, each in list(self.one_time_tokens.items()):
            if (each.account_id, each.purpose) == (account_id, purpose):
                del self.one_time_tokens[token]

    # --- the trail ---

    def record(
        self,
        action: Action,
        actor_id: UUID | None,
        subject_id: UUID | None,
        details: dict[str, str] | None = None,
    ) -> None:
        """Append an event, chained to the one before like those of the service."""
        event = Event(
            sequence=len(self.events) + 1,
            id=uuid7(),
            occurred_at=self.clock.now(),
            action=action,
            actor_id=actor_id,
            subject_id=subject_id,
            request_id=context.current().request_id,
            details=details or {},
            previous_hash=self.events[-1].hash if self.events else GENESIS,
        )
        self.events.append(Recorded(event, event.digest()))


def new_account(email: str, profile: Profile, *, role: Role, now: datetime) -> Account:
    """An account that nobody has confirmed yet."""
    return Account(
        id=uuid7(),
        email=email,
        is_email_verified=False,
        is_pending=False,
        profile=profile,
        preferences={},
        role=role,
        status=AccountStatus.ACTIVE,
        suspension=None,
        version=1,
        created_at=now,
        updated_at=now,
    )


def _begun(session: Session) -> tuple[datetime, UUID]:
    return session.created_at, session.id
