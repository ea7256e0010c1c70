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

T = TypeVar("T", bound="PreconditionFailedProblem")


@_attrs_define
class PreconditionFailedProblem:
    """`If-Match` does not name the current version: somebody else changed it after you read it. Read it again, and make
    your change on what you find.

    """

    type_: Literal["/problems/precondition_failed"]
    title: Literal["Somebody was faster"]
    status: Literal[412]
    detail: str
    instance: str
    code: Literal["precondition_failed"]
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
        type_ = cast(Literal["/problems/precondition_failed"], d.pop("type"))
        if type_ != "/problems/precondition_failed":
            raise ValueError(
                f"type must match const '/problems/precondition_failed', got '{type_}'"
            )

        title = cast(Literal["Somebody was faster"], d.pop("title"))
        if title != "Somebody was faster":
            raise ValueError(f"title must match const 'Somebody was faster', got '{title}'")

        status = cast(Literal[412], d.pop("status"))
        if status != 412:
            raise ValueError(f"status must match const 412, got '{status}'")

        detail = d.pop("detail")

        instance = d.pop("instance")

        code = cast(Literal["precondition_failed"], d.pop("code"))
        if code != "precondition_failed":
            raise ValueError(f"code must match const 'precondition_failed', got '{code}'")

        request_id = d.pop("request_id")

        precondition_failed_problem = cls(
            type_=type_,
            title=title,
            status=status,
            detail=detail,
            instance=instance,
            code=code,
            request_id=request_id,
        )

        precondition_failed_problem.additional_properties = d
        return precondition_failed_problem

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
