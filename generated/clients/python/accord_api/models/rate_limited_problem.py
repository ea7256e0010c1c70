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

T = TypeVar("T", bound="RateLimitedProblem")


@_attrs_define
class RateLimitedProblem:
    """A quota is spent. `Retry-After` says how many seconds to wait, `RateLimit-Policy` which quota it is."""

    type_: Literal["/problems/rate_limited"]
    title: Literal["Too many requests"]
    status: Literal[429]
    detail: str
    instance: str
    code: Literal["rate_limited"]
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
        type_ = cast(Literal["/problems/rate_limited"], d.pop("type"))
        if type_ != "/problems/rate_limited":
            raise ValueError(f"type must match const '/problems/rate_limited', got '{type_}'")

        title = cast(Literal["Too many requests"], d.pop("title"))
        if title != "Too many requests":
            raise ValueError(f"title must match const 'Too many requests', got '{title}'")

        status = cast(Literal[429], d.pop("status"))
        if status != 429:
            raise ValueError(f"status must match const 429, got '{status}'")

        detail = d.pop("detail")

        instance = d.pop("instance")

        code = cast(Literal["rate_limited"], d.pop("code"))
        if code != "rate_limited":
            raise ValueError(f"code must match const 'rate_limited', got '{code}'")

        request_id = d.pop("request_id")

        rate_limited_problem = cls(
            type_=type_,
            title=title,
            status=status,
            detail=detail,
            instance=instance,
            code=code,
            request_id=request_id,
        )

        rate_limited_problem.additional_properties = d
        return rate_limited_problem

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
