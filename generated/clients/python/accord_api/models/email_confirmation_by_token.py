from __future__ import annotations

from collections.abc import Mapping
from typing import (
    Any,
    Literal,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define

T = TypeVar("T", bound="EmailConfirmationByToken")


@_attrs_define
class EmailConfirmationByToken:
    """The token from the link in the mail."""

    method: Literal["token"]
    """ Says that you send the token. """
    token: str
    """ The token, `evt_` and 43 characters. It works once. """

    def to_dict(self) -> dict[str, Any]:
        method = self.method

        token = self.token

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "method": method,
                "token": token,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        method = cast(Literal["token"], d.pop("method"))
        if method != "token":
            raise ValueError(f"method must match const 'token', got '{method}'")

        token = d.pop("token")

        email_confirmation_by_token = cls(
            method=method,
            token=token,
        )

        return email_confirmation_by_token
