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

T = TypeVar("T", bound="LastAdminProblem")


@_attrs_define
class LastAdminProblem:
    """The change would leave nobody who can manage accounts: an admin whose address is confirmed and who is not suspended.
    Make another admin first.

    """

    type_: Literal["/problems/last_admin"]
    title: Literal["Last admin"]
    status: Literal[409]
    detail: str
    instance: str
    code: Literal["last_admin"]
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
        type_ = cast(Literal["/problems/last_admin"], d.pop("type"))
        if type_ != "/problems/last_admin":
            raise ValueError(f"type must match const '/problems/last_admin', got '{type_}'")

        title = cast(Literal["Last admin"], d.pop("title"))
        if title != "Last admin":
            raise ValueError(f"title must match const 'Last admin', got '{title}'")

        status = cast(Literal[409], d.pop("status"))
        if status != 409:
            raise ValueError(f"status must match const 409, got '{status}'")

        detail = d.pop("detail")

        instance = d.pop("instance")

        code = cast(Literal["last_admin"], d.pop("code"))
        if code != "last_admin":
            raise ValueError(f"code must match const 'last_admin', got '{code}'")

        request_id = d.pop("request_id")

        last_admin_problem = cls(
            type_=type_,
            title=title,
            status=status,
            detail=detail,
            instance=instance,
            code=code,
            request_id=request_id,
        )

        last_admin_problem.additional_properties = d
        return last_admin_problem

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
