from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="PasswordResetRequest")


@_attrs_define
class PasswordResetRequest:
    """A new password, and the proof that you read the mail."""

    token: str
    """ The token from the link in the mail, `prt_` and 43 characters. It works once. """
    new_password: str
    """ 12 to 128 characters, no control characters and no other rules of composition. What is easily guessed is
    refused (`weak_password`): common passwords, and those made from the e-mail address or the name. """

    def to_dict(self) -> dict[str, Any]:
        token = self.token

        new_password = self.new_password

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "token": token,
                "new_password": new_password,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        token = d.pop("token")

        new_password = d.pop("new_password")

        password_reset_request = cls(
            token=token,
            new_password=new_password,
        )

        return password_reset_request
