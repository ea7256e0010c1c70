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

T = TypeVar("T", bound="EmailTakenProblem")


@_attrs_define
class EmailTakenProblem:
    """The e-mail address has an account already; upper and lower case make no difference. `listUsers` with `email` finds
    it.

    """

    type_: Literal["/problems/email_taken"]
    title: Literal["Address taken"]
    status: Literal[409]
    detail: str
    instance: str
    code: Literal["email_taken"]
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
        type_ = cast(Literal["/problems/email_taken"], d.pop("type"))
        if type_ != "/problems/email_taken":
            raise ValueError(f"type must match const '/problems/email_taken', got '{type_}'")

        title = cast(Literal["Address taken"], d.pop("title"))
        if title != "Address taken":
            raise ValueError(f"title must match const 'Address taken', got '{title}'")

        status = cast(Literal[409], d.pop("status"))
        if status != 409:
            raise ValueError(f"status must match const 409, got '{status}'")

        detail = d.pop("detail")

        instance = d.pop("instance")

        code = cast(Literal["email_taken"], d.pop("code"))
        if code != "email_taken":
            raise ValueError(f"code must match const 'email_taken', got '{code}'")

        request_id = d.pop("request_id")

        email_taken_problem = cls(
            type_=type_,
            title=title,
            status=status,
            detail=detail,
            instance=instance,
            code=code,
            request_id=request_id,
        )

        email_taken_problem.additional_properties = d
        return email_taken_problem

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
