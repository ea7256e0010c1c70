from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.role import Role, check_role
from ..types import UNSET, Unset

T = TypeVar("T", bound="UserCreate")


@_attrs_define
class UserCreate:
    """An account that is made for somebody. Without a password its owner is invited by mail to choose one."""

    email: str
    """ An e-mail address in ASCII letters. It is kept as you write it; upper and lower case make no difference when
    it is looked up. """
    password: str | Unset = UNSET
    """ 12 to 128 characters, no control characters and no other rules of composition. What is easily guessed is
    refused (`weak_password`): common passwords, and those made from the e-mail address or the name. """
    email_verified: bool | Unset = False
    """ Whether you know that the address is theirs. If not, they confirm it by mail before they can sign in;
    accepting an invitation confirms it, too. """
    role: Role | Unset = UNSET
    """ What the account may do. `support` can do what `user` can, `admin` can do what `support` can. """
    display_name: str | Unset = UNSET
    """ How the person wants to be called. """
    locale: str | Unset = UNSET
    """ The preferred language, a BCP 47 tag. """
    timezone: str | Unset = UNSET
    """ The time zone, a name of the IANA database. """

    def to_dict(self) -> dict[str, Any]:
        email = self.email

        password = self.password

        email_verified = self.email_verified

        role: str | Unset = UNSET
        if not isinstance(self.role, Unset):
            role = self.role

        display_name = self.display_name

        locale = self.locale

        timezone = self.timezone

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "email": email,
            }
        )
        if password is not UNSET:
            field_dict["password"] = password
        if email_verified is not UNSET:
            field_dict["email_verified"] = email_verified
        if role is not UNSET:
            field_dict["role"] = role
        if display_name is not UNSET:
            field_dict["display_name"] = display_name
        if locale is not UNSET:
            field_dict["locale"] = locale
        if timezone is not UNSET:
            field_dict["timezone"] = timezone

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        email = d.pop("email")

        password = d.pop("password", UNSET)

        email_verified = d.pop("email_verified", UNSET)

        _role = d.pop("role", UNSET)
        role: Role | Unset
        if isinstance(_role, Unset):
            role = UNSET
        else:
            role = check_role(_role)

        display_name = d.pop("display_name", UNSET)

        locale = d.pop("locale", UNSET)

        timezone = d.pop("timezone", UNSET)

        user_create = cls(
            email=email,
            password=password,
            email_verified=email_verified,
            role=role,
            display_name=display_name,
            locale=locale,
            timezone=timezone,
        )

        return user_create
