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

T = TypeVar("T", bound="IdempotencyKeyReusedProblem")


@_attrs_define
class IdempotencyKeyReusedProblem:
    """The same Idempotency-Key came with another request. Make a new key for each thing that you want done."""

    type_: Literal["/problems/idempotency_key_reused"]
    title: Literal["Idempotency key used for something else"]
    status: Literal[422]
    detail: str
    instance: str
    code: Literal["idempotency_key_reused"]
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
        type_ = cast(Literal["/problems/idempotency_key_reused"], d.pop("type"))
        if type_ != "/problems/idempotency_key_reused":
            raise ValueError(
                f"type must match const '/problems/idempotency_key_reused', got '{type_}'"
            )

        title = cast(Literal["Idempotency key used for something else"], d.pop("title"))
        if title != "Idempotency key used for something else":
            raise ValueError(
                f"title must match const 'Idempotency key used for something else', got '{title}'"
            )

        status = cast(Literal[422], d.pop("status"))
        if status != 422:
            raise ValueError(f"status must match const 422, got '{status}'")

        detail = d.pop("detail")

        instance = d.pop("instance")

        code = cast(Literal["idempotency_key_reused"], d.pop("code"))
        if code != "idempotency_key_reused":
            raise ValueError(f"code must match const 'idempotency_key_reused', got '{code}'")

        request_id = d.pop("request_id")

        idempotency_key_reused_problem = cls(
            type_=type_,
            title=title,
            status=status,
            detail=detail,
            instance=instance,
            code=code,
            request_id=request_id,
        )

        idempotency_key_reused_problem.additional_properties = d
        return idempotency_key_reused_problem

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
