"""One person's way through the whole API, and an admin's, by the Python client."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from accord_api.api.accounts import get_me, register, update_me
from accord_api.api.emails import confirm_email
from accord_api.api.passwords import change_password
from accord_api.api.sessions import create_token, end_my_session, list_my_sessions
from accord_api.api.users import list_users, suspend_user
from accord_api.models import (
    AuthenticationRequiredProblem,
    CurrentPasswordIncorrectProblem,
    EmailConfirmationByToken,
    InsufficientScopeProblem,
    InvalidGrantOAuthError,
    InvalidTokenProblem,
    PasswordChangeRequest,
    PreconditionFailedProblem,
    PreferencesPatch,
    RegistrationRequest,
    SuspensionRequest,
    TokenRequest,
    UserPatch,
    VerificationTokenInvalidProblem,
)
from accord_client import Accord, NotModified, Refused, unwrap
from app.demo import DEMO_ACCOUNTS
from tests.clients.people import FIRST, GRACE_SECONDS, SECOND, Line, Purse, token_from_mail
from tests.support.server import Server

ADA = "ada@example.com"
ADMIN = DEMO_ACCOUNTS[1]


class Device:
    """One place where Ada is signed in, or not."""

    def __init__(self, server: Server) -> None:
        self.purse, self.line = Purse(), Line()
        self.accord = Accord(server.url, tokens=self.purse, transport=self.line)
        self.client = self.accord.client

    def sign_in(self, password: str = FIRST) -> None:
        self.accord.sign_in(ADA, password)

    @property
    def is_locked_out(self) -> bool:
        """Whether the token is dead, and so is what would renew it."""
        answer = get_me.sync(client=self.client)
        return isinstance(answer, InvalidTokenProblem) and not self.accord.is_signed_in


def test_a_journey(server: Server) -> None:
    _journey(server)


def test_the_same_journey_through_the_mock(mock: Server) -> None:
    _journey(mock)


def _journey(server: Server) -> None:
    laptop, telephone = Device(server), Device(server)
    with laptop.accord, telephone.accord:
        _registers_and_confirms(server, laptop)
        _signs_in_and_changes_the_profile(laptop)
        _renews_once_for_all_who_ask(laptop)
        _shares_tokens_with_another_process(server, laptop)
        _ends_another_session(laptop, telephone)
        _loses_a_session_whose_token_was_used_twice(telephone)
        _changes_the_password(laptop, telephone)
        _signs_out(telephone)
        _is_suspended(server, laptop)


def _registers_and_confirms(server: Server, laptop: Device) -> None:
    unwrap(register.sync(client=laptop.client, body=RegistrationRequest(ADA, FIRST)))
    with pytest.raises(Refused) as too_early:
        laptop.sign_in()
    assert isinstance(too_early.value.refusal, InvalidGrantOAuthError)
    assert too_early.value.problem is None
    body = EmailConfirmationByToken("token", token_from_mail(server.mailbox, ADA))
    unwrap(confirm_email.sync(client=laptop.client, body=body))
    again = confirm_email.sync(client=laptop.client, body=body)
    assert isinstance(again, VerificationTokenInvalidProblem)


def _signs_in_and_changes_the_profile(laptop: Device) -> None:
    client = laptop.client
    assert isinstance(get_me.sync(client=client), AuthenticationRequiredProblem)
    laptop.sign_in()
    read = get_me.sync_detailed(client=client)
    user = unwrap(read.parsed)
    assert (user.email, user.display_name) == (ADA, None)
    with pytest.raises(NotModified):
        get_me.sync(client=client, if_none_match=read.headers["ETag"])

    body, version = UserPatch(display_name="Ada", locale="en"), read.headers["ETag"]
    assert unwrap(update_me.sync(client=client, body=body, if_match=version)).display_name == "Ada"
    with pytest.raises(Refused, match="precondition_failed") as late:
        unwrap(update_me.sync(client=client, body=body, if_match=version))
    assert isinstance(late.value.problem, PreconditionFailedProblem)
    user = unwrap(update_me.sync(client=client, body=UserPatch(display_name=None)))
    assert (user.display_name, user.locale) == (None, "en")
    preferences = PreferencesPatch.from_dict({"theme": "dark", "never_set": None})
    user = unwrap(update_me.sync(client=client, body=UserPatch(preferences=preferences)))
    assert user.preferences.to_dict() == {"theme": "dark"}


def _renews_once_for_all_who_ask(laptop: Device) -> None:
    laptop.purse.expire()
    with ThreadPoolExecutor(8) as threads:
        asked = [threads.submit(get_me.sync, client=laptop.client) for _ in range(8)]
        assert {unwrap(one.result()).email for one in asked} == {ADA}
    assert laptop.line.renewals == 1

    laptop.purse.expire()
    laptop.line.loses_next_renewal = True
    assert unwrap(get_me.sync(client=laptop.client)).email == ADA
    assert laptop.line.renewals == 3  # the second answer is that which was lost


def _shares_tokens_with_another_process(server: Server, laptop: Device) -> None:
    """No lock reaches there; the server gives both the same pair."""
    laptop.purse.expire()
    with (
        Accord(server.url, tokens=laptop.purse) as other,
        ThreadPoolExecutor(2) as threads,
    ):
        clients = (laptop.client, other.client)
        asked = [threads.submit(get_me.sync, client=client) for client in clients]
        assert {unwrap(one.result()).email for one in asked} == {ADA}
    laptop.purse.expire()
    assert unwrap(get_me.sync(client=laptop.client)).email == ADA  # what is kept can be renewed


def _ends_another_session(laptop: Device, telephone: Device) -> None:
    telephone.sign_in()
    sessions = unwrap(list_my_sessions.sync(client=laptop.client)).items
    (other,) = [session for session in sessions if not session.current]
    assert len(sessions) == 2
    unwrap(end_my_session.sync(client=laptop.client, session_id=other.id))
    assert telephone.is_locked_out


def _loses_a_session_whose_token_was_used_twice(telephone: Device) -> None:
    telephone.sign_in()
    stolen = TokenRequest("refresh_token", refresh_token=telephone.purse.held.refresh_token)
    telephone.purse.expire()
    unwrap(get_me.sync(client=telephone.client))
    time.sleep(GRACE_SECONDS + 0.5)
    thief = create_token.sync(client=telephone.client, body=stolen)
    assert isinstance(thief, InvalidGrantOAuthError)
    assert telephone.is_locked_out


def _changes_the_password(laptop: Device, telephone: Device) -> None:
    telephone.sign_in()
    wrong = change_password.sync(client=laptop.client, body=PasswordChangeRequest(SECOND, SECOND))
    assert isinstance(wrong, CurrentPasswordIncorrectProblem)
    right = PasswordChangeRequest(FIRST, SECOND)
    unwrap(change_password.sync(client=laptop.client, body=right))
    assert telephone.is_locked_out
    assert unwrap(get_me.sync(client=laptop.client)).email == ADA


def _signs_out(telephone: Device) -> None:
    telephone.sign_in(SECOND)
    last = telephone.purse.held
    telephone.accord.sign_out()
    assert not telephone.accord.is_signed_in
    telephone.purse.write(last)
    assert telephone.is_locked_out


def _is_suspended(server: Server, laptop: Device) -> None:
    assert isinstance(list_users.sync(client=laptop.client), InsufficientScopeProblem)
    with Accord(server.url) as admin:
        admin.sign_in(ADMIN.email, ADMIN.password)
        (ada,) = unwrap(list_users.sync(client=admin.client, email=ADA, status="active")).items
        body = SuspensionRequest("spam")
        suspended = unwrap(suspend_user.sync(ada.id, client=admin.client, body=body))
    assert suspended.status == "suspended"
    assert laptop.is_locked_out
