from __future__ import annotations

from collections.abc import Mapping
from typing import (
    Any,
    Literal,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define

T = TypeVar("T", bound="EmailConfirmationByCode")


@_attrs_define
class EmailConfirmationByCode:
    """The six digits from the mail, typed by hand."""

    method: Literal["code"]
    """ Says that you send the digits. """
    email: str
    """ An e-mail address in ASCII letters. It is kept as you write it; upper and lower case make no difference when
    it is looked up. """
    code: str
    """ The six digits. They work once, and a few wrong guesses end them. """

    def to_dict(self) -> dict[str, Any]:
        method = self.method

        email = self.email

        code = self.code

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "method": method,
                "email": email,
                "code": code,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        method = cast(Literal["code"], d.pop("method"))
        if method != "code":
            raise ValueError(f"method must match const 'code', got '{method}'")

        email = d.pop("email")

        code = d.pop("code")

        email_confirmation_by_code = cls(
            method=method,
            email=email,
            code=code,
        )

        return email_confirmation_by_code
