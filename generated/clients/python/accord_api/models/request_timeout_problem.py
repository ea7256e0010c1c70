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

T = TypeVar("T", bound="RequestTimeoutProblem")


@_attrs_define
class RequestTimeoutProblem:
    """The request did not arrive in time. Send it again over a better line."""

    type_: Literal["/problems/request_timeout"]
    title: Literal["Request took too long"]
    status: Literal[408]
    detail: str
    instance: str
    code: Literal["request_timeout"]
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
        type_ = cast(Literal["/problems/request_timeout"], d.pop("type"))
        if type_ != "/problems/request_timeout":
            raise ValueError(f"type must match const '/problems/request_timeout', got '{type_}'")

        title = cast(Literal["Request took too long"], d.pop("title"))
        if title != "Request took too long":
            raise ValueError(f"title must match const 'Request took too long', got '{title}'")

        status = cast(Literal[408], d.pop("status"))
        if status != 408:
            raise ValueError(f"status must match const 408, got '{status}'")

        detail = d.pop("detail")

        instance = d.pop("instance")

        code = cast(Literal["request_timeout"], d.pop("code"))
        if code != "request_timeout":
            raise ValueError(f"code must match const 'request_timeout', got '{code}'")

        request_id = d.pop("request_id")

        request_timeout_problem = cls(
            type_=type_,
            title=title,
            status=status,
            detail=detail,
            instance=instance,
            code=code,
            request_id=request_id,
        )

        request_timeout_problem.additional_properties = d
        return request_timeout_problem

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
