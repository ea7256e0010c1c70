"""Who is there when the mock starts: the demo accounts, and the people of the examples."""

from app.audit.domain import Action
from app.demo import DEMO_ACCOUNTS
from app.features.accounts.domain import Account, AccountStatus, Profile, Role
from app.mock.memory import Memory, new_account
from contract.mock.examples import Examples
from contract.mock.prefer import Preference
from generated import models, operations

# The version that the example of an ETag names.
_VERSION = 4


def settled(memory: Memory, examples: Examples) -> Memory:
    """The memory, with everybody in it."""
    for account in _of_the_examples(examples):
        memory.add(account, None)
    signing_in = examples.request(operations.CREATE_TOKEN.id, "password")
    somebody = memory.find(str(signing_in["username"]))
    if somebody is not None:
        somebody.password = str(signing_in["password"])
    for demo in DEMO_ACCOUNTS:
        profile = Profile(display_name=demo.name)
        account = new_account(demo.email, profile, role=demo.role, now=memory.clock.now())
        memory.add(account._replace(is_email_verified=True), demo.password)
    for person in memory.people.values():
        details = {"role": str(person.account.role)}
        memory.record(Action.USER_CREATED, None, person.account.id, details)
    return memory


def _of_the_examples(examples: Examples) -> list[Account]:
    example = examples.find(operations.LIST_USERS.id, Preference(None, "firstPage"))
    if example is None:
        return []
    return [to_account(user) for user in models.UserPage.model_validate(example.value).items]


def to_account(user: models.User) -> Account:
    """An account as an example shows it.

    It is pending, so that it gives way to whoever registers its address, as another example shows.
    """
    return Account(
        id=user.id,
        email=user.email,
        is_email_verified=user.email_verified,
        is_pending=True,
        profile=Profile(user.display_name, user.locale, user.timezone),
        preferences=user.preferences.root,
        role=Role(user.role.value),
        status=AccountStatus(user.status.value),
        suspension=None,
        version=_VERSION,
        created_at=user.created_at,
        updated_at=user.updated_at,
    )
