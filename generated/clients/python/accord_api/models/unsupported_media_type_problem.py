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

T = TypeVar("T", bound="UnsupportedMediaTypeProblem")


@_attrs_define
class UnsupportedMediaTypeProblem:
    """The `Content-Type` is missing or not the one that the operation declares, its charset is not UTF-8, or the body is
    compressed.

    """

    type_: Literal["/problems/unsupported_media_type"]
    title: Literal["Media type not supported"]
    status: Literal[415]
    detail: str
    instance: str
    code: Literal["unsupported_media_type"]
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
        type_ = cast(Literal["/problems/unsupported_media_type"], d.pop("type"))
        if type_ != "/problems/unsupported_media_type":
            raise ValueError(
                f"type must match const '/problems/unsupported_media_type', got '{type_}'"
            )

        title = cast(Literal["Media type not supported"], d.pop("title"))
        if title != "Media type not supported":
            raise ValueError(f"title must match const 'Media type not supported', got '{title}'")

        status = cast(Literal[415], d.pop("status"))
        if status != 415:
            raise ValueError(f"status must match const 415, got '{status}'")

        detail = d.pop("detail")

        instance = d.pop("instance")

        code = cast(Literal["unsupported_media_type"], d.pop("code"))
        if code != "unsupported_media_type":
            raise ValueError(f"code must match const 'unsupported_media_type', got '{code}'")

        request_id = d.pop("request_id")

        unsupported_media_type_problem = cls(
            type_=type_,
            title=title,
            status=status,
            detail=detail,
            instance=instance,
            code=code,
            request_id=request_id,
        )

        unsupported_media_type_problem.additional_properties = d
        return unsupported_media_type_problem

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
