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

T = TypeVar("T", bound="PayloadTooLargeProblem")


@_attrs_define
class PayloadTooLargeProblem:
    """The body of the request is larger than this server reads."""

    type_: Literal["/problems/payload_too_large"]
    title: Literal["Body too large"]
    status: Literal[413]
    detail: str
    instance: str
    code: Literal["payload_too_large"]
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
        type_ = cast(Literal["/problems/payload_too_large"], d.pop("type"))
        if type_ != "/problems/payload_too_large":
            raise ValueError(f"type must match const '/problems/payload_too_large', got '{type_}'")

        title = cast(Literal["Body too large"], d.pop("title"))
        if title != "Body too large":
            raise ValueError(f"title must match const 'Body too large', got '{title}'")

        status = cast(Literal[413], d.pop("status"))
        if status != 413:
            raise ValueError(f"status must match const 413, got '{status}'")

        detail = d.pop("detail")

        instance = d.pop("instance")

        code = cast(Literal["payload_too_large"], d.pop("code"))
        if code != "payload_too_large":
            raise ValueError(f"code must match const 'payload_too_large', got '{code}'")

        request_id = d.pop("request_id")

        payload_too_large_problem = cls(
            type_=type_,
            title=title,
            status=status,
            detail=detail,
            instance=instance,
            code=code,
            request_id=request_id,
        )

        payload_too_large_problem.additional_properties = d
        return payload_too_large_problem

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
