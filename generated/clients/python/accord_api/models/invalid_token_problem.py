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

T = TypeVar("T", bound="InvalidTokenProblem")


@_attrs_define
class InvalidTokenProblem:
    """The access token is expired, damaged or not ours, its session has ended, its account is suspended, or this operation
    does not accept its issuer. Refresh once with `createToken`; if that is refused too, the person must sign in again.

    """

    type_: Literal["/problems/invalid_token"]
    title: Literal["Access token not valid"]
    status: Literal[401]
    detail: str
    instance: str
    code: Literal["invalid_token"]
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
        type_ = cast(Literal["/problems/invalid_token"], d.pop("type"))
        if type_ != "/problems/invalid_token":
            raise ValueError(f"type must match const '/problems/invalid_token', got '{type_}'")

        title = cast(Literal["Access token not valid"], d.pop("title"))
        if title != "Access token not valid":
            raise ValueError(f"title must match const 'Access token not valid', got '{title}'")

        status = cast(Literal[401], d.pop("status"))
        if status != 401:
            raise ValueError(f"status must match const 401, got '{status}'")

        detail = d.pop("detail")

        instance = d.pop("instance")

        code = cast(Literal["invalid_token"], d.pop("code"))
        if code != "invalid_token":
            raise ValueError(f"code must match const 'invalid_token', got '{code}'")

        request_id = d.pop("request_id")

        invalid_token_problem = cls(
            type_=type_,
            title=title,
            status=status,
            detail=detail,
            instance=instance,
            code=code,
            request_id=request_id,
        )

        invalid_token_problem.additional_properties = d
        return invalid_token_problem

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
