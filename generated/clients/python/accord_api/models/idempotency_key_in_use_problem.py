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

T = TypeVar("T", bound="IdempotencyKeyInUseProblem")


@_attrs_define
class IdempotencyKeyInUseProblem:
    """A request with the same Idempotency-Key has not been answered yet. Wait a moment and repeat it."""

    type_: Literal["/problems/idempotency_key_in_use"]
    title: Literal["Idempotency key in use"]
    status: Literal[409]
    detail: str
    instance: str
    code: Literal["idempotency_key_in_use"]
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
        type_ = cast(Literal["/problems/idempotency_key_in_use"], d.pop("type"))
        if type_ != "/problems/idempotency_key_in_use":
            raise ValueError(
                f"type must match const '/problems/idempotency_key_in_use', got '{type_}'"
            )

        title = cast(Literal["Idempotency key in use"], d.pop("title"))
        if title != "Idempotency key in use":
            raise ValueError(f"title must match const 'Idempotency key in use', got '{title}'")

        status = cast(Literal[409], d.pop("status"))
        if status != 409:
            raise ValueError(f"status must match const 409, got '{status}'")

        detail = d.pop("detail")

        instance = d.pop("instance")

        code = cast(Literal["idempotency_key_in_use"], d.pop("code"))
        if code != "idempotency_key_in_use":
            raise ValueError(f"code must match const 'idempotency_key_in_use', got '{code}'")

        request_id = d.pop("request_id")

        idempotency_key_in_use_problem = cls(
            type_=type_,
            title=title,
            status=status,
            detail=detail,
            instance=instance,
            code=code,
            request_id=request_id,
        )

        idempotency_key_in_use_problem.additional_properties = d
        return idempotency_key_in_use_problem

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
