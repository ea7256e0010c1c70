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

T = TypeVar("T", bound="CannotSuspendSelfProblem")


@_attrs_define
class CannotSuspendSelfProblem:
    """The account to suspend is the one that is asking. Another admin can do it."""

    type_: Literal["/problems/cannot_suspend_self"]
    title: Literal["You cannot suspend yourself"]
    status: Literal[409]
    detail: str
    instance: str
    code: Literal["cannot_suspend_self"]
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
        type_ = cast(Literal["/problems/cannot_suspend_self"], d.pop("type"))
        if type_ != "/problems/cannot_suspend_self":
            raise ValueError(
                f"type must match const '/problems/cannot_suspend_self', got '{type_}'"
            )

        title = cast(Literal["You cannot suspend yourself"], d.pop("title"))
        if title != "You cannot suspend yourself":
            raise ValueError(f"title must match const 'You cannot suspend yourself', got '{title}'")

        status = cast(Literal[409], d.pop("status"))
        if status != 409:
            raise ValueError(f"status must match const 409, got '{status}'")

        detail = d.pop("detail")

        instance = d.pop("instance")

        code = cast(Literal["cannot_suspend_self"], d.pop("code"))
        if code != "cannot_suspend_self":
            raise ValueError(f"code must match const 'cannot_suspend_self', got '{code}'")

        request_id = d.pop("request_id")

        cannot_suspend_self_problem = cls(
            type_=type_,
            title=title,
            status=status,
            detail=detail,
            instance=instance,
            code=code,
            request_id=request_id,
        )

        cannot_suspend_self_problem.additional_properties = d
        return cannot_suspend_self_problem

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
