"""The only place that wires: settings in; database, services and handlers out."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from pydantic import MISSING, ValidationError

from app.clock import Clock, SystemClock
from app.config import Misconfigured, Settings
from app.db.database import Database
from app.db.url import InvalidDatabaseUrl
from app.features.accounts.domain import Principal, Profile, Suspension
from app.features.accounts.handler import Accounts
from app.features.accounts.service import AccountService, Registration
from app.features.audit.handler import Audit
from app.features.audit.service import AuditService
from app.features.emails.handler import Emails
from app.features.emails.service import EmailService, MailPolicy
from app.features.identities.service import IdentityPolicy, IdentityService
from app.features.passwords.handler import Passwords
from app.features.passwords.service import PasswordService
from app.features.sessions.handler import Sessions
from app.features.sessions.service import SessionPolicy, SessionService
from app.features.system.handler import System
from app.features.system.service import SystemService
from app.features.users.handler import Users
from app.features.users.service import UserService
from app.http.authentication import TokenCallers
from app.idempotency.store import IdempotencyStore
from app.lifecycle import Lifecycle
from app.mail.mailboxes import ConsoleMailer, FileMailer
from app.mail.mailer import Mailer
from app.mail.smtp import SmtpMailer, SmtpServer
from app.outbox.dispatcher import Consumer, Dispatcher, Wakeup
from app.rate_limits.limiter import RateLimiter
from app.rate_limits.windows import MemoryWindows, Windows
from app.security.bounded_threads import BoundedThreads
from app.security.cursors import Cursors
from app.security.external_keys import Keys, SharedSecret
from app.security.external_tokens import ExternalTokens
from app.security.keys import KeySet, KeySetInvalid
from app.security.password_policy import PasswordPolicy
from app.security.passwords import PasswordHasher
from app.security.token_verifier import TokenVerifier
from app.security.tokens import AccessTokens
from generated import models
from generated.operations import ROLE_SCOPES, SCOPES
from generated.routes.accounts import AccountsHandler
from generated.routes.audit import AuditHandler
from generated.routes.emails import EmailsHandler
from generated.routes.passwords import PasswordsHandler
from generated.routes.sessions import SessionsHandler
from generated.routes.system import SystemHandler
from generated.routes.users import UsersHandler

if TYPE_CHECKING:
    from app.metrics.endpoint import Metrics


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """Everything that runs, built and connected; HTTP is not in here."""

    settings: Settings
    lifecycle: Lifecycle
    clock: Clock
    database: Database
    hasher: PasswordHasher
    limiter: RateLimiter
    idempotency: IdempotencyStore
    dispatcher: Dispatcher
    metrics: "Metrics | None"
    accounts: AccountService
    sessions: SessionService
    identities: IdentityService
    callers: TokenCallers
    users: UserService
    handlers: "Handlers"

    @asynccontextmanager
    async def observed(self) -> AsyncIterator[None]:
        """Meanwhile the metrics can be read, if they are wanted. Raises `Misconfigured`."""
        async with self.metrics.serving() if self.metrics else nullcontext():
            yield

    async def close(self) -> None:
        """Let go of threads and connections."""
        await self.callers.verifier.close()
        await self.hasher.close()
        await self.limiter.close()
        await self.database.close()


@dataclass(frozen=True, slots=True)
class Handlers:
    """One implementation for each tag of the contract."""

    accounts: AccountsHandler[Principal]
    audit: AuditHandler[Principal]
    emails: EmailsHandler[Principal]
    passwords: PasswordsHandler[Principal]
    sessions: SessionsHandler[Principal]
    system: SystemHandler[Principal]
    users: UsersHandler[Principal]


def build(
    settings: Settings, *, clock: Clock | None = None, mailer: Mailer | None = None
) -> Application:
    """Wire the application. Raises `Misconfigured` for what the settings alone cannot show."""
    clock = clock or SystemClock()
    keys = load_keys(settings, clock)
    database = open_database(settings)
    hasher = _hasher(settings)
    limiter = RateLimiter(database, _windows(settings), settings.rate_limits, clock)
    wakeup = Wakeup()
    policy = PasswordPolicy(hasher.threads, product_name="Accord")
    cursors = Cursors(keys.derived("cursors"), clock)
    accounts = AccountService(
        database, hasher, policy, limiter, wakeup, clock, settings.registration == "open"
    )
    mailer = mailer or open_mailer(settings, clock)
    emails = EmailService(database, mailer, limiter, wakeup, clock, mail_policy(settings))
    passwords = PasswordService(database, hasher, policy, limiter, wakeup, clock)
    tokens = access_tokens(settings, keys, clock)
    sessions = SessionService(
        database, tokens, hasher, limiter, wakeup, clock, session_policy(settings)
    )
    identities = IdentityService(database, clock, _identity_policy(settings))
    verifier = TokenVerifier(tokens, _external_tokens(settings, keys, clock))
    users = UserService(database, hasher, policy, limiter, wakeup, clock, cursors)
    dispatcher = Dispatcher(database, consumers(emails), clock, wakeup)
    lifecycle = Lifecycle()
    system = SystemService(
        database, settings.public_url, tuple(SCOPES), keys.public_jwks(), lifecycle
    )
    return Application(
        settings=settings,
        lifecycle=lifecycle,
        clock=clock,
        database=database,
        hasher=hasher,
        limiter=limiter,
        idempotency=IdempotencyStore(database, clock),
        dispatcher=dispatcher,
        metrics=_metrics(settings, (database, hasher.threads, limiter), dispatcher, clock),
        accounts=accounts,
        sessions=sessions,
        identities=identities,
        callers=TokenCallers(verifier, sessions, identities),
        users=users,
        handlers=Handlers(
            accounts=Accounts(accounts),
            audit=Audit(AuditService(database, cursors)),
            emails=Emails(emails),
            passwords=Passwords(passwords),
            sessions=Sessions(sessions),
            system=System(system),
            users=Users(users),
        ),
    )


def consumers(emails: EmailService) -> Mapping[str, Consumer]:
    """Who answers for each kind of message in the outbox."""
    return {
        "verify_email": emails.send_verification,
        "account_exists": emails.send_account_exists,
        "invitation": emails.send_invitation,
        "reset_password": emails.send_password_reset,
        "password_changed": emails.send_password_changed,
        "session_reuse_detected": emails.send_reuse_detected,
    }


def open_database(settings: Settings) -> Database:
    """The database of the settings. Raises `Misconfigured`."""
    try:
        return Database.from_url(settings.database_url)
    except InvalidDatabaseUrl as error:
        raise Misconfigured([f"DATABASE_URL: {error}"]) from None


def registration(email: str, password: str) -> Registration:
    """Who is to be made on the command line, held to the contract like whoever registers.

    Raises `Misconfigured`.
    """
    try:
        models.RegistrationRequest(email=email, password=password)
    except ValidationError as invalid:
        length = "12 to 128 characters"
        hints = {"email": "not an e-mail address that the contract admits", "password": length}
        raise _refused_options(invalid, hints) from None
    return Registration(email, password, Profile())


def suspension(reason: str, ends_at: str | None) -> Suspension:
    """A suspension from the command line, held to the contract like one that an admin sends.

    Raises `Misconfigured`.
    """
    try:
        body = models.SuspensionRequest.model_validate({"reason": reason, "ends_at": ends_at})
    except ValidationError as invalid:
        hints = {
            "reason": "1 to 500 characters, on one line",
            "ends_at": "not a time with an offset, such as 2027-01-31T12:00:00Z",
        }
        raise _refused_options(invalid, hints) from None
    return Suspension(body.reason, None if body.ends_at is MISSING else body.ends_at)


def _refused_options(invalid: ValidationError, hints: Mapping[str, str]) -> Misconfigured:
    """What to say of the options that the contract does not admit; never what they were."""
    fields = {str(error["loc"][0]) for error in invalid.errors(include_input=False)}
    return Misconfigured(
        [f"--{field.replace('_', '-')}: {hints[field]}" for field in sorted(fields)]
    )


def load_keys(settings: Settings, clock: Clock) -> KeySet:
    """The signing keys; in development they are made at the first start. Raises `Misconfigured`."""
    is_development = not settings.is_production
    try:
        if settings.signing_keys is not None:
            return KeySet.parse(
                settings.signing_keys.get_secret_value(), allow_symmetric=is_development
            )
        path = settings.signing_keys_file
        if is_development and settings.signing_algorithm != "HS256":
            return KeySet.load_or_create(path, settings.signing_algorithm, clock.now())
        return KeySet.load(path, allow_symmetric=is_development)
    except KeySetInvalid as error:
        name = "SIGNING_KEYS" if settings.signing_keys else "SIGNING_KEYS_FILE"
        raise Misconfigured([f"{name}: {error}"]) from None


def rotate_keys(settings: Settings, clock: Clock, *, overlap_days: int) -> KeySet:
    """Put a new signing key first in the file; the old ones verify for the overlap.

    Makes the file if it is not there. Raises `Misconfigured`.
    """
    if settings.signing_keys is not None or settings.signing_algorithm == "HS256":
        raise Misconfigured(["SIGNING_KEYS: only keys in SIGNING_KEYS_FILE can be rotated"])
    path = settings.signing_keys_file
    try:
        if path.exists():
            keys = KeySet.load(path).rotated(clock.now(), timedelta(days=overlap_days))
        else:
            keys = KeySet.generate(settings.signing_algorithm, clock.now())
        keys.save(path)
    except KeySetInvalid as error:
        raise Misconfigured([f"SIGNING_KEYS_FILE: {error}"]) from None
    return keys


def _hasher(settings: Settings) -> PasswordHasher:
    return PasswordHasher(
        scheme=settings.password_scheme,
        rounds=settings.bcrypt_rounds,
        max_workers=settings.hash_workers,
        max_waiting=settings.hash_queue_limit,
    )


def _windows(settings: Settings) -> Windows:
    if settings.redis_url is None:
        return MemoryWindows()
    from app.rate_limits.shared_windows import SharedWindows

    return SharedWindows(settings.redis_url)


def access_tokens(settings: Settings, keys: KeySet, clock: Clock) -> AccessTokens:
    """What issues and verifies our tokens."""
    return AccessTokens(
        issuer=settings.public_url,
        audience=settings.audience,
        keys=keys,
        clock=clock,
        ttl_seconds=settings.access_token_ttl_seconds,
    )


def _external_tokens(settings: Settings, keys: KeySet, clock: Clock) -> ExternalTokens | None:
    """The tokens of a Better Auth frontend, if they are wanted. Raises `Misconfigured`."""
    if settings.better_auth_mode == "off" or settings.better_auth_issuer is None:
        return None
    return ExternalTokens(
        issuer=settings.better_auth_issuer,
        audience=settings.external_audience,
        keys=_external_keys(settings, keys),
        clock=clock,
    )


def _external_keys(settings: Settings, keys: KeySet) -> Keys:
    if settings.better_auth_mode == "jwks" or settings.better_auth_secret is None:
        from app.security.remote_keys import RemoteKeys

        try:
            return RemoteKeys(settings.external_keys_url)
        except (ImportError, ValueError):  # what the client does with a proxy of another kind
            raise Misconfigured(["HTTPS_PROXY, ALL_PROXY: must be http or https proxies"]) from None
        except OSError:
            raise Misconfigured(["SSL_CERT_FILE: must be a file of certificates"]) from None
    secret = settings.better_auth_secret.get_secret_value()
    if any(key.private == secret.encode() for key in keys.keys):
        # Whoever verifies for the frontend could then sign for us.
        raise Misconfigured(["BETTER_AUTH_SECRET: must not be a signing key of our own"])
    return SharedSecret(secret)


def _identity_policy(settings: Settings) -> IdentityPolicy:
    return IdentityPolicy(
        makes_accounts=settings.external_provisioning == "create",
        is_address=_is_address,
        role_scopes=ROLE_SCOPES,
    )


def _is_address(text: str) -> bool:
    """Whether the contract admits the address, wherever it comes from."""
    try:
        models.ForgotPasswordRequest(email=text)
    except ValidationError:
        return False
    return True


def _metrics(
    settings: Settings,
    watched: tuple[Database, BoundedThreads, RateLimiter],
    dispatcher: Dispatcher,
    clock: Clock,
) -> "Metrics | None":
    """What is measured, if anybody wants it; the client of Prometheus is loaded only then."""
    ports = settings.metrics_ports
    if not ports:
        return None
    from app.metrics.endpoint import Metrics
    from app.metrics.state import StateCollector

    state = StateCollector(*watched)
    return Metrics.of(state, dispatcher, clock, host=settings.metrics_host, ports=ports)


def session_policy(settings: Settings) -> SessionPolicy:
    """What the settings say of sessions."""
    return SessionPolicy(
        lifetime=timedelta(seconds=settings.refresh_token_ttl_seconds),
        idle_lifetime=timedelta(seconds=settings.refresh_token_idle_seconds),
        refresh_grace=timedelta(seconds=settings.refresh_grace_seconds),
        per_account=settings.sessions_per_account,
        role_scopes=ROLE_SCOPES,
    )


def mail_policy(settings: Settings) -> MailPolicy:
    """What the settings say of mails."""
    return MailPolicy(
        frontend_url=settings.frontend_url,
        verification_ttl=timedelta(seconds=settings.verification_ttl_seconds),
        reset_ttl=timedelta(seconds=settings.reset_ttl_seconds),
        invitation_ttl=timedelta(seconds=settings.invitation_ttl_seconds),
    )


def open_mailer(settings: Settings, clock: Clock) -> Mailer:
    """How mail leaves."""
    sender = settings.mail_from
    match settings.mail_transport:
        case "console":
            return ConsoleMailer(sender, clock)
        case "file":
            return FileMailer(settings.mailbox_dir, sender, clock)
        case "smtp":
            return SmtpMailer(_smtp_server(settings), sender, clock)


def _smtp_server(settings: Settings) -> SmtpServer:
    password = settings.smtp_password
    return SmtpServer(
        host=settings.smtp_host or "",
        port=settings.smtp_port,
        security=settings.smtp_security,
        username=settings.smtp_username,
        password=password.get_secret_value() if password else None,
        timeout_seconds=settings.smtp_timeout_seconds,
    )
