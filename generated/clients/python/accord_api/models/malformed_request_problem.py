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

T = TypeVar("T", bound="MalformedRequestProblem")


@_attrs_define
class MalformedRequestProblem:
    """The request cannot be read: the body is not valid JSON or not UTF-8, names a member twice, is nested too deeply, or
    a header that may occur once occurs twice.

    """

    type_: Literal["/problems/malformed_request"]
    title: Literal["Malformed request"]
    status: Literal[400]
    detail: str
    instance: str
    code: Literal["malformed_request"]
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
        type_ = cast(Literal["/problems/malformed_request"], d.pop("type"))
        if type_ != "/problems/malformed_request":
            raise ValueError(f"type must match const '/problems/malformed_request', got '{type_}'")

        title = cast(Literal["Malformed request"], d.pop("title"))
        if title != "Malformed request":
            raise ValueError(f"title must match const 'Malformed request', got '{title}'")

        status = cast(Literal[400], d.pop("status"))
        if status != 400:
            raise ValueError(f"status must match const 400, got '{status}'")

        detail = d.pop("detail")

        instance = d.pop("instance")

        code = cast(Literal["malformed_request"], d.pop("code"))
        if code != "malformed_request":
            raise ValueError(f"code must match const 'malformed_request', got '{code}'")

        request_id = d.pop("request_id")

        malformed_request_problem = cls(
            type_=type_,
            title=title,
            status=status,
            detail=detail,
            instance=instance,
            code=code,
            request_id=request_id,
        )

        malformed_request_problem.additional_properties = d
        return malformed_request_problem

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
