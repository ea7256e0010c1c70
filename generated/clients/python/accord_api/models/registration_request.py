from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="RegistrationRequest")


@_attrs_define
class RegistrationRequest:
    """A new account."""

    email: str
    """ An e-mail address in ASCII letters. It is kept as you write it; upper and lower case make no difference when
    it is looked up. """
    password: str
    """ 12 to 128 characters, no control characters and no other rules of composition. What is easily guessed is
    refused (`weak_password`): common passwords, and those made from the e-mail address or the name. """
    display_name: str | Unset = UNSET
    """ How the person wants to be called. """
    locale: str | Unset = UNSET
    """ The preferred language, a BCP 47 tag. """
    timezone: str | Unset = UNSET
    """ The time zone, a name of the IANA database. """

    def to_dict(self) -> dict[str, Any]:
        email = self.email

        password = self.password

        display_name = self.display_name

        locale = self.locale

        timezone = self.timezone

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "email": email,
                "password": password,
            }
        )
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

        password = d.pop("password")

        display_name = d.pop("display_name", UNSET)

        locale = d.pop("locale", UNSET)

        timezone = d.pop("timezone", UNSET)

        registration_request = cls(
            email=email,
            password=password,
            display_name=display_name,
            locale=locale,
            timezone=timezone,
        )

        return registration_request
