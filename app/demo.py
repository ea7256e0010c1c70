"""Two accounts to try the service with, made in development only."""

from dataclasses import dataclass

from app.features.accounts.domain import Profile, Role
from app.features.accounts.service import AccountService, Registration


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Credentials that are printed at the start, and therefore worth nothing."""

    email: str
    password: str
    name: str
    role: Role


DEMO_ACCOUNTS = (
    DemoAccount("demo@example.com", "blue-lantern-47-harbour", "Demo", Role.USER),
    DemoAccount("admin@example.com", "quiet-river-82-compass", "Admin", Role.ADMIN),
)


async def seed(accounts: AccountService) -> None:
    """Make the demo accounts that are not there yet."""
    for demo in DEMO_ACCOUNTS:
        registration = Registration(demo.email, demo.password, Profile(display_name=demo.name))
        if not await accounts.exists(demo.email):
            await accounts.create_confirmed(registration, demo.role)
