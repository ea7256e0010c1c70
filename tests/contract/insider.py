"""Somebody who knows what no generator can guess: good tokens, and what stands in the mails."""

import re
import time
import uuid
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import httpx

_MAIL_SECONDS = 10
_TOKEN = re.compile(r"(?:evt|prt)_[A-Za-z0-9_-]{43}")
_CODE = re.compile(r"^([0-9]{6})$", re.MULTILINE)


class Insider:
    """Talks to a running server like any client, and reads its mailbox."""

    def __init__(self, url: str, mailbox: Path) -> None:
        self._http = httpx.Client(base_url=f"{url}/api/v1", timeout=30)
        self._mailbox = mailbox
        self.accounts: set[str] = set()

    def close(self) -> None:
        """Leave the server."""
        self._http.close()

    def sign_in(self, email: str, password: str) -> Mapping[str, str]:
        """A new session: `access_token` and `refresh_token`."""
        form = {"grant_type": "password", "username": email, "password": password}
        tokens: Mapping[str, str] = self._post("auth/token", data=form).json()
        return tokens

    @cache
    def account_id(self, email: str, password: str) -> str:
        """The id of somebody's own account."""
        account: str = self._http.get("me", headers=self._as(email, password)).json()["id"]
        return account

    def make_account(self, email: str, password: str) -> str:
        """The id of an account that nobody else needs, made by an admin."""
        headers = self._as(email, password)
        body = {"email": new_email(), "password": new_password(), "email_verified": True}
        account: str = self._post("users", json=body, headers=headers).json()["id"]
        self.accounts.add(account)
        return account

    def session_id(self, email: str, password: str) -> str:
        """A session of somebody, which nobody else needs."""
        headers = self._as(email, password)
        response = self._http.get("me/sessions", headers=headers).raise_for_status()
        session: str = response.json()["items"][0]["id"]
        return session

    def confirmation(self, method: str) -> Mapping[str, str]:
        """A good body for `confirmEmail`, of an account that has just been registered."""
        email = new_email()
        self._post("auth/register", json={"email": email, "password": new_password()})
        mail = self._mail("verify_email", email)
        if method == "code":
            return {"method": "code", "email": email, "code": _CODE.findall(mail)[-1]}
        return {"method": "token", "token": _TOKEN.findall(mail)[-1]}

    def register_confirmed(self, email: str, password: str) -> None:
        """An account that can sign in."""
        self._post("auth/register", json={"email": email, "password": password})
        token = _TOKEN.findall(self._mail("verify_email", email))[-1]
        self._post("auth/email-verification/confirm", json={"method": "token", "token": token})

    def reset_token(self) -> str:
        """A good reset token, of an account that nobody else needs."""
        email = new_email()
        self._post("auth/register", json={"email": email, "password": new_password()})
        self._post("auth/password/forgot", json={"email": email})
        token: str = _TOKEN.findall(self._mail("reset_password", email))[-1]
        return token

    def restore_password(self, authorization: str, current: str, wanted: str) -> None:
        """Undo a change of password, with the session that changed it."""
        self._post(
            "me/password",
            json={"current_password": current, "new_password": wanted},
            headers={"Authorization": authorization},
        )

    def _as(self, email: str, password: str) -> dict[str, str]:
        return _bearer(self.sign_in(email, password)["access_token"])

    def _post(self, path: str, **content: object) -> httpx.Response:
        response = self._http.request("POST", path, **content)  # type: ignore[arg-type]
        assert response.is_success, f"{path}: {response.status_code} {response.text}"
        return response

    def _mail(self, kind: str, recipient: str) -> str:
        deadline = time.monotonic() + _MAIL_SECONDS
        while time.monotonic() < deadline:
            for path in self._mailbox.glob(f"*-{kind}-{recipient}.eml"):
                text = path.read_text()
                path.unlink()
                return text
            time.sleep(0.005)
        raise TimeoutError(f"no mail {kind} for {recipient} in {self._mailbox}")


def _bearer(access_token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {access_token}"}


def new_email() -> str:
    """An address that nobody has."""
    return f"{uuid.uuid4().hex[:16]}@example.com"


def new_password() -> str:
    """A password that no policy refuses."""
    return uuid.uuid4().hex
