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

T = TypeVar("T", bound="NotReadyProblem")


@_attrs_define
class NotReadyProblem:
    """The server is starting or stopping, or lacks its database, migrations or keys. Send it no traffic yet."""

    type_: Literal["/problems/not_ready"]
    title: Literal["Not ready"]
    status: Literal[503]
    detail: str
    instance: str
    code: Literal["not_ready"]
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
        type_ = cast(Literal["/problems/not_ready"], d.pop("type"))
        if type_ != "/problems/not_ready":
            raise ValueError(f"type must match const '/problems/not_ready', got '{type_}'")

        title = cast(Literal["Not ready"], d.pop("title"))
        if title != "Not ready":
            raise ValueError(f"title must match const 'Not ready', got '{title}'")

        status = cast(Literal[503], d.pop("status"))
        if status != 503:
            raise ValueError(f"status must match const 503, got '{status}'")

        detail = d.pop("detail")

        instance = d.pop("instance")

        code = cast(Literal["not_ready"], d.pop("code"))
        if code != "not_ready":
            raise ValueError(f"code must match const 'not_ready', got '{code}'")

        request_id = d.pop("request_id")

        not_ready_problem = cls(
            type_=type_,
            title=title,
            status=status,
            detail=detail,
            instance=instance,
            code=code,
            request_id=request_id,
        )

        not_ready_problem.additional_properties = d
        return not_ready_problem

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
