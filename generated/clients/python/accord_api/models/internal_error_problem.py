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

T = TypeVar("T", bound="InternalErrorProblem")


@_attrs_define
class InternalErrorProblem:
    """We made a mistake. Nothing was changed; report it with the `request_id`."""

    type_: Literal["/problems/internal_error"]
    title: Literal["Internal error"]
    status: Literal[500]
    detail: str
    instance: str
    code: Literal["internal_error"]
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
        type_ = cast(Literal["/problems/internal_error"], d.pop("type"))
        if type_ != "/problems/internal_error":
            raise ValueError(f"type must match const '/problems/internal_error', got '{type_}'")

        title = cast(Literal["Internal error"], d.pop("title"))
        if title != "Internal error":
            raise ValueError(f"title must match const 'Internal error', got '{title}'")

        status = cast(Literal[500], d.pop("status"))
        if status != 500:
            raise ValueError(f"status must match const 500, got '{status}'")

        detail = d.pop("detail")

        instance = d.pop("instance")

        code = cast(Literal["internal_error"], d.pop("code"))
        if code != "internal_error":
            raise ValueError(f"code must match const 'internal_error', got '{code}'")

        request_id = d.pop("request_id")

        internal_error_problem = cls(
            type_=type_,
            title=title,
            status=status,
            detail=detail,
            instance=instance,
            code=code,
            request_id=request_id,
        )

        internal_error_problem.additional_properties = d
        return internal_error_problem

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
