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

T = TypeVar("T", bound="WeakPasswordProblem")


@_attrs_define
class WeakPasswordProblem:
    """The new password is easily guessed: a common one, or one made from the e-mail address or the name. Or it is too long
    to be stored safely.

    """

    type_: Literal["/problems/weak_password"]
    title: Literal["Password too weak"]
    status: Literal[422]
    detail: str
    instance: str
    code: Literal["weak_password"]
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
        type_ = cast(Literal["/problems/weak_password"], d.pop("type"))
        if type_ != "/problems/weak_password":
            raise ValueError(f"type must match const '/problems/weak_password', got '{type_}'")

        title = cast(Literal["Password too weak"], d.pop("title"))
        if title != "Password too weak":
            raise ValueError(f"title must match const 'Password too weak', got '{title}'")

        status = cast(Literal[422], d.pop("status"))
        if status != 422:
            raise ValueError(f"status must match const 422, got '{status}'")

        detail = d.pop("detail")

        instance = d.pop("instance")

        code = cast(Literal["weak_password"], d.pop("code"))
        if code != "weak_password":
            raise ValueError(f"code must match const 'weak_password', got '{code}'")

        request_id = d.pop("request_id")

        weak_password_problem = cls(
            type_=type_,
            title=title,
            status=status,
            detail=detail,
            instance=instance,
            code=code,
            request_id=request_id,
        )

        weak_password_problem.additional_properties = d
        return weak_password_problem

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
