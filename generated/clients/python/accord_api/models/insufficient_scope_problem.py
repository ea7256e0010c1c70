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

T = TypeVar("T", bound="InsufficientScopeProblem")


@_attrs_define
class InsufficientScopeProblem:
    """The access token does not carry the scope that the operation needs: the role does not have it, or it was left out
    when the token was asked for.

    """

    type_: Literal["/problems/insufficient_scope"]
    title: Literal["Scope missing"]
    status: Literal[403]
    detail: str
    instance: str
    code: Literal["insufficient_scope"]
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
        type_ = cast(Literal["/problems/insufficient_scope"], d.pop("type"))
        if type_ != "/problems/insufficient_scope":
            raise ValueError(f"type must match const '/problems/insufficient_scope', got '{type_}'")

        title = cast(Literal["Scope missing"], d.pop("title"))
        if title != "Scope missing":
            raise ValueError(f"title must match const 'Scope missing', got '{title}'")

        status = cast(Literal[403], d.pop("status"))
        if status != 403:
            raise ValueError(f"status must match const 403, got '{status}'")

        detail = d.pop("detail")

        instance = d.pop("instance")

        code = cast(Literal["insufficient_scope"], d.pop("code"))
        if code != "insufficient_scope":
            raise ValueError(f"code must match const 'insufficient_scope', got '{code}'")

        request_id = d.pop("request_id")

        insufficient_scope_problem = cls(
            type_=type_,
            title=title,
            status=status,
            detail=detail,
            instance=instance,
            code=code,
            request_id=request_id,
        )

        insufficient_scope_problem.additional_properties = d
        return insufficient_scope_problem

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
