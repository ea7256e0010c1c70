from __future__ import annotations

from collections.abc import Mapping
from typing import (
    Any,
    Literal,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="VerificationTokenInvalidProblem")


@_attrs_define
class VerificationTokenInvalidProblem:
    """The token or the six digits are unknown, used, too old, or were guessed wrong too often. Which of these it was is
    not told. `resendEmailVerification` sends new ones.

    """

    type_: Literal["/problems/verification_token_invalid"]
    title: Literal["Verification token not valid"]
    status: Literal[400]
    detail: str
    instance: str
    code: Literal["verification_token_invalid"]
    request_id: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        title = self.title

        status = self.status

        detail = self.detail

        instance = self.instance

        code = self.code

        request_id = self.request_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "title": title,
                "status": status,
                "detail": detail,
                "instance": instance,
                "code": code,
                "request_id": request_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = cast(Literal["/problems/verification_token_invalid"], d.pop("type"))
        if type_ != "/problems/verification_token_invalid":
            raise ValueError(
                f"type must match const '/problems/verification_token_invalid', got '{type_}'"
            )

        title = cast(Literal["Verification token not valid"], d.pop("title"))
        if title != "Verification token not valid":
            raise ValueError(
                f"title must match const 'Verification token not valid', got '{title}'"
            )

        status = cast(Literal[400], d.pop("status"))
        if status != 400:
            raise ValueError(f"status must match const 400, got '{status}'")

        detail = d.pop("detail")

        instance = d.pop("instance")

        code = cast(Literal["verification_token_invalid"], d.pop("code"))
        if code != "verification_token_invalid":
            raise ValueError(f"code must match const 'verification_token_invalid', got '{code}'")

        request_id = d.pop("request_id")

        verification_token_invalid_problem = cls(
            type_=type_,
            title=title,
            status=status,
            detail=detail,
            instance=instance,
            code=code,
            request_id=request_id,
        )

        verification_token_invalid_problem.additional_properties = d
        return verification_token_invalid_problem

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
