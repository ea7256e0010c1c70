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

T = TypeVar("T", bound="NotFoundProblem")


@_attrs_define
class NotFoundProblem:
    """There is nothing at this address, or what is there is not yours; these two look the same on purpose."""

    type_: Literal["/problems/not_found"]
    title: Literal["Not found"]
    status: Literal[404]
    detail: str
    instance: str
    code: Literal["not_found"]
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
        type_ = cast(Literal["/problems/not_found"], d.pop("type"))
        if type_ != "/problems/not_found":
            raise ValueError(f"type must match const '/problems/not_found', got '{type_}'")

        title = cast(Literal["Not found"], d.pop("title"))
        if title != "Not found":
            raise ValueError(f"title must match const 'Not found', got '{title}'")

        status = cast(Literal[404], d.pop("status"))
        if status != 404:
            raise ValueError(f"status must match const 404, got '{status}'")

        detail = d.pop("detail")

        instance = d.pop("instance")

        code = cast(Literal["not_found"], d.pop("code"))
        if code != "not_found":
            raise ValueError(f"code must match const 'not_found', got '{code}'")

        request_id = d.pop("request_id")

        not_found_problem = cls(
            type_=type_,
            title=title,
            status=status,
            detail=detail,
            instance=instance,
            code=code,
            request_id=request_id,
        )

        not_found_problem.additional_properties = d
        return not_found_problem

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
